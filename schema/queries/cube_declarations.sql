-- Declarations of the list ?1 (JSON, numbers of declarations), in its order: the rows of a segment. Its children are read
-- beside it by the other queries of the cube with the same list; column 0 of each is the place in the list.
SELECT w.key, d.id, registered_day, stamp_form, office, flow, regime, status, mode, importer_id, broker_id,
	coalesce(aeo, (SELECT trader.aeo FROM trader WHERE trader_id = importer_id)),
	coalesce(origin, (SELECT i.origin FROM item AS i WHERE i.declaration = d.id ORDER BY item_no LIMIT 1)),
	coalesce(hs, (SELECT i.hs FROM item AS i WHERE i.declaration = d.id ORDER BY item_no LIMIT 1)),
	cif_value, assessed_initial, assessed_final, paid_amount, exempt_amount, currency, payment_mode, paper,
	lane_initial, lane_final, select_reason, rule_id, officer_id, assigned_by, version, versions,
	registered_at, arrived_at, discharged_at, selected_at, assigned_at, document_started_at, document_ended_at,
	query_opened_at, query_closed_at, hold_started_at, hold_ended_at, exam_called_at, goods_presented_at,
	exam_started_at, exam_ended_at, assessed_at, paid_at, released_at, exited_at
FROM json_each(?1) AS w CROSS JOIN declaration AS d ON d.id = w.value
