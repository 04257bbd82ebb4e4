-- How many rows of kind ?1 have a value in column ?2 (no row: none).
SELECT rows FROM column_presence WHERE kind = ?1 AND name = ?2;
