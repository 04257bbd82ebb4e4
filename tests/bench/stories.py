#!/usr/bin/env python3
"""What the brief says of countries whose truth is known: planted stories, and quiet ones. Counts; nothing here fails.

usage: stories.py TIDEWAITER SOURCE_ROOT [--seeds N] [--only stories|quiet|wave|a story] [--first N] [--folder DIR]

Stories are those of tests/e2e/countries.py, each told with several seeds, at several posts and times of the year. Quiet countries have few
posts or many, a short past or a long one; what stood out in them is held against what their briefs expect. Alarms come in heaps, so each
country counts as one, and the interval is that of their mean.
"""
import argparse
import collections
import os
import re
import statistics
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "e2e"))
import countries  # noqa: E402

# Where else a story can be told: the rule is one of its post, the scanner of the seaport sees most, chance pairs are few at small posts.
POSTS = {"silent": ("PSL", "NGT", "QSR", "AMB", "CRB", "RSD", "OLP", "CMX"), "late": ("PSL", "NGT", "QSR", "AMB", "CRB", "RSD", "OLP", "CMX"),
         "reform": ("AMB", "NGT", "QSR", "OLP"), "strike": ("OLP", "NGT", "AMB", "QSR")}


def clear(name):
    for ending in (".db", ".ini"):
        os.unlink(name + ending)


def count_stories(folder, seeds, only):
    name = os.path.join(folder, "story")
    for story in only or countries.TOLD:
        held, asked, missed = collections.Counter(), collections.Counter(), collections.defaultdict(list)
        for seed in range(1, seeds + 1):
            posts = POSTS.get(story, (None,))
            office, back = posts[(seed - 1) % len(posts)], 35 * (seed - 1) % 161
            db = countries.write(countries.scenario(story, office, back), seed, name)
            for look, claims in countries.looks(db, story, office, back):
                for claim, holds in claims:
                    asked[claim] += 1
                    held[claim] += bool(holds)
                    if not holds:
                        missed[claim].append("seed %d, %s, %s: %s" % (seed, look.office, look.report["date"], countries.short(look.report)[:4]))
            clear(name)
        for claim in asked:
            print("%-8s %-72s %3d of %3d" % (story, claim, held[claim], asked[claim]), flush=True)
            for line in missed[claim]:
                print("         missed: %s" % line, flush=True)


def count_waves(folder, seeds):
    """Two years of the same: news in the first, none in the second; Ramadan, feasts and the end of the year never."""
    name, held, asked = os.path.join(folder, "wave"), collections.Counter(), collections.Counter()
    changes = expected = 0
    for seed in range(1, seeds + 1):
        db = countries.write(countries.part("plain") + countries.part("wave"), seed, name)
        for claims, date, began in ((countries.wave_new, "2025-11-02", "2025-10-12"), (countries.wave_again, "2026-11-01", "2026-10-11")):
            look = countries.Look(countries.brief(db, date), None, began)
            for claim, holds in claims(look):
                asked[claim] += 1
                held[claim] += bool(holds)
                if not holds:
                    print("         missed: seed %d, %s: %s" % (seed, date, countries.short(look.report)[:4]), flush=True)
        for date in countries.CALENDAR_DATES:
            report = countries.brief(db, date)
            changes += len(countries.told(report))
            expected += report["expected_false_alarms"]
        clear(name)
    for claim in asked:
        print("%-8s %-72s %3d of %3d" % ("wave", claim, held[claim], asked[claim]), flush=True)
    print("%-8s %-72s %3d, by chance alone %.1f" % ("wave", "told around Ramadan, feasts and the end of the year, %d briefs" % (
        seeds * len(countries.CALENDAR_DATES)), changes, expected), flush=True)


# ---- quiet countries

def without_posts(text, kept):
    """Sections of posts that are not kept are left out, and what needs them."""
    sections = re.split(r"(?m)^(?=\[)", text)
    return "".join(s for s in sections if not (s.startswith("[post ") and s[6:9] not in kept) and not (s.startswith("[rule R-114") and "NGT" not in kept))


