-- Attributes by their number, with the id of their name.
SELECT a.number, a.name, c.id
FROM cube_attribute AS a LEFT JOIN code AS c ON c.list = 'attribute' AND c.text = a.name
ORDER BY a.number
