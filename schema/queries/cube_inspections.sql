-- Inspections of the declarations of a day, in the order of cube_declarations.
SELECT d.id, x.type, x.outcome, x.finding, x.tax_adjustment, x.wide, x.stamp_form,
	x.called_at, x.presented_at, x.started_at, x.ended_at
FROM declaration AS d CROSS JOIN inspection AS x ON x.declaration = d.id
WHERE d.registered_day = ?1 AND +d.id BETWEEN ?2 AND ?3
ORDER BY d.office, d.id
