-- Officers who belong to a duty pool: officer, pool.
SELECT officer_id, pool FROM officer WHERE pool IS NOT NULL;
