#!/usr/bin/env python3
"""Files made to hurt: one clean file, and every single pollution of its form. Prints TAP.

usage: nasty.py TIDEWAITER SOURCE_ROOT [WORD...]      with words, only the claims whose names hold one of them

After Pollock (Vitagliano et al., PVLDB 2023): one pollution at a time, and the loaded table compared with the clean one. What is
asked of each case stands in sheets.py. Numbers and dates: nasty_cells.py; whole files: nasty_files.py; text: nasty_text.py.
"""
import datetime as dt
import json
import os
import random
import sys

from harness import SANITIZED, call, main, query, totals
from sheets import CLEAN, DECLARATIONS, EXAMS, ROWS, SHEETS, SMALL, SOME_ROWS, STEPS, WESTERN, Case, Judge, all_of, bad_row, behaved, cases_hold, read_rejects, write

LEAST_CASES = 1000


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


def test_there_are_as_many_files_as_there_were(p):
    cases_hold(LEAST_CASES)


sys.exit(main(globals()))
