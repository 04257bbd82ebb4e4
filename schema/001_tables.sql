-- The truth, in plain tables: one table for each kind of file that goes in, one row for each thing it names.
--
-- How to read them:
--   * codes (office, lane, importer ...) are ids into table code: join code c ON c.id = t.office, read c.text
--   * declarations are numbered by table declaration_key; children name that number in their column declaration
--   * money is in minor units (fils, cents) of the declaration's currency, else of the reporting currency (fact 'currency')
--   * days are days since 1970-01-01:             date(registered_day * 86400, 'unixepoch')
--   * stamps are seconds since 1970-01-01, as written: datetime(released_at, 'unixepoch')
--     stamp_form says how, two bits for each stamp of the row in the order of its columns, the first in the lowest bits:
--       0 none, 1 wall clock of the post, 2 UTC (it was written with an offset), 3 a date alone
--   * NULL is "not recorded", never zero or empty
--   * load is the batch (table batch) that wrote the row as it stands

-- ---------------------------------------------------------------------------------------------------------------------
-- Names

-- Short facts about the database as a whole: currency, timezone, synthetic, version ...
CREATE TABLE fact(
	name	TEXT PRIMARY KEY NOT NULL,
	value	TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The dictionary. Lists: office, trader, officer, lane, hs, country, currency, milestone, attribute, attribute.NAME ...
CREATE TABLE code(
	id	INTEGER PRIMARY KEY,
	list	TEXT NOT NULL,
	text	TEXT NOT NULL,
	UNIQUE(list, text)
) STRICT;

-- Every declaration that any file ever mentioned. A milestone of a declaration that is not loaded yet refers to its key
-- and so simply waits (query: waiting).
CREATE TABLE declaration_key(
	id		INTEGER PRIMARY KEY,
	declaration_id	TEXT NOT NULL UNIQUE
) STRICT;

-- ---------------------------------------------------------------------------------------------------------------------
-- Loads

-- One row for each file that was loaded. rows = inserted + updated + unchanged + rejected.
CREATE TABLE batch(
	id		INTEGER PRIMARY KEY,
	path		TEXT NOT NULL,
	sha256		TEXT NOT NULL,			-- of the bytes of the file; '' when unknown
	kind		TEXT NOT NULL,			-- declarations, milestones ...
	bytes		INTEGER NOT NULL,
	loaded_at	INTEGER NOT NULL,		-- UTC seconds
	rows		INTEGER NOT NULL DEFAULT 0,
	inserted	INTEGER NOT NULL DEFAULT 0,
	updated		INTEGER NOT NULL DEFAULT 0,
	unchanged	INTEGER NOT NULL DEFAULT 0,
	rejected	INTEGER NOT NULL DEFAULT 0,
	rounded		INTEGER NOT NULL DEFAULT 0,	-- amounts with more decimals than their currency has
	seconds		REAL NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX batch_sha256 ON batch(sha256);

-- Control totals: what the file said, what was stored, what the rejected rows said.
CREATE TABLE batch_money(
	batch		INTEGER NOT NULL REFERENCES batch,
	currency	TEXT NOT NULL,			-- '' when the file names none
	column_name	TEXT NOT NULL,			-- paid_amount, cif_value ...
	read		INTEGER NOT NULL,
	stored		INTEGER NOT NULL,
	rejected	INTEGER NOT NULL,
	PRIMARY KEY(batch, currency, column_name)
) STRICT, WITHOUT ROWID;

-- What a load did to each table: the sum of inserted - removed is the number of rows that table must have.
CREATE TABLE batch_kind(
	batch		INTEGER NOT NULL REFERENCES batch,
	kind		TEXT NOT NULL,
	inserted	INTEGER NOT NULL,
	updated		INTEGER NOT NULL,
	unchanged	INTEGER NOT NULL,
	removed		INTEGER NOT NULL,
	PRIMARY KEY(batch, kind)
) STRICT, WITHOUT ROWID;

-- Rows that were refused, with their raw bytes, so that the sender can be told.
CREATE TABLE reject(
	batch		INTEGER NOT NULL REFERENCES batch,
	line		INTEGER NOT NULL,		-- physical line, from 1
	column		INTEGER NOT NULL,		-- field from 1; 0: the whole row
	column_name	TEXT,				-- as in the file
	code		TEXT NOT NULL,			-- missing-cell, type-error, encoding-error ...
	reason		TEXT NOT NULL,
	raw		BLOB
) STRICT;
CREATE INDEX reject_batch ON reject(batch, line);

-- How many current rows have a value in each column: a figure without data says which column is missing. Milestones are
-- also counted by their code: kind 'milestones', name 'ARR'.
CREATE TABLE column_presence(
	kind	TEXT NOT NULL,
	name	TEXT NOT NULL,
	rows	INTEGER NOT NULL,
	PRIMARY KEY(kind, name)
) STRICT, WITHOUT ROWID;

-- What a row said before it was amended (declarations have declaration_version instead).
CREATE TABLE earlier(
	id		INTEGER PRIMARY KEY,
	kind		TEXT NOT NULL,
	row		INTEGER NOT NULL,		-- rowid in the kind's table
	replaced	INTEGER NOT NULL REFERENCES batch,	-- the batch that replaced it
	content		TEXT NOT NULL			-- JSON, columns as in the kind's table
) STRICT;
CREATE INDEX earlier_row ON earlier(kind, row);

-- ---------------------------------------------------------------------------------------------------------------------
-- Declarations: the newest version of each

CREATE TABLE declaration(
	id		INTEGER PRIMARY KEY,		-- declaration_key.id
	registered_day	INTEGER NOT NULL,		-- local day at the office
	office		INTEGER NOT NULL,
	flow		INTEGER NOT NULL,		-- import, export, transit
	registered_at	INTEGER NOT NULL,		-- stamp 0
	regime		INTEGER,
	status		INTEGER,
	mode		INTEGER,			-- UN/ECE Recommendation 19
	importer_id	INTEGER,			-- list trader
	broker_id	INTEGER,			-- list trader
	aeo		INTEGER,			-- 0/1
	origin		INTEGER,
	hs		INTEGER,
	item_count	INTEGER,
	gross_kg	REAL,
	cif_value	INTEGER,
	currency	INTEGER,
	assessed_initial INTEGER,
	assessed_final	INTEGER,
	paid_amount	INTEGER,
	exempt_amount	INTEGER,
	payment_mode	INTEGER,
	paper		INTEGER,			-- 0/1
	lane_initial	INTEGER,
	lane_final	INTEGER,
	select_reason	INTEGER,
	rule_id		INTEGER,			-- the whole set, 'R1|R7'
	score		REAL,
	officer_id	INTEGER,
	assigned_by	INTEGER,
	version		INTEGER,			-- as the sender counts
	updated_at	INTEGER,			-- stamp 1
	arrived_at	INTEGER,			-- stamp 2, and so on
	discharged_at	INTEGER,
	selected_at	INTEGER,
	assigned_at	INTEGER,
	document_started_at INTEGER,
	document_ended_at INTEGER,
	query_opened_at	INTEGER,
	query_closed_at	INTEGER,
	hold_started_at	INTEGER,
	hold_ended_at	INTEGER,
	exam_called_at	INTEGER,
	goods_presented_at INTEGER,
	exam_started_at	INTEGER,
	exam_ended_at	INTEGER,
	assessed_at	INTEGER,
	paid_at		INTEGER,
	released_at	INTEGER,
	exited_at	INTEGER,			-- stamp 19
	stamp_form	INTEGER NOT NULL,
	versions	INTEGER NOT NULL DEFAULT 1,	-- how many are kept, this one included; 1: never amended
	load		INTEGER NOT NULL
) STRICT;
CREATE INDEX declaration_day ON declaration(registered_day, office);

-- Versions that are not current: replaced by an amendment, or older than the current one when they arrived.
CREATE TABLE declaration_version(
	id		INTEGER PRIMARY KEY,
	declaration	INTEGER NOT NULL REFERENCES declaration_key,
	replaced	INTEGER NOT NULL REFERENCES batch,	-- the batch that replaced it; its own load when it came late
	extras		TEXT,				-- JSON: attributes and measures it had
	office		INTEGER NOT NULL,
	flow		INTEGER NOT NULL,
	registered_at	INTEGER NOT NULL,
	regime		INTEGER,
	status		INTEGER,
	mode		INTEGER,
	importer_id	INTEGER,
	broker_id	INTEGER,
	aeo		INTEGER,
	origin		INTEGER,
	hs		INTEGER,
	item_count	INTEGER,
	gross_kg	REAL,
	cif_value	INTEGER,
	currency	INTEGER,
	assessed_initial INTEGER,
	assessed_final	INTEGER,
	paid_amount	INTEGER,
	exempt_amount	INTEGER,
	payment_mode	INTEGER,
	paper		INTEGER,
	lane_initial	INTEGER,
	lane_final	INTEGER,
	select_reason	INTEGER,
	rule_id		INTEGER,
	score		REAL,
	officer_id	INTEGER,
	assigned_by	INTEGER,
	version		INTEGER,
	updated_at	INTEGER,
	arrived_at	INTEGER,
	discharged_at	INTEGER,
	selected_at	INTEGER,
	assigned_at	INTEGER,
	document_started_at INTEGER,
	document_ended_at INTEGER,
	query_opened_at	INTEGER,
	query_closed_at	INTEGER,
	hold_started_at	INTEGER,
	hold_ended_at	INTEGER,
	exam_called_at	INTEGER,
	goods_presented_at INTEGER,
	exam_started_at	INTEGER,
	exam_ended_at	INTEGER,
	assessed_at	INTEGER,
	paid_at		INTEGER,
	released_at	INTEGER,
	exited_at	INTEGER,
	stamp_form	INTEGER NOT NULL,
	load		INTEGER NOT NULL
) STRICT;
CREATE INDEX declaration_version_declaration ON declaration_version(declaration);

-- Columns that only the profile knows: an attribute has a code, a measure a number.
CREATE TABLE declaration_extra(
	declaration	INTEGER NOT NULL REFERENCES declaration_key,
	name		INTEGER NOT NULL,		-- list attribute or measure
	code		INTEGER,			-- list attribute.NAME
	number		REAL,
	PRIMARY KEY(declaration, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX declaration_extra_name ON declaration_extra(name);

-- ---------------------------------------------------------------------------------------------------------------------
-- What happened to a declaration

-- Rows of one file without a sequence are told apart by their place; a later file amends them in that order.
CREATE TABLE milestone(
	id		INTEGER PRIMARY KEY,
	declaration	INTEGER NOT NULL REFERENCES declaration_key,
	code		INTEGER NOT NULL,		-- list milestone: ARR DIS LDG SEL ...
	at		INTEGER NOT NULL,
	party		INTEGER,
	user_id		INTEGER,
	sequence	INTEGER,
	stamp_form	INTEGER NOT NULL,
	load		INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX milestone_key ON milestone(declaration, code, sequence);

CREATE TABLE item(
	id		INTEGER PRIMARY KEY,
	declaration	INTEGER NOT NULL REFERENCES declaration_key,
	item_no		INTEGER NOT NULL,
	hs		INTEGER NOT NULL,
	origin		INTEGER,
	dispatch	INTEGER,
	net_kg		REAL,
	quantity	REAL,
	unit		INTEGER,
	cif_value	INTEGER,
	tax_rate	REAL,
	assessed	INTEGER,
	load		INTEGER NOT NULL,
	UNIQUE(declaration, item_no)
) STRICT;

-- An inspection that came in a declaration's own row has inspection_id = declaration_id and wide = 1; a row of an
-- inspections file wins over it.
CREATE TABLE inspection(
	id		INTEGER PRIMARY KEY,
	inspection_id	TEXT NOT NULL UNIQUE,
	declaration	INTEGER NOT NULL REFERENCES declaration_key,
	type		INTEGER,			-- document, physical, scanner, laboratory
	officer_id	INTEGER,
	called_at	INTEGER,			-- stamp 0
	presented_at	INTEGER,
	started_at	INTEGER,
	ended_at	INTEGER,
	outcome		INTEGER,			-- conform, minor, noncompliant; NULL: none recorded
	finding		INTEGER,
	tax_adjustment	INTEGER,
	penalty		INTEGER,
	penalty_paid	INTEGER,
	container_count	INTEGER,
	stamp_form	INTEGER NOT NULL,
	wide		INTEGER NOT NULL DEFAULT 0,
	load		INTEGER NOT NULL
) STRICT;
CREATE INDEX inspection_declaration ON inspection(declaration);

CREATE TABLE reroute(
	id		INTEGER PRIMARY KEY,
	declaration	INTEGER NOT NULL REFERENCES declaration_key,
	at		INTEGER NOT NULL,
	lane_from	INTEGER NOT NULL,
	lane_to		INTEGER NOT NULL,
	officer_id	INTEGER,
	automatic	INTEGER,
	reason		INTEGER,
	stamp_form	INTEGER NOT NULL,
	load		INTEGER NOT NULL,
	UNIQUE(declaration, at)
) STRICT;

CREATE TABLE seizure(
	id		INTEGER PRIMARY KEY,
	seizure_id	TEXT NOT NULL UNIQUE,
	at		INTEGER NOT NULL,
	office		INTEGER NOT NULL,
	type		INTEGER NOT NULL,
	method		INTEGER,
	quantity	REAL,
	unit		INTEGER,
	value		INTEGER,
	declaration	INTEGER REFERENCES declaration_key,
	stamp_form	INTEGER NOT NULL,
	load		INTEGER NOT NULL
) STRICT;
CREATE INDEX seizure_declaration ON seizure(declaration);

CREATE TABLE permit(
	id		INTEGER PRIMARY KEY,
	declaration	INTEGER NOT NULL REFERENCES declaration_key,
	permit_id	TEXT NOT NULL,
	agency		INTEGER,
	single_window	INTEGER,
	issued_at	INTEGER,
	inspected	INTEGER,
	stamp_form	INTEGER NOT NULL,
	load		INTEGER NOT NULL,
	UNIQUE(declaration, permit_id)
) STRICT;

CREATE TABLE audit(
	id		INTEGER PRIMARY KEY,
	audit_id	TEXT NOT NULL UNIQUE,
	declaration	INTEGER REFERENCES declaration_key,
	importer_id	INTEGER,
	opened_on	INTEGER NOT NULL,
	closed_on	INTEGER,
	assessed	INTEGER,
	collected	INTEGER,
	load		INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_declaration ON audit(declaration);

-- ---------------------------------------------------------------------------------------------------------------------
-- Money beside the declarations

CREATE TABLE arrears(
	id		INTEGER PRIMARY KEY,
	trader_id	INTEGER NOT NULL,
	due_on		INTEGER NOT NULL,
	balance		INTEGER NOT NULL,
	disputed	INTEGER,
	load		INTEGER NOT NULL,
	UNIQUE(trader_id, due_on)
) STRICT;

CREATE TABLE revenue(
	id		INTEGER PRIMARY KEY,
	day		INTEGER NOT NULL,
	office		INTEGER NOT NULL,
	head		INTEGER NOT NULL,		-- duty, vat, excise, other
	collected	INTEGER NOT NULL,
	refunds		INTEGER,
	load		INTEGER NOT NULL,
	UNIQUE(day, office, head)
) STRICT;

-- What partners say they exported to us.
CREATE TABLE mirror(
	id		INTEGER PRIMARY KEY,
	hs6		INTEGER NOT NULL,		-- list hs
	partner		INTEGER NOT NULL,		-- list country
	year		INTEGER NOT NULL,
	export_value	INTEGER NOT NULL,
	import_value	INTEGER,
	load		INTEGER NOT NULL,
	UNIQUE(hs6, partner, year)
) STRICT;

-- One unit of currency, in units of the reporting currency.
CREATE TABLE rate(
	id		INTEGER PRIMARY KEY,
	currency	INTEGER NOT NULL,
	day		INTEGER NOT NULL,
	rate		REAL NOT NULL,
	load		INTEGER NOT NULL,
	UNIQUE(currency, day)
) STRICT;

-- ---------------------------------------------------------------------------------------------------------------------
-- Places, people, plans

CREATE TABLE post(
	office		INTEGER PRIMARY KEY,		-- list office
	name		TEXT NOT NULL,
	locode		INTEGER,
	kind		INTEGER,			-- sea, air, land, rail, inland, mail
	timezone	TEXT,
	opens		INTEGER,			-- minutes after midnight
	closes		INTEGER,
	weekend		TEXT,				-- 'fri,sat'
	pool		INTEGER,
	load		INTEGER NOT NULL
) STRICT;

CREATE TABLE officer(
	officer_id	INTEGER PRIMARY KEY,		-- list officer
	name		TEXT,
	office		INTEGER NOT NULL,
	role		INTEGER,			-- assessor, examiner, supervisor, analyst
	pool		INTEGER,
	"from"		INTEGER,
	"to"		INTEGER,
	load		INTEGER NOT NULL
) STRICT;

CREATE TABLE attendance(
	id		INTEGER PRIMARY KEY,
	officer_id	INTEGER NOT NULL,
	day		INTEGER NOT NULL,
	hours		REAL NOT NULL,
	office		INTEGER,
	load		INTEGER NOT NULL,
	UNIQUE(officer_id, day)
) STRICT;

CREATE TABLE trader(
	trader_id	INTEGER PRIMARY KEY,		-- list trader
	name		TEXT,
	role		INTEGER,			-- importer, exporter, broker
	aeo		INTEGER,
	sector		INTEGER,
	size		INTEGER,
	load		INTEGER NOT NULL
) STRICT;

-- office NULL: all posts.
CREATE TABLE calendar(
	id		INTEGER PRIMARY KEY,
	day		INTEGER NOT NULL,
	office		INTEGER,
	working		INTEGER,
	tag		INTEGER,
	load		INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX calendar_key ON calendar(day, coalesce(office, 0));

-- office, flow, mode NULL: all of them.
CREATE TABLE target(
	id		INTEGER PRIMARY KEY,
	kpi		TEXT NOT NULL,
	office		INTEGER,
	flow		INTEGER,
	mode		INTEGER,
	"from"		INTEGER NOT NULL,
	"to"		INTEGER NOT NULL,
	value		REAL NOT NULL,
	low		REAL,
	high		REAL,
	load		INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX target_key ON target(kpi, coalesce(office, 0), coalesce(flow, 0), coalesce(mode, 0), "from", "to");

CREATE TABLE initiative(
	id		INTEGER PRIMARY KEY,
	initiative_id	TEXT NOT NULL UNIQUE,
	title		TEXT NOT NULL,
	starts_on	INTEGER NOT NULL,
	ends_on		INTEGER,
	office		TEXT,				-- a list of offices; NULL: all
	owner		TEXT,
	kpi		TEXT,
	expected_effect	TEXT,
	note		TEXT,
	load		INTEGER NOT NULL
) STRICT;
