"""Simulated countries with a story each, and what a brief has to say of it; for e2e/stories.py, and for bench/stories.py, which counts.

Each is tests/data/stories/plain.ini, a country in which nothing happens, with one story appended. A story can be moved: to another post,
and back by some days together with the end of the record and the days on which it is looked at.
"""
import datetime as dt
import json
import os
import re
import shutil

from harness import ROOT, run

STORIES = os.path.join(ROOT, "tests", "data", "stories")
UNTIL = "2026-11-23"
CHANGES = ("spike", "shift", "drift", "reform")
SLOW = ("release_time_total", "customs_clearance_time", "lodgement_to_release")


def part(name):
    with open(os.path.join(STORIES, name + ".ini")) as f:
        return f.read()


def moved(day, days):
    return (dt.date.fromisoformat(day) - dt.timedelta(days=days)).isoformat()


def days_apart(a, b):
    return abs((dt.date.fromisoformat(a) - dt.date.fromisoformat(b)).days)


def write(text, seed, name):
    """A database of a scenario. Its files are let go: many countries are made."""
    scenario, folder, db = name + ".ini", name, name + ".db"
    with open(scenario, "w") as out:
        out.write(text)
    run("simulate", "--scenario", scenario, "--seed", str(seed), "-o", folder)
    run("-d", db, "load", folder)
    shutil.rmtree(folder)
    return db


def brief(db, date):
    return json.loads(run("-d", db, "--now", date + "T23:59:00Z", "brief", "--date", date, "--format", "json"))


def told(report):
    return [f for f in report["findings"] if f["kind"] in CHANGES]


def short(report):
    return [(f["rank"], f["kind"], f["kpi"], f["dims"], f["since"], f["verdict"]) for f in report["findings"][:8]]


class Look:
    """A brief of a day, beside what was planted: the post, and the day on which it began."""

    def __init__(self, report, office, began):
        self.report, self.office, self.began, self.at = report, office, began, {"office": office}

    def first(self, within=2, **wanted):
        """The finding that is as wanted, among the first; None: it is not there."""
        for f in self.report["findings"][:within]:
            if all((f.get(k) in v if isinstance(v, tuple) else f.get(k) == v) for k, v in wanted.items()):
                return f
        return None

    def dated(self, f, began=None):
        return f is not None and days_apart(f["since"], began or self.began) <= 2

    def only(self, kind):
        """No other post is said to be silent or late."""
        return [(f["kind"], f["dims"]) for f in self.report["findings"] if f["kind"] in ("silent", "late")] == [(kind, self.at)]


def caused_by(f, *whats):
    return bool(f and f["drivers"]) and f["drivers"][0]["what"] in whats


# ---- what has to be said: pairs of a claim and whether it holds

def outage(look):
    f = look.first(1, kpi="inspection_wait", dims=look.at, verdict="worse")
    yield "stands first, as waiting for inspection at its post", f is not None
    yield "dated within two days", look.dated(f)
    slow = [f for f in look.report["findings"] if f["dims"] == look.at and f["kpi"] in SLOW]
    yield "what it does to release is traced to inspection", all(caused_by(f, {"stage": "inspection_wait"}, {"stage": "inspection_time"}) for f in slow)


def rule(look):
    f = look.first(1, kpi="channel_share", dims=dict(look.at, lane="yellow"), kind=("spike", "shift"))
    yield "stands first, as the yellow lane of its post", f is not None
    yield "dated within two days", look.dated(f)
    if days_apart(look.report["date"], look.began) >= 28:
        f = look.first(3, kpi="physical_inspection_rate", dims=look.at)
        yield "more inspections stand among the first three", f is not None
        yield "and are traced to the yellow lane", caused_by(f, {"lane": "yellow"}) and f["drivers"][0]["share"] > 0.5


def silent(look):
    f = look.first(1, kind="silent", dims=look.at)
    yield "stands first, as silent", f is not None
    yield "dated within two days", look.dated(f)
    yield "no other post is called silent or late", look.only("silent")


