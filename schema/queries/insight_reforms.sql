-- Initiatives, the newest first: id, title, first day, last day (NULL: goes on), offices (NULL: all), owner, KPI, expected effect, note.
SELECT initiative_id, title, starts_on, ends_on, office, owner, kpi, expected_effect, note
FROM initiative
ORDER BY starts_on DESC, initiative_id;
