#!/usr/bin/env python3
"""A database through the years: older and newer programs, loads cut short, full disks, damage. Prints TAP.

usage: upkeep.py TIDEWAITER SOURCE_ROOT
"""
import json
import os
import pty
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

from harness import PROGRAM, Skip, call, main, one_sentence, query, run, sample_db

HEADER = "declaration_id,office,flow,registered_at,cif_value,currency\n"
WRITES_NOT = (["kpi", "hit_rate", "--format", "json"], ["show", "brief"], ["brief", "--format", "json"], ["--plain"])


def change(db, *statements):
    connection = sqlite3.connect(db)
    for sql in statements:
        connection.execute(sql)
    connection.commit()
    connection.close()


def copy_of(p, name):
    return shutil.copyfile(sample_db(p), p.path(name))


def answer(db, *words):
    return run(*words, "-d", db, "--now", "2026-11-23T06:00:00Z", "kpi", "--format", "json")


def age(db):
    """As a program left it that laid out segments in another way: a reader of today finds nothing in them."""
    change(db, "DELETE FROM fact WHERE name = 'cube_format'", "UPDATE segment SET data = x'00'")


# ---- other programs ----


def test_figures_of_an_older_program_are_made_anew_by_whoever_opens_first(p):
    want = answer(sample_db(p))
    for n, words in enumerate(WRITES_NOT + (["load", p.path("d.csv", HEADER)],)):
        db = copy_of(p, "%d.db" % n)
        age(db)
        done = call("-d", db, *words)
        assert done.returncode in (0, 65), (words, done.stderr)
        told = done.stderr.decode().splitlines()
        assert len(told) == (1 if done.returncode == 0 else 2) and "made anew" in told[0] and db in told[0], told
        assert answer(db) == want, words
        assert not call("-d", db, "kpi", "hit_rate").stderr
        run("-d", db, "doctor")


def test_read_only_says_how_figures_of_an_older_program_come_up_to_date(p):
    db = copy_of(p, "t.db")
    age(db)
    with open(db, "rb") as f:
        before = f.read()
    for words in WRITES_NOT:
        done = call("-d", db, "--read-only", *words)
        assert done.returncode == 77, (words, done)
        one_sentence(done, db, "without --read-only")
    assert b"without --read-only" in call("-d", db, "doctor").stdout
    with open(db, "rb") as f:
        assert f.read() == before


def test_who_may_not_write_is_told_who_must_open_first(p):
    if os.getuid() == 0:
        raise Skip("root may write everywhere")
    db = copy_of(p, "t.db")
    age(db)
    os.chmod(db, 0o444)
    done = call("-d", db, "kpi")
    assert done.returncode == 77, done
    one_sentence(done, "as a user who may write there")


def test_a_database_of_a_newer_program_is_refused_and_left_alone(p):
    for n, sql in enumerate(("PRAGMA user_version = 9999", "UPDATE fact SET value = 9999 WHERE name = 'cube_format'")):
        db = copy_of(p, "%d.db" % n)
        change(db, sql)
        with open(db, "rb") as f:
            before = f.read()
        for words in WRITES_NOT + (["load", p.path("d.csv", HEADER + "A1,AAA,import,2026-01-01,1,JOD\n")], ["risk", "train"]):
            done = call("-d", db, *words)
            assert done.returncode == 74, (words, done)
            one_sentence(done, db, "newer Tidewaiter")
        assert call("-d", db, "doctor").returncode == 1
        with open(db, "rb") as f:
            assert f.read() == before


# ---- loads cut short ----


def big_file(p, rows):
    path = p.path("d.csv")
    with open(path, "w", encoding="utf-8") as f:
        f.write(HEADER)
        for i in range(rows):
            f.write("K%06d,O%d,import,2026-%02d-%02dT10:00:00,%d,JOD\n" % (i, i % 7, i % 11 + 1, i % 28 + 1, i))
    return path


def has_hot_journal(db):
    try:
        with open(db + "-journal", "rb") as f:
            return f.read(1) not in (b"", b"\0")
    except FileNotFoundError:
        return False


