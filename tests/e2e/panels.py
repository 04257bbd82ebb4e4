#!/usr/bin/env python3
"""What panels say beside the figures of the catalogue, against an independent reading of the sample's files. Prints TAP.

usage: panels.py TIDEWAITER SOURCE_ROOT [WORD...]      with words, only the claims whose names hold one of them

Panels are read in words (--plain), as who cannot see them reads them; the figures come from oracle_staff, which knows the files and the
definitions and nothing of the program.
"""
import datetime as dt
import math
import os
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


# -- revenue -----------------------------------------------------------------------------------------------------------------------------
def money(value):
    """As panels write money: three figures, with k and M."""
    size = abs(value)
    if size < 1000:
        return ("%.*f" % (0 if value == int(value) else max(0, 2 - math.floor(math.log10(size))), value)).rstrip("0").rstrip(".") \
            if value != int(value) else "%d" % value
    if size < 10000:
        return "%d\u2009%03d" % (round(value) // 1000, round(value) % 1000)
    for unit, name in ((1e3, "k"), (1e6, "M"), (1e9, "bn")):
        if size < 999.5 * unit:
            break
    digits = max(0, 2 - math.floor(math.log10(size / unit)))
    text = "%.*f" % (digits, value / unit)
    return (text.rstrip("0").rstrip(".") if "." in text else text) + " " + name


def in_days(text, first, last):
    return first <= dt.date.fromisoformat(text[:10]) <= last


def test_revenue_stands_where_the_files_say(p):
    """Collected, the part of the target that the season lets expect by now, and what each working day left must bring."""
    text, month = words(p, "revenue"), (dt.date(2026, 11, 1), LAST)
    got = one(sample(), "revenue_collected", *month)[0]
    part, need = one(sample(), "revenue_vs_target", *month)[0], one(sample(), "required_daily_rate", *month)[0]
    line = next(l for l in text.splitlines() if "to date, by the same days of" in l)
    for what in ("%s JOD of %s to date" % (money(got), money(got / part)), "%.1f %%" % (100 * part), "must bring " + money(need)):
        assert what in line, "no '%s' in '%s'" % (what, line)
    # What is still to come stands on what came in, and the target is that of the file.
    row = section(text, "Still to come")["30 Nov 2026"]
    assert "so far " + money(got) in row, (money(got), row)
    assert "target " + money(8958000) in row, row


def test_kinds_of_tax_add_up_to_all_of_them_gross_and_net(p):
    found, heads = section(words(p, "revenue"), "By kind of tax"), {}
    for r in oracle_staff.rows(SAMPLE, "revenue"):
        if in_days(r["day"], *FOUR_WEEKS):
            for head in (r["head"], "all kinds"):
                got = heads.setdefault(head, [0, 0])
                got[0] += float(r["collected"])
                got[1] += float(r["refunds"] or 0)
    assert set(found) == set(heads) and len(heads) > 3, (found, heads)
    for head, (collected, refunds) in heads.items():
        for name, value in (("collected", collected), ("refunded", refunds), ("net", collected - refunds)):
            assert "%s %s" % (name, money(value)) in found[head], "%s: %s %s\n%s" % (head, name, money(value), found[head])


def test_what_controls_added_is_told_with_its_middle_and_its_largest(p):
    found, groups = section(words(p, "revenue"), "What controls added"), {}
    for d in sample().live:
        if not in_days(d.ldg.day.isoformat(), *FOUR_WEEKS) or not d.inspections:
            continue
        for reason in ("all", d.row.get("select_reason") or "not recorded"):
            group = groups.setdefault(reason, [0, 0, []])
            group[0] += 1
            group[1] += float(d.adjustment or 0)
            if d.adjustment and d.adjustment > 0:
                group[2].append(float(d.adjustment))
    assert set(found) == set(groups) and len(groups) > 3, (sorted(found), sorted(groups))
    for reason, (examined, added, raised) in groups.items():
        raised.sort()
        wanted = ["examined %d" % examined, "raised %d" % len(raised), "added " + money(added)]
        wanted += ["median " + money(raised[(len(raised) + 1) // 2 - 1]), "largest %.0f %%" % (100 * raised[-1] / sum(raised))] if raised else []
        for what in wanted:
            assert what in found[reason], "%s: no '%s' in '%s'" % (reason, what, found[reason])
    # The figure of the catalogue is made of the same sums.
    per = one(sample(), "adjustment_per_inspection", *FOUR_WEEKS)[0]
    done = sum(d.inspections for d in sample().live if in_days(d.ldg.day.isoformat(), *FOUR_WEEKS))
    assert math.isclose(groups["all"][1] / done, per, rel_tol=1e-9), (groups["all"][1] / done, per)


def test_debts_are_told_by_age(p):
    found = section(words(p, "revenue"), "Debts by age")
    ages = sample().value("arrears_aged", (), {}, dt.date.min, LAST, NOW)
    for name, age in (("any time", "0d"), ("more than 30 days", "30d"), ("more than 90 days", "90d"), ("more than a year", "365d")):
        balance, n = ages[age,]["sum"]
        for what in ("balance " + money(balance), "debts %d" % n):
            assert what in found[name], "%s: no '%s' in '%s'" % (name, what, found[name])


def test_seizures_are_told_by_type(p):
    done = call("-d", sample_db(p), "--now", "2026-11-22T23:59:00", "show", "control", "--size", "120x36", "-k", "} } } S-Tab")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.decode("utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if "Seizures by type" in line)
    first, last = dt.date(2026, 1, 1), LAST
    counts = sample().value("seizure_count", (), {}, first, last, NOW)
    values = sample().value("seizure_value", (), {}, first, last, NOW)
    assert len(counts) >= 3, counts
    for (kind,), stats in counts.items():
        line = next(l for l in lines[at:] if l[2:].startswith(kind))
        n, value = stats["count"][0], values[kind,]["sum"]
        cells = line[2:].split()
        assert cells[1] == str(n), (kind, n, line)
        assert money(value[0]) in line and cells[-1] == str(value[1]), (kind, value, line)


# Revenue, enforcement and audits, people, integrity: each figure of them stands on a panel, by its title or as a part of a list.
STAND = {
    "revenue": ("revenue_collected", "revenue_vs_target", "required_daily_rate", "collection_ratio", "control_adjustment_yield",
                "adjustment_per_inspection", "arrears_ratio", "arrears_aged", "arrears_disputed_share", "arrears_recovery_rate",
                "penalty_recovery_rate", "pca_strike_rate", "pca_yield", "pca_recovery_rate", "exemption_ratio", "effective_tax_rate"),
    "control": ("seizure_count", "seizure_value", "seizure_rate", "assignment_bypass_rate", "red_not_inspected", "trivial_adjustment_share",
                "express_anomaly"),
    "posts": ("decl_per_officer_day", "load_per_officer_day", "insp_per_officer_day", "workload_balance", "officer_hit_rate_adj"),
}
PARTS = {"unit_value_gap": ("revenue", "tax at stake"), "pairs_flagged": ("control", "Pairs marked"), "pair_lift": ("control", "like chance")}


def test_each_figure_of_revenue_enforcement_people_and_integrity_stands_on_a_panel(p):
    listed, group = {}, None
    for line in call("-d", sample_db(p), "kpi", "--list").stdout.decode("utf-8").splitlines():
        if line.startswith("  ") and line.strip():
            listed[line.split()[0]] = group
        elif line.strip():
            group = line.strip().rstrip(":").lower()
    known = {kpi for kpis in STAND.values() for kpi in kpis} | set(PARTS)
    missed = [kpi for kpi, of in listed.items() if of in ("revenue", "integrity", "people") and kpi not in known]
    assert len(listed) > 70 and not missed, (missed, sorted(set(listed.values())))
    for view, kpis in STAND.items():
        text = words(p, view)
        for kpi in kpis:
            title = call("-d", sample_db(p), "kpi", "--explain", kpi).stdout.decode("utf-8").splitlines()[1]
            assert title in text.splitlines() or kpi == "arrears_aged" and "Debts by age" in text, "%s: no '%s' in %s" % (kpi, title, view)
    for kpi, (view, words_of) in PARTS.items():
        seen = [say(sample_db(p), "show", view, "--size", "160x48", "-k", "Tab " * tabs) for tabs in range(9)]
        assert any(words_of in screen for screen in seen), (kpi, words_of)


# -- posts among posts of one kind --------------------------------------------------------------------------------------------------------
LAND, SEA, RAIL = ("land", "3", 6), ("sea", "1", 5), ("rail", "2", 1)
HITS = {"land": [20, 21, 19, 22, 18, 60], "sea": [50, 52, 49, 51, 48], "rail": [5]}     # of 200 inspections each
STONE = "land5"


def country(p, name, with_kinds):
    """Posts whose inspections find so much: of the land posts one finds three times what the others do."""
    posts, rows = ["office,name,kind"], ["declaration_id,office,flow,status,mode,registered_at,inspection_type,inspection_outcome"]
    for kind, mode, n in (LAND, SEA, RAIL):
        for i in range(n):
            code = "%s%d" % (kind, i)
            posts.append("%s,%s,%s" % (code, "Stone Gate" if code == STONE else "%s post %d" % (kind.title(), i), kind if with_kinds else ""))
            for k in range(200):
                rows.append("%s-%d,%s,import,released,%s,2026-11-%02dT%02d:00:00,physical,%s" % (
                    code, k, code, mode, 1 + k % 22, 8 + k % 9, "noncompliant" if k < HITS[kind][i] else "conform"))
    folder = p.path(name)
    os.mkdir(folder)
    for file, lines in (("posts.csv", posts), ("declarations.csv", rows)):
        p.path(os.path.join(name, file), "\n".join(lines) + "\n")
    db = p.path(name + ".db")
    assert call("-d", db, "load", folder).returncode == 0
    return db


def say(db, *words):
    done = call("-d", db, "--now", "2026-11-22T23:59:00", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")


def percent(value):
    return number(value, "%") + " %"


def outside(post, k, kind):
    """The sentence: limits around the mean of the others, as wide as chance makes them, since the others differ by less."""
    others = [h for h in HITS[kind] if h != k]
    mean = sum(others) / (200 * len(others))
    reach = 3.090232 * math.sqrt(mean * (1 - mean) / 200)
    return "%s has %s of 200, outside the limits of %s posts, %s to %s around %s." % (
        post, percent(k / 200), kind, percent(max(0, mean - reach)), percent(mean + reach), percent(mean))


def test_a_post_is_held_against_the_mean_of_its_own_kind(p):
    for name, with_kinds, land in (("kinds", True, "land"), ("modes", False, "road")):
        db = country(p, name, with_kinds)
        text = say(db, "--plain", "show", "posts")
        told = [line for line in text.splitlines() if line.startswith("  Inspections that found something:")]
        assert told == ["  Inspections that found something: " + outside("Stone Gate", 60, "land").replace("land posts", land + " posts")], told
        assert "Alone of their kind: Rail post 0 (rail)." in text, text
        # In Control the same; held against all posts together it is the sea posts that would look far off.
        assert outside("Stone Gate", 60, "land").replace("land posts", land + " posts") in say(db, "--plain", "show", "control")
        screen = say(db, "show", "posts", "--size", "80x24", "-k", "v")
        assert "✗" not in screen and screen.count("above its kind") == 1 and "✓ above its kind" in screen, screen
        screen = say(db, "show", "posts", "--size", "80x24", "-k", "v G")
        assert "alone of its kind" in screen and "there is none of its kind" in screen, screen
        assert "same mix" in say(db, "show", "posts", "--size", "80x24", "-k", "v v")
        # Without lanes there is no flow: the funnel of all posts stands first.
        screen = say(db, "show", "control", "--size", "80x24", "-k", "v")
        assert "Hit rate of %s posts" % land in screen, screen


def test_a_filter_by_post_keeps_what_it_is_compared_with(p):
    db = country(p, "kinds", True)
    screen = say(db, "show", "posts", "--size", "120x36", "-k", "f v")
    assert "Land post 0 │" in screen and "Stone Gate" in screen and screen.count("land") >= 6, screen


if __name__ == "__main__":
    sys.exit(main(globals()))
