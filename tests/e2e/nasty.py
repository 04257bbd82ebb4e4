#!/usr/bin/env python3
"""Files made to hurt: one clean file, and every single pollution of it. Prints TAP.

usage: nasty.py TIDEWAITER SOURCE_ROOT [WORD...]      with words, only the claims whose names hold one of them

After Pollock (Vitagliano et al., PVLDB 2023): one pollution at a time, and the loaded table compared with the clean one. What is
asked of each case stands in sheets.py.
"""
import csv
import datetime as dt
import gzip
import html.parser
import io
import json
import os
import random
import re
import sys
import unicodedata
import xml.etree.ElementTree
import zlib

from harness import PROGRAM, ROOT, SANITIZED, Skip, call, main, one_sentence, query, run, totals
from naughty import HOSTILE
from sheets import CLEAN, DECLARATIONS, EXAMS, LIVE, SHEETS, STEPS, WESTERN, Case, Judge, bad_row, behaved, read_rejects, write

STAMPS = ("registered_at", "released_at")
NUMBERS = ("item_count", "gross_kg", "cif_value", "assessed_final")
MONEY = ("cif_value", "assessed_final")
ROWS = range(len(CLEAN.rows))
SOME_ROWS = (0, len(CLEAN.rows) // 2, len(CLEAN.rows) - 1)


def all_of(columns, function):
    return {c: function for c in columns}


# ---- the clean file itself: the judge must know the truth from elsewhere ----


def test_the_clean_file_loads_as_it_reads(p):
    with Judge(p) as judge:
        for sheet in SHEETS + (WESTERN,):
            judge.say(Case(sheet.kind, sheet.text(), sheet=sheet))
    first = CLEAN.content[[r[0] for r in CLEAN.content].index("NGT-26-001")]
    seconds = [int(dt.datetime(*t, tzinfo=dt.timezone.utc).timestamp()) for t in ((2026, 1, 5, 8, 15, 30), (2026, 1, 7, 16, 45, 10))]
    assert first == ("NGT-26-001", "NGT", "import", "Société Générale", "B-01", "FR", "080810", "JOD", "red", *seconds,
                     first[11], 3, 1250.75, 1234567891, -5250), first
    assert EXAMS.content[3][-1] == -325 and len(STEPS.content) == 8


# ---- the form of the text ----


def test_any_delimiter_and_line_end_reads_as_the_clean_file(p):
    with Judge(p) as judge:
        for sheet in SHEETS:
            for sep in ",;\t|":
                for end in ("\n", "\r\n", "\r"):
                    for last in (True, False):
                        judge.say(Case("sep %r end %r last %s" % (sep, end, last), sheet.text(sep=sep, end=end, last=last), sheet=sheet))


def test_a_sep_line_names_the_delimiter(p):
    with Judge(p) as judge:
        for sep in ",;|\t":
            for end in ("\n", "\r\n"):
                for word in ("sep=", "SEP=", "Sep="):
                    judge.say(Case("%s%r" % (word, sep), word + sep + end + CLEAN.text(sep=sep, end=end)))
        judge.say(Case("sep= under a BOM", b"\xef\xbb\xbf" + ("sep=;\r\n" + CLEAN.text(sep=";", end="\r\n")).encode()))


def mixed(lines, ends):
    return "".join(line + ends[i % len(ends)] for i, line in enumerate(lines))


def test_mixed_and_blank_lines_cost_nothing_and_lines_stay_true(p):
    lines, worst = CLEAN.lines(), CLEAN.text().replace("2026-12-25 15:16:17", "some day").splitlines()
    forms = {
        "LF and CRLF": lambda a: mixed(a, ["\n", "\r\n"]),
        "CR CR LF": lambda a: mixed(a, ["\r\r\n"]),
        "CR CR LF now and then": lambda a: mixed(a, ["\n", "\r\r\n", "\r\n"]),
        "no end of the last line": lambda a: mixed(a, ["\r\n"])[:-2],
        "half an end of the last line": lambda a: mixed(a, ["\r\n"])[:-1],
    }
    spaced = {
        "blank before": lambda a: "\n\n" + mixed(a, ["\n"]), "blank after": lambda a: mixed(a, ["\n"]) + "\n\n\n",
        "blank between": lambda a: mixed(a, ["\n\n"]), "blank between, CRLF": lambda a: mixed(a, ["\r\n\r\n"]),
        "spaces between": lambda a: mixed(a, ["\n  \t \n"]), "blank under the header": lambda a: a[0] + "\n\n\n" + mixed(a[1:], ["\n"]),
        "blank lines, CR": lambda a: mixed(a, ["\r\r"]), "blank lines before, CRLF": lambda a: "\r\n \r\n" + mixed(a, ["\r\n"]),
        "blank lines of CR CR LF": lambda a: mixed(a, ["\r\r\n\r\r\n"]),
    }
    with Judge(p) as judge:
        for name, form in {**forms, **spaced}.items():
            judge.say(Case(name, form(lines)))
            text = form(worst)
            before = text[:text.index("AQB-26-010")]
            line = before.count("\n") + 1 if "\n" in text else before.count("\r") + 1
            judge.say(Case(name + ", one bad row", text, lost=[9], rejects=[line], column="registered_at"))


def test_a_lone_cr_inside_a_line_costs_that_line_alone(p):
    lines = CLEAN.lines()
    with Judge(p) as judge:
        for i in SOME_ROWS:
            text = "\n".join(lines[:i + 1] + [lines[i + 1].replace(",", ",\r", 5)] + lines[i + 2:]) + "\n"
            judge.say(Case("in row %d" % i, text.replace("\r", "\rx"), lost=[i], rejects=[i + 2], raw=False))
        joined = "\n".join(lines[:4]) + "\r" + "\n".join(lines[4:]) + "\n"
        judge.say(Case("two lines joined by it", joined, lost=[2, 3], rejects=[4], more=-1, raw=False))


def test_spaces_around_cells_and_names_cost_nothing(p):
    with Judge(p) as judge:
        for name, a, b in (("spaces", " ", "  "), ("tabs", "\t", ""), ("both", " \t", "\t ")):
            judge.say(Case(name, write([[a + c + b for c in row] for row in CLEAN.cells()])))
        judge.say(Case("hard spaces around codes", CLEAN.text(change=all_of(("importer_id", "office", "broker_id", "origin"), lambda s: "\u00a0" + s + "\u00a0"))))
        judge.say(Case("hard spaces around all", CLEAN.text(change=all_of(CLEAN.columns, lambda s: "\u00a0" + s + "\u00a0"))))
        judge.say(Case("quotes and spaces around them", "".join(",".join(' "%s" ' % c for c in row) + "\n" for row in CLEAN.cells())))


def test_columns_may_stand_in_any_order_under_any_spelling(p):
    names = {"declaration_id": "Declaration ID", "registered_at": "REGISTERED  AT", "cif_value": "Cif-Value", "gross_kg": " gross kg ",
             "lane_initial": "Lane_Initial", "hs": "HS", "item_count": "Item Count"}
    cells = CLEAN.cells()
    chance = random.Random(4)
    with Judge(p) as judge:
        judge.say(Case("other spelling", write([[names.get(c, c.upper()) for c in cells[0]]] + cells[1:])))
        judge.say(Case("accents", write([[c.replace("e", "é").replace("a", "à") for c in cells[0]]] + cells[1:])))
        for n in range(6):
            order = list(range(len(cells[0])))
            chance.shuffle(order)
            judge.say(Case("order %d" % n, write([[row[i] for i in order] for row in cells])))
        for where in (0, 5, len(cells[0])):
            for label in ("", "remarks", "=HYPERLINK(1)", "Ünknown €", "x" * 300, '"', "a\nb"):
                judge.say(Case("%r at %d" % (label, where), write([row[:where] + [label if i == 0 else "n/a"] + row[where:] for i, row in enumerate(cells)]), raw=False))


# ---- quotes ----


def test_quotes_without_need_cost_nothing(p):
    with Judge(p) as judge:
        for sheet in SHEETS:
            judge.say(Case("all", sheet.text(quote=lambda r, c: True), sheet=sheet))
            judge.say(Case("all, CRLF and ;", sheet.text(quote=lambda r, c: True, sep=";", end="\r\n"), sheet=sheet))
            judge.say(Case("all, no last end", sheet.text(quote=lambda r, c: True, last=False), sheet=sheet))
            judge.say(Case("header", sheet.text(quote=lambda r, c: r == 0), sheet=sheet))
            for column in range(len(sheet.columns)):
                judge.say(Case("column %d" % column, sheet.text(quote=lambda r, c, column=column: c == column), sheet=sheet))
            for row in range(1, len(sheet.rows) + 1):
                judge.say(Case("row %d" % row, sheet.text(quote=lambda r, c, row=row: r == row), sheet=sheet))


def with_importer(row, text, **way):
    rows = [list(r) for r in CLEAN.rows]
    rows[row][CLEAN.at("importer_id")] = text
    return CLEAN.text(rows=rows, **way)


def test_what_stands_in_quotes_comes_through_whole(p):
    texts = ['a "word" here', '"', '""', 'x,y;z|w', "two\nlines", "two\r\nlines", 'line\n"quoted"\nline', ",\n,", "'single'", 'back\\"slash',
             "\n" * 20 + "deep", 'ends with "', '" begins with', "tab\there", "sep=;", "# no comment", "=1+1", "a\n\nb"]
    place = 3
    with Judge(p) as judge:
        for text in texts:
            kept = text.strip(" \t")
            for row in SOME_ROWS:
                judge.say(Case("%r in row %d" % (text, row), with_importer(row, text), change={(row, place): kept}, raw=False))
            content = with_importer(0, text).replace("2026-12-25 15:16:17", "some day")
            line = 11 + text.count("\n")
            judge.say(Case("%r, then a bad row" % text, content, lost=[9], rejects=[line], change={(0, place): kept}, raw=False))


SMALL = [["declaration_id", "office", "flow", "registered_at", "cif_value", "currency"]] + [
    ["A%d" % i, "NGT", "import", "2026-01-%02d 10:00:00" % (10 + i), "%d.5" % i, "JOD"] for i in range(1, 5)]


def test_one_quote_at_any_position_costs_its_row_alone(p):
    text = write(SMALL)
    data = text.index("\n") + 1
    want = [r[0] for r in SMALL[1:]]
    failures = []
    for at in range(len(text) + 1):
        Judge.cases += 1
        db, path, rejects = p.path("%d.db" % at), p.path("declarations.csv", text[:at] + '"' + text[at:]), p.path("r.csv")
        done = behaved(call("-d", db, "load", path, "--format", "json", "--max-rejects", "100%", "--rejects", rejects))
        if at < data:
            if done.returncode != 65:
                failures.append("in the header at %d: %d %s" % (at, done.returncode, done.stdout))
            continue
        row = text[:at].count("\n") - 1
        lines = [int(r["line"]) for r in read_rejects(rejects)]
        got = [r[0] for r in query(db, DECLARATIONS)]
        if done.returncode != 0 or row == len(want) and (got != want or lines != [row + 2]):
            failures.append("at %d: %d %s %s" % (at, done.returncode, lines, got))
        elif row < len(want) and (lines != [row + 2] or got != want[:row] + want[row + 1:]):
            failures.append("at %d: %s %s" % (at, lines, got))
        os.remove(db)
    assert not failures, failures[:6]


def test_unclosed_and_misplaced_quotes_cost_their_rows_alone(p):
    with Judge(p) as judge:
        for row in SOME_ROWS:
            for column in (0, 4, len(CLEAN.columns) - 1):
                cells = CLEAN.cells()
                for name, form in (("open", '"%s'), ("closed only", '%s"'), ("in the middle", 'a"b%s'), ("after the end", '"%s"x'),
                                   ("before the start", 'x"%s"'), ("three", '"""%s'), ("backslash", '"%s \\" x"'), ("single open", '"')):
                    lines = CLEAN.lines()
                    polluted = list(cells[row + 1])
                    polluted[column] = form % polluted[column] if "%s" in form else form
                    lines[row + 1] = ",".join(polluted)
                    for end in ("\n", "\r\n"):
                        judge.say(bad_row("%s, row %d column %d %r" % (name, row, column, end), end.join(lines) + end, row))
        for rows in ((2, 6), (0, 9), (3, 4), (1, 5, 8)):
            lines = CLEAN.lines()
            for row in rows:
                lines[row + 1] = lines[row + 1].replace(",", ',"', 4)
            judge.say(Case("several: %s" % (rows,), "\n".join(lines) + "\n", lost=rows, rejects=[r + 2 for r in rows]))


def test_a_bad_quote_costs_one_row_of_a_large_file(p):
    n = 30000 if SANITIZED else 200000
    rows = ["L%06d,NGT,import,2026-01-%02d 10:00:00,%d,JOD" % (i, i % 19 + 10, i) for i in range(n)]
    for row, form in ((0, '"%s'), (n // 2, "%s"), (n - 1, '%s,"')):
        broken = form % rows[row] if row != n // 2 else rows[row].replace("import", 'im"port')
        path = p.path("declarations.csv")
        with open(path, "w", encoding="utf-8") as f:
            f.write(",".join(SMALL[0]) + "\n")
            for i in range(0, n, 20000):
                f.write("\n".join(broken if k == row else rows[k] for k in range(i, min(n, i + 20000))) + "\n")
        done = call("-d", p.path("q%d.db" % row), "check", path, "--format", "json", "--rejects", p.path("r.csv"))
        behaved(done)
        t = totals(json.loads(done.stdout))
        assert t["rows"] == n and t["rejected"] == 1, (row, t)
        assert [int(r["line"]) for r in read_rejects(p.path("r.csv"))] == [row + 2], row


# ---- encodings ----


def test_any_encoding_that_is_marked_or_declared_reads_as_the_clean_file(p):
    with Judge(p) as judge:
        for sheet in SHEETS:
            text = sheet.text(end="\r\n")
            for name, content in (("UTF-8 with a mark", text.encode("utf-8-sig")), ("UTF-16LE", b"\xff\xfe" + text.encode("utf-16-le")),
                                  ("UTF-16BE", b"\xfe\xff" + text.encode("utf-16-be")), ("tabs, UTF-16LE", b"\xff\xfe" + sheet.text(sep="\t", end="\r\n").encode("utf-16-le"))):
                judge.say(Case(name, content, sheet=sheet))
            for name in ("utf-16le", "utf-16be"):
                judge.say(Case(name + " without a mark", text.encode(name.replace("16", "16-")), sheet=sheet, profile="encoding = %s\n" % name))
            judge.say(Case("a mark is stronger than a profile", text.encode("utf-8-sig"), sheet=sheet, profile="encoding = windows-1252\n"))
        for declared, codec in (("windows-1252", "cp1252"), ("cp1252", "cp1252"), ("ISO-8859-1", "latin-1"), ("windows-1256", "cp1256"), ("CP1256", "cp1256")):
            for end in ("\n", "\r\n"):
                judge.say(Case(declared, WESTERN.text(end=end).encode(codec), sheet=WESTERN, profile="encoding = %s\n" % declared, raw=False))
                judge.say(Case(declared + " ;", WESTERN.text(end=end, sep=";").encode(codec), sheet=WESTERN, profile="encoding = %s\n" % declared, raw=False))


def test_arabic_in_windows_1256_reads_as_in_utf8(p):
    rows = [list(r) for r in CLEAN.rows]
    names = ["شركة النور", "مؤسسة الأمل للتجارة", "المجموعة العربية", "نقليات البحر", "تخليص", "جمارك", "عمّان", "العقبة", "ميناء", "مطار"]
    for row, name in zip(rows, names):
        row[CLEAN.at("importer_id")] = name
    with Judge(p) as judge:
        change = {(i, 3): name for i, name in enumerate(names)}
        text = CLEAN.text(rows=rows)
        judge.say(Case("utf-8", text, change=change))
        judge.say(Case("windows-1256", text.encode("cp1256"), change=change, profile="encoding = windows-1256\n", raw=False))
        judge.say(Case("undeclared", text.encode("cp1256"), refused="encoding = windows-1256"))


def test_an_encoding_that_cannot_be_known_is_asked_for(p):
    text = CLEAN.text()
    western = WESTERN.text().replace("T-", "Té-").replace("B-", "Bè-")
    with Judge(p) as judge:
        judge.say(Case("cp1252 undeclared", western.encode("cp1252"), refused="encoding = windows-1252"))
        judge.say(Case("latin-1 in the header", ("déclaré," + text.replace("\n", "\nx,")).encode("latin-1", "replace"), refused="line 1"))
        judge.say(Case("UTF-16LE without a mark", text.encode("utf-16-le"), refused="utf-16le"))
        judge.say(Case("UTF-16BE without a mark", text.encode("utf-16-be"), refused="utf-16"))
        judge.say(Case("UTF-32 with a mark", text.encode("utf-32"), refused=""))
        judge.say(Case("UTF-32BE without", text.encode("utf-32-be"), refused=""))
        judge.say(Case("EBCDIC", text.encode("cp500", "replace"), refused=""))
        judge.say(Case("a wrong encoding in the profile", text, refused="", code=78, profile="encoding = ebcdic\n", file="profile.ini"))


def test_bytes_that_are_no_text_cost_their_row_and_name_its_line(p):
    broken = {"0xff": b"\xff", "lone continuation": b"\x80", "cut short": b"\xe2\x82", "overlong": b"\xc0\xaf", "surrogate": b"\xed\xa0\x80",
              "beyond Unicode": b"\xf4\x90\x80\x80", "five bytes": b"\xf8\x88\x80\x80\x80", "latin-1 letter": b"\xe9t\xe9", "NUL": b"\0",
              "NULs": b"\0" * 50}
    with Judge(p) as judge:
        for name, raw in broken.items():
            for row in SOME_ROWS:
                for column in (0, 4, len(CLEAN.columns) - 1):
                    lines = [line.encode().split(b",") for line in CLEAN.lines()]
                    cell = lines[row + 1][column]
                    lines[row + 1][column] = cell[:2] + raw + cell[2:]
                    content = b"\n".join(b",".join(line) for line in lines) + b"\n"
                    judge.say(bad_row("%s in row %d column %d" % (name, row, column), content, row, raw=False))
            judge.say(bad_row(name + " in quotes", b"\n".join(line if i != 4 else line.replace(b"T-004", b'"T' + raw + b'"')
                                                               for i, line in enumerate(CLEAN.text().encode().splitlines())) + b"\n", 3, raw=False))
        for name in ("NUL", "0xff"):
            judge.say(Case(name + " in the header", CLEAN.text().encode().replace(b"office", b"off" + broken[name] + b"ice", 1), refused=""))
        odd = b"\xff\xfe" + CLEAN.text().encode("utf-16-le")
        judge.say(Case("UTF-16 cut in a unit", odd[:-1], lost=[9], rejects=[11], raw=False))
        judge.say(Case("UTF-16 with half a pair", odd.replace("T-004".encode("utf-16-le"), b"\x3d\xd8"), lost=[3], rejects=[5], raw=False))
        judge.say(Case("windows-1252 with a byte that it lacks", WESTERN.text().encode("cp1252").replace(b"T-004", b"T\x81"), sheet=WESTERN,
                       lost=[3], rejects=[5], profile="encoding = windows-1252\n", raw=False))


def test_marks_and_odd_spaces_inside_text_are_kept_as_text(p):
    with Judge(p) as judge:
        for text in ("\u200f\u202bABC\u202c", "A\u00adB", "A\ufeffB", "a\u0301\u0302\u0303", "\u2028", "x\x1b[31mred", "x\x07", "x\x7f", "x\u009b31m"):
            kept = text.strip(" \t")
            judge.say(Case(repr(text), with_importer(3, text), change={(3, 3): kept}, raw=False))


# ---- rows that are none, cells too many and too few ----


def test_missing_and_extra_cells_cost_their_row(p):
    with Judge(p) as judge:
        for row in SOME_ROWS:
            for column in range(len(CLEAN.columns)):
                lines = CLEAN.cells()
                judge.say(bad_row("no cell %d in row %d" % (column, row), write(lines[:row + 1] + [lines[row + 1][:column] + lines[row + 1][column + 1:]] + lines[row + 2:]), row))
            cells = CLEAN.cells()
            for extra in ([""], ["x"], [""] * 40, ["1"] * 5000):
                judge.say(bad_row("%d more in row %d" % (len(extra), row), write(cells[:row + 1] + [cells[row + 1] + extra] + cells[row + 2:]), row))
            judge.say(bad_row("a delimiter without quotes in row %d" % row, CLEAN.text().replace(CLEAN.rows[row][4], "A, B", 1)
                              if CLEAN.rows[row][4] != "T-003" else "\n".join(line if i != row + 1 else line.replace("T-", "T,-") for i, line in enumerate(CLEAN.lines())) + "\n", row))
            judge.say(bad_row("one cell alone in row %d" % row, "\n".join(line if i != row + 1 else "x" for i, line in enumerate(CLEAN.lines())) + "\n", row))
        judge.say(Case("a delimiter at the end of every row but the header", "\n".join(line + ("," if i else "") for i, line in enumerate(CLEAN.lines())) + "\n",
                       lost=ROWS, rejects=[r + 2 for r in ROWS]))
        judge.say(Case("and of the header", "\n".join(line + "," for line in CLEAN.lines()) + "\n"))


def test_required_cells_that_are_empty_cost_their_row_and_are_named(p):
    empty = ("", " ", '""', "NULL", "\\N", "#N/A")
    with Judge(p) as judge:
        for column in ("declaration_id", "office", "flow", "registered_at"):
            for word in empty:
                cells = CLEAN.cells()
                cells[5][CLEAN.at(column)] = word
                text = "\n".join(",".join(row) for row in cells) + "\n"
                judge.say(bad_row("%s %r" % (column, word), text, 4, column=column))
        place = {"importer_id": 3, "origin": 5, "hs": 6, "lane_initial": 8, "item_count": 12, "gross_kg": 13, "cif_value": 14, "assessed_final": 15}
        for column, at in place.items():
            for word in empty:
                cells = CLEAN.cells()
                cells[5][CLEAN.at(column)] = word
                judge.say(Case("%s may be %r" % (column, word), "\n".join(",".join(row) for row in cells) + "\n", change={(4, at): None}))


def test_titles_above_and_totals_below_are_no_records(p):
    n = len(CLEAN.columns)
    titles = (["Declarations of 2026"], ["Customs Administration", "Report 12", "printed 2026-12-31"], ["Title" + "," * (n - 1)], ["", "Title", ""],
              ["Total,of,declarations"], ['"A quoted, title"'], ["=== report ==="], ["x" * 5000], ["office"])
    with Judge(p) as judge:
        for above in titles:
            judge.say(Case("above: %r" % (above[0][:30],), "\n".join(above) + "\n" + CLEAN.text()))
            bad = "\n".join(above) + "\n" + CLEAN.text().replace("2026-12-25 15:16:17", "some day")
            judge.say(Case("above: %r, a bad row below" % (above[0][:30],), bad, lost=[9], rejects=[11 + len(above)], column="registered_at"))
        last = len(ROWS) + 2
        for below in ("Total" + "," * (n - 1), "TOTAL,,,,,,,,289,97332,,,,,", ",Total," + "," * (n - 3), "Grand total: 10 rows", "Somme totale" + "," * (n - 1),
                      "المجموع" + "," * (n - 1), "10 rows selected.", "," * (n - 1), '"Total","",""', "-- end of file --", "\x1a", "EOF", "[END]", "---"):
            judge.say(Case("below: %r" % below, CLEAN.text() + below + "\n", rejects=[last], more=1))
            judge.say(Case("below, without an end: %r" % below, CLEAN.text() + below, rejects=[last], more=1))
        lines = CLEAN.lines()
        for at in (2, 5, 11):
            judge.say(Case("the header again at %d" % at, "\n".join(lines[:at] + [lines[0]] + lines[at:]) + "\n", rejects=[at + 1], more=1))
        judge.say(Case("two files one behind the other", CLEAN.text() + CLEAN.text(), rejects=[12], more=11, effect={"unchanged": 10}))
        judge.say(Case("two files with marks", CLEAN.text().encode("utf-8-sig") * 2, rejects=[12], more=11, effect={"unchanged": 10}, raw=False))
        judge.say(Case("a blank row", "\n".join(lines[:4] + ["," * (n - 1)] + lines[4:]) + "\n", rejects=[5], more=1))
        judge.say(Case("dashes under the header", "\n".join([lines[0], ",".join(["-----"] * n)] + lines[1:]) + "\n", rejects=[2], more=1))


def test_the_same_row_again_changes_nothing_and_another_amends(p):
    lines = CLEAN.lines()
    with Judge(p) as judge:
        for i in SOME_ROWS:
            judge.say(Case("row %d twice" % i, "\n".join(lines[:i + 2] + lines[i + 1:]) + "\n", more=1, effect={"unchanged": 1}))
        amended = lines[5].replace("3333.333", "4444.444")
        judge.say(Case("amended", "\n".join(lines + [amended]) + "\n", more=1, effect={"updated": 1}, change={(4, 14): 4444444}))


def test_headers_that_cannot_be_right_are_refused_in_a_sentence(p):
    text, n = CLEAN.text(), len(CLEAN.columns)
    rows = text[text.index("\n") + 1:]
    twice = [row + [row[1]] for row in CLEAN.cells()]
    with Judge(p) as judge:
        judge.say(Case("a column twice", write(twice), refused="office"))
        judge.say(Case("a column twice, otherwise spelt", write([twice[0][:-1] + ["OFFICE"]] + twice[1:]), refused="OFFICE"))
        for column in ("declaration_id", "office", "flow", "registered_at"):
            judge.say(Case("no " + column, text.replace(column, "something", 1), refused=""))
        judge.say(Case("no header", rows, refused=""))
        judge.say(Case("numbers for a header", ",".join(map(str, range(n))) + "\n" + rows, refused=""))
        judge.say(Case("a header of delimiters", "," * (n - 1) + "\n" + rows, refused=""))
        judge.say(Case("hostile names", ",".join(["\x1b]0;x\x07", "\u202egnp.exe", "=cmd|' /C calc'!A0", "<script>", "a" * 70000]) + "\n1,2,3,4,5\n", refused="", raw=False))
        judge.say(Case("200 hostile names", ",".join("\u202e%s" % ("é" * 150) for _ in range(200)) + "\n", refused=""))
        judge.say(Case("header lines without end", "office,flow\n" * 40 + text, refused=""))


def test_files_with_nothing_in_them_say_so(p):
    header = CLEAN.text().splitlines()[0]
    with Judge(p) as judge:
        for name, content in (("empty", b""), ("a mark", b"\xef\xbb\xbf"), ("UTF-16 mark", b"\xff\xfe"), ("blank lines", b"\n\n\n"), ("blank lines, CRLF", b"\r\n" * 50),
                              ("spaces", b"   \t \n  \n"), ("one NUL", b"\0"), ("NULs", b"\0" * 5000), ("a quote", b'"'), ("delimiters", b",,,,\n,,,,\n"), ("one letter", b"x"),
                              ("sep=", b"sep=;\n"), ("a CR", b"\r"), ("10,000 blank lines", b"\n" * 10000)):
            judge.say(Case(name, content, refused=""))
        for form in ("%s", "%s\n", "%s\r\n", "%s\r", "%s\n\n\n", "\n\n%s\n"):
            judge.say(Case("header alone: %r" % form, form % header, lost=ROWS, more=-len(ROWS)))


# ---- numbers ----


def grouped(mark, decimal):
    def change(text):
        sign, whole, dot, rest = re.match(r"(-?)(\d+)(\.?)(\d*)", text).groups()
        return sign + "{:,}".format(int(whole)).replace(",", mark) + (decimal + rest if dot else "")
    return change


def digits(zero, dot="."):
    def change(text):
        return "".join(chr(ord(zero) + int(c)) if c.isascii() and c.isdigit() else dot if c == "." else c for c in text)
    return change


def negative(form):
    return lambda text: form % text[1:] if text.startswith("-") else text


def test_numbers_in_any_of_their_forms_read_as_the_clean_ones(p):
    real = ("gross_kg", "cif_value", "assessed_final")
    with Judge(p) as judge:
        for sep in ",;\t":
            judge.say(Case("decimal comma %r" % sep, CLEAN.text(change=all_of(real, lambda s: s.replace(".", ",")), sep=sep)))
            for name, mark, decimal in (("1,234.5", ",", "."), ("1.234,5", ".", ","), ("1 234,5", " ", ","), ("hard space", "\u00a0", ","), ("narrow space", "\u202f", ","),
                                        ("thin space", "\u2009", "."), ("1'234.5", "'", "."), ("1\u2019234.5", "\u2019", "."), ("arabic", "\u066c", "\u066b")):
                judge.say(Case("%s %r" % (name, sep), CLEAN.text(change=all_of(real, grouped(mark, decimal)), sep=sep)))
            judge.say(Case("decimal comma, quoted, CRLF %r" % sep, CLEAN.text(change=all_of(real, grouped(".", ",")), sep=sep, end="\r\n", quote=lambda r, c: True)))
        for name, zero, dot in (("arabic-indic", "٠", "٫"), ("arabic-indic with a dot", "٠", "."), ("persian", "۰", "٫")):
            judge.say(Case(name, CLEAN.text(change=all_of(NUMBERS, digits(zero, dot)))))
            judge.say(Case(name + ", dates too", CLEAN.text(change={**all_of(NUMBERS, digits(zero, dot)), **all_of(STAMPS, digits(zero))})))
        for form in ("(%s)", "%s-", "-%s", "- %s", "\u2212%s", "( %s )", "%s -"):
            judge.say(Case("negative " + form, CLEAN.text(change=all_of(MONEY, negative(form)))))
        judge.say(Case("plus signs", CLEAN.text(change=all_of(NUMBERS, lambda s: s if s.startswith("-") else "+" + s))))
        judge.say(Case("leading zeros", CLEAN.text(change=all_of(real, lambda s: s if s.startswith("-") else "000" + s))))
        judge.say(Case("trailing zeros", CLEAN.text(change=all_of(real, lambda s: s + "000000"))))
        judge.say(Case("marks of direction", CLEAN.text(change=all_of(real, lambda s: "\u200f" + s + "\u200e"))))
        judge.say(Case("a mass with an exponent", CLEAN.text(change={"gross_kg": lambda s: "%.17E" % float(s)})))
        judge.say(Case("integers with decimals", CLEAN.text(change={"item_count": lambda s: s + ".0"})))


BAD_CELLS = [
    ("cif_value", ["abc", "1e5", "1.5E+05", "0x1F", "NaN", "inf", "-", "--5", "5-5", "1.2.3", "1,2,3.4", "1 2", "12 34.5", "1/2", "5%", "JOD 5", "$5", "5 JOD", ".", ",", "()", "(5", "1_000",
                   "99999999999999999999", "9" * 19, "9" * 400, "1" * 5000, "½", "Ⅷ", "五", "1\u20602", "=1+1", "#REF!", "1.5.", "e5", "-(5)", "+-5"]),
    ("item_count", ["3.5", "three", "1e3", "9" * 30, "1,5", "0b11"]),
    ("gross_kg", ["heavy", "1e999", "0x10", "NaN", "infinity", "-inf", "1..5"]),
    ("registered_at", ["2026-02-30", "2026-13-01", "2026-00-10", "2026-01-32", "2026-01-05 25:00", "2026-01-05 10:60", "2026-01-05 10:10:61", "yesterday", "26", "2026", "2026-01",
                       "5", "99999", "12345", "1e5", "2026-01-05Tnoon", "2026-01-05 10:00 +99:00", "2026-01-05 10:00:00 Mars/Olympus", "2026-W05-1", "32/01/2026", "29/02/2025",
                       "2026-01-05 10:00:00 PM extra", "--", "0" * 300, "2026-01-05-10-11", "15-FOO-26", "2026/99/99", "20261301", "20260230", "99999999", "13 PM", "-2026-01-05"]),
    ("flow", ["sideways", "1", "<b>", "x" * 4000, "ü"]),
    ("lane_initial", ["purple", "99", "-1", "\u202eder"]),
    ("currency", ["J", "JORDAN", "€", "J\u200bOD", "1234"]),
    ("hs", ["ABCDEF", "08.08.1x", "1" * 40, "-", "0808\u200b10"]),
    ("importer_id", ["x" * 256, "1.23457E+12", "9.99E+09", "é" * 200]),
    ("declaration_id", ["x" * 300, "2.0260012E+11"]),
]


def test_a_cell_that_cannot_be_read_costs_its_row_and_is_named(p):
    with Judge(p) as judge:
        for column, texts in BAD_CELLS:
            for text in texts:
                rows = [list(r) for r in CLEAN.rows]
                rows[6][CLEAN.at(column)] = text
                judge.say(bad_row("%s %r" % (column, text[:40]), CLEAN.text(rows=rows), 6, column=column))
        for i, row in enumerate(("A,LDG,", "A,,2026-01-13 10:00:00", ",LDG,2026-01-13 10:00:00", "A,XYZ,2026-01-13 10:00:00", "A,LDG,soon")):
            judge.say(Case("milestone %d" % i, STEPS.text() + row + ",x,1\n", sheet=STEPS, rejects=[10], more=1))
        for i, row in enumerate((",M-1,physical,,,,", "I-9,,physical,,,,", "I-9,M-1,,,,,", "I-9,M-1,dowsing,,,,", "I-9,M-1,physical,soon,,,", "I-9,M-1,physical,,,fine,", "I-9,M-1,physical,,,,lots")):
            judge.say(Case("inspection %d" % i, EXAMS.text() + row + "\n", sheet=EXAMS, rejects=[6], more=1))


def test_codes_in_their_usual_disguises_read_as_the_clean_ones(p):
    words = {"red": "rouge", "green": "vert", "yellow": "jaune", "blue": "bleu", "orange": "orange"}
    arabic = {"red": "أحمر", "green": "أخضر", "yellow": "أصفر", "blue": "أزرق", "orange": "برتقالي"}
    with Judge(p) as judge:
        judge.say(Case("lanes in French", CLEAN.text(change={"lane_initial": words.get})))
        judge.say(Case("lanes in capitals", CLEAN.text(change={"lane_initial": str.upper})))
        judge.say(Case("lanes in Arabic", CLEAN.text(change={"lane_initial": arabic.get})))
        judge.say(Case("flows in capitals", CLEAN.text(change={"flow": lambda s: s[0].upper() + s[1:]})))
        judge.say(Case("HS with dots", CLEAN.text(change={"hs": lambda s: ".".join([s[:4], s[4:]]) if len(s) > 4 else s})))
        judge.say(Case("HS with spaces", CLEAN.text(change={"hs": lambda s: " ".join(s[i:i + 2] for i in range(0, len(s), 2))})))
        judge.say(Case("HS without its leading zero", CLEAN.text(change={"hs": lambda s: s.lstrip("0")})))
        judge.say(Case("small currencies and countries", CLEAN.text(change={"currency": str.lower, "origin": str.lower})))


# ---- dates ----

FRENCH = ["JANV.", "FÉVR.", "MARS", "AVR.", "MAI", "JUIN", "JUIL.", "AOÛT", "SEPT.", "OCT.", "NOV.", "DÉC."]
ENGLISH = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
ARABIC = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]


def stamp(form):
    def change(text):
        t = dt.datetime.fromisoformat(text)
        return form(t) if callable(form) else t.strftime(form)
    return change


def serial(places):
    return lambda t: "%.*f" % (places, (t - dt.datetime(1899, 12, 30)).total_seconds() / 86400)


def test_dates_in_any_of_their_forms_read_as_the_clean_ones(p):
    forms = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y.%m.%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d-%m-%Y %H:%M:%S",
             "%d/%m/%y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M:%S %p", "%d-%b-%y %H:%M:%S", "%d-%b-%Y %H:%M:%S", "%d-%b-%y %I.%M.%S %p", "%d-%b-%y %I.%M.%S.000000 %p",
             "%d %B %Y %H:%M:%S", "%B %d, %Y %H:%M:%S", "%b %d %Y %H:%M:%S", "%Y%m%d%H%M%S", "%Y-%m-%dT%H:%M:%S.000", "%Y-%m-%d %H:%M:%S.0", "%d/%m/%Y  %H:%M:%S", "%d/%m/%Y, %H:%M:%S",
             "%d/%m/%Y %Hh%M:%S", lambda t: "%d/%d/%d %d:%02d:%02d" % (t.day, t.month, t.year, t.hour, t.minute, t.second),
             lambda t: "%d-%s-%02d %s" % (t.day, FRENCH[t.month - 1], t.year % 100, t.strftime("%H:%M:%S")),
             lambda t: "%d %s %d %s" % (t.day, FRENCH[t.month - 1].lower(), t.year, t.strftime("%H:%M:%S")),
             lambda t: "%02d-%s-%d %s" % (t.day, ENGLISH[t.month - 1][:3].upper(), t.year, t.strftime("%H:%M:%S")),
             lambda t: "%d %s %d %s" % (t.day, ARABIC[t.month - 1], t.year, t.strftime("%H:%M:%S")), serial(10), serial(12)]
    with Judge(p) as judge:
        for i, form in enumerate(forms):
            judge.say(Case("form %d %s" % (i, form if isinstance(form, str) else ""), CLEAN.text(change=all_of(STAMPS, stamp(form)))))
            judge.say(Case("form %d with ;" % i, CLEAN.text(change=all_of(STAMPS, stamp(form)), sep=";", end="\r\n")))
        judge.say(Case("serials with a comma", CLEAN.text(change={**all_of(STAMPS, lambda s: stamp(serial(10))(s).replace(".", ",")),
                                                                  **all_of(("gross_kg",) + MONEY, lambda s: s.replace(".", ","))}, sep=";")))
        judge.say(Case("one form a column", CLEAN.text(change={"registered_at": stamp("%d/%m/%Y %H:%M:%S"), "released_at": stamp("%m/%d/%Y %H:%M:%S")})))
        for sheet, columns in ((STEPS, ("at",)), (EXAMS, ("started_at", "ended_at"))):
            for form in forms[:12]:
                judge.say(Case("%s %s" % (sheet.kind, form), sheet.text(change=all_of(columns, stamp(form))), sheet=sheet))


def test_offsets_tell_the_same_instant_however_written(p):
    forms = ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%dT%H:%M:%S+00:00", "%Y-%m-%dT%H:%M:%S.000Z", "%Y-%m-%d %H:%M:%S GMT"]
    want = None
    for n, form in enumerate(forms + ["+3", "-5"]):
        def written(text, form=form):
            t = dt.datetime.fromisoformat(text)
            hours = int(form) if form in ("+3", "-5") else 0
            return t.strftime(form) if not hours else (t + dt.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S") + "%+03d:00" % hours
        db = p.path("%d.db" % n)
        Judge.cases += 1
        done = behaved(call("-d", db, "load", p.path("declarations.csv", CLEAN.text(change=all_of(STAMPS, written)))))
        assert done.returncode == 0, (form, done.stderr)
        got = query(db, DECLARATIONS)
        want = want or got
        assert got == want, form


def test_dates_that_mean_none_are_none(p):
    names = ("released_at",)
    with Judge(p) as judge:
        empty = CLEAN.text(change=all_of(names, lambda s: ""))
        db = p.path("e.db")
        run("-d", db, "load", p.path("e.csv", empty))
        want = query(db, DECLARATIONS)
        change = {(i, c): row[c] for row in want for i, r in enumerate(CLEAN.rows) if r[0] == row[0] for c in (10, 11)}
        for text in ("", "1900-01-01", "1900-01-01 00:00:00", "9999-12-31", "9999-12-31 23:59:59", "0001-01-01", "0000-00-00", "0000-00-00 00:00:00", "01/01/0001", "31/12/9999", "31/12/9999 23:59:59",
                     "01/01/1900 00:00:00", "1899-12-30", "NULL", "null", "\\N", "NaT", "#N/A", "19000101", "99991231", "00000000000000"):
            judge.say(Case(repr(text), CLEAN.text(change=all_of(names, lambda s, text=text: text)), change=change))


def test_dates_that_may_be_read_two_ways_are_asked_about(p):
    early = [list(r) for r in CLEAN.rows]
    for i, row in enumerate(early):
        row[CLEAN.at("registered_at")] = "2026-%02d-%02d 08:15:30" % (i % 9 + 2, i % 11 + 1)
        row[CLEAN.at("released_at")] = ""
    text = {order: CLEAN.text(rows=early, change={"registered_at": stamp(form)}) for order, form in (("dmy", "%d/%m/%Y %H:%M:%S"), ("mdy", "%m/%d/%Y %H:%M:%S"))}
    db = p.path("iso.db")
    run("-d", db, "load", p.path("iso.csv", CLEAN.text(rows=early)))
    want = query(db, DECLARATIONS)
    change = {(i, c): row[c] for row in want for i, r in enumerate(CLEAN.rows) if r[0] == row[0] for c in (9, 10, 11)}
    with Judge(p) as judge:
        for order, content in text.items():
            judge.say(Case("asked, " + order, content, refused="date_order = dmy"))
            judge.say(Case("told, " + order, content, profile="date_order = %s\n" % order, change=change))
        mixed_forms = CLEAN.cells()
        for i, row in enumerate(mixed_forms[1:]):
            row[3] = stamp("%d/%m/%Y %H:%M:%S" if i % 2 else "%m/%d/%Y %H:%M:%S")(row[3])
        judge.say(Case("both orders", write(mixed_forms), refused="date_order"))
        comma = [list(r) for r in CLEAN.rows]
        for i, row in enumerate(comma):
            for c in ("gross_kg", "assessed_final"):
                row[CLEAN.at(c)] = ""
            row[CLEAN.at("cif_value")] = "%d,%03d" % (i + 1, i * 7 + 1)
        judge.say(Case("thousands or decimals", CLEAN.text(rows=comma), refused="decimal = ,"))
        values = {(i, c): None for i in ROWS for c in (13, 15)}
        judge.say(Case("told to be decimals", CLEAN.text(rows=comma), profile="decimal = ,\n", change={**values, **{(i, 14): (i + 1) * 1000 + i * 7 + 1 for i in ROWS}}))
        judge.say(Case("told to be thousands", CLEAN.text(rows=comma), profile="decimal = .\n", change={**values, **{(i, 14): ((i + 1) * 1000 + i * 7 + 1) * 1000 for i in ROWS}}))


# ---- size ----


def test_fields_and_lines_without_end_cost_their_row_and_little_memory(p):
    lines = CLEAN.lines()
    limit = 1 << 20

    def with_row(row, text):
        return "\n".join(lines[:row + 1] + [text] + lines[row + 2:]) + "\n"

    with Judge(p) as judge:
        for row in SOME_ROWS:
            cells = CLEAN.cells()[row + 1]
            for size in (1 << 16, (1 << 16) + 1, limit - 200, limit, limit + 1, 3 << 20):
                judge.say(bad_row("a field of %d in row %d" % (size, row), with_row(row, ",".join(cells[:4] + ["x" * size] + cells[5:])), row, raw=False))
            for size in (1 << 17, limit, 3 << 20):
                judge.say(bad_row("a quoted field of %d in row %d" % (size, row), with_row(row, ",".join(cells[:4] + ['"' + "x" * size + '"'] + cells[5:])), row, raw=False))
                judge.say(bad_row("an unclosed one of %d in row %d" % (size, row), with_row(row, ",".join(cells[:4] + ['"' + "x" * size] + cells[5:])), row, raw=False))
            judge.say(bad_row("quotes alone in row %d" % row, with_row(row, '"' * 300001), row, raw=False))
            judge.say(bad_row("pairs of quotes in row %d" % row, with_row(row, ",".join(cells[:4] + ['"' + '""' * 200000 + '"'] + cells[5:])), row, raw=False))
            judge.say(bad_row("100,000 cells in row %d" % row, with_row(row, "," * 100000), row))
            judge.say(bad_row("100,000 quoted cells in row %d" % row, with_row(row, '"a",' * 100000), row, raw=False))


def big_file(p, name, *parts):
    """A file of (bytes, times): written in pieces, since what the judge holds counts as its child's memory."""
    path = p.path(name)
    with open(path, "wb") as f:
        for part, times in parts:
            if len(part) < 1 << 16:
                whole = (1 << 16) // len(part)
                for _ in range(times // whole):
                    f.write(part * whole)
                times %= whole
            for _ in range(times):
                f.write(part)
    return path


def test_large_monsters_are_read_within_the_memory_of_small_files(p):
    header, good = (",".join(SMALL[0]) + "\n").encode(), b"A1,NGT,import,2026-01-13 10:00:00,1,JOD\n"
    small = 8 if SANITIZED else 1
    files = {
        "a field of 10 MB": ((header, 1), (good, 1), (b"x", (10 << 20) // small), (b"\n", 1), (good, 1)),
        "a quoted field of 10 MB": ((header, 1), (good, 1), (b'"', 1), (b"x", (10 << 20) // small), (b'"\n', 1), (good, 1)),
        "100 MB on one line": ((header, 1), (good, 1), (b"1,2,3,", (100 << 20) // 6 // small)),
        "100 MB on one line, no header": ((b"abc,", (100 << 20) // 4 // small),),
        "100 MB of NUL": ((header, 1), (good, 1), (b"\0", (100 << 20) // small)),
        "100,000 lines in an open quote": ((header, 1), (good, 1), (b'"open,\n', 1), (b"x,y\n", 100000 // small)),
        "100,000 open quotes": ((header, 1), (good, 1), (b'"open,\n', 100000 // small)),
        "a header of 100,000 columns": ((b"column,", 100000 // small), (b"\n", 1), (b"1,", 100000 // small)),
        "a header of 4,000 columns": ((b"declaration_id,office,flow,registered_at", 1), (b",column", 4000), (b"\n", 1), (good, 1)),
        "10 MB of blank lines": ((b"\n", (10 << 20) // small), (header, 1), (good, 1)),
        "1 MB titles": ((b"x" * (1 << 20) + b"\n", 8), (header, 1), (good, 1)),
        "10 MB of delimiters": ((header, 1), (b",", (10 << 20) // small)),
    }
    failures = []
    for name, parts in files.items():
        Judge.cases += 1
        path = big_file(p, "declarations.csv", *parts)
        try:
            done = behaved(call("-d", p.path("b.db"), "load", path, "--format", "json", "--max-rejects", "100%"), name)
            assert done.returncode in (0, 65), (name, done.returncode)
            if done.returncode == 0:
                t = totals(json.loads(done.stdout))
                assert t["rows"] == t["inserted"] + t["updated"] + t["unchanged"] + t["rejected"], (name, t)
        except AssertionError as e:
            failures.append(str(e)[:400])
        os.remove(path)
        if os.path.exists(p.path("b.db")):
            os.remove(p.path("b.db"))
    assert not failures, "\n".join(failures)


def test_many_rejects_take_little_memory(p):
    n = 20000 if SANITIZED else 150000
    path = big_file(p, "declarations.csv", ((",".join(SMALL[0]) + "\n").encode(), 1), (b"A1,NGT,sideways,2026-01-13 10:00:00,=1+1,JOD\n", n))
    Judge.cases += 1
    done = behaved(call("-d", p.path("m.db"), "load", path))
    assert done.returncode == 65, done.stderr
    one_sentence(done, "declarations.csv", str(n))
    n //= 5
    path = big_file(p, "declarations.csv", ((",".join(SMALL[0]) + "\n").encode(), 1), (b"A1,NGT,sideways,2026-01-13 10:00:00,%s,JOD\n" % (b"x" * 4000), n))
    Judge.cases += 1
    done = behaved(call("-d", p.path("m.db"), "check", path, "--rejects", p.path("r.csv")))
    with open(p.path("r.csv"), "rb") as f:
        assert done.returncode == 1 and sum(1 for line in f) == n + 1, done


# ---- archives and files that are no text ----


def test_archives_read_as_the_file_in_them(p):
    plain = CLEAN.text().encode()
    half = plain.index(b"\n", len(plain) // 2) + 1
    named = b"\x1f\x8b\x08\x1c" + b"\0" * 6 + b"\x05\x00hello" + b"name.csv\0" + b"comment\0" + zlib_raw(plain)
    with Judge(p) as judge:
        for file in ("declarations.csv.gz", "declarations.csv"):
            judge.say(Case("gzip as " + file, gzip.compress(plain), file=file, raw=False))
            judge.say(Case("two members as " + file, gzip.compress(plain[:half]) + gzip.compress(plain[half:]), file=file, raw=False))
            judge.say(Case("an empty member first, as " + file, gzip.compress(b"") + gzip.compress(plain), file=file, raw=False))
            judge.say(Case("every line a member, as " + file, b"".join(gzip.compress(line) for line in plain.splitlines(True)), file=file, raw=False))
        judge.say(Case("every field of the head", named, file="declarations.csv.gz", raw=False))
        judge.say(Case("a stored block", gzip.compress(plain, compresslevel=0), file="declarations.csv.gz", raw=False))
        judge.say(Case("UTF-16 in gzip", gzip.compress(CLEAN.text().encode("utf-16")), file="declarations.csv.gz", raw=False))
        judge.say(Case("no gzip in spite of its name", plain, file="declarations.csv.gz", raw=False))
        judge.say(Case("a bad row in gzip", gzip.compress(plain.replace(b"2026-12-25 15:16:17", b"some day")), file="declarations.csv.gz", lost=[9], rejects=[11], raw=False))


def zlib_raw(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush() + zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xffffffff).to_bytes(4, "little")


def test_damaged_archives_and_bombs_keep_nothing(p):
    rows = "".join("A%06d,NGT,import,2026-01-%02d 10:00:00,%d,JOD\n" % (i, i % 19 + 10, i * 7919 % 99991) for i in range(5000))
    packed = gzip.compress((",".join(SMALL[0]) + "\n" + rows).encode())
    broken = bytearray(packed)
    broken[len(broken) // 2] ^= 0x55
    wrong_sum, wrong_size = bytearray(packed), bytearray(packed)
    wrong_sum[-6] ^= 1
    wrong_size[-1] ^= 1
    with Judge(p) as judge:
        for keep in (1, 2, 3, 9, 10, 11, 18, len(packed) // 3, len(packed) // 2, len(packed) - 9, len(packed) - 8, len(packed) - 4, len(packed) - 1):
            judge.say(Case("cut to %d" % keep, packed[:keep], refused="", file="declarations.csv.gz"))
        for name, content in (("a flipped bit", bytes(broken)), ("a wrong sum", bytes(wrong_sum)), ("a wrong size", bytes(wrong_size)), ("rubbish behind", packed + b"rubbish"),
                              ("a head behind", packed + b"\x1f\x8b"), ("gzip of gzip", gzip.compress(packed)), ("thrice", gzip.compress(gzip.compress(packed))),
                              ("gzip of nothing", gzip.compress(b"")), ("gzip of NULs", gzip.compress(b"\0" * 100000)), ("a PNG in gzip", gzip.compress(PNG))):
            judge.say(Case(name, content, refused="", file="declarations.csv.gz"))
    bomb = p.path("bomb.csv.gz")
    for name, piece in (("zeros", b"\0" * (1 << 20)), ("rows", b"A1,NGT,import,2026-01-13 10:00:00,1,JOD\n" * 20000), ("one line", b"x" * (1 << 20)), ("blank lines", b"\n" * (1 << 20))):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        with open(bomb, "wb") as f:
            f.write(packer.compress((",".join(SMALL[0]) + "\n").encode()))
            for _ in range((90 << 20) // len(piece)):
                f.write(packer.compress(piece))
            f.write(packer.flush())
        Judge.cases += 1
        done = behaved(call("-d", p.path("bomb.db"), "check", bomb), "bomb of " + name)
        assert done.returncode == 65, (name, done.returncode, done.stdout[:300])
        one_sentence(done, "bomb.csv.gz")


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0\x1f\xf3\xffa" + bytes(range(256)) * 20


def test_what_is_no_csv_is_refused_in_a_sentence(p):
    chance = random.Random(11)
    with open(PROGRAM, "rb") as f:
        program = f.read(300000)
    contents = {
        "PNG": PNG, "its head alone": PNG[:8], "program": program, "zip": b"PK\3\4" + chance.randbytes(500), "old spreadsheet": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "PDF": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\n", "SQLite": b"SQLite format 3\0" + bytes(4000), "web page": b"<!DOCTYPE html>\n<html><body><table><tr><td>office</td></tr></table></body></html>\n",
        "JSON": b'{"declarations":[{"declaration_id":"A1","office":"NGT"}]}\n', "JSON lines": b'{"declaration_id":"A1","office":"NGT","flow":"import"}\n' * 5, "XML": b"<?xml version='1.0'?>\n<a office='x'/>\n",
        "INI": b"[file]\nkind = declarations\n", "mail": b"From: a@b\nTo: c@d\nSubject: office\n\nPlease find attached.\n", "text": "Lorem ipsum dolor sit amet.\n".encode() * 200,
        "shell": b"#!/bin/sh\nrm -rf office\n", "xz": b"\xfd7zXZ\0" + chance.randbytes(900), "bzip2": b"BZh91AY&SY" + chance.randbytes(900), "zstd": b"\x28\xb5\x2f\xfd" + chance.randbytes(900),
        "tar": b"declarations.csv" + bytes(84) + b"0000644\0" + bytes(500) + CLEAN.text().encode(), "escapes": b"\x1b[2J\x1b]0;pwned\x07\x1b[31m\n" * 50,
        "zlib": zlib.compress(CLEAN.text().encode()),
    }
    for n in range(30):
        contents["noise %d" % n] = chance.randbytes(chance.choice((1, 2, 3, 10, 100, 1000, 20000)))
    for n in range(20):
        contents["printable noise %d" % n] = "".join(chance.choice('ab1,";\n\r\t |=-') for _ in range(chance.choice((5, 50, 500)))).encode()
    with Judge(p) as judge:
        for name, content in contents.items():
            judge.say(Case(name, content, refused="", file="thing.csv"))


def test_any_single_damage_to_a_file_is_accounted_for(p):
    """Bytes struck out, doubled, swapped, overwritten at random: whatever comes of it, the account closes."""
    chance = random.Random(5)
    clean = CLEAN.text().encode()
    kinds = ("strike", "double", "overwrite", "swap", "cut", "insert")
    failures = []
    for n in range(60 if SANITIZED else 260):
        Judge.cases += 1
        at, kind = chance.randrange(len(clean) - 2), kinds[n % len(kinds)]
        more = chance.choice((1, 1, 1, 40, 300))
        content = {"strike": clean[:at] + clean[at + more:], "double": clean[:at + more] + clean[at:], "overwrite": clean[:at] + chance.randbytes(more) + clean[at + more:],
                   "swap": clean[:at] + clean[at + 1:at + 2] + clean[at:at + 1] + clean[at + 2:], "cut": clean[:at], "insert": clean[:at] + chance.randbytes(more) + clean[at:]}[kind]
        try:
            done = behaved(call("check", p.path("declarations.csv", content), "--format", "json", "--rejects", p.path("r.csv")))
            assert done.returncode in (0, 1, 65), done.returncode
            if done.returncode != 65:
                t, rejects = totals(json.loads(done.stdout)), read_rejects(p.path("r.csv"))
                assert t["rows"] == t["inserted"] + t["rejected"] and len(rejects) == t["rejected"], t
                assert t["rejected"] <= (2 if more == 1 else 12) and all(2 <= int(r["line"]) <= content.count(b"\n") + 1 for r in rejects), rejects
        except Exception as e:
            failures.append("%s %d at %d: %s" % (kind, more, at, str(e)[:300]))
    assert not failures, "\n".join(failures[:8])


# ---- paths ----


def test_paths_that_lead_nowhere_are_one_sentence(p):
    os.mkdir(p.path("empty"))
    os.mkdir(p.path("other"))
    p.path("other/readme.txt", "x")
    p.path("other/.hidden.csv", CLEAN.text())
    os.mkdir(p.path("other/folder.csv"))
    os.symlink("loop", p.path("loop"))
    os.symlink("b.csv", p.path("a.csv"))
    os.symlink("a.csv", p.path("b.csv"))
    os.symlink("nowhere", p.path("dangling.csv"))
    os.mkdir(p.path("linked"))
    os.symlink("a.csv", p.path("linked/a.csv"))
    os.symlink("nowhere", p.path("linked/b.csv"))
    paths = ["no-such.csv", "empty", "other", "other/", "loop", "a.csv", "dangling.csv", "x" * 300, "d/" * 2100, "x" * 4000, "no-such-\x1b[31m.csv", "no\nsuch.csv", "no\r\nsuch\u202e.csv", "", " ",
             "other/readme.txt/x", "linked"]
    for path in paths:
        Judge.cases += 1
        full = p.path(path) if path else ""
        done = behaved(call("-d", p.path("t.db"), "load", full), repr(path[:40]))
        assert done.returncode == 66, (path[:40], done.returncode, done.stderr[:300])
        one_sentence(done)
    good = p.path("declarations.csv", CLEAN.text())
    done = behaved(call("-d", p.path("t.db"), "load", good, p.path("no-such.csv"), "--format", "json"))
    assert done.returncode == 66, done.stderr


def test_devices_and_pipes_do_not_hang(p):
    os.mkdir(p.path("piped"))
    os.mkfifo(p.path("piped/x.csv"))
    p.path("piped/declarations.csv", CLEAN.text())
    Judge.cases += 3
    done = behaved(call("-d", p.path("t.db"), "load", p.path("piped"), "--format", "json", timeout=20))
    assert done.returncode == 0 and totals(json.loads(done.stdout))["inserted"] == len(CLEAN.rows)
    done = behaved(call("-d", p.path("u.db"), "load", "/dev/null", timeout=20))
    assert done.returncode == 65, done
    for n, content in enumerate((b"", b"\0" * 100, PNG, gzip.compress(CLEAN.text().encode())[:-5])):
        Judge.cases += 1
        done = behaved(call("-d", p.path("v.db"), "load", "-", "--kind", "declarations", stdin=content, timeout=20))
        assert done.returncode == 65, (n, done)
    done = behaved(call("-d", p.path("w.db"), "load", "-", "--kind", "declarations", "--format", "json", stdin=gzip.compress(CLEAN.text().encode())))
    assert totals(json.loads(done.stdout))["inserted"] == len(CLEAN.rows)


def test_a_file_that_may_not_be_read_is_one_sentence(p):
    path = p.path("declarations.csv", CLEAN.text())
    os.chmod(path, 0)
    if os.access(path, os.R_OK):
        raise Skip("this user may read every file")
    Judge.cases += 1
    done = behaved(call("-d", p.path("t.db"), "load", path))
    assert done.returncode == 66, done
    one_sentence(done, "declarations.csv")


def test_hostile_file_names_load_and_are_shown_harmless(p):
    names = [b"x\x1b[31m.csv", b"new\nline.csv", b"tab\t.csv", b"cr\rSPOOF.csv", "\u202egpj.csv".encode(), "\u200bzero.csv".encode(), b"latin\xe9.csv", b"\xff\xfe.csv", b"=1+1.csv", b"-d.csv", b"@x.csv", b"quote\".csv",
             b"'.csv", b"%s%n%x.csv", b"a,b.csv", b"<script>.csv", b"\x9b31m.csv", b"\x7f.csv", "зip😀.csv".encode(), b"$(reboot).csv", b"x" * 251 + b".csv", ("é" * 120 + ".csv").encode()]
    folder = os.fsencode(p.path("hostile"))
    os.mkdir(folder)
    for n, name in enumerate(names):
        Judge.cases += 1
        path = os.path.join(folder, name)
        with open(path, "wb") as f:
            f.write(CLEAN.text().replace("2026-12-25 15:16:17", "some day").encode())
        db, rejects = p.path("%d.db" % n), p.path("%d.csv" % n)
        for words in (["--format", "json"], []):
            done = behaved(call("-d", db, "load", path, "--rejects", rejects, *words), repr(name))
            assert done.returncode == 0, (name, done.stderr)
            if words:
                shown = json.loads(done.stdout)["files"][0]["path"]
                assert shown == path.decode(errors="replace"), (name, shown)
                assert len(read_rejects(rejects)) == 1
        for view in ("data", "brief"):
            behaved(call("-d", db, "show", view, "--size", "120x40"))
        done = behaved(call("-d", db, "load", path + b"/x"))
        assert done.returncode == 66, done
        os.rename(path, os.fsencode(p.path("aside-%d" % n)))
        done = behaved(call("-d", p.path("none.db"), "load", path))
        assert done.returncode == 66, done
    for n, name in enumerate(names):
        os.rename(p.path("aside-%d" % n), os.path.join(folder, name))
    done = behaved(call("-d", p.path("all.db"), "load", folder, "--format", "json"))
    t = totals(json.loads(done.stdout))
    assert t["rows"] == len(names) * len(CLEAN.rows) and t["rejected"] == len(names), t


def test_a_refused_file_among_good_ones_leaves_the_good_ones(p):
    folder = p.path("pack")
    os.mkdir(folder)
    p.path("pack/declarations.csv", CLEAN.text())
    p.path("pack/noise.csv", PNG)
    p.path("pack/milestones.csv", STEPS.text())
    p.path("pack/cut.csv.gz", gzip.compress(EXAMS.text().encode())[:-3])
    Judge.cases += 1
    db = p.path("t.db")
    done = behaved(call("-d", db, "load", folder, "--format", "json"))
    files = {os.path.basename(f["path"]): f for f in json.loads(done.stdout)["files"]}
    assert done.returncode == 65 and files["declarations.csv"]["inserted"] == len(CLEAN.rows) and files["milestones.csv"]["inserted"] == len(STEPS.rows), files
    assert files["noise.csv"]["error"] and files["cut.csv.gz"]["error"]
    assert len(query(db, CLEAN.sql)) == len(CLEAN.rows) and len(query(db, STEPS.sql)) == len(STEPS.rows)


def test_profiles_made_to_hurt_are_one_sentence(p):
    data = p.path("declarations.csv", CLEAN.text())
    bad = ["[broken\n", "delimiter = xx\n", "delimiter = ;;\n", "encoding = klingon\n", "encoding = ../../etc/passwd\n", "decimal = x\n", "date_order = often\n", "kind = nonsense\n", "[file]\ntimezone = Mars/Olympus\n", "calendar = maya\n",
           "no_such_column = x\n", "just words\n", "= x\n", "lane_initial: \"rouge = red\n", "lane_initial: \"rouge\" = crimson\n", "flow = \"sideways\"\n", "\0\0\0", "x" * 100000 + "\n", "a" * 3000 + " = b\n",
           "\x1b[31m = x\n", "\u202eoffice = x\n", "[file]\ncurrency = DOLLARS\n", PNG.decode("latin-1"), "[nonsense]\nx = y\n", "attribute. = x\n", "[file]\nkind =\n"]
    for n, text in enumerate(bad):
        Judge.cases += 1
        done = behaved(call("-d", p.path("t.db"), "load", data, "--map", p.path("p.ini", text)), "profile %d %r" % (n, text[:30]))
        assert done.returncode in (65, 78), (text[:40], done.returncode, done.stdout[:200])
        one_sentence(done)
    for path in (p.path("none.ini"), p.folder, ""):
        done = behaved(call("-d", p.path("t.db"), "load", data, "--map", path))
        assert done.returncode in (66, 78), (path, done)
    assert behaved(call("-d", p.path("t.db"), "load", data, "--map", p.path("p.ini", ""))).returncode == 0


# ---- hostile text ----


def kept(text):
    """A code as it is stored: without the spaces around it."""
    return text.strip(" \t\u00a0")


def hostile_texts():
    """Those that a code may be, each once, and all."""
    texts = [t for t in HOSTILE if kept(t)]
    return list({kept(t): t for t in texts if len(kept(t).encode()) <= 255}.values()), texts


def write_pack(p, folder, codes, texts):
    """Every one of the texts in every column of codes and text, of every kind that has some."""
    n = len(codes)

    def other(i, step):
        return codes[(i + step) % n]

    day = dt.datetime(2026, 11, 1, 8)
    files = {"declarations": [["declaration_id", "office", "flow", "registered_at", "importer_id", "broker_id", "officer_id", "rule_id", "regime", "mode", "origin", "cif_value", "currency", "lane_initial", "paid_amount",
                               "arrived_at", "released_at", "inspection_type", "inspection_outcome"]],
             "milestones": [["declaration_id", "code", "at", "party", "user_id"]], "inspections": [["inspection_id", "declaration_id", "type", "officer_id", "started_at", "outcome"]],
             "posts": [["office", "name", "locode", "pool"]], "traders": [["trader_id", "name", "sector", "size"]], "officers": [["officer_id", "name", "office", "pool"]],
             "initiatives": [["initiative_id", "title", "starts_on", "owner", "expected_effect", "note"]], "seizures": [["seizure_id", "at", "office", "type", "method", "unit", "declaration_id"]],
             "reroutes": [["declaration_id", "at", "lane_from", "lane_to", "officer_id", "reason"]], "permits": [["declaration_id", "permit_id", "agency"]]}
    for i, code in enumerate(codes):
        t = day + dt.timedelta(hours=3 * (i % 150))
        when = [(t + dt.timedelta(hours=h)).strftime("%Y-%m-%d %H:%M:%S") for h in (0, 5, 9 + i % 40, 12)]
        files["declarations"].append([code, code, "import", when[1], other(i, 3), other(i, 5), other(i, 7), other(i, 9), other(i, 11), other(i, 13), other(i, 15), str(1000 + i), "JOD", ["red", "green", "yellow"][i % 3], str(10 + i),
                                      when[0], when[2], "physical", ["conform", "noncompliant"][i % 2]])
        files["milestones"].append([other(i, 1), "DOC_S", when[1], other(i, 2), other(i, 4)])
        files["inspections"].append([code, other(i, 6), "scanner", other(i, 8), when[1], "minor"])
        files["posts"].append([code, texts[i], other(i, 2), other(i, 3)])
        files["traders"].append([code, texts[-1 - i], other(i, 2), other(i, 3)])
        files["officers"].append([code, texts[i], other(i, 1), other(i, 2)])
        files["initiatives"].append([code, texts[i], "2026-11-05", texts[-1 - i], texts[(i + 4) % len(texts)], texts[(i + 8) % len(texts)]])
        files["seizures"].append([code, when[1], other(i, 1), "drugs", other(i, 2), other(i, 3), other(i, 4)])
        files["reroutes"].append([code, when[1], "red", "green", other(i, 2), texts[i]])
        files["permits"].append([code, other(i, 1), other(i, 2)])
    os.mkdir(p.path(folder))
    for kind, cells in files.items():
        p.path("%s/%s.csv" % (folder, kind), write(cells, quote=lambda r, c: r > 0))
    return files


class Hostile:
    db = calm = None


def hostile_db(p):
    """The hostile pack loaded, once for all claims about what is shown of it."""
    if not Hostile.db:
        codes, texts = hostile_texts()
        files = write_pack(p, "hostile", codes, texts)
        db = os.path.join(p.folder, "..", "hostile.db")
        done = behaved(call("-d", db, "load", p.path("hostile"), "--format", "json", "--max-rejects", "0", "--rejects", p.path("r.csv")), "hostile pack")
        assert done.returncode == 0, (done.stderr, [r for r in read_rejects(p.path("r.csv"))][:3])
        Hostile.db, Hostile.codes, Hostile.texts, Hostile.files = db, codes, texts, files
    return Hostile.db


WIDE = {("i", None), ("i", "class")}  # what holds a letter of two cells in place; the calm pack has none


def calm_db(p):
    """The same pack in plain words, to see which tags are the program's own."""
    if not Hostile.calm:
        codes, texts = hostile_texts()
        write_pack(p, "calm", ["C%03d" % i for i in range(len(codes))], ["words %d" % i for i in range(len(texts))])
        Hostile.calm = os.path.join(p.folder, "..", "calm.db")
        run("-d", Hostile.calm, "load", p.path("calm"))
    return Hostile.calm


def test_hostile_text_is_stored_as_it_came(p):
    db = hostile_db(p)
    want = {kept(c) for c in Hostile.codes}
    got = {r[0] for r in query(db, "SELECT declaration_id FROM declaration_key")}
    assert want <= got, sorted(want - got)[:5]
    for column in ("office", "importer_id", "broker_id", "officer_id", "rule_id", "regime"):
        got = {r[0] for r in query(db, "SELECT c.text FROM declaration d JOIN code c ON c.id = d.%s" % column)}
        assert got == want, (column, sorted(want - got)[:3], sorted(got - want)[:3])
    names = {r[0] for r in query(db, "SELECT name FROM post")}
    assert names == {row[1] for row in Hostile.files["posts"][1:]}, sorted(names ^ {row[1] for row in Hostile.files["posts"][1:]})[:6]
    assert len(Hostile.texts) > 60


def test_hostile_text_is_harmless_in_every_kpi_format(p):
    db = hostile_db(p)
    want = {kept(c) for c in Hostile.codes}
    for dim in ("office", "importer", "broker", "officer", "rule", "regime", "mode", "origin"):
        Judge.cases += 3
        for form in ("table", "csv", "json"):
            done = behaved(call("-d", db, "kpi", "hit_rate", "--by", dim, "--format", form), dim + " " + form)
            assert done.returncode == 0, done.stderr
            text = done.stdout.decode()
            assert form == "json" or not re.search("[\u0300-\u036f\u0489\u20dd-\u20e0]{3}", text), (dim, form)
            if form == "json":
                values = {r["dims"][dim] for r in json.loads(text)["rows"]}
                assert dim == "rule" or dim == "origin" or want <= values | {None}, (dim, sorted(want - values)[:3])
            if form == "csv":
                for row in csv_rows(text):
                    assert not any(c.startswith(LIVE) and not re.fullmatch(r"-?[0-9.]+", c) for c in row), row


def csv_rows(text):
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_hostile_text_is_harmless_as_an_argument(p):
    db = hostile_db(p)
    for text in Hostile.codes:
        Judge.cases += 1
        done = behaved(call("-d", db, "kpi", "hit_rate", "--where", "office=" + text, "--format", "json"), text)
        assert done.returncode in (0, 64, 65), (text, done.returncode)
    for text in Hostile.codes[::3]:
        for words in ([text], ["kpi", text], ["kpi", "--by", text], ["kpi", "--from", text], ["show", text], ["show", "brief", "--size", text], ["show", "brief", "--keys", text], ["load", "--kind", text, "x"],
                      ["load", "--max-rejects", text, "x"], ["--now", text, "kpi"], ["--" + text]):
            Judge.cases += 1
            done = behaved(call("-d", db, *words), repr(words))
            assert done.returncode in (0, 64, 65, 66), (words, done.returncode, done.stderr)


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.open = set(), []

    def handle_starttag(self, tag, attributes):
        self.found |= {(tag, name) for name, _ in attributes} | {(tag, None)}
        if tag not in ("meta", "br", "link", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()

    def handle_comment(self, data):
        self.found.add(("comment", data))

    def handle_pi(self, data):
        self.found.add(("pi", data))


def html_tags(text):
    parser = Tags()
    parser.feed(text)
    parser.close()
    assert not parser.open, parser.open
    return parser.found


def svg_tags(text):
    return {(e.tag, name) for e in xml.etree.ElementTree.fromstring(text).iter() for name in [None, *e.attrib]}


VIEWS = ("brief", "time", "control", "revenue", "posts", "risk", "reform", "data")
KEYS = ("", "Enter", "Enter Enter", "Down Enter", "Tab Enter", "i", "?", "Down Down Down Enter Enter", "Tab Tab Enter Enter")


def test_hostile_text_is_harmless_in_every_panel(p):
    db, calm = hostile_db(p), calm_db(p)
    now = ["--now", "2026-11-22T12:00"]
    readers = {"html": html_tags, "svg": svg_tags}
    for view in VIEWS:
        for keys in KEYS:
            for form in ("text", "html", "svg"):
                for size in ("80x24", "200x80") if form == "text" else ("160x50",):
                    Judge.cases += 1
                    words = [*now, "show", view, "--as", form, "--size", size, "--keys", keys]
                    done = behaved(call("-d", db, *words), "%s %s %s" % (view, keys, form))
                    assert done.returncode == 0, (view, keys, done.stderr)
                    text = done.stdout.decode()
                    if form == "text":
                        cols, rows = map(int, size.split("x"))
                        lines = text.splitlines()
                        assert len(lines) <= rows and all(cells(line) <= cols for line in lines), (view, keys, size, [line for line in lines if cells(line) > cols][:2])
                    else:
                        found = readers[form](text) - readers[form](run("-d", calm, *words)) - WIDE
                        assert not found, (view, keys, form, sorted(map(str, found))[:5])


def cells(line):
    """At least so many columns a line takes; letters that Python's tables call wide take two."""
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me") else 1 for c in line)


def test_hostile_text_never_carries_an_escape_into_ansi(p):
    db = hostile_db(p)
    own = re.compile(r"\x1b\[[0-9;]*m")
    for view in VIEWS:
        Judge.cases += 1
        done = call("-d", db, "show", view, "--as", "ansi", "--size", "160x50")
        assert done.returncode == 0
        text = own.sub("", done.stdout.decode())
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", text), view


def test_rejects_of_hostile_rows_hold_no_formula_and_read_back(p):
    texts = [t for t in hostile_texts()[1] if t.count("\n") < 10]  # a record of more than 100 lines is a bad quote
    rows = [["declaration_id", "office", "flow", "registered_at", "=HYPERLINK(1)", "cif_value"]] + [[t, t, t, "2026-01-13", t, "x"] for t in texts]
    Judge.cases += 1
    path = p.path("declarations.csv", write(rows, quote=lambda r, c: True))
    done = behaved(call("check", path, "--rejects", p.path("r.csv")))
    assert done.returncode == 1, done.stderr
    rejects = read_rejects(p.path("r.csv"))
    assert len(rejects) == len(texts)
    Judge.cases += 1
    bare = [t for t in texts if not any(c in t for c in '",\n\r')]
    path = p.path("declarations.csv", ",".join(rows[0]) + "\n" + "".join("%s,NGT,sideways,2026-01-13,%s,1\n" % (t, t) for t in bare))
    behaved(call("check", path, "--rejects", p.path("r.csv")))
    assert len(read_rejects(p.path("r.csv"))) == len(bare)
    done = behaved(call("check", path, "--rejects", "-"), "rejects to standard output")
    assert done.returncode == 1, done


def test_the_suite_has_hundreds_of_files(p):
    print("# %d cases" % Judge.cases)
    if len(sys.argv) <= 3:
        assert Judge.cases > 1000, Judge.cases


sys.exit(main(globals()))
