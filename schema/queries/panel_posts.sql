-- The posts: code, and the name that the file of posts gives; data without such a file names them by their codes.
SELECT c.text, p.name
FROM code c LEFT JOIN post p ON p.office = c.id
WHERE c.list = 'office'
ORDER BY c.text
