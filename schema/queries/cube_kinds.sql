-- Which kinds of record about a declaration there are at all, in the order in which the cube reads them.
SELECT EXISTS (SELECT 1 FROM milestone),
	EXISTS (SELECT 1 FROM inspection),
	EXISTS (SELECT 1 FROM reroute),
	EXISTS (SELECT 1 FROM seizure),
	EXISTS (SELECT 1 FROM permit),
	EXISTS (SELECT 1 FROM audit),
	EXISTS (SELECT 1 FROM declaration_extra)
