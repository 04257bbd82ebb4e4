-- Declarations registered on day ?1, in the order of a segment.
SELECT d.id FROM declaration_run r CROSS JOIN declaration d ON d.id BETWEEN r.first AND r.last
WHERE r.day = ?1 AND d.registered_day = ?1 ORDER BY d.office, d.id