def kill_until_hot(p, db, path):
    """A load killed so that its journal waits to be rolled back."""
    for _ in range(60):
        child = subprocess.Popen([PROGRAM, "-d", db, "load", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while child.poll() is None and not has_hot_journal(db) and time.monotonic() < until:
            time.sleep(0.0005)
        child.kill()
        child.wait()
        if has_hot_journal(db):
            return
    raise Skip("no load could be killed in time")


def test_after_a_killed_load_every_command_goes_on_as_before_it(p):
    db, path = p.path("t.db"), big_file(p, 120000)
    run("-d", db, "load", p.path("one.csv", HEADER + "A1,AAA,import,2026-01-01T10:00:00,1,JOD\n"))
    want = answer(db)
    for words in WRITES_NOT:
        kill_until_hot(p, db, path)
        done = call("-d", db, "--read-only", *words)
        assert done.returncode == 77, (words, done)
        one_sentence(done, db, "cut short")
        assert b"cut short" in call("-d", db, "doctor").stdout
        run("-d", db, *words)
        assert answer(db) == want
        run("-d", db, "doctor")
        if os.path.exists(db + "-journal"):
            assert os.path.getsize(db + "-journal") == 0


def test_a_dashboard_that_is_open_goes_on_after_a_killed_load(p):
    db, path = p.path("t.db"), big_file(p, 120000)
    run("-d", db, "load", p.path("one.csv", HEADER + "A1,AAA,import,2026-01-01T10:00:00,1,JOD\n"))
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="vt100", LC_ALL="C", XDG_DATA_HOME=p.path("data"))
        os.execv(PROGRAM, [PROGRAM, "-d", db, "--now", "2026-11-22T12:00"])
    try:
        listen(terminal, 3)
        before = os.stat(db)
        kill_until_hot(p, db, path)
        os.utime(db, ns=(before.st_atime_ns, before.st_mtime_ns))    # as where none of its pages were written yet
        for _ in range(60):
            listen(terminal, 0.2)
            if not has_hot_journal(db):
                break
        assert not has_hot_journal(db), "nobody rolled it back"
        for key, title in ((b"2", b"2 Time"), (b"5", b"5 Posts"), (b"1", b"1 Brief")):
            os.write(terminal, key)
            shown = listen(terminal, 2)
            assert shown and b"cut short" not in shown, (title, shown)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def listen(terminal, quiet):
    """What comes until nothing comes for so long."""
    got = b""
    while select.select([terminal], [], [], quiet)[0]:
        try:
            got += os.read(terminal, 65536)
        except OSError:
            break
    return got


def test_a_full_disk_and_a_folder_that_may_not_be_written_cost_nothing(p):
    db, big = p.path("t.db"), big_file(p, 20000)
    run("-d", db, "load", p.path("one.csv", HEADER + "A1,AAA,import,2026-01-01T10:00:00,1,JOD\n"))
    want = answer(db)
    limited = "ulimit -f 600; trap '' XFSZ; exec \"$@\""    # as a disk that is full after so many blocks
    done = subprocess.run(["/bin/sh", "-c", limited, "sh", PROGRAM, "-d", db, "load", big], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode in (73, 74), done
    text = done.stderr.decode()
    assert text.startswith("tidewaiter: ") and text.count("\n") == 1 and db in text, text
    assert answer(db) == want
    run("-d", db, "doctor")
    if os.getuid() == 0:
        return
    os.mkdir(p.path("shut"))
    shutil.copyfile(db, p.path("shut/t.db"))
    os.chmod(p.path("shut"), 0o555)
    done = call("-d", p.path("shut/t.db"), "load", big)
    assert done.returncode == 73, done
    one_sentence(done, "shut/t.db")
    assert answer(p.path("shut/t.db")) == want
    os.chmod(p.path("shut"), 0o755)


def test_two_loads_at_once_both_count(p):
    db, paths = p.path("t.db"), []
    for n in range(3):
        paths.append(p.path("d%d.csv" % n, HEADER + "".join("L%d-%05d,AAA,import,2026-01-%02dT10:00:00,1,JOD\n" % (n, i, i % 28 + 1) for i in range(4000))))
    children = [subprocess.Popen([PROGRAM, "-d", db, "load", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for path in paths]
    told = [(child.communicate()[1].decode(), child.returncode) for child in children]
    good = sum(code == 0 for _, code in told)
    for text, code in told:
        assert code == 0 or (code == 74 and "is in use by another load" in text), told
    assert good >= 1 and query(db, "SELECT count(*) FROM declaration") == [(4000 * good,)], told
    run("-d", db, "doctor")


# ---- clocks ----


def test_the_age_of_the_data_is_that_of_now_also_when_no_load_came(p):
    for now, age in (("2026-11-22T20:59:59Z", "data 2 h"), ("2026-11-23T18:59:59Z", "data 24 h"), ("2026-12-06", "data 14 d !"), ("2027-06-01", "data 191 d !")):
        assert age in run("-d", sample_db(p), "--now", now, "show", "brief").splitlines()[0], now


def test_a_clock_that_stands_before_the_data_is_told_by_the_brief(p):
    db = sample_db(p)
    done = call("-d", db, "--now", "2019-01-01", "brief")
    assert done.returncode == 66, done
    one_sentence(done, "2019-01-01", "2025-05-25")
    done = call("-d", db, "--now", "2026-11-23", "brief", "--date", "2019-01-01")
    assert done.returncode == 64, done
    one_sentence(done, "--date", "2019-01-01", "2026-11-2")
    for view in ("brief", "time", "control", "revenue", "posts", "risk", "reform", "data"):
        for now in ("1970-01-01", "2019-01-01", "2100-12-31", "9999-12-31T23:59:59"):
            run("-d", db, "--now", now, "show", view)


def test_a_file_of_today_alone_has_a_brief(p):
    db = p.path("t.db")
    run("-d", db, "load", p.path("d.csv", HEADER + "A1,AAA,import,2026-01-05T10:00:00,1,JOD\n"))
    for now in ("2026-01-05T12:00", "2026-01-06T12:00", "2026-03-01"):
        assert json.loads(run("-d", db, "--now", now, "brief", "--format", "json"))["date"] == "2026-01-05", now


def test_dates_that_no_figure_could_count_are_refused_and_all_others_counted(p):
    rows = ["1969-12-31T23:59:59", "1970-01-01T00:00:00", "1999-12-30", "2000-01-01T00:00:00", "2024-02-29T10:00:00", "2026-02-29T10:00:00", "2100-02-28T10:00:00", "2100-02-29T10:00:00", "2100-12-31T23:59:59"]
    path = p.path("d.csv", HEADER + "".join("A%d,AAA,import,%s,1,JOD\n" % (i, r) for i, r in enumerate(rows)))
    report = json.loads(run("-d", p.path("t.db"), "load", path, "--max-rejects", "100%", "--format", "json"))["files"][0]
    assert (report["inserted"], report["rejected"]) == (4, 5), report
    out = json.loads(run("-d", p.path("t.db"), "kpi", "declarations_registered", "--format", "json"))["rows"][0]
    assert out["n"] == 4 and out["from"] == "2000-01-01" and out["to"] == "2100-12-31", out
    assert [line for line, in query(p.path("t.db"), "SELECT line FROM reject ORDER BY line")] == [2, 3, 4, 7, 9]


def test_hours_are_those_that_went_by_also_where_clocks_are_set(p):
    os.mkdir(p.path("in"))
    p.path("in/posts.csv", "office,name,timezone\nBER,Berlin,Europe/Berlin\n")
    p.path("in/d.csv", "declaration_id,office,flow,registered_at,released_at\n" + "".join("D%d,BER,import,%s,%s\n" % (i, *r) for i, r in enumerate((
        ("2026-03-29T01:30:00", "2026-03-29T03:30:00"), ("2026-06-01T01:30:00", "2026-06-01T03:30:00"), ("2026-10-25T01:30:00", "2026-10-25T03:30:00"),
        ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00")))))
    run("-d", p.path("t.db"), "load", p.path("in"))
    rows = json.loads(run("-d", p.path("t.db"), "kpi", "lodgement_to_release", "--by", "day", "--format", "json"))["rows"]
    assert [(r["dims"]["day"], r["value"]) for r in rows if r["stat"] == "mean"] == [("2026-03-29", 1), ("2026-06-01", 2), ("2026-10-25", 2)], rows


# ---- damage ----


def small_db(p, rows=400):
    db = p.path("small.db")
    p.path("declarations.csv", "declaration_id,office,flow,registered_at,released_at,cif_value,paid_amount,currency,lane_initial,inspection_type,inspection_outcome\n" + "".join(
        "D%04d,O%d,import,2026-01-%02dT10:00:00,2026-02-%02dT%02d:00:00,%d,%d,JOD,%s,%s\n" % (
            i, i % 3, i % 28 + 1, i % 28 + 1, i % 24, i * 7, i, ("red", "green")[i % 2], ("physical,conform", "physical,noncompliant", ",")[i % 3]) for i in range(rows)))
    run("-d", db, "load", p.path("declarations.csv"))
    return db


def test_the_doctor_sees_a_figure_that_is_not_that_of_its_records(p):
    db = small_db(p)
    run("-d", db, "doctor")
    for n, sql in enumerate(("UPDATE declaration SET paid_amount = paid_amount + 1 WHERE id = 77", "UPDATE declaration SET released_at = released_at + 60 WHERE id = 3",
                             "UPDATE inspection SET outcome = (SELECT max(outcome) FROM inspection) WHERE id IN (SELECT id FROM inspection WHERE outcome < (SELECT max(outcome) FROM inspection) LIMIT 1)",
                             "UPDATE segment_day SET released_last = released_last - 1 WHERE day = (SELECT min(day) FROM segment_day)",
                             "DELETE FROM segment WHERE id = (SELECT max(id) FROM segment)")):
        hurt = shutil.copyfile(db, p.path("%d.db" % n))
        change(hurt, sql)
        done = call("-d", hurt, "doctor")
        assert done.returncode == 1 and b"FAULT" in done.stdout and b"differ" in done.stdout, (sql, done.stdout)


def test_a_flipped_bit_is_told_or_changes_no_figure(p):
    db = small_db(p, 4000)
    want = answer(db)
    with open(db, "rb") as f:
        sound = f.read()
    chance, told = random.Random(4), 0
    for n in range(60):
        data = bytearray(sound)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        hurt = p.path("hurt.db", bytes(data))
        done = call("-d", hurt, "doctor")
        assert done.returncode in (0, 1), done
        told += done.returncode
        if done.returncode == 0:
            done = call("-d", hurt, "--read-only", "--now", "2026-11-23T06:00:00Z", "kpi", "--format", "json")
            assert done.returncode != 0 or done.stdout.decode() == want, n
    assert told >= 10, told    # elsewhere nothing lies, or what no figure rests on
    for cut in (0, 100, 4096, len(sound) // 2, len(sound) - 1):
        done = call("-d", p.path("hurt.db", sound[:cut]), "doctor")
        assert done.returncode == (1 if cut else 0), (cut, done)


sys.exit(main(globals()))
