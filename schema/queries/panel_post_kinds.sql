-- What kind of post each office is: office, kind ('' where it is not recorded).
SELECT o.text, coalesce(k.text, '')
FROM post p JOIN code o ON o.id = p.office LEFT JOIN code k ON k.id = p.kind;
