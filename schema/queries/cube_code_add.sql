-- A code that no file names by itself: a goods chapter, a single rule out of a set.
INSERT INTO code(list, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING
