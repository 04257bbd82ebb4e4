-- A day on which no declaration is registered any more.
DELETE FROM segment_day WHERE day = ?1
