-- Declarations registered on day ?1, in the order of a segment.
SELECT id FROM declaration WHERE registered_day = ?1 ORDER BY office, id
