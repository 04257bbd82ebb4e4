-- Milestones of the declarations of the list ?1, as cube_declarations.
SELECT w.key, x.code, x.at, x.stamp_form, x.sequence
FROM json_each(?1) AS w CROSS JOIN milestone AS x ON x.declaration = w.value
