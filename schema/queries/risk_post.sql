-- The name of the post with code ?1, as the file of posts gives it; NULL, or no row, where it gives none.
SELECT p.name FROM code c JOIN post p ON p.office = c.id WHERE c.list = 'office' AND c.text = ?1
