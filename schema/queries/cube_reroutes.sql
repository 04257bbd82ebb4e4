-- Reroutes of the declarations of a day, in the order of cube_declarations.
SELECT d.id, x.at, x.stamp_form, x.lane_to, x.automatic
FROM declaration AS d CROSS JOIN reroute AS x ON x.declaration = d.id
WHERE d.registered_day = ?1 AND +d.id BETWEEN ?2 AND ?3
ORDER BY d.office, d.id
