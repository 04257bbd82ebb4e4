#!/usr/bin/env python3
"""Verdicts on initiatives whose truth is known, because the packs are made for it: what a minister would repeat must be so. Prints TAP.

usage: reforms.py TIDEWAITER SOURCE_ROOT [WORD...]      with words, only the claims whose names hold one of them

Six posts, five declarations a day at each, eighty weeks; an initiative at North Port in week 52, of which the pack says what it did.
"""
import datetime as dt
import math
import os
import random
import re
import sys

from harness import call, main

START = dt.date(2025, 5, 5)     # a Monday
WEEK, WEEKS = 52, 80
BEGAN = WEEK * 7
NAMES = ["North Port", "East Port", "South Port", "West Port", "Hill Post", "River Post"]


def day(number):
    return (START + dt.timedelta(number)).isoformat()


def at(number, office="P0", title="Night shift", figure="release_time_total", expected="-20 %", end=""):
    return ",".join((title[0], title, day(number), end, office, figure, expected))


def pack(p, initiatives, hours=lambda post, day: 1, weeks=WEEKS, files=lambda post, day: 5, posts=6):
    """A database. hours: how many times as long releases take than they would."""
    chance, folder = random.Random(7), p.path("pack")
    os.mkdir(folder)
    rows = ["declaration_id,office,flow,status,registered_at,arrived_at,released_at"]
    for d in range(weeks * 7):
        registered = dt.datetime.fromisoformat(day(d)) + dt.timedelta(hours=7)
        for post in range(posts):
            for i in range(files(post, d)):
                took = 20 * (1 + .1 * post) * math.exp(.5 * chance.gauss(0, 1)) * hours(post, d)
                arrived = registered - dt.timedelta(hours=2)
                rows.append("D%d-%d-%d,P%d,import,released,%s,%s,%s" % (d, post, i, post, registered.isoformat(), arrived.isoformat(),
                                                                  (arrived + dt.timedelta(hours=took)).isoformat(timespec="seconds")))
    for name, lines in (("declarations", rows), ("posts", ["office,name"] + ["P%d,%s" % x for x in enumerate(NAMES[:posts])]),
                        ("initiatives", ["initiative_id,title,starts_on,ends_on,office,kpi,expected_effect"] + initiatives)):
        p.path(os.path.join("pack", name + ".csv"), "\n".join(lines) + "\n")
    db = p.path("t.db")
    done = call("-d", db, "load", folder)
    assert done.returncode == 0, done.stderr
    return db


def told(db, keys="", size="200x60"):
    """The screen as one line, so that sentences are whole, and the word of each initiative by its title."""
    done = call("-d", db, "show", "reform", "--size", size, *(["-k", keys] if keys else []))
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode("utf-8")
    # At this width another view stands beside it.
    lines = [line.split("│ ── ")[0] for line in text.splitlines()]
    words = {m.group(1).strip(): m.group(2) for line in lines for m in [re.match(r"^[▶ ] ([A-Z][a-z ]+?) +[◆━·  ]*([✓✗·] [a-z, ]+?)(?: *│.*)?$", line)]
             if m}
    return " ".join(" ".join(line.split("│")[0].split()) for line in lines), words


def effect(text):
    """In hours: the estimate and its 95 % interval."""
    m = re.search(r"found ([−+])([\d.]+) (h|min) \(([−+])([\d.]+)(?: (?:h|min))? to ([−+])([\d.]+) (h|min)\)", text)
    assert m, text
    sign = lambda s: -1 if s == "−" else 1
    scale = lambda unit: 1 if unit == "h" else 1 / 60
    return sign(m.group(1)) * float(m.group(2)) * scale(m.group(3))


def test_an_effect_is_told_in_hours_and_in_the_parts_that_were_expected(p):
    text, words = told(pack(p, [at(BEGAN)], lambda post, d: .7 if post == 0 and d >= BEGAN else 1))
    assert words == {"Night shift": "✓ works"}, words
    assert "at North Port fell by" in text and "more than at posts like it" in text, text
    assert -7.5 < effect(text) < -4.5, text
    parts = int(re.search(r"\), −(\d+) %, (?:more than|as) expected", text).group(1))
    assert 24 <= parts <= 36, parts
    assert "In the first half" not in text and "began there" not in text, text


def test_where_nothing_happened_nothing_is_told(p):
    text, words = told(pack(p, [at(BEGAN)]))
    assert words == {"Night shift": "· no effect told"}, words
    assert "the effect cannot be told apart from chance" in text and "expected" not in text.split("found")[1].split("beside")[0], text


