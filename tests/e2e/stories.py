#!/usr/bin/env python3
"""Planted stories found, ranked, attributed and dated by the brief, and quiet countries left quiet. Prints TAP.

usage: stories.py TIDEWAITER SOURCE_ROOT

Each pack is tests/data/stories/plain.ini, a country in which nothing happens, with one story appended; every story is told with several
seeds, each its own country, and looked at on more than one day.
"""
import datetime as dt
import json
import os
import shutil
import sys

from harness import ROOT, main, run

STORIES = os.path.join(ROOT, "tests", "data", "stories")
SEEDS = (1, 2, 3, 4)
CHANGES = ("spike", "shift", "drift", "reform")


MADE = {}


def pack(p, story, seed):
    """A database of the plain country and a story; made once for all tests."""
    if (story, seed) not in MADE:
        name = os.path.join(p.folder, "..", "%s-%d" % (story or "plain", seed))
        db, folder, scenario = name + ".db", name, name + ".ini"
        with open(scenario, "w") as out:
            for part in ("plain",) + ((story,) if story else ()):
                with open(os.path.join(STORIES, part + ".ini")) as f:
                    out.write(f.read())
        run("simulate", "--scenario", scenario, "--seed", str(seed), "-o", folder)
        run("-d", db, "load", folder)
        shutil.rmtree(folder)
        MADE[story, seed] = db
    return MADE[story, seed]


def brief(p, story, seed, date):
    return json.loads(run("-d", pack(p, story, seed), "--now", date + "T23:59:00Z", "brief", "--date", date, "--format", "json"))


def days_apart(a, b):
    return abs((dt.date.fromisoformat(a) - dt.date.fromisoformat(b)).days)


def short(report):
    return [(f["rank"], f["kind"], f["kpi"], f["dims"], f["since"], f["verdict"]) for f in report["findings"][:8]]


def first(report, within=2, **wanted):
    """The finding that is as wanted, among the first; a dict is matched as a part."""
    for f in report["findings"][:within]:
        if all((f.get(k) in v if isinstance(v, tuple) else f.get(k) == v) for k, v in wanted.items()):
            return f
    raise AssertionError("%s is not among the first %d of %s" % (wanted, within, short(report)))


def each(p, story, *dates):
    for seed in SEEDS:
        for date in dates:
            yield brief(p, story, seed, date)


def test_a_scanner_outage_is_waiting_for_inspection_at_its_post(p):
    for report in each(p, "outage", "2026-11-15", "2026-11-22"):
        f = first(report, 1, kpi="inspection_wait", dims={"office": "PSL"}, verdict="worse")
        assert days_apart(f["since"], "2026-11-08") <= 2, f


def test_what_the_outage_does_to_release_is_traced_to_inspection(p):
    traced = 0
    for report in each(p, "outage", "2026-11-22"):
        for f in report["findings"]:
            if f["dims"] == {"office": "PSL"} and f["kpi"] in ("release_time_total", "customs_clearance_time", "lodgement_to_release"):
                traced += 1
                assert f["drivers"][0]["what"] in ({"stage": "inspection_wait"}, {"stage": "inspection_time"}), f
    assert traced >= 1


def test_a_rule_that_fills_the_yellow_lane_is_found_with_its_lane_and_day(p):
    for report in each(p, "rule", "2026-11-08", "2026-11-22"):
        f = first(report, 1, kpi="channel_share", dims={"office": "NGT", "lane": "yellow"})
        assert f["kind"] in ("spike", "shift") and days_apart(f["since"], "2026-10-25") <= 2, f
    for report in each(p, "rule", "2026-11-22"):
        f = first(report, 3, kpi="physical_inspection_rate", dims={"office": "NGT"})
        assert f["drivers"][0]["what"] == {"lane": "yellow"} and f["drivers"][0]["share"] > 0.5, f


def test_a_silent_post_stands_first_and_quiet_ones_do_not(p):
    for report in each(p, "silent", "2026-11-20", "2026-11-22"):
        f = first(report, 1, kind="silent", dims={"office": "CRB"})
        assert days_apart(f["since"], "2026-11-18") <= 2, f
        assert sum(f["kind"] in ("silent", "late") for f in report["findings"]) == 1, short(report)


def test_a_late_post_is_told_from_a_silent_one(p):
    for report in each(p, "late", "2026-11-22"):
        f = first(report, 1, kind="late", dims={"office": "OLP"})
        assert days_apart(f["since"], "2026-11-19") <= 2, f        # four days before the end: what came later is not there yet
        assert not any(f["kind"] == "silent" for f in report["findings"]), short(report)


