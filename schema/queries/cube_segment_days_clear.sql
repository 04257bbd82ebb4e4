-- Before all of it is written anew.
DELETE FROM segment_day
