-- Attributes that came since, numbered on.
INSERT INTO cube_attribute(name)
SELECT text FROM code WHERE list = 'attribute' ORDER BY id
ON CONFLICT DO NOTHING
