#!/usr/bin/env python3
"""Cells made to hurt: numbers, codes and dates in every disguise, and those that cannot be read. Prints TAP.

usage: nasty_cells.py TIDEWAITER SOURCE_ROOT [WORD...]      with words, only the claims whose names hold one of them

What is asked of each case stands in sheets.py.
"""
import datetime as dt
import re
import sys

from harness import call, main, query, run
from sheets import CLEAN, DECLARATIONS, EXAMS, ROWS, STEPS, Case, Judge, all_of, bad_row, behaved, cases_hold, write

STAMPS = ("registered_at", "released_at")
NUMBERS = ("item_count", "gross_kg", "cif_value", "assessed_final")
MONEY = ("cif_value", "assessed_final")
LEAST_CASES = 300


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


def test_there_are_as_many_files_as_there_were(p):
    cases_hold(LEAST_CASES)


sys.exit(main(globals()))
