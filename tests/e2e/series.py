#!/usr/bin/env python3
"""`tidewaiter series`: the statistics engines on plain files, as an analyst calls them. Prints TAP.

usage: series.py TIDEWAITER SOURCE_ROOT
"""
import csv
import datetime
import io
import json
import math
import random
import sys

from harness import call, main, one_sentence, printable, run, sample_db


def days(n, value, start="2025-01-01", header="day,value\n"):
    first = datetime.date.fromisoformat(start)
    return header + "".join("%s,%s\n" % (first + datetime.timedelta(i), value(i)) for i in range(n))


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def weekly(seed, n, noise=3.0):
    chance = random.Random(seed)
    return [round(100 + (30, 20, 10, 0, -10, -60, -50)[i % 7] + chance.gauss(0, noise), 3) for i in range(n)]


def test_a_forecast_has_its_four_columns_and_steps(p):
    values = weekly(1, 140)
    path = p.path("s.csv", days(140, lambda i: values[i]))
    out = run("series", "forecast", path, "--season", "7", "--horizon", "21", "--format", "csv")
    assert out.splitlines()[0] == "step,mean,low,high"
    got = rows(out)
    assert [r["step"] for r in got] == [str(i + 1) for i in range(21)]
    for i, r in enumerate(got):
        assert float(r["low"]) < float(r["mean"]) < float(r["high"])
        assert abs(float(r["mean"]) - (100 + (30, 20, 10, 0, -10, -60, -50)[i % 7])) < 6, (i, r)


def test_a_forecast_as_json_tells_moments_worth_and_totals(p):
    values = weekly(2, 140)
    path = p.path("s.csv", days(140, lambda i: values[i]))
    got = json.loads(run("series", "forecast", path, "--horizon", "3", "--format", "json"))
    assert got["season"] == 7 and got["trials"] >= 10 and not got["is_naive"]
    assert got["mean_absolute_error"] < got["seasonal_naive_error"]
    assert 0.9 < got["coverage"] <= 1
    assert abs(sum(m["weight"] for m in got["methods"]) - 1) < 1e-9
    assert [s["at"] for s in got["steps"]] == ["2025-05-21", "2025-05-22", "2025-05-23"]
    assert abs(sum(s["mean"] for s in got["steps"]) - got["steps"][2]["total"]["mean"]) < 1e-6


def test_the_same_file_gives_the_same_bytes_however_it_is_written(p):
    values = weekly(3, 120)
    plain = p.path("a.csv", days(120, lambda i: values[i]))
    lines = days(120, lambda i: values[i], header="").splitlines()
    random.Random(1).shuffle(lines)
    mixed = p.path("b.csv", "\ufeffjour;montant\r\n" + "".join(
        "%s;%s\r\n" % (line.split(",")[0], line.split(",")[1].replace(".", ",")) for line in lines))
    words = ("--season", "7", "--horizon", "14", "--format", "csv")
    first = run("series", "forecast", plain, *words)
    assert first == run("series", "forecast", plain, *words)
    assert first == run("series", "forecast", mixed, *words)
    with open(plain, "rb") as f:
        assert first == run("series", "forecast", "-", *words, stdin=f.read())


