-- Whether any declaration of office ?1 has a paid amount.
SELECT EXISTS(SELECT 1 FROM declaration WHERE office = ?1 AND paid_amount IS NOT NULL);
