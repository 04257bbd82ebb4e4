-- Post-clearance audits of the declarations of the list ?1, as cube_declarations.
SELECT w.key, x.closed_on, x.assessed
FROM json_each(?1) AS w CROSS JOIN audit AS x ON x.declaration = w.value
