-- The codes of list ?1, each with the name that the file of posts gives, where it is a post.
SELECT c.text, p.name
FROM code c LEFT JOIN post p ON p.office = c.id
WHERE c.list = ?1
ORDER BY c.text
