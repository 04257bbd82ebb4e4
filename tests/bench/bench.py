#!/usr/bin/env python3
"""The performance goals as ratios against a peer in the same run, on a file this writes itself.

usage: bench.py BUILD_DIR [--rows N] [--rounds N] [--keep DIR] [--db FILE] [--data DIR] [--only ratios|loads|statistics|stories]

--only loads: files of --rows and of a tenth of them, a day's file on the larger (goals 1, 3, 4, 8, 11). Ten million rows take 8 GB
and a quarter of an hour: `--only loads --rows 10000000 --rounds 1`.

--only stories: planted stories and quiet countries, counted (stories.py): half an hour.

Statistics are judged on series that are made here, so that their truth is known (goals K2, K4, K5 and the intervals of K1), and on public ones where --data names
the folder they are in (K1, K3: see public.py).

CPU is user + system of the whole process; rounds are interleaved and the median ratio is told. A peer that cannot be had is
said so and its ratios are left out; nothing here fails because a machine is slow.
"""
import argparse
import glob
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


def processor_ms(pid):
    """What all threads of a process have used so far."""
    total = 0
    for task in glob.glob("/proc/%d/task/*/schedstat" % pid):
        try:
            with open(task) as file:
                total += int(file.read().split()[0])
        except OSError:
            pass
    return total / 1e6


class Terminal:
    """A program on a pty of 80x24: what it sends and when."""

    def __init__(self, words):
        self.start = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", LINES="24", COLUMNS="80")
            os.environ.pop("NO_COLOR", None)
            os.execv(words[0], words)

    def read(self, quiet, mark=None):
        """(bytes, seconds from the start to the last of them) until nothing came for `quiet` seconds. Keeps the processor time
        and the wall time when `mark` was there and at the last bytes."""
        n, last, seen = 0, self.start, b""
        self.marked = None
        while select.select([self.fd], [], [], quiet)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                break
            if not data:
                break
            n, last = n + len(data), time.monotonic()
            self.last = (last - self.start, processor_ms(self.pid))
            seen += data
            if mark and not self.marked and mark in seen:
                self.marked = self.last
        return n, last - self.start

    def type(self, keys):
        os.write(self.fd, keys.encode())

    def peak_kib(self):
        with open("/proc/%d/status" % self.pid) as file:
            return next(int(row.split()[1]) for row in file if row.startswith("VmHWM"))

    def end(self):
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def bench_questions(args, build, db, csv_path, folder, duck):
    broker = subprocess.run(["sqlite3", db, "SELECT text FROM code WHERE id = (SELECT broker_id FROM declaration LIMIT 1)"],
                            capture_output=True, text=True).stdout.strip()
    got = json.loads(subprocess.run([os.path.join(build, "tests/bench/scan"), db, broker], check=True, capture_output=True,
                                    text=True).stdout)
    for name, what in (("days30_time", "30 days, a time KPI"), ("days30_rate", "30 days, a rate"), ("days30_broker", "30 days, filtered by broker")):
        line("5", "%s, ms over %d rows" % (what, got["rows"]), got[name], 2)
    for name, what in (("whole_time", "whole range, a time KPI"), ("whole_rate", "whole range, a rate"), ("whole_broker", "whole range, by broker")):
        line("5", "%s, ms over %d rows" % (what, got["rows"]), got[name], 25)
    line("7", "a quantile read from bins, its error at most, percent", got["bins_error_percent"], 0.40)
    if duck and duck.there:
        peer = os.path.join(folder, "duck.db")
        ask = ("SELECT office, lane_initial, quantile_disc(s, .5), quantile_disc(s, .9) FROM (SELECT office, lane_initial, "
               "greatest(0, epoch(released_at) - epoch(arrived_at)) s FROM t) GROUP BY 1, 2")
        best = min(r["wall"] for r in duck.run(1, peer, ask, ask, ask))
        line("6", "P50 and P90 by office and lane, whole range / DuckDB exact, wall", got["whole_by_office_lane"] / best, 0.03)


