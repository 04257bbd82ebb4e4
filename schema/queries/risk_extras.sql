-- Attributes and measures of declarations ?1 to ?2: declaration, name, code of an attribute, number of a measure.
SELECT declaration, name, code, number
FROM declaration_extra
WHERE declaration BETWEEN ?1 AND ?2
ORDER BY declaration, name
