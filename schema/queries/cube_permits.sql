-- Permits of the declarations of the list ?1, as cube_declarations.
SELECT w.key, x.agency, x.single_window, x.inspected
FROM json_each(?1) AS w CROSS JOIN permit AS x ON x.declaration = w.value
