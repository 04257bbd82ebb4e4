-- First and last day of the revenue files.
SELECT min(day), max(day) FROM revenue;
