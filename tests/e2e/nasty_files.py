#!/usr/bin/env python3
"""Files made to hurt as files: without end, packed, no text at all, under hostile names. Prints TAP.

usage: nasty_files.py TIDEWAITER SOURCE_ROOT [WORD...]      with words, only the claims whose names hold one of them

What is asked of each case stands in sheets.py.
"""
import gzip
import json
import os
import random
import sys
import zlib

from harness import PROGRAM, SANITIZED, Skip, call, main, one_sentence, query, totals
from sheets import CLEAN, EXAMS, SMALL, SOME_ROWS, STEPS, Case, Judge, bad_row, behaved, cases_hold, read_rejects

LEAST_CASES = 500


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


def test_there_are_as_many_files_as_there_were(p):
    cases_hold(LEAST_CASES)


sys.exit(main(globals()))
