-- Is anything known about traders?
SELECT EXISTS (SELECT 1 FROM trader)
