-- Clocks and weekends of the posts: office, timezone, weekend.
SELECT office, timezone, weekend FROM post ORDER BY office;
