#!/usr/bin/env python3
"""Text made to hurt, through the doors that are no columns of data: notes, settings, playlists, scripts, profiles, tags of the calendar, names
of files. Prints TAP.

usage: nasty_doors.py TIDEWAITER SOURCE_ROOT [WORD...]      with words, only the claims whose names hold one of them
"""
import csv
import html.parser
import io
import json
import os
import re
import sys
import xml.etree.ElementTree

from harness import UNSEEN, call, main, one_sentence, run, sample_db
from naughty import BIDI, CONTROLS, FORMULAS, HOSTILE, MARKUP
from sheets import LIVE, behaved

NOW = ["--now", "2026-11-22T12:00"]
# A few of each kind: every one is shown by many processes.
HURT = [t for some in (MARKUP[::4], CONTROLS[::4], BIDI[::5], FORMULAS[::5]) for t in some if "\n" not in t and "\r" not in t]
VIEWS = ("brief", "revenue", "risk", "reform", "data", "A")


class Tags(html.parser.HTMLParser):
    """Elements and their attributes; what a page of ours has of its own is told by the same page without the text."""

    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found |= {(tag, None)} | {(tag, name) for name, _ in attributes} | {(tag, v) for n, v in attributes if n in ("href", "src")}

    def handle_comment(self, data):
        self.found.add(("comment", data))


def svg_tags(text):
    return {(e.tag, name) for e in xml.etree.ElementTree.fromstring(text).iter() for name in [None, *e.attrib]}


def no_escape(text):
    """Of ANSI: only the colours that the program itself sets."""
    assert not UNSEEN.search(re.sub("\x1b\\[[0-9;]*m", "", text)), repr(UNSEEN.search(re.sub("\x1b\\[[0-9;]*m", "", text)).group())


def harmless(p, db, options, calm, views=VIEWS, keys=("", "Down Enter")):
    """Each of these views, in each form, with what `options` bring in, beside the same page with harmless words."""
    for view in views:
        for press in keys:
            words = [*NOW, "-d", db, "show", "brief" if view == "A" else view, "--keys", ("A " if view == "A" else "") + press]
            for size in ("80x24", "160x50"):
                done = behaved(call(*options, *words, "--size", size), "%s %s" % (view, press))
                assert done.returncode == 0, (view, press, done.stderr)
            no_escape(run(*options, *words, "--as", "ansi", "--size", "160x50"))
            new = Tags(run(*options, *words, "--as", "html", "--size", "160x50")).found - Tags(run(*calm, *words, "--as", "html", "--size", "160x50")).found
            assert not new - {("i", None), ("i", "class")}, (view, press, new)
            svg_tags(run(*options, *words, "--as", "svg", "--size", "160x50"))


def note_lines(texts):
    safe = [t.replace("\\", "\\\\").replace("\t", "\\t") for t in texts]
    lines = []
    for i, text in enumerate(safe):
        verb = ("action", "note", "decision")[i % 3]
        lines.append("%d\t2026-11-%02dT06:10:05Z\t%012d\t%s\tkpi=release_time_total\tstat=p50\tfilter=office:%s\tfrom=2026-10-26\tto=2026-11-22\tvalue=21.4\tn=97\ttext=%s\towner=%s\tdepartment=%s\ton=2026-11-10\tdue=2026-11-2%d\tby=%s"
                     % (i + 1, 1 + i % 20, i, verb, "PSL" if i % 4 else text, text, safe[-1 - i], text, i % 9, text))
        if verb == "action" and i % 2:
            lines.append("%d\t2026-11-21T06:10:05Z\t%012d\tdone\ton=2026-11-20\tresult=%s\tby=%s" % (1000 + i, i, text, text))
    return "\n".join(lines) + "\n"


def with_notes(p, name, texts):
    p.path(name + ".txt", note_lines(texts))
    return ["-c", p.path(name + ".ini", "[notes]\nfile = %s\n" % p.path(name + ".txt"))]


