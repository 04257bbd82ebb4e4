-- One line of the audit trail: at, who, what, model, declaration, note, and the sum that chains it to the line before.
INSERT INTO risk_event(at, who, what, model, declaration, note, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id
