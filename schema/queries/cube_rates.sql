-- Rates of exchange: one unit of the currency, in the reporting currency, from a day on.
SELECT currency, day, rate FROM rate ORDER BY currency, day
