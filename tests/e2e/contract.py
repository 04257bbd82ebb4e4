#!/usr/bin/env python3
"""What scripts may rely on, line by line: options, refusals, members of JSON, files that are written. Prints TAP.

usage: contract.py TIDEWAITER SOURCE_ROOT
"""
import csv
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time

from harness import PROGRAM, SAMPLE, Skip, call, main, one_sentence, printable, query, run, sample_db, totals

HEADER = "declaration_id,office,flow,registered_at,cif_value,currency\n"
ONE = HEADER + "A1,AAA,import,2026-01-01T10:00:00,1,JOD\n"
COMMANDS = ("demo", "load", "check", "kpi", "show", "brief", "notes", "series", "risk", "simulate", "doctor", "manual")
DIMENSIONS = ("office", "flow", "regime", "mode", "lane", "lane_final", "aeo", "importer", "broker", "officer", "origin", "hs_chapter", "select_reason",
              "rule", "hour", "weekday", "day", "week", "month")


def rows_of(db, *words):
    return json.loads(run("-d", db, "kpi", *words, "--format", "json"))["rows"]


def device(p, name, minor):
    """A device of the test's own: no fault of the program may touch those of the machine."""
    path = p.path(name)
    if os.path.exists(path):
        return path
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, minor))
        with open(path, "wb"):
            return path
    except OSError:
        if os.getuid() == 0:
            raise Skip("no device can be made here")
        return "/dev/" + name


def refused(code, *words, **more):
    done = call(*words, **more)
    assert done.returncode == code, (words, done.returncode, done.stdout[:200], done.stderr)
    one_sentence(done)
    return done.stderr.decode()


# ---- options ----


def test_help_and_version_are_answered_everywhere(p):
    version = run("--version")
    assert re.fullmatch(r"tidewaiter \d+\.\d+\.\d+\n", version) and run("-V") == version
    for command in COMMANDS:
        assert run(command, "--version") == version, command
        assert run(command, "-h") == run(command, "--help") and re.match("usage: tidewaiter (.* )?%s\\b" % command, run(command, "--help")), command


def test_options_stand_before_or_after_the_command_long_or_short(p):
    db, config = p.path("t.db"), p.path("c.ini", "[kpi]\nhit_floor = 1\n")
    want = run("-d", db, "load", p.path("d.csv", ONE)) and run("-d", db, "kpi", "amendment_rate")
    for words in (["--db", db, "kpi", "amendment_rate"], ["--db=" + db, "kpi", "amendment_rate"], ["kpi", "amendment_rate", "-d", db], ["-d" + db, "kpi", "amendment_rate"],
                  ["-c", config, "-d", db, "kpi", "amendment_rate"], ["kpi", "--config", config, "--db", db, "amendment_rate"], ["--read-only", "-d", db, "kpi", "amendment_rate"],
                  ["-d", db, "--mono", "--now", "2026-02-01", "kpi", "amendment_rate"]):
        assert run(*words) == want, words
    assert run("kpi", "amendment_rate", env={"TIDEWAITER_DB": db}) == want
    assert run("-d", db, "kpi", "amendment_rate", env={"TIDEWAITER_DB": p.path("none.db")}) == want


def test_the_database_and_the_settings_are_found_in_their_default_places(p):
    home = {"TIDEWAITER_DB": "", "XDG_DATA_HOME": p.path("data"), "XDG_CONFIG_HOME": p.path("config"), "HOME": p.path("home")}
    run("load", p.path("d.csv", ONE), env=home)
    assert os.path.exists(p.path("data/tidewaiter/tidewaiter.db"))
    home["XDG_DATA_HOME"] = ""
    run("load", p.path("d.csv"), env=home)
    assert os.path.exists(p.path("home/.local/share/tidewaiter/tidewaiter.db"))
    os.makedirs(p.path("config/tidewaiter"))
    p.path("config/tidewaiter/config.ini", "[keys]\ndrill = NoSuchKey\n")
    assert "config.ini" in refused(78, "kpi", env=home)


