#!/usr/bin/env python3
"""What panels say beside the figures of the catalogue, against an independent reading of the sample's files. Prints TAP.

usage: panels.py TIDEWAITER SOURCE_ROOT [WORD...]      with words, only the claims whose names hold one of them

Panels are read in words (--plain), as who cannot see them reads them; the figures come from oracle_staff, which knows the files and the
definitions and nothing of the program.
"""
import datetime as dt
import math
import sys

import oracle_staff
from harness import SAMPLE, call, main, sample_db

NOW = dt.datetime(2026, 11, 22, 21, 0, tzinfo=dt.timezone.utc)
DAY = dt.timedelta(1)
LAST = dt.date(2026, 11, 22)
FOUR_WEEKS = (LAST - 27 * DAY, LAST)
reading = {}


def sample():
    """Read once: it takes seconds."""
    if not reading:
        reading["sample"] = oracle_staff.Reading(SAMPLE)
    return reading["sample"]


def one(pack, kpi, first, last, where=None):
    """The headline of a figure by nothing: (value, n, interval)."""
    stats = pack.value(kpi, (), where or {}, first, last, NOW).get((), {})
    for stat in ("rate", "ratio", "p50", "share", "sum", "count"):
        if stat in stats:
            return stats[stat] + (stats.get("interval"),)
    return None, 0, None


def section(text, title):
    """Rows of a list in words: {name: {column: cell}}; cells without a title of their own stand under ''."""
    lines, found = text.splitlines(), {}
    at = next(i for i, line in enumerate(lines) if line.startswith(title))
    for line in lines[at + 1:]:
        if not line.startswith("  "):
            break
        found[line[2:].split(", ")[0]] = line[2:]
    return found


def words(p, view, *keys):
    done = call("-d", sample_db(p), "--now", "2026-11-22T23:59:00", "--plain", "show", view, *keys)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")


def number(value, unit):
    """As people read it: three figures."""
    if value is None:
        return "–"
    scale = value * 100 if unit == "%" else value
    digits = max(0, 2 - (math.floor(math.log10(abs(scale))) if scale else 0))
    return "%.*f" % (min(digits, 2), scale)


def differ(a, b):
    """Newcombe (1998), method 10, of two rates with their Wilson intervals."""
    (p, _, (low, high)), (q, _, (q_low, q_high)) = a, b
    down, up = math.hypot(p - low, q_high - q), math.hypot(high - p, q - q_low)
    return p - q - down > 0 or p - q + up < 0


# As the screen names them, with the counter-figure that the definition names.
PAIRS = [
    ("Pre-arrival", "pre_arrival_rate", "%"), ("beside Amended", "amendment_rate", "%"),
    ("Released on arrival", "released_on_arrival_rate", "%"), ("beside Green leakage", "green_leakage", "%"),
    ("Paperless", "paperless_rate", "%"), ("beside Queried", "query_rate", "%"),
    ("Paid electronically", "epay_share", "%"), ("beside Assessment-payment", "payment_lag", "h"),
    ("Single window", "sw_share", "%"), ("beside Agency hold", "oga_hold_time", "h"),
    ("AEO share of value", "aeo_share", "%"), ("beside AEO advantage", "aeo_advantage", "x"),
]
LOWER = {"amendment_rate", "green_leakage", "query_rate", "payment_lag", "oga_hold_time"}


def test_adoption_stands_beside_its_counter_figures_now_and_a_year_ago(p):
    rows = section(words(p, "reform"), "Digital adoption")
    # The second row of a pair is told apart by its name alone, and comes right after the first.
    assert [name for name in rows] == [name for name, _, _ in PAIRS], list(rows)
    before = tuple(day - 364 * DAY for day in FOUR_WEEKS)
    judged = 0
    for name, kpi, unit in PAIRS:
        now, then, line = one(sample(), kpi, *FOUR_WEEKS), one(sample(), kpi, *before), rows[name]
        for label, told in (("value", now), ("year ago", then)):
            shown = line.split(label + " ")[1].split(",")[0].replace("\u202f", "").replace("%", "").replace("h", "").replace("x", "").strip()
            assert shown == number(told[0], unit), "%s: %s is %s, expected %s\n%s" % (kpi, label, shown, number(told[0], unit), line)
        if now[0] is None or now[2] is None or then[2] is None or min(now[1], then[1]) < 30:
            continue
        judged += 1
        better = (now[0] > then[0]) != (kpi in LOWER)
        word = "· as then" if not differ(now, then) else "✓ better" if better else "✗ worse"
        assert "since then " + word in line, "%s: %s to %s, expected %s\n%s" % (kpi, then, now, word, line)
    assert judged >= 4, judged


if __name__ == "__main__":
    sys.exit(main(globals()))