def test_notes_are_harmless_on_every_screen_list_and_brief(p):
    db, nasty, calm = sample_db(p), with_notes(p, "nasty", HURT), with_notes(p, "calm", ["words %d" % i for i in range(len(HURT))])
    harmless(p, db, nasty, calm, views=("brief", "A"))
    for form in ("table", "csv", "json"):
        text = behaved(call(*nasty, *NOW, "-d", db, "notes", "--format", form), form).stdout.decode()
        if form == "json":
            assert {n["text"] for n in json.loads(text)["notes"]} >= {t for t in HURT if t.strip() == t}
        if form == "csv":
            for row in csv.reader(io.StringIO(text, newline=""), strict=True):
                assert not any(c.startswith(LIVE) and not re.fullmatch(r"-?[0-9.]+", c) for c in row), row
    briefs(p, db, nasty, calm)


def briefs(p, db, nasty, calm):
    words = [*NOW, "-d", db, "brief", "--all", "--format"]
    new = Tags(run(*nasty, *words, "html")).found - Tags(run(*calm, *words, "html")).found
    assert not {t for t in new if t[0] not in ("i",)}, sorted(map(str, new))[:5]
    text = behaved(call(*nasty, *words, "markdown"), "markdown").stdout.decode()
    raw = re.sub(r"</?a( id=\"[a-z0-9-]+\")?>", "", re.sub(r"`[^`\n]*`", "", text))     # its own marks to jump to
    assert not re.search(r"(?<!\\)<(?=[a-zA-Z/!?])", raw), re.search(r".{0,60}(?<!\\)<(?=[a-zA-Z/!?]).{0,60}", raw).group()
    assert not re.search(r"(?<!\\)\]\(\s*javascript", raw, re.I)
    json.loads(behaved(call(*nasty, *words, "json"), "json").stdout)
    behaved(call(*nasty, *words, "text"), "text")


def test_settings_are_told_in_one_line_or_shown_harmless(p):
    db = sample_db(p)
    for text in HURT[::3]:
        for section, name in (("screen", "theme"), ("present", "slides"), ("kpi", "hit_floor"), ("keys", "drill"), ("standards", "sea"), (text, "x"), ("kpi", text), ("calendar", "fiscal_year_end")):
            config = p.path("c.ini", ("[%s]\n%s = %s\n" % (section, name, text)).encode())
            behaved(call("-c", config, "-d", db, *NOW, "show", "brief", "--size", "40x12"), "%s %s %r" % (section, name, text))
    for text in HURT[::5]:
        config = p.path("c.ini", ("[risk]\nowner = %s\n" % text).encode())
        done = behaved(call("-c", config, "-d", db, *NOW, "show", "risk"), repr(text))
        assert done.returncode in (0, 78), done
        config = p.path("c.ini", ("[notes]\nfile = %s/%s\n" % (p.folder, text)).encode())
        behaved(call("-c", config, "-d", db, *NOW, "notes"), repr(text))


def test_playlists_and_scripts_are_refused_in_one_line_or_shown_harmless(p):
    db = sample_db(p)
    for text in HURT[::6]:
        for words in ([":present " + text, "Enter"], [":filter office=" + text, "Enter"], [":filter importer=" + text, "Enter"], [":theme " + text, "Enter"], [":write " + text, "Enter"], ["/" + text], ["t" + text, "Enter"]):
            typed = re.sub("[\x00-\x1f\x7f]", "", words[0][1:])
            lines = "size 100x30\nkeys %s\n%s%s" % (words[0][0], "type %s\n" % typed if typed else "", "keys Enter\n" if words[1:] else "")
            for form in ("text", "html", "svg"):
                done = call("-d", db, *NOW, "show", "brief", "--script", p.path("s.keys", lines), "--as", form)
                assert done.returncode in (0, 65), (words, done.stderr)
                behaved(done, repr(words))
                if done.returncode == 0 and form == "html":
                    assert not {t for t in Tags(done.stdout.decode()).found if t[0] in ("script", "img", "a", "b", "plaintext", "svg", "comment")}, words
                if done.returncode == 0 and form == "svg":
                    xml.etree.ElementTree.fromstring(done.stdout.decode())
        for step in ("say", "expect", "keys", "type", "size", text):
            done = behaved(call("-d", db, *NOW, "show", "brief", "--script", p.path("s.keys", ("size 80x24\n%s %s\n" % (step, text)).encode())), "%s %r" % (step, text))
            assert done.returncode in (0, 1, 65), (step, text, done)


