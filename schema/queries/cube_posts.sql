-- Offices and their time zones.
SELECT office, timezone FROM post ORDER BY office
