-- How many declarations the segments of day ?1 hold.
SELECT rows FROM segment_day WHERE day = ?1
