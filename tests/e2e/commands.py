#!/usr/bin/env python3
"""The command line as scripts and cron jobs rely on it. Prints TAP.

usage: commands.py TIDEWAITER SOURCE_ROOT
"""
import csv
import gzip
import io
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time

from harness import PROGRAM, ROOT, SAMPLE, call, main, one_sentence, printable, run, sample_db, totals

HEADER = "declaration_id,office,flow,registered_at,cif_value,currency\n"
VIEWS = ("brief", "time", "control", "revenue", "posts", "risk", "reform", "data")


def dump(db):
    """Everything a reader could see, but for the book-keeping of the loads."""
    connection = sqlite3.connect(db)
    skip = ("batch", "batch_money", "reject", "sqlite_sequence", "segment")
    names = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY 1")]
    return {n: connection.execute('SELECT * FROM "%s"' % n).fetchall() for n in names if n not in skip}


def test_the_sample_loads_twice_and_the_second_time_nothing_changes(p):
    db = p.path("t.db")
    first = json.loads(run("-d", db, "load", SAMPLE, "--format", "json"))
    assert first["ok"]
    for f in first["files"]:
        assert f["rows"] == f["inserted"] + f["updated"] + f["unchanged"] + f["rejected"], f
        assert set(f) >= {"path", "kind", "rows", "inserted", "updated", "unchanged", "rejected", "bytes", "seconds"}
    before = dump(db)
    again = json.loads(run("-d", db, "load", SAMPLE, "--format", "json"))
    t = totals(again)
    assert t["inserted"] == t["updated"] == 0 and t["rows"] == t["unchanged"] + t["rejected"] == totals(first)["rows"], t
    assert dump(db) == before


def test_a_killed_load_leaves_all_of_a_file_or_none(p):
    rows = "".join("K%06d,AAA,import,2026-01-%02dT10:00:00,%d,JOD\n" % (i, i % 28 + 1, i) for i in range(60000))
    path, db = p.path("d.csv", HEADER + rows), p.path("k.db")
    chance = random.Random(7)
    for _ in range(12):
        child = subprocess.Popen([PROGRAM, "-d", db, "load", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.0, 0.35))
        child.send_signal(signal.SIGKILL)
        child.wait()
        if os.path.exists(db):
            connection = sqlite3.connect(db)
            try:
                n = connection.execute("SELECT count(*) FROM declaration").fetchone()[0]
            except sqlite3.OperationalError:
                n = 0
            connection.close()
            assert n in (0, 60000), n
    run("-d", db, "load", path)
    out = json.loads(run("-d", db, "kpi", "amendment_rate", "--format", "json"))
    assert out["rows"][0]["n"] == 60000


def test_a_bad_quote_costs_its_row_and_names_its_line(p):
    path = p.path("q.csv", HEADER + 'A1,AAA,import,2026-01-01T10:00:00,1,JOD\nA2,AAA,"imp"ort,2026-01-01T10:00:00,1,JOD\n'
                  "A3,AAA,import,2026-01-01T10:00:00,1,JOD\n")
    out = json.loads(run("-d", p.path("q.db"), "load", path, "--format", "json", "--max-rejects", "50%", "--rejects", p.path("r.csv")))
    assert totals(out) == {"rows": 3, "inserted": 2, "updated": 0, "unchanged": 0, "rejected": 1}
    with open(p.path("r.csv"), newline="", encoding="utf-8") as f:
        rejects = list(csv.DictReader(f))
    assert [r["line"] for r in rejects] == ["3"] and rejects[0]["reason"], rejects


def test_too_many_rejects_keep_nothing_of_the_file(p):
    path = p.path("b.csv", HEADER + "".join("B%d,AAA,import,nonsense,1,JOD\n" % i for i in range(50)) + "B99,AAA,import,2026-01-01,1,JOD\n")
    done = call("-d", p.path("b.db"), "load", path)
    assert done.returncode == 65, done
    one_sentence(done, "b.csv")


def test_failures_are_one_sentence_with_the_right_code(p):
    one = p.path("x.csv", HEADER + "A1,AAA,import,2026-01-01T10:00:00,1,JOD\n")
    db = p.path("x.db")
    for code, words in ((64, ["nonsense"]), (64, ["kpi", "--by", "nonsense"]), (64, ["kpi", "no_such_kpi"]), (64, ["--nonsense"]),
                        (64, ["-d", db, "show", "brief", "--size", "a"]), (66, ["-d", db, "load", p.path("no-such.csv")]),
                        (66, ["-d", p.path("none.db"), "kpi", "hit_rate"]), (77, ["-d", db, "--read-only", "load", one]),
                        (78, ["-d", db, "-c", p.path("c.ini", "[broken\n"), "kpi", "hit_rate"]),
                        (65, ["-d", db, "load", p.path("m.csv", "a,b\n1,2\n")]),
                        (65, ["-d", db, "load", p.path("e.csv", "")]),
                        (65, ["-d", db, "load", p.path("cut.csv.gz", gzip.compress((HEADER + "A1,AAA,import,2026-01-01,1,JOD\n" * 500).encode())[:-20])])):
        done = call(*words)
        assert done.returncode == code, (words, done.returncode, done.stderr)
        one_sentence(done)


