-- Initiatives in the order in which they began: title, first day, offices ('' for all), kpi.
SELECT title, starts_on, coalesce(office, ''), coalesce(kpi, '')
FROM initiative
ORDER BY starts_on, initiative_id;
