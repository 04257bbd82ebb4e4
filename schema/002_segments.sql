-- The cube: a projection of the truth that the panels scan. One row per declaration, by local day of
-- registration; brought up to date for every day that a load touched, in the load's own transaction: from what the
-- load tells, else from the tables. Nothing in it is new: written again from the tables, every byte is the same.

-- One column of one day: id = column << 24 | (day + 1048576), so that consecutive days of a column lie together.
-- Columns 0 to 127 are codes, stamps, seconds and counts, 128 to 255 money, 256 + cube_attribute.number
-- attributes. A column that has nothing to tell on a day has no row here. The bytes: see src/cube/encode.h.
-- The rows of a day to which something happened weeks after it are here once more, by themselves (src/cube/late.h): their
-- ids are larger by 1 << 60, and column 127 of them says how many they are.
CREATE TABLE segment(
	id	INTEGER PRIMARY KEY,
	data	BLOB NOT NULL
) STRICT;

-- One row per day: how many declarations, and the span of each stamp, so that a question skips days that cannot
-- matter. Stamps are seconds on the office's wall clock since 2000-01-01:
-- datetime(released_last + 946684800, 'unixepoch').
CREATE TABLE segment_day(
	day			INTEGER PRIMARY KEY,	-- days since 1970-01-01
	rows			INTEGER NOT NULL,
	registered_rows		INTEGER NOT NULL,	-- declarations that have the stamp
	registered_first	INTEGER,
	registered_last		INTEGER,
	arrived_rows		INTEGER NOT NULL,
	arrived_first		INTEGER,
	arrived_last		INTEGER,
	assessed_rows		INTEGER NOT NULL,
	assessed_first		INTEGER,
	assessed_last		INTEGER,
	paid_rows		INTEGER NOT NULL,
	paid_first		INTEGER,
	paid_last		INTEGER,
	released_rows		INTEGER NOT NULL,
	released_first		INTEGER,
	released_last		INTEGER,
	exited_rows		INTEGER NOT NULL,
	exited_first		INTEGER,
	exited_last		INTEGER,
	revenue_rows		INTEGER NOT NULL,	-- paid, else released: the day money counts on
	revenue_first		INTEGER,
	revenue_last		INTEGER,
	newest_rows		INTEGER NOT NULL,	-- newest stamp of anything recorded
	newest_first		INTEGER,
	newest_last		INTEGER
) STRICT;

-- Attributes that profiles brought (attribute.NAME), numbered in the order in which they came.
CREATE TABLE cube_attribute(
	number	INTEGER PRIMARY KEY,
	name	TEXT NOT NULL UNIQUE
) STRICT;