def test_what_a_calendar_and_a_profile_bring_in_is_harmless(p):
    texts = [t for t in HURT if len(t.encode()) < 80 and t.strip() and "," not in t and '"' not in t]
    rows = ["declaration_id,office,flow,registered_at,released_at,cif_value," + ",".join('"%s"' % t for t in texts[:8])]
    for i in range(400):
        rows.append("D%d,NGT,import,2026-%02d-%02d 08:00,2026-%02d-%02d %02d:00,%d,%s" % (i, 9 + i // 150, 1 + i % 28, 9 + i // 150, 1 + i % 28, 9 + i % 12, 100 + i, ",".join('"%s"' % texts[(i + k) % len(texts)] for k in range(8))))
    os.mkdir(p.path("pack"))
    p.path("pack/declarations.csv", "\n".join(rows) + "\n")
    p.path("pack/calendar.csv", "day,office,working,tag\n" + "".join('2026-%02d-%02d,,0,"%s"\n' % (9 + i // 28, 1 + i % 28, t) for i, t in enumerate(texts[:84])))
    for number, text in enumerate(texts):
        profile = p.path("m.ini", ("[columns]\nattribute.a%d = %s\nattribute.%s = flow\n" % (number, text, text)).encode())
        behaved(call("check", "--map", profile, p.path("pack/declarations.csv")), repr(text))
    profile = p.path("m.ini", "[columns]\nattribute.seller = %s\n" % texts[0])
    db = p.path("t.db")
    behaved(call("-d", db, "load", "--map", profile, p.path("pack")), "load")
    harmless(p, db, [], [], views=("brief", "data"))
    for form in ("table", "csv", "json"):
        behaved(call("-d", db, "kpi", "lodgement_to_release", "--by", "attribute.seller", "--format", form), form)
    briefs(p, db, [], [])


def test_names_of_files_and_folders_are_shown_harmless(p):
    for number, text in enumerate(t for t in HOSTILE if "/" not in t and "\0" not in t and 0 < len(t.encode()) < 120 and t not in (".", "..", "...")):
        if number % 17:
            continue
        folder = p.path("f%d" % number)
        os.mkdir(folder)
        path = os.path.join(folder, text + ".csv")
        with open(path, "w", encoding="utf-8") as f:
            f.write("declaration_id,office,flow,registered_at\nA1,NGT,import,2026-11-05\nA2,NGT,import,bad\n")
        db = os.path.join(folder, "t.db")
        done = behaved(call("-d", db, "load", "--max-rejects", "9", folder), repr(text))
        assert done.returncode == 0, done.stderr
        for form in ("text", "svg", "html"):
            done = behaved(call("-d", db, *NOW, "show", "data", "--as", form, "--size", "160x50"), repr(text))
            if form == "svg":
                xml.etree.ElementTree.fromstring(done.stdout.decode())
        for words in (["-d", path, "kpi"], ["-c", path, "kpi"], ["-d", db, "show", "brief", "--script", path], ["check", "--map", path, path], ["series", "signals", path], ["-d", db, "brief", "-o", os.path.join(folder, "no", text)]):
            done = behaved(call(*words), "%r %r" % (words, text))
            assert done.returncode in (0, 1, 65, 66, 73, 74, 78), (words, done)


if __name__ == "__main__":
    sys.exit(main(globals()))
