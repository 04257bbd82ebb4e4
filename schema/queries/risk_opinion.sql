-- The last word of an officer on what the model says of declaration ?1: agree or disagree, who, when.
SELECT what, who, at FROM risk_event WHERE declaration = ?1 AND what IN ('agree', 'disagree') ORDER BY id DESC LIMIT 1
