#!/usr/bin/env python3
"""Planted stories found, ranked, attributed and dated by the brief, and quiet countries left quiet. Prints TAP.

usage: stories.py TIDEWAITER SOURCE_ROOT

The countries, and what has to be said of each story, stand in countries.py; every story is told with several seeds, each its own country,
and looked at on more than one day. tests/bench/stories.py counts the same over more seeds, at other posts and other times of the year.
"""
import os
import sys

import countries
from countries import Look, short, told
from harness import main

SEEDS = (1, 2, 3, 4)
MADE = {}


def pack(p, story, seed):
    """A database of the plain country and a story; made once for all tests."""
    if (story, seed) not in MADE:
        text = countries.part("plain") + countries.part("wave") if story == "wave" else countries.scenario(story)
        MADE[story, seed] = countries.write(text, seed, os.path.join(p.folder, "..", "%s-%d" % (story or "plain", seed)))
    return MADE[story, seed]


def brief(p, story, seed, date):
    return countries.brief(pack(p, story, seed), date)


def each(p, story, *dates):
    for seed in SEEDS:
        for date in dates:
            yield brief(p, story, seed, date)


def holds(p, story):
    """All that has to be said of it is said."""
    for seed in SEEDS:
        for look, claims in countries.looks(pack(p, story, seed), story):
            for claim, is_so in claims:
                assert is_so, (story, seed, claim, short(look.report))


def test_a_scanner_outage_is_waiting_for_inspection_at_its_post(p):
    holds(p, "outage")
    assert any(f["dims"] == {"office": "PSL"} and f["kpi"] in countries.SLOW
               for report in each(p, "outage", "2026-11-22") for f in report["findings"])      # and so there is something to trace


def test_a_rule_that_fills_the_yellow_lane_is_found_with_its_lane_and_day(p):
    holds(p, "rule")


def test_a_silent_post_stands_first_and_quiet_ones_do_not(p):
    holds(p, "silent")


def test_a_late_post_is_told_from_a_silent_one(p):
    holds(p, "late")


def test_a_reform_that_works_is_good_news_and_one_that_does_not_is_none(p):
    holds(p, "reform")


def test_a_strike_in_the_calendar_is_named_where_it_shows(p):
    holds(p, "strike")


def test_a_broker_and_an_officer_who_meet_too_often_are_named_by_pseudonym(p):
    holds(p, "pair")
    for report in each(p, None, "2026-10-04", "2026-11-15"):
        assert not any(f["kpi"] == "pair_lift" for f in report["findings"]), short(report)


def test_waves_that_were_there_a_year_ago_are_no_news(p):
    """A harvest that no calendar knows: news in its first year, of the whole; none in its second."""
    for seed in SEEDS:
        news, again = brief(p, "wave", seed, "2025-11-02"), brief(p, "wave", seed, "2026-11-01")
        for look, claims in ((Look(news, None, "2025-10-12"), countries.wave_new), (Look(again, None, "2026-10-11"), countries.wave_again)):
            for claim, is_so in claims(look):
                assert is_so, (seed, claim, short(look.report))
        assert len(told(again)) <= len(told(news)) / 2, (short(news), short(again))


def test_ramadan_feasts_and_the_year_end_are_no_news(p):
    reports = list(each(p, "wave", *countries.CALENDAR_DATES))
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
