-- Left open while a question is answered: the database then stays as it is.
SELECT day FROM segment_day