def late(look):
    """Four days before the end what came of its files is not there yet."""
    f = look.first(1, kind="late", dims=look.at)
    yield "stands first, as late and not as silent", f is not None
    yield "dated within two days", look.dated(f, moved(look.report["date"], 3))
    yield "no other post is called silent or late", look.only("late")


def reform(look):
    good = [f for f in look.report["findings"] if f["verdict"] == "better"]
    f = good[0] if good else None
    yield "is the first good news, at its post, by its name", bool(f) and (
        (f["kind"], f["kpi"], f["dims"], f["initiative"]) == ("reform", "pre_arrival_rate", look.at, "File before arrival, air"))
    yield "dated within two days", look.dated(f)
    yield "the one that was only announced is none", not any(
        f.get("initiative") == "Electronic payment, Port Salim" and f["kind"] == "reform" for f in look.report["findings"])


def strike(look):
    f = look.first(2, dims=look.at, event="strike")
    yield "stands among the first two, by its name", f is not None and "strike" in f["text"]
    yield "dated within two days", look.dated(f)
    yield "no post is called silent or late: closed is not silent", not any(f["kind"] in ("silent", "late") for f in look.report["findings"])


def pseudonym(code):
    """FNV-1a, folded, as on the screens."""
    h = 2166136261
    for byte in code.encode():
        h = (h ^ byte) * 16777619 & 0xffffffff
    return "%04x" % ((h >> 16 ^ h) & 0xffff)


def pair(look):
    f = look.first(2, kpi="pair_lift", kind="limit", dims=dict(look.at, broker=pseudonym("B04"), officer=pseudonym(look.office + "-A03")))
    yield "both stand among the first two, under their pseudonyms", f is not None


def wave_new(look):
    f = look.first(3, kpi="declarations_registered", dims={})
    yield "in its first year among the first three, of the whole", f is not None
    yield "dated within two days", look.dated(f)


def wave_again(look):
    again = look.report
    yield "a year later no news", not any(f["kpi"] in ("declarations_registered", "declarations_released") for f in told(again))
    yield "and what it moves is known as seasonal", again["seasonal"] >= 0.8 * again["alarms"]


# Story: what is asked of it, at which post, from which day, and on which days it is looked at.
TOLD = {
    "outage": (outage, "PSL", "2026-11-08", ("2026-11-15", "2026-11-22")),
    "rule": (rule, "NGT", "2026-10-25", ("2026-11-08", "2026-11-22")),
    "silent": (silent, "CRB", "2026-11-18", ("2026-11-20", "2026-11-22")),
    "late": (late, "OLP", "2026-10-04", ("2026-11-22",)),
    "reform": (reform, "AMB", "2026-10-04", ("2026-11-01", "2026-11-22")),
    "strike": (strike, "OLP", "2026-11-15", ("2026-11-18", "2026-11-19")),
    "pair": (pair, "PSL", "2026-06-01", ("2026-10-18", "2026-11-22")),
}

CALENDAR_DATES = ("2025-12-28", "2026-03-01", "2026-03-15", "2026-03-24", "2026-06-01")   # of the waves: around Ramadan, feasts, the end of the year


def scenario(story=None, office=None, back=0):
    """The plain country; with a story, at another post if one is named, some days earlier: so is the end of the record."""
    if not story:
        return part("plain")
    text = re.sub(r"\d{4}-\d\d-\d\d", lambda m: moved(m.group(), back), part(story))
    if office:
        text = re.sub(r"^(offices?) = %s$" % TOLD[story][1], r"\1 = " + office, text, flags=re.M)
    return part("plain") + text + "[world]\nuntil = %s\n" % moved(UNTIL, back)


def looks(db, story, office=None, back=0):
    """What the brief says on each day on which the story is looked at."""
    claims, usual, began, dates = TOLD[story]
    for date in dates:
        look = Look(brief(db, moved(date, back)), office or usual, moved(began, back))
        yield look, list(claims(look))
