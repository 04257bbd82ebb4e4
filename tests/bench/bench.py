#!/usr/bin/env python3
"""The performance goals as ratios against a peer in the same run, on a file this writes itself.

usage: bench.py BUILD_DIR [--rows N] [--rounds N] [--keep DIR] [--data DIR] [--only ratios|loads|statistics]

--only loads: files of --rows and of a tenth of them, a day's file on the larger (goals 1, 3, 4, 8, 11). Ten million rows take 8 GB
and a quarter of an hour: `--only loads --rows 10000000 --rounds 1`.

Statistics are judged on series that are made here, so that their truth is known (goals K2, K4, K5 and the intervals of K1), and on public ones where --data names
the folder they are in (K1, K3: see public.py).

CPU is user + system of the whole process; rounds are interleaved and the median ratio is told. A peer that cannot be had is
said so and its ratios are left out; nothing here fails because a machine is slow.
"""
import argparse
import json
import os
import pty
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from loads import bench_import, bench_loads
from measure import Duck, HERE, line, median_ratio


class Terminal:
    """A program on a pty of 80x24: what it sends and when."""

    def __init__(self, words):
        self.start = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", LINES="24", COLUMNS="80")
            os.environ.pop("NO_COLOR", None)
            os.execv(words[0], words)

    def read(self, quiet):
        """(bytes, seconds from the start to the last of them) until nothing came for `quiet` seconds."""
        n, last = 0, self.start
        while select.select([self.fd], [], [], quiet)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                break
            if not data:
                break
            n, last = n + len(data), time.monotonic()
        return n, last - self.start

    def type(self, keys):
        os.write(self.fd, keys.encode())

    def end(self):
        os.close(self.fd)
        return os.wait4(self.pid, 0)[2].ru_maxrss


def bench_questions(args, build, db, csv_path, folder, duck):
    broker = subprocess.run(["sqlite3", db, "SELECT text FROM code WHERE id = (SELECT broker_id FROM declaration LIMIT 1)"],
                            capture_output=True, text=True).stdout.strip()
    got = json.loads(subprocess.run([os.path.join(build, "tests/bench/scan"), db, broker], check=True, capture_output=True,
                                    text=True).stdout)
    for name, what in (("days30_time", "30 days, a time KPI"), ("days30_rate", "30 days, a rate"), ("days30_broker", "30 days, filtered by broker")):
        line("5", "%s, ms over %d rows" % (what, got["rows"]), got[name], 2)
    for name, what in (("whole_time", "whole range, a time KPI"), ("whole_rate", "whole range, a rate"), ("whole_broker", "whole range, by broker")):
        line("5", "%s, ms over %d rows" % (what, got["rows"]), got[name], 25)
    if duck.there:
        peer = os.path.join(folder, "duck.db")
        ask = ("SELECT office, lane_initial, quantile_disc(s, .5), quantile_disc(s, .9) FROM (SELECT office, lane_initial, "
               "greatest(0, epoch(released_at) - epoch(arrived_at)) s FROM t) GROUP BY 1, 2")
        best = min(r["wall"] for r in duck.run(1, peer, ask, ask, ask))
        line("6", "P50 and P90 by office and lane, whole range / DuckDB exact, wall", got["whole_by_office_lane"] / best, 0.03)


def bench_screen(args, build, tool, db):
    first, peer, peak, sizes = [], [], 0, {}
    for _ in range(max(args.rounds, 5)):
        t = Terminal([tool, "-d", db])
        n, at = t.read(0.6)
        first.append(at)
        sizes["first frame"] = n
        for name, keys in (("a cursor move", "\x1bOB"), ("a change of panel", "2")):
            t.type(keys)
            sizes[name] = t.read(0.6)[0]
        sizes["two idle seconds"] = t.read(2.2)[0]
        peak = max(peak, t.end())
        t = Terminal([os.path.join(build, "tests/bench/empty_frame")])
        peer.append(t.read(0.3)[1])
        t.end()
    line("9", "first frame / an ncurses frame without data, wall", median_ratio(first, peer), 2.5)
    line("9", "peak memory of the dashboard, MiB", peak / 1024, 16)
    for name, limit in (("first frame", 3600), ("a cursor move", 120), ("a change of panel", 1500), ("two idle seconds", 0)):
        line("10", "%s at 80x24, bytes" % name, sizes[name], limit)


def bench_statistics(build, db):
    """What simulated.c tells of its goals, a line each; a rest of rounding is no zero."""
    out = subprocess.run([os.path.join(build, "tests/bench/simulated"), *([db] if db else [])], check=True, capture_output=True, text=True).stdout
    for row in out.splitlines():
        goal, what, value, low, high = row.split("|")
        value = float(value)
        text = "%-4s %-72s %10s" % (goal, what, "%.3f" % value if value == 0 or abs(value) >= 1e-3 else "%.1e" % value)
        if low or high:
            held = (not low or value >= float(low)) and (not high or value <= float(high))
            text += "  goal %-13s %s" % (low + " to " + high if low and high else ">= " + low if low else "<= " + high, "met" if held else "MISSED")
        print(text, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--rows", type=int, default=1000000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", help="a folder for the files, kept afterwards")
    parser.add_argument("--data", help="a folder with public series")
    parser.add_argument("--only", choices=("ratios", "loads", "statistics"))
    args = parser.parse_args()
    tool = os.path.join(os.path.abspath(args.build), "src/app/tidewaiter")
    folder = args.keep or tempfile.mkdtemp(prefix="tidewaiter-bench-")
    os.makedirs(folder, exist_ok=True)
    try:
        if args.only not in ("ratios", "loads"):
            sample = os.path.join(folder, "sample.db")
            subprocess.run([tool, "-d", sample, "load", os.path.join(os.path.dirname(os.path.dirname(HERE)), "sample-data")], check=True, capture_output=True)
            bench_statistics(args.build, sample)
            if args.data:
                subprocess.run([sys.executable, os.path.join(HERE, "public.py"), tool, args.data], check=False)
            else:
                print("K1 and K3 are measured on public series: --data DIR (NN5, M4, NAB; see tests/bench/public.py)")
        if args.only == "statistics":
            return
        if args.only == "loads":
            bench_loads(args, tool, folder, Duck(folder))
            return
        subprocess.run([tool, "simulate", "--rows", str(args.rows), "--wide", "-o", folder], check=True, stderr=subprocess.DEVNULL)
        csv_path = os.path.join(folder, "declarations.csv")
        print("%d declarations, %.0f bytes a row, %d interleaved rounds, medians" % (args.rows, os.path.getsize(csv_path) / args.rows, args.rounds))
        duck = Duck(folder)
        if not duck.there:
            print("DuckDB cannot be had here (npm install @duckdb/node-api): its ratios are left out")
        db = bench_import(args, tool, csv_path, folder, duck)
        bench_questions(args, args.build, db, csv_path, folder, duck)
        bench_screen(args, args.build, tool, db)
    finally:
        if not args.keep:
            shutil.rmtree(folder, ignore_errors=True)


main()
