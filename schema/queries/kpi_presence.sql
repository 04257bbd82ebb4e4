-- Which columns have values at all, and which codes of milestones occur: kind, name.
SELECT kind, name FROM column_presence WHERE rows > 0;