def test_two_dashes_end_options_and_one_is_standard_input(p):
    db = p.path("t.db")
    os.chdir(p.folder)
    p.path("--help", ONE)
    run("-d", db, "load", "--", "--help")
    assert json.loads(run("-d", db, "kpi", "--format", "json", "--", "amendment_rate"))["rows"][0]["n"] == 1
    refused(64, "-d", db, "kpi", "--", "--list")
    assert totals(json.loads(run("-d", db, "load", "-", "--kind", "declarations", "--format", "json", stdin=ONE.encode())))["unchanged"] == 1
    assert run("check", "-", "--kind", "declarations", stdin=ONE.encode())
    assert "--kind" in refused(64, "-d", db, "load", "-", stdin=ONE.encode())


def test_a_word_or_value_that_is_not_known_is_a_usage_error(p):
    db, one = p.path("t.db"), p.path("d.csv", ONE)
    run("-d", db, "load", one)
    for words in ("doctor x", "manual x", "demo x", "notes x", "brief x", "show brief time", "show", "load", "check", "risk", "series", "kpi --from 2026-02-30", "kpi --to x",
                  "kpi --from 2026-02-02 --to 2026-02-01", "kpi --by x", "kpi --by", "kpi --where office", "kpi --where x=y", "kpi --format xml", "kpi --explain x", "show brief --as png",
                  "show brief --size 80", "brief --date x", "brief --format x", "brief --fail-on x", "risk x", "risk explain", "series x " + one,
                  "series impact " + one, "simulate", "simulate x", "--now x kpi", "load %s --kind x" % one, "load %s --format x" % one, "load --nonsense", "-x", "nonsense", "kpi --by attribute.x"):
        refused(64, "-d", db, *words.split())
    for text in ("nan", "inf", "-1", "0x10", "1e3", "", "%", "101%", "5%%", "5 %", "1.2.3"):
        refused(64, "-d", db, "load", one, "--max-rejects", text)


def test_a_setting_that_cannot_be_is_told_with_its_line_by_every_command(p):
    db = p.path("t.db")
    run("-d", db, "load", p.path("d.csv", ONE))
    bad = ("[kpi]\nhit_floor = abc", "[kpi]\nhit_flor = 1", "[kpi]\nhit_floor = -5", "[kpi]\nhit_floor = nan", "\nhit_floor = 0x10", "[load]\nred = 1e400", "[standards]\nsea = soon", "[standards]\nmoon = 5",
           "[standards]\nair.export = 0", "[calendar]\nfiscal_year_end = 02-30", "[calendar]\nfiscal_year_end = June", "[present]\ndwell = -1", "[screen]\ntheme = pink", "[risk]\ninspection_cost = inf",
           "[nonsense]\nx = 1", "[kpi]\nhit_floor: \"a\" = 1", "[keys]\nnosuch = x", "[keys]\nquit = NoSuchKey", "just\nwords")
    for text in bad:
        config = p.path("c.ini", text + "\n")
        for words in (["kpi"], ["show", "data"], ["brief"], ["load", p.path("d.csv")], []):
            told = refused(78, "-c", config, "-d", db, *words)
            assert "c.ini" in told and ("line 1" in told or "line 2" in told), (text, told)
    good = ("[kpi]\nhit_floor = 100\ninspection_cost = 40.5\n[load]\ngreen = 1\nRED = 10\n[risk]\nowner = Head of risk\ninspection_cost = 40\n[standards]\nsea = 48\nair.export = 12\n"
            "transit = 36\n4 = 20\ndefault = 48\n[calendar]\nfiscal_year_end = 06-30\n[present]\nslides = figures:15, brief\ndwell = 20\n[notes]\nfile = %s\n[screen]\ntheme = light\n"
            "[keys]\ndrill = Enter o\n" % p.path("notes.txt"))
    for text in (good, "hit_floor = 5\n", "", "\ufeff; nothing\n"):
        run("-c", p.path("c.ini", text), "-d", db, "show", "brief")


# ---- read-only, and what cannot be read or written ----


