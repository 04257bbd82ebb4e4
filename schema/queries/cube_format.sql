-- The number of the layout of segments. Asked so, and not as a fact: what was borrowed of another fact stays as it is.
SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'cube_format'
