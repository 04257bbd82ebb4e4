-- Which columns have values at all: kind, column (or code of a milestone), rows.
SELECT kind, name, rows
FROM column_presence
WHERE rows > 0