def test_read_only_refuses_what_writes_and_leaves_every_byte(p):
    db, one = p.path("t.db"), p.path("d.csv", ONE)
    run("-d", db, "load", one)
    with open(db, "rb") as f:
        before = f.read()
    for words in (["load", one], ["simulate", "-o", p.path("sim")], ["risk", "train"], ["risk", "off"], ["risk", "on"], ["risk", "use"], ["risk", "approve"], ["risk", "agree", "A1"]):
        refused(77, "-d", db, "--read-only", *words)
    for words in (["kpi"], ["brief"], ["notes"], ["show", "brief"], ["risk", "models"], ["series", "signals", one]):
        refused(77, "-d", db, "--read-only", *words, "-o", p.path("out"))
    refused(77, "-d", db, "--read-only", "check", one, "--rejects", p.path("out"))
    refused(77, "-d", db, "--read-only", "--record", p.path("out"))
    assert not os.path.exists(p.path("out"))
    for words in (["kpi", "-o", "-"], ["check", one], ["kpi"], ["show", "brief"], ["brief"], ["notes"], ["doctor"], ["risk", "models"], ["--plain"]):
        assert call("-d", db, "--read-only", *words).returncode == 0, words
    with open(db, "rb") as f:
        assert f.read() == before
    assert not os.path.exists(p.path("sim"))


def test_a_value_that_no_record_has_is_told_and_the_answer_stays_as_it_was(p):
    db = sample_db(p)
    for where, words in (("office=Port Salem", "nearest: 'PSL'"), ("lane=rouge", "there are: "), ("broker=NOBODY-AT-ALL", "--by broker tells"), ("weekday=monday", "'mon'"), ("aeo=yes", "'0', '1'")):
        for form in ("table", "csv", "json"):
            done = call("-d", db, "kpi", "hit_rate", "--where", where, "--format", form)
            assert done.returncode == 0 and done.stdout, (where, done)
            one_sentence(done, "there is no ", "nothing is counted for it", words)
            if form == "json":
                assert json.loads(done.stdout)["rows"][0]["value"] is None
    for where in ("office=PSL", "lane=red", "broker=", "weekday=mon", "hour=7", "month=2026-11"):
        assert call("-d", db, "kpi", "hit_rate", "--where", where).stderr == b"", where
    one_sentence(call("-d", db, "kpi", "hitrate"), "hit_rate is nearest")


def test_an_input_that_is_not_there_ends_with_66(p):
    db = p.path("t.db")
    run("-d", db, "load", p.path("d.csv", ONE))
    none = p.path("none.csv")
    os.mkdir(p.path("empty"))
    for words in (["load", none], ["check", none], ["load", p.path("empty")], ["load", p.path("d.csv"), "--map", none], ["series", "signals", none], ["simulate", "--scenario", none, "-o", p.path("s")],
                  ["show", "brief", "--script", none], ["risk", "score"], ["risk", "explain", "NOPE"]):
        refused(66, "-d", db, *words)
    for words in (["kpi"], ["show", "brief"], ["brief"], ["risk", "models"]):
        refused(66, "-d", p.path("none.db"), *words)


def test_what_cannot_be_written_ends_with_73_and_before_anything_is_loaded(p):
    db, one = p.path("t.db"), p.path("d.csv", ONE)
    assert "r.csv" in refused(73, "-d", db, "load", one, "--rejects", p.path("none/r.csv"))
    assert not os.path.exists(db)
    run("-d", db, "load", one)
    for words in (["kpi"], ["show", "brief"], ["brief"], ["brief", "--format", "html"], ["risk", "models"]):
        for name in (p.path("none/out"), p.folder, device(p, "full", 7), ""):
            refused(73, "-d", db, *words, "-o", name)
    refused(73, "-d", db, "simulate", "--rows", "50", "-o", p.path("d.csv/x"))


def test_a_file_that_is_no_database_of_ours_ends_with_74_and_is_left_alone(p):
    import sqlite3
    other = p.path("other.db")
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t(a)")
    connection.commit()
    connection.close()
    for path in (p.path("text.db", "no database\n" * 500), other, p.folder):
        before = os.path.isfile(path) and open(path, "rb").read()
        for words in (["kpi"], ["load", p.path("d.csv", ONE)], ["show", "brief"]):
            assert os.path.basename(path) in refused(74, "-d", path, *words)
        assert before is False or open(path, "rb").read() == before


