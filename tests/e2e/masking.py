#!/usr/bin/env python3
"""Names stay masked until they are asked for: every view, drill, list and page of data whose people all have unmistakable names. Prints TAP.

usage: masking.py TIDEWAITER SOURCE_ROOT [WORD...]      with words, only the claims whose names hold one of them

Traders and officers carry a mark in their codes and their names, one's own people (owners, who approved, who wrote) another. At a desk
the first must be seen nowhere until m is pressed; before a room neither.
"""
import csv
import fcntl
import os
import pty
import random
import re
import select
import struct
import subprocess
import sys
import termios
import time
import zlib

from harness import PROGRAM, SAMPLE, call, main, query, run

MARK, OWN = "ZQX", "QWJ"
NOW = ["--now", "2026-11-22T12:00"]
# Columns of people, and what takes the place of whoever is not there.
TRADERS = {"importer_id", "broker_id", "trader_id"}
OFFICERS = {"officer_id", "user_id"}
NAMES = {("traders", "name"), ("officers", "name")}


def marked(kind, column, value):
    if column == "user_id":
        return MARK + "U1"
    if not value:
        return value
    if column in TRADERS:
        return MARK + "T" + value
    if column in OFFICERS:
        return MARK + "O" + value
    if (kind, column) in NAMES:
        return MARK + "N " + value
    if (kind, column) == ("initiatives", "owner"):
        return OWN + "W " + value
    return value


def write_pack(folder):
    """The sample, each of its people marked; the newest declarations once more with a fault, so that rows with people are refused."""
    os.mkdir(folder)
    for name in sorted(os.listdir(SAMPLE)):
        if not name.endswith(".csv"):
            continue
        kind = name[:-4]
        with open(os.path.join(SAMPLE, name), newline="", encoding="utf-8") as source:
            header, *rows = list(csv.reader(source))
        rows = [[marked(kind, c, v) for c, v in zip(header, row)] for row in rows]
        if kind == "declarations":
            rows += [bad_row(header, row, i) for i, row in enumerate(rows[-300:])]
            header = [*header, "Exporter Name"]
            rows = [[*row, MARK + "E" + row[7]] for row in rows]
        with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as f:
            csv.writer(f).writerows([header, *rows])


def bad_row(header, row, i):
    row = list(row)
    row[0] += "-BAD"
    row[header.index(["registered_at", "cif_value", "importer_id"][i % 3])] = ["31/02/2026", MARK + "T12", MARK + "T" + "9" * 300][i % 3]
    return row


class Marked:
    db = None


def marked_db(p):
    if not Marked.db:
        folder = os.path.join(p.folder, "..", "marked")
        write_pack(folder)
        profile = os.path.join(folder, "map.ini")
        with open(profile, "w") as f:
            f.write("[columns]\nattribute.exporter = Exporter Name\n")
        db = os.path.join(p.folder, "..", "marked.db")
        run("-d", db, "load", "--map", profile, folder)
        run("-d", db, "risk", "train", "--until", "2026-08-31", "--engine", "ridge")
        run("-d", db, "risk", "approve", "--by", OWN + "A Head", "--note", "for a month")
        run("-d", db, "risk", "off", "--by", OWN + "B Deputy", "--note", "appeal")
        run("-d", db, "risk", "on", "--by", OWN + "B Deputy", "--note", "decided")
        some = query(db, "SELECT declaration_id FROM declaration_key ORDER BY id DESC LIMIT 40")
        for (name,) in some[:3]:
            call("-d", db, "risk", "agree", name, "--by", OWN + "C Officer", "--note", "looked at")
        Marked.db = db
    return Marked.db


KEYS = ("1 2 3 4 5 7 8 0 A Up Down Down Down Left Right Enter Enter Enter Enter Esc Tab S-Tab v v v s r i V ? e E f F c [ ] { } g G n N u U PgDn "
        "Backspace").split()


def walk(seed, steps, absent):
    """A script of random keys; after each, no mark may be on the screen."""
    chance = random.Random(seed)
    lines = ["size 120x36"]
    for step in range(steps):
        if step % 50 == 49:
            lines.append("size %s" % chance.choice(["80x24", "120x36", "200x60", "40x12", "120x36"]))
        if chance.random() < 0.04:
            lines += ["keys /", "type %s" % chance.choice("zqetb")] + ["absent %s" % word for word in absent] + ["keys %s" % chance.choice(["Enter", "Down Enter", "Esc"])]
        elif chance.random() < 0.04:
            lines += ["keys :", "type %s" % chance.choice(["filter importer=", "filter broker=", "filter officer=", "filter ", "sort ", "compare ", "find "])]
            lines += ["absent %s" % word for word in absent]
            lines += ["keys %s" % chance.choice(["Tab Enter", "Down Enter", "Down Down Enter", "Esc"])]
        else:
            lines.append("keys %s" % chance.choice(KEYS))
        lines += ["absent %s" % word for word in absent]
    return "\n".join(lines) + "\n"


