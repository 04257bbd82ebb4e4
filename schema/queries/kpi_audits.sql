-- Audits closed from day ?1 to day ?2: day, office of the declaration and importer (0: not recorded), assessed, collected.
SELECT a.closed_on, coalesce(d.office, 0), coalesce(a.importer_id, d.importer_id, 0), a.assessed, coalesce(a.collected, 0)
FROM audit a LEFT JOIN declaration d ON d.id = a.declaration
WHERE a.closed_on BETWEEN ?1 AND ?2;
