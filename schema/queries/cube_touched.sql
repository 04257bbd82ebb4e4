-- Days that the load in progress touched; office 0 with day 0 asks for all of them.
SELECT office, day FROM temp.touched_day ORDER BY day, office
