-- Is anything known about declarations?
SELECT EXISTS (SELECT 1 FROM declaration)
