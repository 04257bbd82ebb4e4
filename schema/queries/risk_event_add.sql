-- One line of the audit trail: at, who, what, model, declaration, note.
INSERT INTO risk_event(at, who, what, model, declaration, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id
