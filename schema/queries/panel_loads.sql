-- The newest loads: when (UTC), file, kind, rows and what became of them, seconds. ?1: how many
SELECT strftime('%Y-%m-%d %H:%M', loaded_at, 'unixepoch'), path, kind, rows, inserted, updated, unchanged, rejected, seconds
FROM batch
ORDER BY id DESC
LIMIT ?1
