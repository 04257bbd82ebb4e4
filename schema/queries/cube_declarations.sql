-- Declarations registered on day ?1, numbers ?2 to ?3, in the order of their office: the rows of a segment.
SELECT id, stamp_form, office, flow, regime, status, mode, importer_id, broker_id,
	coalesce(aeo, (SELECT trader.aeo FROM trader WHERE trader_id = importer_id)),
	coalesce(origin, (SELECT i.origin FROM item AS i WHERE i.declaration = declaration.id ORDER BY item_no LIMIT 1)),
	coalesce(hs, (SELECT i.hs FROM item AS i WHERE i.declaration = declaration.id ORDER BY item_no LIMIT 1)),
	cif_value, assessed_initial, assessed_final, paid_amount, exempt_amount, currency, payment_mode, paper,
	lane_initial, lane_final, select_reason, rule_id, officer_id, version, versions,
	registered_at, arrived_at, discharged_at, selected_at, assigned_at, document_started_at, document_ended_at,
	query_opened_at, query_closed_at, hold_started_at, hold_ended_at, exam_called_at, goods_presented_at,
	exam_started_at, exam_ended_at, assessed_at, paid_at, released_at, exited_at
FROM declaration
WHERE registered_day = ?1 AND +id BETWEEN ?2 AND ?3
ORDER BY office, id
