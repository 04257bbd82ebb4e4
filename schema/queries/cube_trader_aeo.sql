-- Whether trader ?1 is an authorised operator.
SELECT aeo FROM trader WHERE trader_id = ?1