def stays_masked(p, name, script, config=()):
    path = p.path(name + ".keys", script)
    done = call(*config, "-d", marked_db(p), *NOW, "show", "brief", "--script", path, timeout=600)
    assert done.returncode == 0, (name, done.stderr.decode()[-600:], trail(script, done.stderr.decode()))


def trail(script, words):
    found = re.search(r"line (\d+)", words)
    lines = script.splitlines()[:int(found.group(1))] if found else []
    return " ".join(line[5:] if line.startswith("keys ") else "<%s>" % line for line in lines if not line.startswith("absent"))[-700:]


VIEWS = "1 2 3 4 5 7 8 0 A".split()


def every_place(absent, views=VIEWS, room=False):
    """Each list of each view in each of its forms, and what lies below its first rows, with its proof and in words."""
    lines = ["size 200x60"]

    def press(*keys):
        for key in keys:
            lines.extend(["keys " + key, *("absent " + word for word in absent)])

    for view in views:
        for tabs, forms in ((0, 0), (1, 0), (0, 1), (2, 0), (3, 0), (0, 2), (1, 1))[:7 if view in "370A" else 3]:
            if room:    # Esc may have left it
                lines.extend(["keys :", "type present figures", "keys Enter"])
            press(view, *["Tab"] * tabs, *["v"] * forms, "V", "Esc", "Down", "Enter", "i", "Esc", "Enter", "Enter", "V", *["Esc"] * 4)
    return "\n".join(lines) + "\n"


def every_cut(absent):
    """A figure taken apart by each of its dimensions, down to the rows and, as a filter, on other views."""
    lines = ["size 120x36"]

    def press(*keys):
        for key in keys:
            lines.extend(["keys " + key, *("absent " + word for word in absent)])

    for cut in range(16):
        press("1", "g", "Up", "Up", "Up", "Enter", *["v"] * cut, "Down", "i", "Esc", "Enter", "Enter", "Enter", "i", "Esc", *["Esc"] * 6)
        press("1", "g", "Up", "Up", "Up", "Enter", *["v"] * cut, "Down", "f", "2", "3", "7", "V", "Esc", "F", *["Esc"] * 6)
    return "\n".join(lines) + "\n"


def test_the_marks_are_seen_where_nothing_hides_them(p):
    """Else the other claims would hold of a search that finds nothing."""
    for name, script in (("places", every_place([MARK], ["3"])), ("cuts", every_cut([MARK])), ("data", every_place([MARK], ["0"]))):
        path = p.path(name + ".keys", "keys m\n" + script)
        done = call("-d", marked_db(p), *NOW, "show", "brief", "--script", path, timeout=600)
        assert done.returncode == 1 and MARK in done.stderr.decode(), (name, done.returncode, done.stderr)


def test_no_list_drill_or_proof_at_a_desk_shows_a_trader_or_an_officer(p):
    for view in VIEWS:
        stays_masked(p, "places" + view, every_place([MARK], [view]))
    stays_masked(p, "cuts", every_cut([MARK]))


def test_no_walk_at_a_desk_shows_a_trader_or_an_officer(p):
    for seed in range(int(os.environ.get("WALKS", "3"))):
        stays_masked(p, "desk%d" % seed, walk(seed, 150, [MARK]))


def test_before_a_room_nobody_is_named(p):
    """Nor what was found, filtered by and typed before, while names were shown."""
    before = ["keys m", "keys /", "type " + a_code(p, "importer_id"), "keys Enter", "keys n", "keys :", "type filter broker=" + a_code(p, "broker_id"), "keys Enter"]
    script = ["size 120x36", *before, "expect " + MARK, "keys p"]
    for key in ["m", "Space", "Space", "Space", "Enter", "Enter", "Enter", "i", "Esc", "Esc", "Esc", "Esc", ":", "Up", "Up", "Esc", "/", "Up", "Esc", "n", "N", "V", "Esc", "Space", "Space", "Space", "Space"]:
        script += ["keys " + key, "absent " + MARK, "absent " + OWN]
    stays_masked(p, "told", "\n".join(script) + "\n")
    notes = write_notes(p)
    for view in ("7", "8", "A", "0"):
        stays_masked(p, "room" + view, every_place([MARK, OWN], [view], room=True), config=notes)


def test_the_command_line_and_find_neither_complete_nor_tell_codes(p):
    lines = ["size 120x36"]
    for text in ("filter importer=", "filter broker=" + MARK[:2], "filter officer=", "filter attribute.exporter=", "compare ", "sort ", "kpi ", "by "):
        lines += ["keys :", "type " + text, "keys Tab", "absent " + MARK + "T", "absent " + MARK + "O", "absent " + MARK + "N", "absent " + MARK + "E", "keys Down Tab",
                  "absent " + MARK + "T", "absent " + MARK + "O", "absent " + MARK + "E", "keys Esc"]
    for text in (MARK, MARK + "T", MARK + "T0", MARK + "N", MARK[:2]):
        lines += ["keys /", "type " + text, *("absent %s%s" % (MARK, end) for end in ("T00", "TT", "TB", "N Un", "OP")), "keys Esc"]
    # A filter on what a profile kept of a firm is told by its pseudonym.
    lines += ["keys :", "type filter attribute.exporter=" + a_code(p, "exporter"), "keys Enter", "absent " + MARK, "expect exporter "]
    stays_masked(p, "typed", "\n".join(lines) + "\n")


