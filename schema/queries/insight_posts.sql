-- Posts: code, name, the days of their weekend ("fri,sat").
SELECT c.text, p.name, coalesce(p.weekend, '')
FROM post p JOIN code c ON c.id = p.office
ORDER BY c.text;