def test_check_writes_nothing_and_tells_by_its_exit_code(p):
    good = p.path("g.csv", HEADER + "A1,AAA,import,2026-01-01T10:00:00,1,JOD\n")
    bad = p.path("h.csv", HEADER + "A1,AAA,import,2026-01-01T10:00:00,1,JOD\n" * 30 + "A2,AAA,import,2026-13-01,1,JOD\n")
    db = p.path("c.db")
    run("-d", db, "check", good)
    run("-d", db, "check", bad, code=1)
    assert not os.path.exists(db)


def test_stdin_loads_with_a_kind(p):
    db = p.path("s.db")
    run("-d", db, "load", "-", "--kind", "declarations", stdin=(HEADER + "A1,AAA,import,2026-01-01T10:00:00,1,JOD\n").encode())
    assert json.loads(run("-d", db, "kpi", "amendment_rate", "--format", "json"))["rows"][0]["n"] == 1


def test_encodings_and_delimiters_give_the_same_data(p):
    text = HEADER.replace(",", ";") + "Ä1;AAA;import;2026-01-01T10:00:00;1234,5;JOD\n"
    want = None
    for name, raw, extra in (("u8", text.encode(), ""), ("bom", text.encode("utf-8-sig"), ""), ("u16", text.encode("utf-16"), ""),
                             ("cp", text.encode("cp1252"), "encoding = windows-1252\n"), ("gz", gzip.compress(text.encode()), "")):
        db = p.path(name + ".db")
        profile = p.path(name + ".ini", "decimal = ,\n" + extra)
        run("-d", db, "load", "--map", profile, p.path(name + (".csv.gz" if name == "gz" else ".csv"), raw))
        got = sqlite3.connect(db).execute("SELECT k.declaration_id, d.cif_value FROM declaration d JOIN declaration_key k USING(id)").fetchall()
        want = want or got
        assert got == want == [("Ä1", 1234500)], (name, got)


def test_hostile_text_never_reaches_the_terminal_raw(p):
    path = p.path("evil.csv", HEADER + "A\x1b[31m1,A\u202eA\x9bA,import,2026-01-01T10:00:00,1,JOD\nA2,\"B\rSPOOF\",import,2026-01-02T10:00:00,1,JOD\n")
    db = p.path("evil.db")
    done = call("-d", db, "load", path, "--max-rejects", "100%")
    printable(done)
    for words in (["kpi", "hit_rate", "--by", "office"], ["show", "posts"], ["show", "data", "--as", "html"], ["show", "brief", "--as", "svg"]):
        printable(call("-d", db, *words))


def test_every_kpi_answers_in_json_and_csv(p):
    db = sample_db(p)
    out = json.loads(run("-d", db, "kpi", "--format", "json", "--from", "2026-10-01", "--to", "2026-10-31"))
    assert out["currency"] and len({r["kpi"] for r in out["rows"]}) > 50
    for r in out["rows"]:
        assert set(r) >= {"kpi", "stat", "unit", "from", "to", "dims", "value", "n", "coverage", "low", "high", "target", "status"}, r
        assert r["status"] in ("better", "worse", "usual", "unknown")
        assert r["stat"] in ("p50", "p90", "mean", "rate", "sum", "count", "ratio", "share")
        if r["value"] is not None and r["low"] is not None:
            assert r["low"] <= r["value"] + 1e-9 and r["value"] <= r["high"] + 1e-9, r
    table = list(csv.DictReader(io.StringIO(run("-d", db, "kpi", "--format", "csv", "--from", "2026-10-01", "--to", "2026-10-31"))))
    assert len(table) == len(out["rows"])


def test_a_dash_that_waits_for_a_setting_names_it_where_it_stands(p):
    words = ("-d", sample_db(p), "--now", "2026-11-23T06:00:00Z")
    assert "needs inspection_cost under [kpi] of the configuration" in run(*words, "kpi", "trivial_adjustment_share")
    proof = " ".join(run(*words, "show", "revenue", "--size", "80x30", "--keys", "Tab Tab Down Down Down Down Down Down i").split())
    assert "inspection_cost = AMOUNT under [kpi] of the configuration" in proof, proof
    settings = p.path("cost.ini", "[kpi]\ninspection_cost = 40\n")
    rows = json.loads(run(*words, "-c", settings, "kpi", "trivial_adjustment_share", "--format", "json"))["rows"]
    assert 0 < rows[0]["value"] < 1 and "missing" not in rows[0], rows


def test_party_shares_add_up_to_one(p):
    rows = json.loads(run("-d", sample_db(p), "kpi", "party_time_share", "--by", "office", "--format", "json"))["rows"]
    sums = {}
    for r in rows:
        sums[r["dims"]["office"]] = sums.get(r["dims"]["office"], 0) + (r["value"] or 0)
    assert sums and all(abs(s - 1) < 1e-9 for s in sums.values() if s), sums