def with_copies(text, copies):
    """Each post again under other names."""
    posts = re.findall(r"(?ms)^\[post ([A-Z]{3})\]\n(.*?)(?=^\[|\Z)", text)
    return text + "".join("[post %s%d]\n%s" % (code[:2], k, body.replace("name = ", "name = %d " % k).replace("locode = XM" + code, "locode = XM%s%d" % (code[:2], k)))
                          for k in range(2, 2 + copies) for code, body in posts) + "\n"


def shapes():
    plain = countries.part("plain")
    year = ("2026-01-25", "2026-03-08", "2026-04-19", "2026-05-31", "2026-07-12", "2026-08-23", "2026-10-04", "2026-11-15")
    long = "[world]\nrows = %d\n"
    yield "8 posts, 18 months", plain, year
    yield "2 posts, 18 months", without_posts(plain, ("PSL", "NGT")) + long % 30000, year
    yield "3 small posts, 18 months", without_posts(plain, ("RSD", "OLP", "CMX")) + long % 10000, year
    yield "24 posts, 18 months", with_copies(plain, 2) + long % 180000, year
    yield "8 posts, one year", plain + "[world]\ndays = 364\nrows = 40000\n", ("2026-05-31", "2026-07-12", "2026-08-23", "2026-10-04", "2026-11-15")
    yield "8 posts, three months", plain + "[world]\ndays = 91\nrows = 10000\n", ("2026-11-01", "2026-11-22")


RARE = (4, 20, 100)


def rarity(finding):
    """Weeks in which chance alone brings one like it, as the brief says."""
    said = finding["certainty"]
    found = re.search(r"once in (\S+) weeks", said)
    return 520 if "ten years" in said else float(re.sub(r"\D", "", found.group(1))) if found else 1


def count_quiet(folder, seeds, first):
    print("%-26s %8s %8s %18s %9s %6s %7s  %s" % ("quiet countries", "briefs", "charts", "alarms a brief", "expected", "told", "behind", "true?"))
    name, every, briefs = os.path.join(folder, "quiet"), collections.Counter(), 0
    for what, text, dates in shapes():
        means, expected, told, charts, behind = [], [], 0, 0, 0
        for seed in range(first, first + seeds):
            db = countries.write(text, seed, name)
            reports = [countries.brief(db, date) for date in dates]
            means.append(statistics.mean(r["alarms"] for r in reports))
            expected += [r["expected_false_alarms"] for r in reports]
            told += sum(len(countries.told(r)) for r in reports)
            charts += sum(r["charts"] for r in reports)
            briefs += len(reports)
            for weeks in (rarity(f) for r in reports for f in countries.told(r)):
                every.update(n for n in RARE if weeks >= n)
            behind += sum(f["kind"] in ("silent", "late") for r in reports for f in r["findings"])
            clear(name)
        n, mean, promised = seeds * len(dates), statistics.mean(means), statistics.mean(expected)
        error = 1.96 * statistics.stdev(means) / len(means) ** 0.5 if len(means) > 1 else float("nan")
        print("%-26s %8d %8.0f %7.2f +- %7.2f %9.2f %6.2f %7d  %s" % (what, n, charts / n, mean, error, promised, told / n, behind,
              "yes" if abs(mean - promised) <= error else "rather too few" if mean < promised else "TOO MANY"), flush=True)
    for n in RARE:
        print("said to come by chance at most once in %3d weeks: %4d told in %d quiet briefs, once in %.0f" % (
            n, every[n], briefs, briefs / max(every[n], 1)), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("root")
    parser.add_argument("--seeds", type=int, default=8, help="of each story; quiet countries have four times as many")
    parser.add_argument("--only", choices=("stories", "quiet", "wave", *countries.TOLD))
    parser.add_argument("--first", type=int, default=101, help="the first seed of the quiet countries")
    parser.add_argument("--folder", help="where the countries are made")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidewaiter-stories-") as made:
        folder = args.folder or made
        if args.only not in ("quiet", "wave"):
            count_stories(folder, args.seeds, [args.only] if args.only in countries.TOLD else None)
        if args.only in (None, "stories", "wave"):
            count_waves(folder, args.seeds)
        if args.only in (None, "quiet"):
            count_quiet(folder, 4 * args.seeds, args.first)


main()
