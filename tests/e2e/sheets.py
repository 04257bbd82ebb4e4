"""Clean files, ways to write them badly, and the judge who says whether the program coped.

A case is one file that was made to hurt. Whatever it holds, the judge asks for the same: the expected exit code, one sentence
when it is refused, an account that closes, each refused row at its own physical line, the other rows loaded with the values of
the clean file, no raw byte on a stream, little memory and time.
"""
import csv
import io
import json
import os
import sys

from harness import SANITIZED, call, one_sentence, printable, query, totals

PEAK_MIB, SECONDS = (4096, 120) if SANITIZED else (64, 40)    # no measure of speed: what takes longer hangs
LIVE = ("=", "+", "-", "@", "\t", "\r", "\0")

FLAT_CODES = ("office", "flow", "importer_id", "broker_id", "origin", "hs", "currency", "lane_initial")
DECLARATIONS = "SELECT k.declaration_id, %s, registered_at, released_at, stamp_form, item_count, gross_kg, cif_value, assessed_final " \
    "FROM declaration d JOIN declaration_key k ON k.id = d.id ORDER BY 1" % ", ".join(
        "(SELECT text FROM code WHERE id = d.%s)" % c for c in FLAT_CODES)
MILESTONES = "SELECT k.declaration_id, (SELECT text FROM code WHERE id = m.code), m.at, (SELECT text FROM code WHERE id = m.party), " \
    "m.sequence FROM milestone m JOIN declaration_key k ON k.id = m.declaration ORDER BY 1, 2, 5"
INSPECTIONS = "SELECT i.inspection_id, k.declaration_id, (SELECT text FROM code WHERE id = i.type), i.started_at, i.ended_at, " \
    "(SELECT text FROM code WHERE id = i.outcome), i.tax_adjustment FROM inspection i " \
    "JOIN declaration_key k ON k.id = i.declaration ORDER BY 1"


class Sheet:
    def __init__(self, kind, sql, text):
        lines = [line.split("|") for line in text.strip().splitlines()]
        self.kind, self.sql, self.columns, self.rows = kind, sql, lines[0], lines[1:]
        self.content = None

    def at(self, column):
        return self.columns.index(column)

    def cells(self, change=None, rows=None):
        """Header and rows; `change` maps a column to a function of its text."""
        change = change or {}
        done = [list(self.columns)]
        for row in self.rows if rows is None else rows:
            done.append([change[c](v) if c in change and v else v for c, v in zip(self.columns, row)])
        return done

    def text(self, change=None, rows=None, **way):
        return write(self.cells(change, rows), **way)

    def lines(self, **way):
        return self.text(**way).splitlines()


def write(cells, sep=",", end="\n", last=True, quote=None):
    """CSV as it should be; `quote` says of (row, column) whether the cell stands in quotes without need."""
    lines = []
    for r, row in enumerate(cells):
        out = []
        for c, cell in enumerate(row):
            must = any(mark in cell for mark in (sep, '"', "\n", "\r"))
            out.append('"%s"' % cell.replace('"', '""') if must or (quote and quote(r, c)) else cell)
        lines.append(sep.join(out))
    return end.join(lines) + (end if last else "")


CLEAN = Sheet("declarations", DECLARATIONS, """
declaration_id|office|flow|registered_at|importer_id|broker_id|origin|hs|item_count|gross_kg|cif_value|currency|assessed_final|lane_initial|released_at
NGT-26-001|NGT|import|2026-01-05 08:15:30|Société Générale|B-01|FR|080810|3|1250.75|1234567.891|JOD|-5.250|red|2026-01-07 16:45:10
NGT-26-002|NGT|import|2026-02-28 23:59:59|0012345678|B-02|JO|870323|12|980.5|250.000|JOD|0.125|green|2026-03-13 00:00:01
PSL-26-003|PSL|export|2026-03-17 00:00:01|T-003|B-01|DE|0101|1|12.25|99.5|JOD|17.5|yellow|2026-03-17 12:00:00
PSL-26-004|PSL|import|2026-04-30 12:30:00|T-004|B-03|CN|610910|250|33000.125|1000.25|JOD|-1234.567|red|2026-05-29 09:09:09
NGT-26-005|NGT|transit|2026-06-14 07:00:00|T-003|B-02|US|220421|7|70.5|3333.333|JOD|1000000.001|orange|2026-06-14 19:20:21
AQB-26-006|AQB|import|2026-07-31 18:18:18|T-006|B-04|BR|02071410|5|5005.75|10200.75|JOD|88.125|blue|2026-08-15 06:05:04
AQB-26-007|AQB|import|2026-09-29 10:20:30|Ünal ve Oğulları|B-04|TR|540710|2|2.5|47.125|JOD|4.7|green|2026-09-30 11:12:13
NGT-26-008|NGT|export|2026-10-16 03:04:05|T-008|B-05|JO|310420|44|44000.25|909090.909|JOD|-0.001|green|2026-10-18 13:14:15
PSL-26-009|PSL|import|2026-11-19 21:22:23|T-009|B-01|IN|100630|9|9999.5|123456.789|JOD|12.5|red|2026-12-31 23:59:58
AQB-26-010|AQB|import|2026-12-25 15:16:17|T-010|B-06|EG|070190|18|180.25|5678.9|JOD|56.75|yellow|2026-12-26 01:02:03
""")
# The same file with nothing beyond what Windows-1252 and Windows-1256 share.
WESTERN = Sheet("declarations", DECLARATIONS, "\n".join("|".join(row).replace("Ünal ve Oğulları", "Hôtel de l'Étoile".replace("É", "é"))
                                                        for row in [CLEAN.columns] + CLEAN.rows))
