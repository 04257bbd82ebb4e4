-- Days with declarations, their rows and spans.
SELECT * FROM segment_day ORDER BY day
