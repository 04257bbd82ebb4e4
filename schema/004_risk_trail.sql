-- The audit trail of the risk model as a chain: each line carries the SHA-256 of the line before and of its own words, so that one that was
-- changed, put in or taken out breaks all after it. Lines from before this are told by their NULL.
ALTER TABLE risk_event ADD COLUMN chain TEXT;
CREATE TRIGGER risk_event_stays BEFORE UPDATE ON risk_event BEGIN SELECT raise(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER risk_event_remains BEFORE DELETE ON risk_event BEGIN SELECT raise(ABORT, 'the audit trail is only added to'); END;