def test_kpi_list_and_explain_know_every_kpi(p):
    ids = re.findall(r"^  (\w+) ", run("kpi", "--list"), re.M)
    assert len(ids) > 50
    for i in ids:
        page = run("kpi", "--explain", i)
        assert "ource" in page and all(len(line) <= 80 for line in page.splitlines()), page


def test_every_view_holds_in_its_frame(p):
    db = sample_db(p)
    for view in VIEWS:
        for size in ("80x24", "120x36", "40x12", "20x5", "200x60", "1x1", "19x4"):
            cols, rows = map(int, size.split("x"))
            for flags in ([], ["--ascii"]):
                lines = run("-d", db, *flags, "show", view, "--size", size).splitlines()
                assert len(lines) <= rows, (view, size, len(lines))
                assert all(len(line) <= cols for line in lines), (view, size)
                assert not flags or all(ord(c) < 127 for line in lines for c in line), (view, size)


def test_behind_an_age_of_debts_stand_the_debts_of_the_file_and_behind_one_its_traders_declarations(p):
    with open(os.path.join(SAMPLE, "arrears.csv")) as f:
        old = sum(row["due_on"] < "2026-08-25" for row in csv.DictReader(f))    # 90 days before the day after the period
    words = ("-d", sample_db(p), "--now", "2026-11-23T06:00:00Z", "show", "revenue", "--size", "120x36", "--keys")
    keys = "m Tab Tab Tab Tab Tab Tab Tab Down Down Enter"
    screen = run(*words, keys)
    assert re.search("more than 90 days .* of %d\n" % old, screen), (old, screen)
    trader = re.search("^▶ (\\S+)", screen, re.M).group(1)
    with open(os.path.join(SAMPLE, "declarations.csv")) as f:
        mine = {row["declaration_id"] for row in csv.DictReader(f) if row["importer_id"] == trader}
    shown = re.findall("^[▶ ] ([A-Z]{3}[0-9]{2}-[0-9]{5}) ", run(*words, keys + " Enter"), re.M)
    assert shown and set(shown) <= mine, (trader, shown)


def test_show_writes_svg_and_html_that_parse(p):
    import html.parser
    import xml.dom.minidom
    db = sample_db(p)
    for view in VIEWS:
        xml.dom.minidom.parseString(run("-d", db, "show", view, "--as", "svg"))
        page = run("-d", db, "show", view, "--as", "html")
        assert "<script" not in page and "default-src 'none'" in page
        html.parser.HTMLParser().feed(page)


def test_the_demo_is_labelled_synthetic(p):
    assert "SYNTHETIC" in run("-d", sample_db(p), "show", "brief")


def test_the_manual_page_is_the_one_in_the_tree(p):
    with open(os.path.join(ROOT, "man", "tidewaiter.1"), encoding="utf-8") as f:
        assert f.read() == run("manual")


def test_every_command_has_its_page(p):
    names = re.findall(r"^  (\w+)  ", run("--help").split("Options")[0], re.M)
    assert {"demo", "load", "check", "kpi", "show", "simulate", "doctor"} <= set(names)
    for name in names:
        assert "usage: tidewaiter" in run(name, "--help")


def test_simulate_repeats_byte_for_byte(p):
    scenario = os.path.join(SAMPLE, "scenario.ini")
    for name in ("one", "two"):
        run("simulate", "--scenario", scenario, "--rows", "800", "--seed", "5", "-o", p.path(name))
    one, two = ({n: open(os.path.join(p.path(d), n), "rb").read() for n in os.listdir(p.path(d))} for d in ("one", "two"))
    assert one and one == two


def test_doctor_finds_a_sound_database_and_a_damaged_one(p):
    run("-d", sample_db(p), "doctor", env={"TERM": "xterm"})
    with open(sample_db(p), "rb") as f:
        data = bytearray(f.read())
    data[4096 * 3:4096 * 9] = os.urandom(4096 * 6)
    done = call("-d", p.path("bad.db", bytes(data)), "doctor", env={"TERM": "xterm"})
    assert done.returncode in (1, 74), done


def test_walks_through_the_dashboard_lead_where_the_guide_says(p):
    folder = os.path.join(ROOT, "tests", "scripts")
    for name in sorted(os.listdir(folder)):
        run("-d", sample_db(p), "--now", "2026-11-23T06:00:00Z", "show", "brief", "--script", os.path.join(folder, name))


def test_a_script_that_does_not_hold_says_where(p):
    for text, code, words in (("expect No such thing", 1, "line 1"), ("keys Down\nabsent Tidewaiter", 1, "line 2"), ("fly away", 65, "fly"),
                              ("keys Hyper-q", 65, "Hyper-q"), ("wait long", 65, "line 1"), ("size big", 65, "line 1"), ("expect", 65, "line 1")):
        done = call("-d", sample_db(p), "show", "brief", "--script", p.path("s.keys", text))
        assert done.returncode == code, (text, done)
        one_sentence(done, words)
    done = call("-d", sample_db(p), "show", "brief", "--script", p.path("none.keys"))
    assert done.returncode == 66
    one_sentence(done)


sys.exit(main(globals()))