def test_a_reform_that_works_is_good_news_and_one_that_does_not_is_none(p):
    for report in each(p, "reform", "2026-11-01", "2026-11-22"):
        good = [f for f in report["findings"] if f["verdict"] == "better"]
        f = good[0]
        assert (f["kind"], f["kpi"], f["dims"], f["initiative"]) == ("reform", "pre_arrival_rate", {"office": "AMB"}, "File before arrival, air"), short(report)
        assert days_apart(f["since"], "2026-10-04") <= 2, f
        assert not any(f.get("initiative") == "Electronic payment, Port Salim" and f["kind"] == "reform" for f in report["findings"]), short(report)


def test_a_strike_in_the_calendar_is_named_where_it_shows(p):
    for report in each(p, "strike", "2026-11-18", "2026-11-19"):
        f = first(report, dims={"office": "OLP"}, event="strike")
        assert days_apart(f["since"], "2026-11-15") <= 2 and "strike" in f["text"], f
        assert not any(f["kind"] in ("silent", "late") for f in report["findings"]), short(report)     # closed is not silent


def pseudonym(code):
    """FNV-1a, folded, as on the screens."""
    h = 2166136261
    for byte in code.encode():
        h = (h ^ byte) * 16777619 & 0xffffffff
    return "%04x" % ((h >> 16 ^ h) & 0xffff)


def test_a_broker_and_an_officer_who_meet_too_often_are_named_by_pseudonym(p):
    for report in each(p, "pair", "2026-10-18", "2026-11-22"):
        first(report, kpi="pair_lift", kind="limit", dims={"office": "PSL", "broker": pseudonym("B04"), "officer": pseudonym("PSL-A03")})
    for report in each(p, None, "2026-10-04", "2026-11-15"):
        assert not any(f["kpi"] == "pair_lift" for f in report["findings"]), short(report)


def told(report):
    return [f for f in report["findings"] if f["kind"] in CHANGES]


def test_waves_that_were_there_a_year_ago_are_no_news(p):
    """A harvest that no calendar knows: news in its first year, of the whole; none in its second."""
    for seed in SEEDS:
        news, again = brief(p, "wave", seed, "2025-11-02"), brief(p, "wave", seed, "2026-11-01")
        f = first(news, 3, kpi="declarations_registered", dims={})
        assert days_apart(f["since"], "2025-10-12") <= 2, f
        assert not any(f["kpi"] in ("declarations_registered", "declarations_released") for f in told(again)), short(again)
        assert again["seasonal"] >= 0.8 * again["alarms"], (again["seasonal"], again["alarms"])
        assert len(told(again)) <= len(told(news)) / 2, (short(news), short(again))


def test_ramadan_feasts_and_the_year_end_are_no_news(p):
    dates = ("2025-12-28", "2026-03-01", "2026-03-15", "2026-03-24", "2026-06-01")
    reports = list(each(p, "wave", *dates))
    changes = sum(len(told(r)) for r in reports)
    expected = sum(r["expected_false_alarms"] for r in reports)
    assert changes <= 2 * expected + 3, (changes, expected)


def test_a_quiet_country_alarms_as_rarely_as_the_brief_says(p):
    """Charts that stood out in countries in which nothing happens, against what the briefs themselves expect. They come in heaps (a chance
    congestion shows in several figures), so the mean is held within a factor of 1.7, over 72 briefs of 500 charts."""
    dates = ("2026-01-25", "2026-03-08", "2026-04-19", "2026-05-31", "2026-07-12", "2026-08-23", "2026-10-04", "2026-11-15")
    reports = [brief(p, None, seed, date) for seed in range(1, 10) for date in dates]
    alarms = sum(r["alarms"] for r in reports) / len(reports)
    expected = sum(r["expected_false_alarms"] for r in reports) / len(reports)
    print("# %.2f alarms a brief where %.2f are expected; %.2f told, of %.0f charts" % (
        alarms, expected, sum(len(told(r)) for r in reports) / len(reports), sum(r["charts"] for r in reports) / len(reports)))
    assert expected / 1.7 <= alarms <= 1.7 * expected, (alarms, expected)
    assert not any(f["kind"] in ("silent", "late") for r in reports for f in r["findings"])


if __name__ == "__main__":
    sys.exit(main(globals()))
