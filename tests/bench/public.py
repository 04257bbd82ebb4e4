#!/usr/bin/env python3
"""The statistics engines on public series, where one has them: goals K1 (NN5, M4) and K3 (NAB).

usage: public.py TIDEWAITER DIR

DIR is searched for the files as they are published:
  nn5_daily_dataset*.tsf                       NN5 in the Monash archive's format
  Hourly-train.csv, Hourly-test.csv, Weekly-... M4 (Mcompetitions/M4-methods)
  labels/combined_windows.json and data/*/*.csv NAB (numenta/NAB)
Everything is asked of the program as an analyst would: `series forecast` and `series signals`.
"""
import csv
import json
import math
import os
import subprocess
import sys
import tempfile

# Weights of false positives and false negatives in NAB's application profiles; a true positive is worth 1.
PROFILES = {"standard": (0.11, 1.0), "reward_low_FP_rate": (0.22, 1.0), "reward_low_FN_rate": (0.11, 2.0)}
PROBATION, PROBATION_ROWS = 0.15, 5000


# ---- files as they are published ----

def number(text):
    text = text.strip().strip('"')
    return None if text in ("", "NA", "?", "NaN") else float(text)


def read_tsf(path):
    """Monash archive: {name: values}; None is missing."""
    series, data = {}, False
    with open(path, encoding="latin-1") as f:
        for line in f:
            line = line.strip()
            if data and line:
                head, values = line.rsplit(":", 1)
                series[head.split(":", 1)[0]] = [number(v) for v in values.split(",")]
            elif line.lower() == "@data":
                data = True
    return series


def read_m4(path):
    """One series a row: its name, its values, empty cells behind them."""
    series = {}
    with open(path, newline="", encoding="utf-8-sig") as f:
        rows = csv.reader(f)
        next(rows)
        for row in rows:
            if row:
                values = [number(v) for v in row[1:]]
                while values and values[-1] is None:
                    values.pop()
                series[row[0]] = values
    return series


def read_nab(path):
    """Timestamps as text, and the windows of anomalies by file, cut to what the data's timestamps show."""
    with open(path, newline="", encoding="utf-8") as f:
        return [(row["timestamp"], row["value"]) for row in csv.DictReader(f)]


def nab_windows(labels):
    return {name: [tuple(moment.split(".")[0] for moment in window) for window in windows] for name, windows in labels.items()}


# ---- measures ----

def scale(train, season):
    """What the seasonal naive forecast misses within the sample (Hyndman and Koehler 2006)."""
    steps = [abs(b - a) for a, b in zip(train, train[season:]) if a is not None and b is not None]
    return sum(steps) / len(steps) if steps else 0.0


def errors(train, test, forecast, season):
    """(MASE, sMAPE in %) of one series over the values that are known."""
    known = [(y, f) for y, f in zip(test, forecast) if y is not None]
    unit = scale(train, season)
    mase = sum(abs(y - f) for y, f in known) / len(known) / unit if unit else float("nan")
    parts = [200 * abs(y - f) / (abs(y) + abs(f)) if abs(y) + abs(f) else 0.0 for y, f in known]
    return mase, sum(parts) / len(parts)


def msis(train, test, low, high, season, alpha=0.05):
    """Mean scaled interval score (Makridakis, Spiliotis and Assimakopoulos 2020): the width, and 2 / alpha for each unit outside."""
    unit, known = scale(train, season), [(y, l, u) for y, l, u in zip(test, low, high) if y is not None]
    parts = [(u - l) + 2 / alpha * (max(l - y, 0) + max(y - u, 0)) for y, l, u in known]
    return sum(parts) / len(parts) / unit if unit else float("nan")


def seasonal_naive(train, season, horizon):
    last, newest = {}, 0.0
    for i, value in enumerate(train):
        if value is not None:
            last[i % season] = newest = value
    return [last.get((len(train) + h) % season, newest) for h in range(horizon)]


def sigmoid(position):
    """NAB: 1 at a window's beginning, 0 at its end, -1 far behind it."""
    return -1.0 if position >= 3 else 2 / (1 + math.exp(5 * position)) - 1


def nab_values(stamps, windows):
    """What an alarm at each row is worth: (window's index, value), (None, value of a false one), or None in probation."""
    first = min(math.floor(PROBATION * len(stamps)), PROBATION * PROBATION_ROWS)
    spans = []
    for start, end in windows:
        inside = [i for i, stamp in enumerate(stamps) if start <= stamp <= end]
        spans.append((inside[0], inside[-1]) if inside else None)
    values, spans = [], [s for s in spans if s]
    for i in range(len(stamps)):
        window = next((k for k, (a, b) in enumerate(spans) if a <= i <= b), None)
        if i < first:
            values.append(None)
        elif window is not None:
            a, b = spans[window]
            values.append((window, sigmoid(-(b - i + 1) / (b - a + 1)) / sigmoid(-1.0)))
        else:
            before = [(a, b) for a, b in spans if b < i]
            a, b = before[-1] if before else (0, 0)
            values.append((None, sigmoid((i - b) / (b - a)) if before and b > a else -1.0))
    return values, len(spans)


def nab_score(files, alarms, profile):
    """files: [(values, number of windows)], alarms: per file the rows that raise one. 0 for none at all, 100 for perfect ones."""
    false_positive, false_negative = PROFILES[profile]
    total = perfect = nothing = 0.0
    for (values, windows), rows in zip(files, alarms):
        best = {}
        for row in rows:
            if values[row] is None:
                continue
            window, value = values[row]
            if window is None:
                total += false_positive * value
            else:
                best[window] = max(best.get(window, 0.0), value)
        counted = {v[0] for v in values if v and v[0] is not None}
        total += sum(best.values()) - false_negative * (len(counted) - len(best))
        perfect += len(counted)
        nothing -= false_negative * len(counted)
    return 100 * (total - nothing) / (perfect - nothing)


