-- One column of one day.
INSERT INTO segment(id, data) VALUES (?1, ?2) ON CONFLICT(id) DO UPDATE SET data = excluded.data
