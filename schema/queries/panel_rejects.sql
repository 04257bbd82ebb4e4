-- Refused rows, the most frequent reason first, newest load first: reason's code, how many share it, file, line, column, sentence,
-- raw row. ?1: how many
SELECT r.code, n.n, b.path, r.line, r.column_name, r.reason, substr(CAST(r.raw AS TEXT), 1, 400)
FROM reject r
JOIN (SELECT code, count(*) AS n FROM reject GROUP BY code) n ON n.code = r.code
JOIN batch b ON b.id = r.batch
ORDER BY n.n DESC, r.code, r.batch DESC, r.line
LIMIT ?1
