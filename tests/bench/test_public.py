#!/usr/bin/env python3
"""The readers and scorers of public.py, by hand-worked cases and on tiny files in the layouts in which the sets are published. TAP.

usage: test_public.py TIDEWAITER
"""
import json
import math
import os
import subprocess
import sys
import tempfile

import public

HERE = os.path.dirname(os.path.abspath(__file__))


def write(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(content)
    return path


def near(a, b, within=1e-9):
    assert abs(a - b) <= within, (a, b)


def test_mase_and_smape_are_those_of_the_competitions(folder):
    # In sample the season of 2 is missed by 2 and 2, on average 2; ahead by 1 and 3.
    mase, smape = public.errors([1, 10, 3, 12], [5, 14], [4, 11], 2)
    near(mase, 2 / 2)
    near(smape, (200 * 1 / 9 + 200 * 3 / 25) / 2)
    # A missing value ahead is not counted; one in the past has no step.
    near(public.errors([1, None, 3, 12], [None, 14], [4, 11], 2)[0], 3 / 2)
    assert public.seasonal_naive([1, 2, None, 4], 2, 3) == [1, 4, 1]
    # A place of the season that never had a value has the newest of all.
    assert public.seasonal_naive([1, None, 3, None], 2, 3) == [3, 3, 3]


def test_intervals_are_scored_as_in_m4(folder):
    # Widths 4 and 2; the second value lies 1 above: 2 / 0.05 more; the third is missing. In sample the season of 2 is missed by 2.
    near(public.msis([1, 10, 3, 12], [5, 14, None], [3, 11, 0], [7, 13, 9], 2), (4 + 2 + 40) / 2 / 2)
    near(public.msis([1, 10, 3, 12], [1, 12], [3, 11], [7, 13], 2), (4 + 2 + 80) / 2 / 2)


def test_archives_are_read_as_they_are_published(folder):
    tsf = write(folder, "nn5_daily_dataset_with_missing_values.tsf", "# comment\n@relation NN5\n@attribute series_name string\n@frequency daily\n"
                "@horizon 56\n@missing true\n@data\nT1:1996-03-18 00-00-00:1.5,?,3\nT2:1996-03-18 00-00-00:4,5,6\n")
    assert public.read_tsf(tsf) == {"T1": [1.5, None, 3.0], "T2": [4.0, 5.0, 6.0]}
    m4 = write(folder, "Hourly-train.csv", '"V1","V2","V3","V4"\n"H1","1","2",""\n"H2","3","4","5"\n')
    assert public.read_m4(m4) == {"H1": [1.0, 2.0], "H2": [3.0, 4.0, 5.0]}


def test_the_sigmoid_is_nabs(folder):
    # 2 / (1 + exp(5 y)) - 1, and -1 beyond three windows' lengths (NAB, scorer.py: scaledSigmoid).
    near(public.sigmoid(0), 0)
    near(public.sigmoid(-1), 2 / (1 + math.exp(-5)) - 1)
    near(public.sigmoid(0.45), -0.8093, 1e-3)
    assert public.sigmoid(3) == public.sigmoid(50) == -1


def example():
    """Twenty rows of which three are on probation; one window over rows 8 to 11."""
    stamps = ["2026-01-01 00:%02d:00" % i for i in range(20)]
    return public.nab_values(stamps, [(stamps[8], stamps[11])])


def test_rows_are_worth_what_their_place_in_a_window_says(folder):
    values, windows = example()
    assert windows == 1 and values[:3] == [None] * 3
    assert values[3] == values[7] == (None, -1.0)                   # no window before: a full false alarm
    near(values[8][1], 1.0)                                         # the earliest row of the window
    near(values[11][1], public.sigmoid(-0.25) / public.sigmoid(-1))  # the last one: -(11 - 11 + 1) / 4
    near(values[12][1], public.sigmoid(1 / 3))                      # one behind: 1 / (4 - 1)
    near(values[19][1], public.sigmoid(8 / 3))


def test_a_score_is_0_for_no_alarm_and_100_for_perfect_ones(folder):
    files = [example(), example()]
    for profile in public.PROFILES:
        near(public.nab_score(files, [[], []], profile), 0)
        near(public.nab_score(files, [[8], [8]], profile), 100)
    # One window found by its second row and again by its last, which adds nothing; a false alarm before it; the other window missed:
    # (sigmoid(-3/4)/sigmoid(-1) - 0.11 - 1 + 2) / (2 + 2).
    value = public.sigmoid(-0.75) / public.sigmoid(-1)
    near(public.nab_score(files, [[5, 9, 11], []], "standard"), 100 * (value - 0.11 - 1 + 2) / 4)
    near(public.nab_score(files, [[5, 9, 11], []], "reward_low_FP_rate"), 100 * (value - 0.22 - 1 + 2) / 4)
    near(public.nab_score(files, [[5, 9, 11], []], "reward_low_FN_rate"), 100 * (value - 0.11 - 2 + 4) / 6)
    near(public.nab_score(files, [[1], []], "standard"), 0)         # on probation nothing counts


def series(n, season, seed):
    state, out = seed, []
    for i in range(n):
        state = (state * 1103515245 + 12345) % 2 ** 31
        out.append(round(50 + 10 * math.sin(2 * math.pi * i / season) + state / 2 ** 31 * 4, 3))
    return out


def test_all_three_sets_are_judged_from_files_of_their_layout(folder):
    write(folder, "nn5/nn5_daily_dataset_with_missing_values.tsf", "@frequency daily\n@data\n" + "".join(
        "T%d:1996-03-18 00-00-00:%s\n" % (k, ",".join("?" if i % 50 == 9 else str(v) for i, v in enumerate(series(300, 7, k)))) for k in (1, 2)))
    for name, season, n, h in (("Hourly", 24, 400, 48), ("Weekly", 52, 200, 13)):
        rows = {"%s%d" % (name[0], k): series(n + h, season, k) for k in (3, 4)}
        for part, cut in (("train", slice(0, n)), ("test", slice(n, None))):
            write(folder, "m4/%s-%s.csv" % (name, part), '"V1",...\n' + "".join('"%s",%s\n' % (k, ",".join('"%s"' % x for x in v[cut])) for k, v in rows.items()))
    values = series(400, 24, 9)
    values[300] += 60
    stamps = ["2014-04-%02d %02d:%02d:00" % (1 + i // 96, i % 96 // 4, i % 4 * 15) for i in range(400)]
    write(folder, "nab/data/artificial/jump.csv", "timestamp,value\n" + "".join("%s,%s\n" % row for row in zip(stamps, values)))
    write(folder, "nab/labels/combined_windows.json", json.dumps({
        "artificial/jump.csv": [["%s.000000" % stamps[296], "%s.000000" % stamps[304]]], "artificial/absent.csv": []}))
    done = subprocess.run([sys.executable, os.path.join(HERE, "public.py"), TOOL, folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for part in ("NN5 daily, 2 series, MASE", "NN5 daily, MSIS of 95 % intervals", "M4 weekly, MSIS", "M4 hourly, 2 series, MASE", "M4 weekly, 2 series, MASE", "share of values inside 95 % intervals",
                 "NAB, 1 files, standard"):
        assert part in done.stdout, (part, done.stdout)
    standard = next(line for line in done.stdout.splitlines() if line.startswith("K3"))
    assert float(standard.split("goal")[0].split()[-1]) > 45, standard  # a jump of sixty units in noise of four


def test_a_folder_without_any_says_what_it_looked_for(folder):
    done = subprocess.run([sys.executable, os.path.join(HERE, "public.py"), TOOL, folder], capture_output=True, text=True)
    assert done.returncode == 1 and "combined_windows.json" in done.stdout


TOOL = os.path.abspath(sys.argv[1])
tests = [(name, test) for name, test in list(globals().items()) if name.startswith("test_")]
print("TAP version 13\n1..%d" % len(tests))
failed = 0
for number, (name, test) in enumerate(tests, 1):
    with tempfile.TemporaryDirectory() as folder:
        try:
            test(folder)
            print("ok %d - %s" % (number, name[5:]), flush=True)
        except Exception as error:  # told, and the next one is tried
            failed += 1
            print("not ok %d - %s\n# %r" % (number, name[5:], error), flush=True)
sys.exit(failed > 0)