# ---- the program ----

def ask(tool, words, content):
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as f:
        f.write(content)
    try:
        done = subprocess.run([tool, "series", words[0], f.name, *words[1:], "--format", "csv"], capture_output=True, text=True)
    finally:
        os.unlink(f.name)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return list(csv.DictReader(done.stdout.splitlines()))


def forecast(tool, train, season, horizon):
    content = "".join("%d,%s\n" % (i + 1, "" if v is None else repr(v)) for i, v in enumerate(train))
    return ask(tool, ("forecast", "--season", str(season), "--horizon", str(horizon)), content)


def judge_forecasts(tool, pairs, season):
    """Means over series: MASE, sMAPE, the same of the seasonal naive forecast, MSIS, share of values inside the intervals."""
    sums, inside, values = [0.0] * 5, 0, 0
    for train, test in pairs:
        rows = forecast(tool, train, season, len(test))
        ours = errors(train, test, [float(r["mean"]) for r in rows], season)
        naive = errors(train, test, seasonal_naive(train, season, len(test)), season)
        if all(r["low"] for r in rows):
            width = msis(train, test, [float(r["low"]) for r in rows], [float(r["high"]) for r in rows], season)
        else:
            width = float("nan")
        sums = [a + b for a, b in zip(sums, ours + naive + (width,))]
        for y, r in zip(test, rows):
            if y is not None and r["low"]:
                inside += float(r["low"]) <= y <= float(r["high"])
                values += 1
    return [s / len(pairs) for s in sums] + [inside / values if values else float("nan")]


def line(goal, what, value, holds, limit):
    print("%-4s %-72s %10.3f  goal %-12s %s" % (goal, what, value, limit, "met" if holds else "MISSED"), flush=True)


def forecasts_print(tool, name, pairs, season, limit):
    mase, smape, naive, naive_smape, width, cover = judge_forecasts(tool, pairs, season)
    line("K1", "%s, %d series, MASE (seasonal naive %.3f)" % (name, len(pairs), naive), mase, mase <= limit, "<= %.2f" % limit)
    print("     %-72s %10.3f" % ("%s, sMAPE (seasonal naive %.3f)" % (name, naive_smape), smape))
    print("     %-72s %10.3f" % ("%s, MSIS of 95 %% intervals" % name, width))
    line("K1", "%s, share of values inside 95 %% intervals" % name, cover, 0.93 <= cover <= 0.97, ".93 to .97")


def find(folder, name):
    return sorted(os.path.join(at, f) for at, _, files in os.walk(folder) for f in files if f == name or (name[-1] == "*" and f.startswith(name[:-1])))


def nn5(tool, folder):
    paths = [p for p in find(folder, "nn5_daily_dataset*") if p.endswith(".tsf")]
    # With its holes, where both are there: they are part of the task.
    path = next((p for p in paths if "with_missing" in p), paths[0] if paths else None)
    if not path:
        return False
    forecasts_print(tool, "NN5 daily", [(v[:-56], v[-56:]) for v in read_tsf(path).values()], 7, 0.86)
    return True


def m4(tool, folder, name, season, limit):
    train, test = find(folder, name + "-train.csv"), find(folder, name + "-test.csv")
    if not train or not test:
        return False
    known, ahead = read_m4(train[0]), read_m4(test[0])
    forecasts_print(tool, "M4 " + name.lower(), [(known[k], ahead[k]) for k in known if k in ahead], season, limit)
    return True


def nab(tool, folder):
    labels = find(folder, "combined_windows.json")
    if not labels:
        return False
    with open(labels[0], encoding="utf-8") as f:
        windows = nab_windows(json.load(f))
    root = os.path.join(os.path.dirname(os.path.dirname(labels[0])), "data")
    files, alarms, scores = [], [], []
    for name in sorted(windows):
        path = os.path.join(root, name)
        if not os.path.exists(path):
            continue
        rows = read_nab(path)
        got = ask(tool, ("signals",), "timestamp,value\n" + "".join("%s,%s\n" % row for row in rows))
        files.append(nab_values([stamp for stamp, _ in rows], windows[name]))
        alarms.append([i for i, r in enumerate(got) if r["signal"] == "1"])
        scores.append([float(r["score"]) for r in got])
    if not files:
        return False
    for profile, limit in (("standard", 45), ("reward_low_FP_rate", None), ("reward_low_FN_rate", None)):
        value = nab_score(files, alarms, profile)
        if limit:
            line("K3", "NAB, %d files, %s, the signals as they are" % (len(files), profile), value, value >= limit, ">= %d" % limit)
        else:
            print("     %-72s %10.3f" % ("NAB, %s, the signals as they are" % profile, value))
        best = max((nab_score(files, [[i for i, s in enumerate(f) if s >= limit_] for f in scores], profile), limit_)
                   for limit_ in [x / 4 for x in range(6, 41)])
        print("     %-72s %10.3f" % ("NAB, %s, with the threshold that suits this corpus best (%.2f)" % (profile, best[1]), best[0]))
    return True


def main(tool, folder):
    found = [nn5(tool, folder), m4(tool, folder, "Hourly", 24, 1.10), m4(tool, folder, "Weekly", 1, 2.45), nab(tool, folder)]
    if not any(found):
        print("%s: holds none of nn5_daily_dataset*.tsf, Hourly-train.csv, Weekly-train.csv, labels/combined_windows.json" % folder)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
