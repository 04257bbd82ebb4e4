#!/usr/bin/env python3
"""What a scenario planted, the risk model finds: a cheat, undervaluation, the day on which risks moved. Prints TAP.

usage: planted.py TIDEWAITER SOURCE_ROOT

The scenarios of sample-data/scenarios are written, loaded and learnt from as a user would; what was planted is read from the tables, never
from the model. Each claim holds for the ridge of our own and, where it is built in, for boosted trees.
"""
import csv
import datetime
import io
import json
import os
import re
import sys

from harness import ROOT, call, main, query, run

WIDE = ("--size", "120x90")


def world(p, scenario):
    db, folder = p.path(scenario + ".db"), p.path(scenario)
    run("simulate", "--scenario", os.path.join(ROOT, "sample-data/scenarios", scenario + ".ini"), "-o", folder)
    run("-d", db, "load", folder)
    return db


def engines(db, until):
    """Trains one model after the other; yields the name of the engine."""
    for engine in ("ridge", "boost"):
        done = call("-d", db, "risk", "train", "--until", until, "--engine", engine, "--force")
        assert done.returncode in (0, 69), done.stderr
        if done.returncode == 0:
            yield engine


def scored(db, since):
    return list(csv.DictReader(io.StringIO(run("-d", db, "risk", "score", "--all", "--from", since, "--format", "csv"))))


def day(text):
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def test_a_dishonest_importer_stands_in_the_top_tenth_after_fifteen_declarations(p):
    db, until, since = world(p, "dishonest-importer"), "2026-02-28", "2026-03-01"
    judged = query(db, "SELECT d.id, max(o.text = 'noncompliant') FROM declaration d JOIN code c ON c.id = d.importer_id JOIN inspection x ON x.declaration = d.id "
                       "JOIN code o ON o.id = x.outcome JOIN code t ON t.id = x.type WHERE c.text = 'T0150' AND t.text <> 'document' "
                       "AND d.registered_day <= %d GROUP BY d.id" % day(until))
    assert len(judged) == 15 and 6 <= sum(hit for _, hit in judged) <= 12, judged
    theirs = {r[0] for r in query(db, "SELECT k.declaration_id FROM declaration d JOIN declaration_key k ON k.id = d.id JOIN code c ON c.id = d.importer_id "
                                      "WHERE c.text = 'T0150'")}
    for engine in engines(db, until):
        rows = scored(db, since)
        places = [int(r["rank"]) / len(rows) for r in rows if r["declaration_id"] in theirs]
        assert len(places) >= 3 and max(places) <= 0.10, (engine, places)
        first = next(r for r in rows if r["declaration_id"] in theirs)
        why = run("-d", db, "risk", "explain", first["declaration_id"])
        assert re.search(r"this importer: 15 inspected, %d irregular" % sum(hit for _, hit in judged), why), (engine, why)


def area(pairs):
    """The chance that one of the ones stands above one of the zeros; ties count half."""
    ranked, below, won = sorted(pairs), 0, 0.0
    ones = sum(hit for _, hit in pairs)
    zeros = len(pairs) - ones
    i = 0
    while i < len(ranked):
        j = i
        while j < len(ranked) and ranked[j][0] == ranked[i][0]:
            j += 1
        tied = sum(hit for _, hit in ranked[i:j])
        won += tied * (below + (j - i - tied) / 2)
        below += j - i - tied
        i = j
    return won / (ones * zeros)


def test_undervaluation_is_told_from_the_usual_value_of_the_goods(p):
    db = world(p, "undervaluation")
    value = dict(query(db, "SELECT k.declaration_id, max(coalesce(f.text = 'value', 0)) FROM inspection x JOIN declaration_key k ON k.id = x.declaration "
                           "JOIN code o ON o.id = x.outcome JOIN code t ON t.id = x.type LEFT JOIN code f ON f.id = x.finding "
                           "WHERE t.text <> 'document' GROUP BY 1"))
    for engine in engines(db, "2026-03-31"):
        pairs = [(float(r["p"]), value[r["declaration_id"]]) for r in scored(db, "2026-04-01") if r["declaration_id"] in value]
        assert sum(hit for _, hit in pairs) > 300
        assert area(pairs) >= 0.8, (engine, area(pairs))
        looks = dict(re.findall(r"^[ ▶] (goods|lane|trader|value|mass|calendar|papers) +(\d+(?:\.\d)?) %", run("-d", db, "show", "risk", *WIDE, "--keys",
                                                                                            "Tab Tab Tab Tab"), re.M))
        assert max(looks, key=lambda group: float(looks[group])) == "value", (engine, looks)


def test_risks_that_move_are_noticed_within_weeks_and_not_before(p):
    db, moved = world(p, "drift"), datetime.date(2026, 4, 1)
    for engine in engines(db, "2026-01-31"):
        version = str(query(db, "SELECT max(version) FROM risk_model")[0][0])
        weeks = json.loads(run("-d", db, "risk", "drift", "--model", version, "--format", "json"))["weeks"]
        assert len(weeks) >= 20, weeks
        alarms = [datetime.date.fromisoformat(week["week"]) for week in weeks if week["alarm"]]
        assert alarms and min(alarms) >= moved - datetime.timedelta(days=6), (engine, weeks)
        assert min(alarms) <= moved + datetime.timedelta(days=28), (engine, min(alarms))
        told = [bool(week["signals"]) for week in weeks if week["week"] >= "2026-04-06"]
        assert sum(told) >= 0.8 * len(told), (engine, weeks)
        assert call("-d", db, "risk", "drift", "--fail-on-alarm").returncode == 1
        said = re.findall(r"^[ ▶] (\d+ \w{3} 2026) .* ✗ ", run("-d", db, "show", "risk", *WIDE, "--keys", "Tab Tab Tab"), re.M)
        assert len(said) >= 3, (engine, said)


sys.exit(main(globals()))
