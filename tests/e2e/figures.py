#!/usr/bin/env python3
"""The program's figures against an independent reading of the definitions, on packs made to hurt. Prints TAP.

usage: figures.py TIDEWAITER [SEED...]
"""
import datetime as dt
import json
import math
import os
import subprocess
import sys
import tempfile

import oracle_kpis
import oracle_staff
import packs

# Every entry of the catalogue is checked: one that is not known here fails as a case of its own.
NOW, SPRING = "2026-06-15T12:00:00Z", "2026-04-10T07:30:00Z"
CASES = [
    ((), {}, None, None, NOW),
    (("office",), {}, None, None, NOW),
    (("lane",), {}, "2026-02-01", "2026-03-31", NOW),
    (("lane_final", "aeo"), {"origin": ["CN", ""]}, None, None, NOW),
    (("office", "flow"), {"mode": ["1", "4"]}, "2026-03-01", "2026-04-30", NOW),
    (("month",), {"office": ["AAA"]}, None, None, NOW),
    (("hs_chapter",), {"lane": ["red", "yellow"]}, None, None, NOW),
    (("day",), {"office": ["BBB"]}, "2026-03-25", "2026-04-05", NOW),
    (("rule",), {}, None, None, NOW),
    (("hour",), {"flow": ["import"]}, None, None, NOW),
    (("weekday",), {"hour": ["08", "09", "10", "11"]}, None, None, NOW),
    (("week", "office"), {}, "2026-02-10", "2026-05-20", SPRING),
    (("broker", "officer"), {}, None, None, NOW),
    (("officer", "month"), {}, None, None, NOW),
    (("importer",), {"office": ["AAA", "CCC"]}, None, None, NOW),
    (("select_reason",), {"regime": ["4000", "1000"], "aeo": ["1"]}, "2026-01-10", None, SPRING),
]
# These count from the start of their target to a last day: they are asked with one.
ACHIEVEMENT = [
    ((), {}, "2026-04-01", "2026-04-17", NOW),
    ((), {}, "2026-02-10", "2026-05-12", NOW),
    ((), {"office": ["AAA"]}, "2026-05-01", "2026-05-31", NOW),
    (("office",), {}, "2026-03-01", "2026-03-31", NOW),
    (("month",), {"office": ["DDD", "AAA"]}, "2026-01-01", "2026-05-31", NOW),
    (("office", "month"), {}, "2026-03-01", "2026-05-31", SPRING),
]
# The age of a record needs no period.
FRESHNESS = [c for c in CASES if c[3] is None and not set(c[0]) & {"month", "week", "day", "hour", "weekday"}]
OWN_CASES = {"revenue_vs_target": ACHIEVEMENT, "required_daily_rate": ACHIEVEMENT, "data_freshness": FRESHNESS}


def run(program, *words):
    done = subprocess.run([program, *words], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit("%s: %s" % (" ".join(words), done.stderr))
    return done.stdout


def close(ours, theirs, quantile):
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return math.isclose(ours, theirs, rel_tol=0.004 if quantile else 1e-9, abs_tol=1e-12)


def ask(program, db, kpis, case):
    """Rows by KPI, then by dimension values and statistic."""
    by, where, first, last, now = case
    words = ["-d", db, "-c", db + ".ini", "--now", now, "kpi", *kpis, "--format", "json"]
    words += ["--by", ",".join(by)] if by else []
    for name, values in where.items():
        words += ["--where", "%s=%s" % (name, ",".join(values))]
    words += ["--from", first] if first else []
    words += ["--to", last] if last else []
    found = {kpi: {} for kpi in kpis}
    for row in json.loads(run(program, *words))["rows"]:
        found[row["kpi"]][tuple(row["dims"].values()), row["stat"]] = row
    return found


def differences(row, stat, value):
    """What one row says otherwise than the reading."""
    if not close(row["value"], value[0], stat in ("p50", "p90")):
        return ["%s, expected %s (n %s, expected %s)" % (row["value"], value[0], row["n"], value[1])]
    return ["n %s, expected %s" % (row["n"], value[1])] if value[1] is not None and row["n"] != value[1] else []


def compare(pack, kpi, case, got):
    by, where, first, last, now = case
    day = lambda s, default: dt.date.fromisoformat(s) if s else default
    want = pack.value(kpi, by, where, day(first, dt.date.min), day(last, dt.date.max), dt.datetime.fromisoformat(now.replace("Z", "+00:00")))
    wrong = []
    for key, stats in want.items():
        said = [row for (dims, _), row in got.items() if dims == key]
        if "coverage" in stats and said and not close(said[0]["coverage"], stats["coverage"], False):
            wrong.append("%s coverage: %s, expected %s" % (key, said[0]["coverage"], stats["coverage"]))
        if "interval" in stats and said and not (close(said[0]["low"], stats["interval"][0], False)
                                                 and close(said[0]["high"], stats["interval"][1], False)):
            wrong.append("%s interval: %s to %s, expected %s" % (key, said[0]["low"], said[0]["high"], stats["interval"]))
        for stat in set(stats) - {"coverage", "interval"}:
            row = got.get((key, stat))
            if row is None:
                if stats[stat][0]:
                    wrong.append("%s %s: no row, expected %s" % (key, stat, stats[stat]))
            else:
                wrong += ["%s %s: %s" % (key, stat, d) for d in differences(row, stat, stats[stat])]
    for (key, stat), row in got.items():
        if key not in want and row["value"]:
            wrong.append("%s %s: %s, expected no row" % (key, stat, row["value"]))
    return wrong


def catalogue(program, db):
    """The ids of `kpi --list`: group names stand at the margin, entries are indented."""
    listed = run(program, "-d", db, "kpi", "--list").splitlines()
    return [line.split()[0] for line in listed if line.startswith("  ") and line.strip()]


def check(program, db, pack):
    """What is wrong, by KPI: all that share a case are asked for at once."""
    wrong = {kpi: [] for kpi in catalogue(program, db)}
    for case in CASES + ACHIEVEMENT:
        kpis = [kpi for kpi in wrong if case in OWN_CASES.get(kpi, CASES)]
        got = ask(program, db, kpis, case)
        for kpi in kpis:
            wrong[kpi] += ["by %s where %s from %s to %s at %s: %s" % (*case, w) for w in compare(pack, kpi, case, got[kpi])]
    return wrong


def main():
    program, seeds = sys.argv[1], [int(s) for s in sys.argv[2:]] or [1, 2]
    failed = number = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            place, db = os.path.join(folder, "pack%d" % seed), os.path.join(folder, "%d.db" % seed)
            packs.make(place, seed)
            with open(db + ".ini", "w") as settings:
                settings.write("[kpi]\ninspection_cost = %d\n" % oracle_kpis.INSPECTION_COST)
            report = json.loads(run(program, "-d", db, "load", place, "--format", "json"))
            assert all(f["rows"] == f["inserted"] + f["updated"] + f["unchanged"] + f["rejected"] for f in report["files"]), report
            assert not any(f["rejected"] for f in report["files"]), report
            for kpi, wrong in check(program, db, oracle_staff.Reading(place)).items():
                number += 1
                failed += bool(wrong)
                print("%s %d - seed %d: %s equals an independent reading" % ("not ok" if wrong else "ok", number, seed, kpi), flush=True)
                for line in wrong[:8]:
                    print("# " + line)
    print("1..%d" % number)
    return 1 if failed else 0


sys.exit(main())
