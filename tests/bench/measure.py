"""What the benchmarks share: running commands, the peer, the lines of the table."""
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def spent(words, **more):
    """Runs a command: (cpu seconds, wall seconds, peak KiB, stdout)."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more) as child:
        out, err = child.communicate()
        if child.returncode:
            raise RuntimeError("%s: %s" % (words, err.decode("utf-8", "replace")[-400:]))
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, out


def spent_and_peak(words):
    """Runs a command: (cpu seconds, its own peak of resident memory in KiB)."""
    pid = os.posix_spawn(words[0], words, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                                                                 (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError("%s: status %d" % (words, status))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def fresh(path):
    for name in (path, path + "-journal"):
        if os.path.exists(name):
            os.unlink(name)
    return path


class Duck:
    """DuckDB through its node package, installed into the scratch folder; None of it where it cannot be had."""

    def __init__(self, folder):
        self.folder = folder
        self.there = False
        if not shutil.which("npm"):
            return
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", "@duckdb/node-api@1.5.6-r.1"], cwd=folder,
                              capture_output=True)
        self.there = done.returncode == 0

    def run(self, threads, db, *statements):
        out = subprocess.run(["node", os.path.join(HERE, "duck.js"), str(threads), db, *statements], capture_output=True, text=True,
                             check=True, env=dict(os.environ, NODE_PATH=os.path.join(self.folder, "node_modules")))
        return json.loads(out.stdout)


def line(goal, what, value, limit=None, unit=""):
    text = "%-4s %-72s %10s" % (goal, what, ("%.3f" % value if isinstance(value, float) else str(value)) + unit)
    if limit is not None:
        text += "  goal <= %-6s %s" % (limit, "met" if value <= limit else "MISSED")
    print(text, flush=True)


def median_ratio(ours, theirs):
    return statistics.median(a / b for a, b in zip(ours, theirs))
