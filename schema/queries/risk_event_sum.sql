-- The sum of the last line of the audit trail; NULL where it has none.
SELECT chain FROM risk_event ORDER BY id DESC LIMIT 1