def bench_frame(args, build, tool, db):
    """The first figures and all of the first view, against an ncurses frame without data. A busy machine stretches the wall time
    of both, but not by the same: processor time is steadier."""
    figures, whole, peer, peak = [], [], [], 0
    for _ in range(max(args.rounds, 5)):
        t = Terminal([tool, "-d", db])
        t.read(1.5, b"Delay by")
        figures.append(t.marked or t.last)
        whole.append(t.last)
        peak = max(peak, t.peak_kib())
        t.end()
        t = Terminal([os.path.join(build, "tests/bench/empty_frame")])
        t.read(0.3)
        peer.append(t.last)
        t.end()
    for name, ours in (("first figures", figures), ("the whole first view", whole)):
        for at, what in ((0, "wall"), (1, "CPU")):
            line("9", "%s / an ncurses frame without data, %s" % (name, what), median_ratio([o[at] for o in ours], [p[at] for p in peer]), 2.5)
    line("9", "peak memory of the dashboard, MiB", peak / 1024, 16)


def bench_bytes(tool, db):
    """What each action sends; a change of panel is the dearest of all pairs, and the mean."""
    t = Terminal([tool, "-d", db])
    first = t.read(1.5)[0]
    t.type("\x1bOB")
    move = t.read(0.6)[0]
    idle = t.read(2.2)[0]
    views, changes = "1234570", []
    for a in views:
        for b in views:
            if a == b:
                continue
            t.type(a)
            t.read(0.6)
            t.type(b)
            changes.append(t.read(0.6)[0])
    t.end()
    line("10", "first frame at 80x24, xterm-256color, bytes", first, 3600)
    line("10", "a cursor move, bytes", move, 120)
    line("10", "a change of panel, the mean of all pairs, bytes", round(statistics.mean(changes)), 1500)
    line("10", "a change of panel, the dearest pair, bytes", max(changes), 1500)
    line("10", "two idle seconds, bytes", idle, 0)


def bench_panels(build, db):
    """From a key to a frame, in process, columns in memory: the slowest view of each period and filter."""
    got = json.loads(subprocess.run([os.path.join(build, "tests/bench/panels"), db, "day", "days30", "whole", "all", "broker"], check=True, capture_output=True, text=True).stdout)
    large = got["rows"] > 3e6
    for period in ("day", "days30", "whole"):
        for name, views in got[period].items():
            view = max(views, key=views.get)
            limit = 16 if not large else 2 if period in ("day", "days30") else 25
            line("5", "key to frame, %s, %s: the slowest is %s, ms CPU" % (period, name, view), views[view], limit)


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
    parser.add_argument("--db", help="a database of such a file, kept from before: nothing is imported, only what reads is measured")
    parser.add_argument("--keep", help="a folder for the files, kept afterwards")
    parser.add_argument("--data", help="a folder with public series")
    parser.add_argument("--only", choices=("ratios", "loads", "statistics", "stories"))
    args = parser.parse_args()
    tool = os.path.join(os.path.abspath(args.build), "src/app/tidewaiter")
    if args.only == "stories":
        subprocess.run([sys.executable, os.path.join(HERE, "stories.py"), tool, os.path.dirname(os.path.dirname(HERE))], check=False)
        return
    folder = args.keep or tempfile.mkdtemp(prefix="tidewaiter-bench-")
    os.makedirs(folder, exist_ok=True)
    if args.db:
        bench_questions(args, args.build, args.db, None, folder, None)
        bench_panels(args.build, args.db)
        bench_frame(args, args.build, tool, args.db)
        bench_bytes(tool, args.db)
        return
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
        bench_panels(args.build, db)
        bench_frame(args, args.build, tool, db)
        bench_bytes(tool, db)
    finally:
        if not args.keep:
            shutil.rmtree(folder, ignore_errors=True)


main()
