-- Names of the posts: code, name.
SELECT c.text, p.name
FROM post p JOIN code c ON c.id = p.office
ORDER BY c.text