def test_an_effect_that_came_late_is_not_told_as_if_it_had_been_there_all_the_time(p):
    text, words = told(pack(p, [at(BEGAN)], lambda post, d: .6 if post == 0 and d >= BEGAN + 14 * 7 else 1))
    assert words == {"Night shift": "✓ works"}, words
    m = re.search(r"fell on average by .* In the first half of the time since it was ([−+])([\d.]+) (h|min), in the second half −([\d.]+) h\.", text)
    assert m and (m.group(3) == "min" or float(m.group(2)) < 2) and float(m.group(4)) > 6, text


def test_a_strike_elsewhere_is_no_merit(p):
    """At one of the posts it is compared with, and at all of them at once."""
    text, words = told(pack(p, [at(BEGAN)], lambda post, d: 2.5 if post == 1 and BEGAN + 21 <= d < BEGAN + 56 else 1))
    assert words == {"Night shift": "· no effect told"}, (words, text)


def test_a_strike_at_all_others_is_no_merit_either(p):
    text, words = told(pack(p, [at(BEGAN)], lambda post, d: 2.5 if post and BEGAN + 21 <= d < BEGAN + 63 else 1))
    assert words == {"Night shift": "· no effect told"}, (words, text)


def test_two_that_began_together_share_what_they_did(p):
    db = pack(p, [at(BEGAN), at(BEGAN + 14, title="Scanner", expected="-10 %")], lambda post, d: .7 if post == 0 and d >= BEGAN else 1)
    text, words = told(db)
    assert words == {"Night shift": "✓ works, shared", "Scanner": "✓ works, shared"}, words
    assert '"Night shift" began there on 4 May: what either did alone cannot be told.' in text, text
    assert '"Scanner" began there on 18 May: what either did alone cannot be told.' in told(db, "Down")[0], text


def test_two_for_other_figures_are_named_but_keep_their_word(p):
    text, words = told(pack(p, [at(BEGAN), at(BEGAN + 14, title="Scanner", figure="amendment_rate", expected="")],
                            lambda post, d: .7 if post == 0 and d >= BEGAN else 1), "Down")
    assert words["Night shift"] == "✓ works", words
    assert '"Scanner" began there on 18 May' in text, text


def test_what_began_long_apart_or_elsewhere_is_not_mixed_up(p):
    text, words = told(pack(p, [at(BEGAN), at(BEGAN - 100, title="Scanner"), at(BEGAN, "P3", "Weighbridge")],
                            lambda post, d: .7 if post == 0 and d >= BEGAN else 1), "Down Down")
    assert "began there" not in text and words["Night shift"] == "✓ works", (words, text)


def test_without_a_time_before_there_is_no_verdict_and_no_mark(p):
    text, words = told(pack(p, [at(-60)], lambda post, d: .7 if post == 0 else 1))
    assert words == {"Night shift": "· not measurable"}, words
    assert "before the start, and there are none." in text, text
    assert "◆ 12 May 2025" not in text, text


def test_what_is_to_come_is_planned(p):
    text, words = told(pack(p, [at(WEEKS * 7 + 100)]))
    assert words == {"Night shift": "· planned"} and "Begins on" in text, (words, text)


def test_without_a_post_to_compare_its_own_course_is_named(p):
    """At all posts, named or not; two initiatives for the same all: they share what they did."""
    db = pack(p, [at(BEGAN, "|".join("P%d" % i for i in range(6)))], lambda post, d: .7 if d >= BEGAN else 1)
    text, words = told(db)
    assert words == {"Night shift": "✓ works"}, words
    assert "more than its own course lets expect" in text and "no post without it can be compared" in text, text


def test_a_post_that_stopped_sending_is_not_asked_to_wait(p):
    text, words = told(pack(p, [at(BEGAN)], files=lambda post, d: 0 if post == 0 and d >= BEGAN + 14 else 5))
    assert words == {"Night shift": "· not measurable"}, words
    assert "of those that passed two had enough to count" in text and "Ask again" not in text, text


def test_too_early_says_when_to_ask_again(p):
    text, words = told(pack(p, [at(BEGAN)], lambda post, d: .7 if post == 0 and d >= BEGAN else 1, weeks=WEEK + 3))
    assert words == {"Night shift": "· too early"}, words
    assert "and there are" in text and "Ask again from 1 Jun on." in text, text


def test_what_does_harm_is_called_so(p):
    text, words = told(pack(p, [at(BEGAN)], lambda post, d: 1.5 if post == 0 and d >= BEGAN else 1))
    assert words == {"Night shift": "✗ harms"}, words
    assert "the other way than expected" in text, text


if __name__ == "__main__":
    sys.exit(main(globals()))