def test_an_interrupted_load_ends_with_130_and_leaves_the_database(p):
    db, path = p.path("t.db"), p.path("d.csv", HEADER)
    run("-d", db, "load", p.path("one.csv", ONE))
    with open(path, "a", encoding="utf-8") as f:
        for i in range(400000):
            f.write("K%06d,AAA,import,2026-01-%02dT10:00:00,%d,JOD\n" % (i, i % 28 + 1, i))
    child = subprocess.Popen([PROGRAM, "-d", db, "load", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    text = child.communicate()[1].decode()
    if child.returncode == 0:
        raise Skip("the load was done before it could be interrupted")
    assert child.returncode == 130 and text.startswith("tidewaiter: ") and text.count("\n") == 1, (child.returncode, text)
    assert query(db, "SELECT count(*) FROM declaration") == [(1,)]
    run("-d", db, "doctor")


# ---- what is written ----


def test_an_output_file_is_whole_keeps_its_mode_and_follows_a_link(p):
    db, out, link = p.path("t.db"), p.path("out.csv", "old"), p.path("link.csv")
    run("-d", db, "load", p.path("d.csv", ONE))
    want = run("-d", db, "kpi", "amendment_rate", "--format", "csv")
    os.chmod(out, 0o604)
    os.symlink("out.csv", link)
    run("-d", db, "kpi", "amendment_rate", "--format", "csv", "-o", link)
    assert os.path.islink(link) and open(out, encoding="utf-8", newline="").read() == want and stat.S_IMODE(os.stat(out).st_mode) == 0o604
    run("-d", db, "kpi", "amendment_rate", "--format", "csv", "--output", p.path("new.csv"))
    assert stat.S_IMODE(os.stat(p.path("new.csv")).st_mode) == 0o640
    assert run("-d", db, "kpi", "amendment_rate", "--format", "csv", "-o", "-") == want
    assert sorted(os.listdir(p.folder)) == sorted(["t.db", "t.db-journal", "d.csv", "out.csv", "link.csv", "new.csv"]), os.listdir(p.folder)


def test_a_device_or_a_pipe_is_written_as_it_comes_and_stays_one(p):
    db, pipe = p.path("t.db"), p.path("pipe")
    run("-d", db, "load", p.path("d.csv", ONE))
    os.mkfifo(pipe)
    child = subprocess.Popen([PROGRAM, "-d", db, "kpi", "amendment_rate", "--format", "csv", "-o", pipe])
    with open(pipe, encoding="utf-8", newline="") as f:
        got = f.read()
    assert child.wait() == 0
    want = run("-d", db, "kpi", "amendment_rate", "--format", "csv")
    assert got == want, (got, want)
    null = device(p, "null", 3)
    run("-d", db, "brief", "-o", null)
    assert stat.S_ISCHR(os.stat(null).st_mode)
    assert stat.S_ISFIFO(os.stat(pipe).st_mode)


def test_streams_that_are_no_terminal_get_no_colour_and_no_bar(p):
    for words in (["load", SAMPLE], ["kpi"], ["show", "brief"], ["brief"], ["doctor"], ["--plain"], ["--help"]):
        for env in ({"TERM": "xterm-256color"}, {"TERM": "xterm-256color", "NO_COLOR": "1"}):
            done = call("-d", p.path("t.db"), *words, env=env)
            assert done.returncode == 0, (words, done.stderr)
            printable(done)
            assert not done.stderr, (words, done.stderr)
    refused(64, "-d", p.path("t.db"), "demo", env={"TERM": "xterm-256color"})


# ---- load ----


def test_a_folder_stands_for_its_own_csv_files_in_the_order_of_their_kinds(p):
    import gzip
    os.makedirs(p.path("in/below"))
    p.path("in/a-milestones.csv", "declaration_id,code,at\nA1,REL,2026-01-02T10:00:00\n")
    p.path("in/b.csv.gz", gzip.compress(ONE.encode()))
    p.path("in/c.tsv", "office\tname\nAAA\tFirst\n")
    for name in ("below/d.csv", "notes.txt", "e.csv.bak", "f.xlsx"):
        p.path("in/" + name, "left alone\n")
    files = json.loads(run("-d", p.path("t.db"), "load", p.path("in"), "--format", "json"))["files"]
    assert [(os.path.basename(f["path"]), f["kind"]) for f in files] == [("c.tsv", "posts"), ("b.csv.gz", "declarations"), ("a-milestones.csv", "milestones")], files


def test_the_report_of_a_load_closes_and_names_what_the_contract_names(p):
    text = run("-d", p.path("t.db"), "load", p.path("d.csv", ONE + "A2,AAA,nonsense,2026-01-01,2,JOD\n"), "--max-rejects", "1")
    for words in ("2 rows = 1 inserted + 0 updated + 0 unchanged + 1 rejected", "rows/s", " s,", "registered_at", "JOD", "line 3", "flow"):
        assert words in text, (words, text)
    report = json.loads(run("-d", p.path("u.db"), "load", p.path("d.csv"), "--max-rejects", "50%", "--format", "json"))
    assert report["ok"] is True and list(report) == ["files", "ok"]
    assert list(report["files"][0])[:9] == ["path", "kind", "rows", "inserted", "updated", "unchanged", "rejected", "bytes", "seconds"], report


def test_rejects_are_held_by_a_count_or_a_share(p):
    path = p.path("d.csv", HEADER + "".join("A%d,AAA,%s,2026-01-01T10:00:00,1,JOD\n" % (i, "import" if i % 10 else "nonsense") for i in range(100)))
    for limit, code in (("10", 0), ("9", 65), ("10%", 0), ("9.9%", 65), ("0", 65), ("100%", 0), (None, 0)):
        done = call("-d", p.path("%s.db" % limit), "load", path, "--rejects", p.path("r.csv"), *(["--max-rejects", limit] if limit else []))
        assert done.returncode == code, (limit, done.returncode)
        with open(p.path("r.csv"), encoding="utf-8", newline="") as f:
            rejects = list(csv.DictReader(f))
        assert list(rejects[0]) == ["file", "line", "column", "reason", "raw"]
        if code == 0:
            assert [int(r["line"]) for r in rejects] == list(range(2, 102, 10)) and {r["column"] for r in rejects} == {"flow"}
            assert rejects[0]["file"] == path and rejects[0]["raw"].startswith("A0,AAA,nonsense")
            assert query(p.path("%s.db" % limit), "SELECT count(*) FROM reject") == [(10,)]
        else:
            one_sentence(done, "d.csv", "--max-rejects")
            assert query(p.path("%s.db" % limit), "SELECT count(*) FROM declaration") == [(0,)]


# ---- kpi and brief ----


def test_every_dimension_groups_and_filters_and_its_parts_add_up(p):
    db = sample_db(p)
    span = ["--from", "2026-10-01", "--to", "2026-10-31"]
    for dim in DIMENSIONS:
        rows = rows_of(db, "amendment_rate", "--by", dim, *span)
        parts = [r for r in rows if r["dims"][dim] is not None and r["n"]]
        assert parts and all(list(r["dims"]) == [dim] for r in rows), dim
        value = max(parts, key=lambda r: r["n"])
        only = rows_of(db, "amendment_rate", "--where", "%s=%s" % (dim, value["dims"][dim]), *span)
        assert only[0]["n"] == value["n"], (dim, value, only)
        if dim != "rule":
            assert sum(r["n"] for r in rows) == rows_of(db, "amendment_rate", *span)[0]["n"], dim
    two = rows_of(db, "amendment_rate", "--by", "office,flow", *span)
    assert list(two[0]["dims"]) == ["office", "flow"] and sum(r["n"] for r in two) == rows_of(db, "amendment_rate", *span)[0]["n"]
    both = rows_of(db, "amendment_rate", "--where", "office=NGT,PSL", "--where", "flow=import", *span)[0]["n"]
    assert both == sum(r["n"] for r in two if r["dims"]["office"] in ("NGT", "PSL") and r["dims"]["flow"] == "import")


def test_both_ends_of_a_span_are_included_and_days_add_up(p):
    db = sample_db(p)
    days = rows_of(db, "amendment_rate", "--by", "day", "--from", "2026-10-01", "--to", "2026-10-07")
    assert [d["dims"]["day"] for d in days][0] >= "2026-10-01" and [d["dims"]["day"] for d in days][-1] <= "2026-10-07"
    whole = rows_of(db, "amendment_rate", "--from", "2026-10-01", "--to", "2026-10-07")[0]
    assert whole["from"] == "2026-10-01" and whole["to"] == "2026-10-07" and whole["n"] == sum(d["n"] for d in days)
    assert sum(rows_of(db, "amendment_rate", "--from", d, "--to", d)[0]["n"] for d in ("2026-10-0%d" % i for i in range(1, 8))) == whole["n"]


def test_a_time_has_three_statistics_and_csv_says_what_json_says(p):
    db = sample_db(p)
    rows = rows_of(db, "release_time_total", "hit_rate", "--by", "office")
    assert [r["stat"] for r in rows if r["kpi"] == "release_time_total" and r["dims"]["office"] == "NGT"] == ["p50", "p90", "mean"]
    table = list(csv.DictReader(run("-d", db, "kpi", "release_time_total", "hit_rate", "--by", "office", "--format", "csv").splitlines()))
    assert len(table) == len(rows) and {"currency", "kpi", "stat", "unit", "from", "to", "office", "value", "n", "coverage", "low", "high", "target", "status"} <= set(table[0])
    for r, t in zip(rows, table):
        assert (t["kpi"], t["stat"], t["office"], t["status"]) == (r["kpi"], r["stat"], r["dims"]["office"], r["status"])
        for name in ("value", "n", "coverage", "low", "high", "target"):
            assert (r[name] is None and t[name] == "") or float(t[name]) == r[name], (name, r, t)


def test_the_brief_as_json_has_the_members_that_scripts_read(p):
    brief = json.loads(run("-d", sample_db(p), "--now", "2026-11-23T06:00:00Z", "brief", "--date", "2026-11-22", "--format", "json"))
    assert brief["date"] == "2026-11-22" and brief["scope"] == {} and len({t["kpi"] for t in brief["tiles"]}) >= 12, (brief["date"], brief["scope"], len(brief["tiles"]))
    for tile in brief["tiles"]:
        assert {"kpi", "stat", "unit", "from", "to", "dims", "value", "n", "coverage", "low", "high", "target", "status"} <= set(tile), tile
    assert [f["rank"] for f in brief["findings"]] == list(range(1, len(brief["findings"]) + 1)) and brief["findings"]
    for f in brief["findings"]:
        assert {"rank", "kind", "kpi", "dims", "since", "verdict", "value", "usual", "score", "n", "drivers", "text"} <= set(f), f
        assert f["kind"] in ("spike", "shift", "drift", "silent", "late", "limit", "reform") and f["text"]
        assert f["usual"] is None or len(f["usual"]) == 2
        assert all("what" in d and "share" in d for d in f["drivers"])
    assert all(set(a) >= {"text", "finding"} and 1 <= a["finding"] <= len(brief["findings"]) for a in brief["actions"])


def test_brief_fails_on_worse_only_when_a_finding_is_worse(p):
    words = ["-d", sample_db(p), "--now", "2026-11-23T06:00:00Z", "brief", "--format", "json"]
    done = call(*words, "--fail-on", "worse")
    assert done.returncode == (1 if any(f["verdict"] == "worse" for f in json.loads(done.stdout)["findings"]) else 0) and not done.stderr
    assert call(*words).returncode == 0


def test_the_demo_and_every_page_of_the_sample_say_synthetic(p):
    db = sample_db(p)
    for words in (["show", "time"], ["show", "data", "--as", "html"], ["show", "posts", "--as", "svg"], ["--plain"], ["brief"], ["brief", "--format", "html"], ["brief", "--format", "markdown"]):
        assert "SYNTHETIC" in run("-d", db, *words), words


sys.exit(main(globals()))
