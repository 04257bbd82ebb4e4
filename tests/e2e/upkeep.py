#!/usr/bin/env python3
"""A database through the years: older and newer programs, loads cut short, full disks, damage. Prints TAP.

usage: upkeep.py TIDEWAITER SOURCE_ROOT
"""
import json
import os
import random
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
    chance = random.Random(3)
    for _ in range(60):
        child = subprocess.Popen([PROGRAM, "-d", db, "load", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while child.poll() is None and not has_hot_journal(db) and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.2))
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


sys.exit(main(globals()))
