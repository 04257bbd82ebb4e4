-- What is recorded of one declaration: its id, its currency, then one column a line of its page. "Label:what" is a value that the
-- screen words itself: money in minor units, or a code of a post, trader or officer (masked there). ?1: declaration_key.id
SELECT k.declaration_id, currency.text,
	office.text AS "Post:office",
	flow.text AS "Flow",
	status.text AS "Status",
	regime.text AS "Regime",
	mode.text AS "Transport:mode",
	lane.text AS "Lane at first",
	lane_final.text AS "Lane in the end",
	reason.text AS "Selected by",
	rule.text AS "Rules",
	round(d.score, 3) AS "Risk score",
	importer.text AS "Importer:importer",
	broker.text AS "Broker:broker",
	CASE d.aeo WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS "Trusted trader",
	officer.text AS "Officer:officer",
	origin.text AS "Origin",
	hs.text AS "Goods (HS)",
	d.item_count AS "Items",
	CASE WHEN d.gross_kg IS NOT NULL THEN printf('%.10g', d.gross_kg) END AS "Gross kg",
	d.cif_value AS "Value of goods:money",
	d.assessed_initial AS "First assessed:money",
	d.assessed_final AS "Assessed:money",
	(SELECT sum(i.tax_adjustment) FROM inspection i WHERE i.declaration = k.id) AS "Added by controls:money",
	(SELECT sum(i.penalty) FROM inspection i WHERE i.declaration = k.id) AS "Penalties:money",
	d.paid_amount AS "Paid:money",
	d.exempt_amount AS "Exempt:money",
	payment.text AS "Paid by",
	CASE d.paper WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS "Paper needed",
	CASE WHEN d.versions > 1 THEN d.versions END AS "Versions kept",
	b.path AS "Loaded from"
FROM declaration_key k
JOIN declaration d ON d.id = k.id
LEFT JOIN code currency ON currency.id = d.currency
LEFT JOIN code office ON office.id = d.office
LEFT JOIN code flow ON flow.id = d.flow
LEFT JOIN code status ON status.id = d.status
LEFT JOIN code regime ON regime.id = d.regime
LEFT JOIN code mode ON mode.id = d.mode
LEFT JOIN code lane ON lane.id = d.lane_initial
LEFT JOIN code lane_final ON lane_final.id = d.lane_final
LEFT JOIN code reason ON reason.id = d.select_reason
LEFT JOIN code rule ON rule.id = d.rule_id
LEFT JOIN code importer ON importer.id = d.importer_id
LEFT JOIN code broker ON broker.id = d.broker_id
LEFT JOIN code officer ON officer.id = d.officer_id
LEFT JOIN code origin ON origin.id = d.origin
LEFT JOIN code hs ON hs.id = d.hs
LEFT JOIN code payment ON payment.id = d.payment_mode
LEFT JOIN batch b ON b.id = d.load
WHERE k.id = ?1