STEPS = Sheet("milestones", MILESTONES, """
declaration_id|code|at|party|sequence
M-1|ARR|2026-01-05 08:15:30|carrier|1
M-1|LDG|2026-01-06 09:00:00|B-01|1
M-1|REL|2026-01-13 10:30:00|officer|1
M-2|LDG|2026-02-14 11:00:01|B-02|1
M-2|QRY_S|2026-02-15 12:00:00|officer|1
M-2|QRY_E|2026-02-16 12:00:00|B-02|1
M-2|QRY_S|2026-02-17 12:00:00|officer|2
M-2|GOUT|2026-03-31 23:59:59|B-02|1
""")
EXAMS = Sheet("inspections", INSPECTIONS, """
inspection_id|declaration_id|type|started_at|ended_at|outcome|tax_adjustment
I-1|M-1|physical|2026-01-13 08:00:00|2026-01-13 09:30:00|conform|0.00
I-2|M-1|scanner|2026-01-14 08:00:00|2026-01-14 08:05:00|minor|12.50
I-3|M-2|document|2026-02-20 10:00:00|2026-02-20 10:45:10|noncompliant|1250.75
I-4|M-3|laboratory|2026-03-25 10:00:00|2026-04-19 10:45:10||-3.25
""")
SHEETS = (CLEAN, STEPS, EXAMS)


class Case:
    """One file and what must become of it.

    lost: indices of clean rows that are refused (or never were in the file). rejects: the physical lines of all refused rows,
    those of `lost` included. more: rows beyond the clean ones. refused: what the sentence must hold when nothing is kept."""

    def __init__(self, name, content, sheet=CLEAN, lost=(), rejects=(), more=0, refused=None, code=65, profile=None, file=None,
                 column=None, effect=None, change=None, words=(), raw=True):
        self.name, self.sheet, self.lost, self.rejects, self.more = name, sheet, set(lost), sorted(rejects), more
        self.content = content.encode("utf-8") if isinstance(content, str) else content
        self.refused, self.code, self.profile, self.column, self.effect = refused, code, profile, column, effect or {}
        self.file, self.change, self.words, self.raw = file or sheet.kind + ".csv", change or {}, list(words), raw


def bad_row(name, content, row, **more):
    """A case that costs one row, which stands where it would stand in the clean file."""
    return Case(name, content, lost=[row], rejects=[row + 2], **more)


class Judge:
    """Runs cases in one folder; remembers all that failed, so that one does not hide the next."""
    cases = 0

    def __init__(self, place):
        self.place, self.failures, self.number = place, [], 0

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            assert not self.failures, "%d cases failed\n%s" % (len(self.failures), "\n".join(self.failures))
        return False

    def say(self, case):
        self.number += 1
        Judge.cases += 1
        folder = self.place.path("case%d" % self.number)
        os.mkdir(folder)
        try:
            judge(case, folder)
        except Exception as e:
            self.failures.append("%s: %s" % (case.name, str(e)[:900]))

    def say_all(self, cases):
        for case in cases:
            self.say(case)


def behaved(done, name=""):
    """What holds for every run, whatever it was asked."""
    assert done.returncode in (0, 1, 64, 65, 66, 69, 73, 74, 77, 78), "%s ended with %d: %s" % (
        name, done.returncode, done.stderr[-3000:].decode("utf-8", "replace"))
    printable(done)
    assert done.peak < PEAK_MIB, "%s took %.0f MiB" % (name, done.peak)
    assert done.seconds < SECONDS, "%s took %.1f s" % (name, done.seconds)
    if done.returncode not in (0, 1):
        one_sentence(done)
    return done


def clean_content(sheet, folder):
    if sheet.content is None:
        path, db = os.path.join(folder, "clean-" + sheet.kind + ".csv"), os.path.join(folder, "clean.db")
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(sheet.text())
        done = behaved(call("-d", db, "load", path))
        assert done.returncode == 0, done.stderr
        sheet.content = query(db, sheet.sql)
        assert len(sheet.content) == len(sheet.rows)
    return sheet.content


