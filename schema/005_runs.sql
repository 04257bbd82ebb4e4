-- Where the declarations of a day are. Declarations are numbered as they come, and most files come in the order of time, so
-- that a few runs of numbers tell what an index would tell with an entry a row.

-- Every declaration registered on a day has its number in one run of that day, and runs of a day do not overlap. Others
-- may have numbers in between: a question joins declaration and looks at registered_day as well:
--   declaration_run r CROSS JOIN declaration d ON d.id BETWEEN r.first AND r.last AND +d.registered_day = r.day
-- The plus keeps SQLite from making an index of all days for the one question.
CREATE TABLE declaration_run(
	day	INTEGER NOT NULL,		-- declaration.registered_day
	first	INTEGER NOT NULL,		-- declaration.id
	last	INTEGER NOT NULL,
	PRIMARY KEY(day, first)
) STRICT, WITHOUT ROWID;

CREATE TEMP TABLE run_start(
	id	INTEGER PRIMARY KEY,
	day	INTEGER NOT NULL
);
INSERT INTO temp.run_start SELECT id, registered_day FROM declaration d
	WHERE registered_day IS NOT (SELECT registered_day FROM declaration WHERE id < d.id ORDER BY id DESC LIMIT 1);
INSERT INTO declaration_run SELECT day, id,
	coalesce((SELECT id FROM temp.run_start WHERE id > s.id ORDER BY id LIMIT 1) - 1, (SELECT max(id) FROM declaration))
	FROM temp.run_start s;
DROP TABLE temp.run_start;

DROP INDEX declaration_day;
