#!/usr/bin/env python3
"""Text made to hurt whoever shows it: on screens, in tables, in pages. Prints TAP.

usage: nasty_text.py TIDEWAITER SOURCE_ROOT [WORD...]      with words, only the claims whose names hold one of them
"""
import csv
import datetime as dt
import html.parser
import io
import json
import os
import re
import sys
import unicodedata
import xml.etree.ElementTree

from harness import call, main, query, run
from naughty import HOSTILE
from sheets import LIVE, Judge, behaved, cases_hold, read_rejects, write

LEAST_CASES = 70


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


def test_there_are_as_many_files_as_there_were(p):
    cases_hold(LEAST_CASES)


sys.exit(main(globals()))
