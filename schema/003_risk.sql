-- The risk model: what was learnt, what was decided about it, what it picked. Nothing here is needed to read the rest.

-- One row for each model that was trained. sha256 is of card, model and memory, each behind its length; a model whose bytes do
-- not give it is refused. Of all but the latest the bytes may be dropped; the card stays.
CREATE TABLE risk_model(
	version		INTEGER PRIMARY KEY,
	trained_at	INTEGER NOT NULL,		-- UTC seconds
	trained_from	INTEGER NOT NULL,		-- first and last day of registration it learnt from
	trained_until	INTEGER NOT NULL,
	engine		TEXT NOT NULL,			-- boost, ridge
	n		INTEGER NOT NULL,		-- declarations it learnt from, and hits among them
	hits		INTEGER NOT NULL,
	card		TEXT NOT NULL,			-- JSON: features, parameters, how it was judged
	model		BLOB,				-- JSON, as the engine wrote it
	memory		BLOB,				-- what inspections found by tuple of goods and traders; see src/risk/memory.h
	sha256		TEXT NOT NULL
) STRICT;

-- The audit trail: who did what, when. Rows are only ever added.
CREATE TABLE risk_event(
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,		-- UTC seconds
	who		TEXT NOT NULL,
	what		TEXT NOT NULL,			-- train, use, approve, off, on, agree, disagree, select
	model		INTEGER REFERENCES risk_model,
	declaration	INTEGER REFERENCES declaration_key,
	note		TEXT
) STRICT;
CREATE INDEX risk_event_declaration ON risk_event(declaration);

-- Declarations that were picked for inspection with the model's help: by rank, or by chance so that the true rate stays known.
CREATE TABLE risk_pick(
	id		INTEGER PRIMARY KEY,
	event		INTEGER NOT NULL REFERENCES risk_event,
	declaration	INTEGER NOT NULL REFERENCES declaration_key,
	model		INTEGER REFERENCES risk_model,	-- NULL: the model was switched off
	arm		TEXT NOT NULL,			-- rank, chance
	place		INTEGER NOT NULL,		-- 1 the first
	p		REAL,				-- probability of a hit as it was told then
	reasons		TEXT				-- JSON, the largest first
) STRICT;
CREATE INDEX risk_pick_declaration ON risk_pick(declaration);
