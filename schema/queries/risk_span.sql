-- First and last day of registration.
SELECT min(registered_day), max(registered_day) FROM declaration