def test_dates_are_read_as_offices_and_programs_write_them(p):
    first = datetime.date(2025, 1, 1)
    values = weekly(8, 120)
    words = ("--horizon", "3", "--format", "json")
    told = None
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d", "%d-%b-%Y"):
        content = "date,value\n" + "".join("%s,%s\n" % ((first + datetime.timedelta(i)).strftime(form), v) for i, v in enumerate(values))
        got = json.loads(run("series", "forecast", p.path("d.csv", content), *words))
        told = told or got
        assert got == told and [s["at"] for s in got["steps"]] == ["2025-05-01", "2025-05-02", "2025-05-03"], form
    for form in ("%b %Y", "%B %Y", "%b-%y", "%Y-%m"):
        content = "month;value\n" + "".join("%s;%d\n" % (datetime.date(2015 + i // 12, i % 12 + 1, 1).strftime(form), 50 + i % 12) for i in range(60))
        got = json.loads(run("series", "forecast", p.path("m.csv", content), *words))
        assert got["season"] == 12 and got["steps"][0]["at"] == "2020-01", (form, got["steps"][0])
    for form in ("%d", "%d.0", "%d000"):
        content = "t,v\n" + "".join((form + ",%s\n") % (1735689600 + 86400 * i, v) for i, v in enumerate(values))
        got = json.loads(run("series", "forecast", p.path("t.csv", content), *words))
        assert got["season"] == 7 and got["steps"][0]["at"] == "2025-05-01T00:00:00Z", (form, got["steps"][0])


def test_clocks_that_are_read_early_or_late_keep_their_round_steps(p):
    chance = random.Random(9)
    start = datetime.datetime(2025, 1, 6)
    lines = ["%s,%.3f" % ((start + datetime.timedelta(seconds=300 * i + chance.randint(-60, 60))).isoformat(" "),
                          50 + 30 * math.sin(i % 288 * math.pi / 144) + chance.gauss(0, 2)) for i in range(288 * 8) if i % 50]
    done = call("series", "signals", p.path("j.csv", "timestamp,value\n" + "\n".join(lines)), "--format", "json")
    assert json.loads(done.stdout)["season"] == 288 and "steps have no row" in done.stderr.decode(), done.stderr
    # A clock that runs at another pace is not forced onto round steps.
    lines = ["%s,%d" % ((start + datetime.timedelta(seconds=310 * i + i % 3)).isoformat(" "), i % 7) for i in range(500)]
    assert "keep no distance" in call("series", "signals", p.path("k.csv", "\n".join(lines))).stderr.decode()


def test_readings_of_which_many_are_left_out_keep_their_day(p):
    chance = random.Random(12)
    start, shift, lines, jam = datetime.datetime(2025, 9, 1, 11, 25), 0, [], []
    for i in range(288 * 12):
        shift += chance.random() < 0.004
        if chance.random() < 0.4:
            continue
        slow = 288 * 10 + 40 <= i < 288 * 10 + 52
        jam += [len(lines)] if slow else []
        lines.append("%s,%.1f" % (start + datetime.timedelta(minutes=5 * i + shift % 5), chance.uniform(10, 30) if slow else chance.gauss(64, 3)))
    done = call("series", "signals", p.path("l.csv", "timestamp,value\n" + "\n".join(lines)), "--format", "json")
    got = json.loads(done.stdout)
    assert got["season"] == 288 and got["false_alarm_every"] == 2000 and "steps have no row" in done.stderr.decode(), done.stderr
    told = [i for i, r in enumerate(got["rows"]) if r["signal"]]
    assert jam and jam[0] in told and len(told) <= 6, (jam, told)
    # Two rows within one step are no two values of one moment: a few of them, and one that does stand twice, are averaged.
    for i in range(0, len(lines), 55):
        moment, value = lines[i].split(",")
        later = datetime.datetime.fromisoformat(moment) + datetime.timedelta(minutes=0 if i % 1100 == 0 else 1)
        lines[i] += "\n%s,%.1f" % (later, float(value) + 1)
    done = call("series", "signals", p.path("m.csv", "timestamp,value\n" + "\n".join(lines)), "--format", "json")
    assert done.returncode == 0 and json.loads(done.stdout)["season"] == 288, done.stderr
    assert "share a step" in done.stderr.decode() and "stand more than once" in done.stderr.decode(), done.stderr


def test_rows_without_a_readable_date_are_counted_and_that_is_said(p):
    path = p.path("n.csv", "when,value\n" + "".join("week %d of it,%d\n" % (i, i % 5) for i in range(40)))
    done = call("series", "forecast", path, "--horizon", "1", "--format", "csv")
    assert done.returncode == 0 and "the rows are counted" in done.stderr.decode(), done.stderr
    assert "counted" not in call("series", "forecast", p.path("o.csv", "1\n2\n3\n" * 9), "--horizon", "1").stderr.decode()


def test_huge_and_tiny_values_are_as_sure_as_any(p):
    values = weekly(10, 150)
    for part, words in (("forecast", ("--horizon", "9")), ("impact", ("--at", "2025-04-01")), ("signals", ())):
        plain = p.path("u.csv", days(150, lambda i: repr(values[i])))
        expected = rows(run("series", part, plain, *words, "--format", "csv"))
        for unit in (2.0 ** 1016, 2.0 ** -1000):
            scaled = p.path("v.csv", days(150, lambda i: repr(values[i] * unit)))
            got = rows(run("series", part, scaled, *words, "--format", "csv"))
            assert expected and len(got) == len(expected), (part, unit, expected, got)
            for a, b in zip(expected, got):
                for name in ("mean", "low", "high", "effect"):
                    if a.get(name):
                        assert math.isclose(float(b[name]) / unit, float(a[name]), rel_tol=1e-9), (part, unit, name, a, b)
                for name in ("p", "score", "signal", "placebo_p"):
                    assert a.get(name) == b.get(name), (part, unit, name, a, b)
    top = p.path("w.csv", days(150, lambda i: repr(values[i] / 150 * 1.7e308)))
    for r in rows(run("series", "forecast", top, "--horizon", "30", "--format", "csv")):
        assert all(math.isfinite(float(r[name])) for name in ("mean", "low", "high")), r


def test_what_was_put_in_order_is_said_on_stderr_only(p):
    path = p.path("g.csv", "2025-01-03,3\n2025-01-01,1\n2025-01-02,2\n2025-01-06,6\n2025-01-07,7\n2025-01-08,8\n")
    done = call("series", "forecast", path, "--horizon", "1", "--season", "1", "--format", "csv")
    assert done.returncode == 0
    text = done.stderr.decode()
    assert "sorted" in text and "2 of 8 steps have no row" in text, text
    assert done.stdout.decode().startswith("step,mean,low,high\n1,")


def test_short_constant_and_empty_series_end_in_a_forecast_or_a_sentence(p):
    for content in ("5\n", "5\n6\n", "0\n" * 30, "7\n" * 9, "1\n2\n\n\n5\n", "-1e9\n1e9\n" * 8):
        done = call("series", "forecast", p.path("x.csv", content), "--horizon", "4", "--season", "1", "--format", "csv")
        assert done.returncode == 0, (content[:20], done.stderr)
        for r in rows(done.stdout.decode()):
            assert math.isfinite(float(r["mean"])), (content[:20], r)
            assert r["low"] == r["high"] == "" or float(r["low"]) <= float(r["high"])
        printable(done)
    one_sentence(call("series", "forecast", p.path("e.csv", "")), "is empty")
    one_sentence(call("series", "forecast", p.path("w.csv", "a,b\nc,d\n")), "no column of it holds numbers")


def test_wrong_words_and_files_are_one_sentence(p):
    path = p.path("s.csv", days(30, lambda i: i))
    for words, code, part in (
            ((), 64, "forecast, signals or impact"), (("guess", path), 64, "forecast, signals or impact"),
            (("forecast",), 64, "one file"), (("forecast", path, path), 64, "one file"),
            (("forecast", path, "--season", "0"), 64, "--season"), (("forecast", path, "--horizon", "x"), 64, "--horizon"),
            (("forecast", path, "--format", "xml"), 64, "table, csv or json"), (("forecast", path, "--value", "nil"), 64, "nil"),
            (("forecast", p.path("no.csv")), 66, "no.csv"), (("forecast", p.path("b.csv", "2025-01-01,1\n2025-01-02,x\n2025-01-03,2\n")), 65, "line 2"),
            (("forecast", path, "--horizon", "2", "-o", p.path("no/where.csv")), 73, "where.csv")):
        done = call("series", *words)
        assert done.returncode == code, (words, done.returncode, done.stderr)
        one_sentence(done, part)


def test_figures_of_the_program_itself_can_be_forecast(p):
    figures = run("-d", sample_db(p), "kpi", "revenue_collected", "--by", "day", "--format", "csv")
    got = json.loads(run("series", "forecast", "-", "--horizon", "7", "--format", "json", stdin=figures.encode()))
    assert got["season"] == 7 and len(got["steps"]) == 7 and all(s["low"] >= 0 for s in got["steps"])


def test_signals_have_a_row_for_each_row_of_the_file(p):
    values = weekly(4, 400)
    values[300] += 40
    values[120] = ""
    path = p.path("s.csv", days(400, lambda i: values[i]) + "2025-12-31,%s\n" % values[364])
    out = run("series", "signals", path, "--format", "csv")
    assert out.splitlines()[0] == "timestamp,value,score,signal"
    got = rows(out)
    assert len(got) == 401 and got[0]["timestamp"] == "2025-01-01" and got[120]["value"] == ""
    assert all(r["signal"] in "01" and float(r["score"]) >= 0 for r in got)
    assert got[300]["signal"] == "1" and float(got[300]["score"]) == max(float(r["score"]) for r in got)
    assert sum(r["signal"] == "1" for r in got) < 14
    told = json.loads(run("series", "signals", path, "--format", "json"))
    assert told["season"] == 7 and told["false_alarm_every"] == 100
    assert told["rows"][300]["kind"] == "spike" and told["rows"][300]["direction"] == "up"
    assert told["rows"][300]["low"] < told["rows"][300]["expected"] < told["rows"][300]["high"] < told["rows"][300]["value"]
    table = run("series", "signals", path)
    assert "2025-10-28" in table and "one in 100 steps" in table


def test_signals_of_a_file_cut_short_are_those_of_the_whole(p):
    values = weekly(5, 300)
    for i in range(200, 300):
        values[i] += 12
    whole = run("series", "signals", p.path("a.csv", days(300, lambda i: values[i])), "--format", "csv").splitlines()
    for n in (30, 150, 203, 210, 299):
        cut = run("series", "signals", p.path("b.csv", days(n, lambda i: values[i])), "--format", "csv").splitlines()
        assert cut == whole[:n + 1], n


def test_hours_and_rows_without_rhythm_are_judged_too(p):
    chance = random.Random(6)
    start = datetime.datetime(2025, 1, 6)
    value = [50 + 30 * math.sin(i % 24 * math.pi / 12) + chance.gauss(0, 2) for i in range(24 * 40)]
    value[24 * 30 + 3] += 30
    lines = ["%s,%.3f" % ((start + datetime.timedelta(hours=i)).strftime("%Y-%m-%d %H:%M:%S"), v) for i, v in enumerate(value)]
    got = json.loads(run("series", "signals", p.path("h.csv", "timestamp,value\n" + "\n".join(lines)), "--format", "json"))
    assert got["season"] == 24 and got["longer_season"] == 168 and got["false_alarm_every"] == 2000
    assert got["rows"][24 * 30 + 3]["signal"] and sum(r["signal"] for r in got["rows"]) <= 5
    moments = sorted(chance.uniform(0, 90) for _ in range(400))
    lines = ["%s,%.3f" % ((start + datetime.timedelta(days=m)).isoformat(timespec="seconds"), chance.gauss(10, 1)) for m in moments]
    done = call("series", "signals", p.path("i.csv", "\n".join(lines)), "--format", "csv")
    assert done.returncode == 0 and "keep no distance" in done.stderr.decode() and len(rows(done.stdout.decode())) == 400
    # Some of them a day are readings within days, though they keep no distance.
    assert json.loads(run("series", "signals", p.path("i.csv", "\n".join(lines)), "--format", "json"))["false_alarm_every"] == 2000


def impact_files(p, step=-6.0, shock=0.0, n=180, start=120):
    """A series with a step at its 120th day, and two others that share its wave, and the shock of that day, but not the step."""
    wave, paths = random.Random(7), []
    shared = [wave.gauss(0, 2) for _ in range(n)]
    for k, name in enumerate(("own.csv", "first.csv", "second.csv")):
        values = weekly(20 + k, n, 1.0)
        paths.append(p.path(name, days(n, lambda i: "%.4f" % (
            40 * k + values[i] + shared[i] + (shock + (step if k == 0 else 0) if i >= start else 0)))))
    return paths


def test_an_impact_has_its_columns_and_the_effect_that_was_planted(p):
    own, first, second = impact_files(p)
    out = run("series", "impact", own, "--at", "2025-05-01", "--control", first, "--control", second, "--format", "csv")
    assert out.splitlines()[0] == "effect,low,high,relative_effect,p,placebo_p,n_before,n_after,method,verdict"
    got, = rows(out)
    assert float(got["low"]) <= -6 <= float(got["high"]) and float(got["high"]) < 0
    assert float(got["p"]) < 0.001 and 0 < float(got["placebo_p"]) <= 0.05
    assert (got["n_before"], got["n_after"]) == ("120", "60")
    assert "2 series" in got["method"] and got["verdict"].startswith("lower by ")
    told = json.loads(run("series", "impact", own, "--at", "2025-05-01", "--control", first, "--format", "json"))
    assert told["real"] and told["season"] == 7 and told["controls"][0]["weight"] == 1
    assert abs(told["mean_after"] - told["mean_expected"] - told["effect"]) < 1e-9
    assert len(told["steps"]) == 180 and told["steps"][0]["at"] == "2025-01-01"
    assert "Verdict: lower by" in run("series", "impact", own, "--at", "2025-05-01")


def test_what_happened_everywhere_is_no_effect(p):
    own, first, second = impact_files(p, step=0, shock=9)
    alone, = rows(run("series", "impact", own, "--at", "2025-05-01", "--format", "csv"))
    assert float(alone["p"]) < 0.01 and alone["verdict"].startswith("higher by")
    beside, = rows(run("series", "impact", own, "--at", "2025-05-01", "--control", first, "--control", second, "--format", "csv"))
    assert float(beside["p"]) > 0.05 and "cannot be told apart from chance" in beside["verdict"], beside


def test_the_day_of_an_impact_is_read_as_people_write_it(p):
    own, _, _ = impact_files(p)
    first = run("series", "impact", own, "--at", "2025-05-01", "--format", "csv")
    for words in (("--at", "2025-05"), ("--at", "2025-05-01T09:30"), ("--at", "20250501"), ("--at", "1/5/2025", "--date-order", "dmy"),
                  ("--at", "1 May 2025")):
        assert first == run("series", "impact", own, *words, "--format", "csv"), words
    one_sentence(call("series", "impact", own, "--at", "3/4/2025"), "two ways")
    one_sentence(call("series", "impact", own, "--at", "soon"), "write it like 2025-06-29")
    one_sentence(call("series", "impact", own), "--at 2026-09-01")


def test_what_is_too_short_for_an_impact_says_what_it_takes(p):
    own, first, _ = impact_files(p)
    for at, part in (("2025-06-27", "it takes 7 values from 2025-06-27, and there are 3"), ("2025-01-10", "it takes 28 values before 2025-01-10"),
                     ("2030-01-01", "there are 0"), ("1999-01-01", "there are 0")):
        done = call("series", "impact", own, "--at", at, "--format", "csv")
        got, = rows(done.stdout.decode())
        assert done.returncode == 0 and part in got["verdict"] and got["effect"] == got["p"] == "", (at, got)
    assert "zero or below" in run("series", "impact", p.path("z.csv", days(180, lambda i: i % 9)), "--at", "2025-05-01", "--log")
    for content in ("1\n" * 40, "5\n" * 20 + "7\n" * 20):
        printable(call("series", "impact", p.path("x.csv", content), "--at", "21"))
    other = p.path("other.csv", "2020-01-01,1\n2020-01-02,2\n")
    one_sentence(call("series", "impact", own, "--at", "2025-05-01", "--control", other), "no value at any moment")
    one_sentence(call("series", "impact", own, "--at", "2025-05-01", "--control", p.path("m.csv", "2025-01,1\n2025-02,2\n")), "same kind")
    one_sentence(call("series", "impact", own, "--at", "2025-05-01", *["--control", first] * 13), "up to 12")
    one_sentence(call("series", "impact", own, "--at", "2025-05-01", "--control", p.path("none.csv")), "none.csv")


sys.exit(main(globals()))
