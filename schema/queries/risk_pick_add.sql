-- One declaration that was picked: event, declaration, model (NULL: switched off), arm, place, probability told, reasons.
INSERT INTO risk_pick(event, declaration, model, arm, place, p, reasons) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id
