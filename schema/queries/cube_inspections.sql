-- Inspections of the declarations of the list ?1, as cube_declarations.
SELECT w.key, x.type, x.outcome, x.finding, x.tax_adjustment, x.wide, x.stamp_form,
	x.called_at, x.presented_at, x.started_at, x.ended_at, x.penalty, x.penalty_paid
FROM json_each(?1) AS w CROSS JOIN inspection AS x ON x.declaration = w.value
