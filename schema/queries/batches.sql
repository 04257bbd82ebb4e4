-- The account of every load, newest first.
SELECT id, path, sha256, kind, bytes, loaded_at, rows, inserted, updated, unchanged, rejected, rounded, seconds
FROM batch ORDER BY id DESC;