def test_briefs_notes_and_words_name_nobody(p):
    db, config = marked_db(p), write_notes(p)
    for form in ("text", "markdown", "html", "json", "pdf"):
        for date in ("2026-11-22", "2026-06-14")[:1 if form in ("html", "pdf") else 2]:
            done = call(*config, "-d", db, *NOW, "brief", "--all", "--date", date, "--format", form)
            assert done.returncode in (0, 69), (form, done.stderr)
            assert MARK.encode() not in done.stdout and MARK.encode() not in pdf_text(done.stdout), (form, date)
    for words in (["--plain"], *(["show", view, "--as", form, "--size", "200x60"] for view in ("brief", "control", "risk", "posts") for form in ("ansi", "svg", "html"))):
        done = call(*config, "-d", db, *NOW, *words, timeout=600)
        assert done.returncode == 0 and MARK.encode() not in done.stdout + done.stderr, (words, done.stderr)
    for form in ("table", "csv", "json"):
        text = run(*config, "-d", db, *NOW, "notes", "--format", form)
        assert MARK not in text and "Look at this one" in text, (form, text)


def pdf_text(data):
    """What a page says, as far as it stands in streams that zlib opens."""
    out = b""
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.S):
        try:
            out += zlib.decompress(found.group(1))
        except zlib.error:
            pass
    return out


def a_code(p, column):
    if column == "exporter":
        return query(marked_db(p), "SELECT text FROM code WHERE list = 'attribute.exporter' ORDER BY id LIMIT 1")[0][0]
    return query(marked_db(p), "SELECT c.text FROM declaration d JOIN code c ON c.id = d.%s ORDER BY d.id DESC LIMIT 1" % column)[0][0]


def write_notes(p):
    """An action about one broker and a note, both by and for people of one's own, written as one writes them."""
    path = p.path("notes.txt")
    config = p.path("config.ini", "[notes]\nfile = %s\n[risk]\nowner = %sR Chief\n" % (path, OWN))
    if not os.path.exists(path):
        live(p, ["-c", config], ":filter broker=%s\r" % a_code(p, "broker_id"), "a", "\r", "Look at this one\r", OWN + "P Chief\r", "\r", "1 Dec\r", "\r")
    assert OWN in open(path).read()
    return ["-c", config]


def live(p, options, *typed):
    """The dashboard in a terminal of its own, with these keys typed; all that it drew."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    program = subprocess.Popen([PROGRAM, *options, "-d", marked_db(p), *NOW], stdin=slave, stdout=slave, stderr=slave,
                               env=dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8"), cwd=p.folder)
    os.close(slave)
    drawn = b""
    for keys in [*typed, None]:
        quiet = time.monotonic() + 20
        settled = 0.0
        while time.monotonic() < quiet and settled < 0.4:
            if select.select([master], [], [], 0.1)[0]:
                drawn += os.read(master, 65536)
                settled = 0.0
            else:
                settled += 0.1
        if keys is not None:
            os.write(master, keys.encode())
    os.write(master, b"\x1b\x1b\x1b")
    program.terminate()
    program.wait(20)
    os.close(master)
    return drawn.decode("utf-8", "replace")


def test_what_is_written_from_the_screen_names_nobody(p):
    """Figures by trader and by officer as CSV, the lists of people, and a recorded walk under a filter on one of them."""
    names = ["by%d" % i for i in range(14)]
    live(p, [], "1", "g", "\x1b[A\x1b[A\x1b[A", "\r", *(keys for name in names for keys in (":write %s.csv\r" % name, "v")))
    dims = set()
    for name in names:
        with open(p.path(name + ".csv"), encoding="utf-8") as f:
            text = f.read()
        assert MARK not in text, (name, text[:600])
        dims |= {dim for dim in ("importer", "broker", "officer") if re.search(r",%s [0-9a-f]{4}," % dim, text)}
    assert dims == {"importer", "broker", "officer"}, (dims, text)
    live(p, [], "3", *(keys for i in range(8) for keys in (":write list%d.csv\r" % i, "v")), "0", ":write data.html\r", "7", ":write risk.csv\r")
    for name in [*("list%d.csv" % i for i in range(8)), "data.html", "risk.csv"]:
        with open(p.path(name), encoding="utf-8") as f:
            assert MARK not in f.read(), name


def test_a_recorded_walk_names_nobody_and_can_be_replayed(p):
    code = a_code(p, "importer_id")
    live(p, [], "m", ":filter importer=%s\r" % code, "m", ":record walk.keys\r", "2", "1", "3", ":record stop\r")
    with open(p.path("walk.keys"), encoding="utf-8") as f:
        script = f.read()
    assert MARK not in script and "filter importer=" in script, script
    run("-d", marked_db(p), *NOW, "show", "brief", "--script", p.path("walk.keys"))


if __name__ == "__main__":
    sys.exit(main(globals()))