def expected_content(case, folder):
    """The clean rows but for those that are lost; `change` maps a column's place in the answer and a row to another value."""
    clean = clean_content(case.sheet, folder)
    if case.sheet.kind == "milestones":
        by_row = {(r[0], r[1], int(r[4])): i for i, r in enumerate(case.sheet.rows)}
        index = [by_row[(c[0], c[1], c[4])] for c in clean]
    else:
        by_row = {r[0]: i for i, r in enumerate(case.sheet.rows)}
        index = [by_row[c[0]] for c in clean]
    answer = []
    for i, values in zip(index, clean):
        if i not in case.lost:
            answer.append(tuple(case.change.get((i, c), v) for c, v in enumerate(values)))
    return answer


def judge(case, folder):
    path, db, rejects = (os.path.join(folder, n) for n in (case.file, "t.db", "rejects.csv"))
    words = list(case.words)
    with open(path, "wb") as f:
        f.write(case.content)
    if case.profile is not None:
        words += ["--map", os.path.join(folder, "profile.ini")]
        with open(words[-1], "w", encoding="utf-8") as f:
            f.write(case.profile)
    done = behaved(call("-d", db, "load", path, "--format", "json", "--max-rejects", "100%", "--rejects", rejects, *words), "load")
    check = behaved(call("-d", db, "check", path, *words), "check")
    report = json.loads(done.stdout)
    t = totals(report)
    if case.refused is not None:
        assert done.returncode == check.returncode == case.code, "exit %d, %d: %s %s" % (
            done.returncode, check.returncode, done.stdout.decode()[:300], done.stderr.decode()[:300])
        one_sentence(done, case.file, case.refused)
        assert not report["ok"] and not query(db, case.sheet.sql)
        return
    assert done.returncode == 0 and report["ok"], "exit %d: %s" % (done.returncode, done.stderr.decode()[:500])
    judge_account(case, t)
    assert check.returncode == (1 if case.rejects else 0), "check: exit %d" % check.returncode
    judge_rejects(case, db, rejects)
    got, want = query(db, case.sheet.sql), expected_content(case, folder)
    assert got == want, "values: got, but not wanted: %s; wanted, but not got: %s" % (
        sorted(set(map(repr, got)) - set(map(repr, want)))[:2], sorted(set(map(repr, want)) - set(map(repr, got)))[:2])


def judge_account(case, t):
    rows = len(case.sheet.rows) + case.more
    want = {"rows": rows, "updated": 0, "unchanged": 0, "rejected": len(case.rejects), **case.effect}
    want["inserted"] = rows - want["updated"] - want["unchanged"] - want["rejected"]
    assert t["rows"] == t["inserted"] + t["updated"] + t["unchanged"] + t["rejected"], t
    assert t == want, "account: %s, wanted %s" % (t, want)


def read_rejects(path):
    """As a spreadsheet or a script would; no text cell may be a formula there."""
    with open(path, "rb") as f:
        text = f.read().decode("utf-8")
    csv.field_size_limit(1 << 22)
    table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert table[0] == ["file", "line", "column", "reason", "raw"], table[0]
    for row in table[1:]:
        assert len(row) == 5 and row[1].isdigit() and row[3], row
        assert not any(cell.startswith(LIVE) for cell in row), row
    return [dict(zip(table[0], row)) for row in table[1:]]


def judge_rejects(case, db, path):
    stored = query(db, "SELECT line, code, reason FROM reject ORDER BY line")
    written = read_rejects(path)
    assert [r[0] for r in stored] == case.rejects, "lines in the database: %s, wanted %s" % (stored[:5], case.rejects[:5])
    assert [int(r["line"]) for r in written] == case.rejects, "lines in the file: %s" % [r["line"] for r in written][:5]
    if case.column:
        assert {r["column"] for r in written} == {case.column}, [(r["column"], r["reason"]) for r in written]
    if case.raw and case.rejects:
        text = case.content.decode("utf-8-sig", "replace")
        lines = text.split("\n" if "\n" in text else "\r")
        for r in written:
            line = lines[int(r["line"]) - 1].rstrip("\r")
            raw = r["raw"][1:] if r["raw"].startswith("'") else r["raw"]
            if line.isascii() and line.isprintable():
                assert raw.split("\n")[0].rstrip("\r") == line[:1 << 20], "raw %r is not line %s: %r" % (raw[:80], r["line"], line[:80])


ROWS = range(len(CLEAN.rows))
SOME_ROWS = (0, len(CLEAN.rows) // 2, len(CLEAN.rows) - 1)
# A file of few rows, so that every place in it can be tried.
SMALL = [["declaration_id", "office", "flow", "registered_at", "cif_value", "currency"]] + [
    ["A%d" % i, "NGT", "import", "2026-01-%02d 10:00:00" % (10 + i), "%d.5" % i, "JOD"] for i in range(1, 5)]


def all_of(columns, function):
    return {c: function for c in columns}


def cases_hold(least):
    """So many files were tried by this program; not asked where only some claims were."""
    print("# %d cases" % Judge.cases)
    if len(sys.argv) <= 3:
        assert Judge.cases >= least, Judge.cases
