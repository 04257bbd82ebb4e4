-- Reroutes of the declarations of the list ?1, as cube_declarations.
SELECT w.key, x.at, x.stamp_form, x.lane_to, x.automatic, x.reason
FROM json_each(?1) AS w CROSS JOIN reroute AS x ON x.declaration = w.value
