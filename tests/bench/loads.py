"""How fast files are loaded: goals 1, 3, 4, 8 and 11. Files are made here, or cut from those that are."""
import os
import shutil
import statistics
import subprocess

from measure import fresh, line, median_ratio, spent, spent_and_peak

DAYS = 730
CHANGED_DAYS = 10


def simulated(tool, rows, folder):
    subprocess.run([tool, "simulate", "--rows", str(rows), "--days", str(DAYS), "--wide", "-o", folder], check=True, stderr=subprocess.DEVNULL)
    return os.path.join(folder, "declarations.csv")


def bench_import(args, tool, csv_path, folder, duck):
    ours, sqlite, duckdb, unsafe = [], [], [], []
    wall_ours, wall_unsafe = [], []
    db = os.path.join(folder, "ours.db")
    for _ in range(args.rounds):
        cpu, wall, _ = spent([tool, "-d", fresh(db), "load", csv_path])
        ours.append(cpu)
        wall_ours.append(wall)
        cpu, wall, _ = spent([tool, "-d", fresh(os.path.join(folder, "unsafe.db")), "load", csv_path],
                             env=dict(os.environ, LD_PRELOAD=os.path.join(os.path.abspath(args.build), "tests/bench/libnosync.so")))
        unsafe.append(cpu)
        wall_unsafe.append(wall)
        peer = fresh(os.path.join(folder, "peer.db"))
        cpu, _, _ = spent(["sqlite3", peer, "PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", ".mode csv", ".import '%s' t" % csv_path])
        sqlite.append(cpu)
        if duck.there:
            made = duck.run(1, fresh(os.path.join(folder, "duck.db")), "CREATE TABLE t AS SELECT * FROM read_csv('%s')" % csv_path)
            duckdb.append(made[0]["cpu"] / 1e3)
    line("", "import, CPU microseconds a row", statistics.median(ours) / args.rows * 1e6)
    line("1", "durable import / sqlite3 .import with safety off, CPU", median_ratio(ours, sqlite), 0.75)
    if duckdb:
        line("1", "durable import / DuckDB read_csv on one thread, CPU", median_ratio(ours, duckdb), 0.80)
    line("4", "durable import / the same with syncs that do nothing, CPU", median_ratio(ours, unsafe), 1.10)
    line("4", "durable import / the same with syncs that do nothing, wall", median_ratio(wall_ours, wall_unsafe), 1.30)
    line("3", "peak memory of the import, MiB", spent_and_peak([tool, "-d", fresh(db), "load", csv_path])[1] / 1024, 96)
    return db


def bench_scale(args, tool, small, large):
    """Each (rows, path, database). Memory must not grow with the file, nor CPU a row."""
    took = {small: [], large: []}
    for _ in range(args.rounds):
        for size in (small, large):
            rows, path, db = size
            cpu, peak = spent_and_peak([tool, "-d", fresh(db), "load", path])
            took[size].append((cpu / rows, peak / 1024))
    cpu, peak = ({size: [t[i] for t in took[size]] for size in took} for i in (0, 1))
    line("3", "peak memory of the import of %d rows, MiB" % large[0], max(peak[large]), 96)
    line("3", "peak memory, %d rows / %d rows" % (large[0], small[0]), max(peak[large]) / max(peak[small]), 1.3)
    line("11", "CPU a row, %d rows / %d rows" % (large[0], small[0]), median_ratio(cpu[large], cpu[small]), 1.25)


def day_cut(path, base, day):
    """Cuts the last day off a file: what is left, and a file with that day and as many changes of the days before. (new, changed)"""
    rows_of = {}
    with open(path, "rb") as file:
        head = file.readline()
        names = head.decode().rstrip("\n").split(",")
        at, status, exited = (names.index(name) for name in ("registered_at", "status", "exited_at"))
        for row in file:
            of_day = row.split(b",", at + 1)[at][:10]
            rows_of[of_day] = rows_of.get(of_day, 0) + 1
    days = sorted(rows_of)
    last, before = days[-1], set(days[-1 - CHANGED_DAYS:-1])
    step = max(1, sum(rows_of[d] for d in before) // rows_of[last])
    n = changed = 0
    with open(path, "rb") as file, open(base, "wb") as old, open(day, "wb") as new:
        old.write(file.readline())
        new.write(head)
        for row in file:
            of_day = row.split(b",", at + 1)[at][:10]
            (new if of_day == last else old).write(row)
            if of_day in before and (n := n + 1) % step == 0:
                cells = row.decode().rstrip("\n").split(",")
                cells[status] = "released" if cells[status] == "exited" else "exited"
                cells[exited] = last.decode() + "T12:00:00"
                new.write((",".join(cells) + "\n").encode())
                changed += 1
    return rows_of[last], changed


def bench_day(args, tool, before, rows, day, cut):
    new, changed = cut
    db = before + ".day"
    cpu, wall = [], []
    for _ in range(max(args.rounds, 3)):
        shutil.copyfile(before, fresh(db))
        os.sync()
        took = spent([tool, "-d", db, "load", day])
        cpu.append(took[0] * 1e3)
        wall.append(took[1] * 1e3)
    line("8", "a day's file, %d new and %d changed over %d days, on %d rows, ms" % (new, changed, CHANGED_DAYS, rows),
         statistics.median(wall), 200)
    line("", "the same, CPU ms", statistics.median(cpu))
    os.unlink(db)


def bench_loads(args, tool, folder, duck):
    """All of it: the peers on a tenth of --rows, the rest on all but the last day of --rows."""
    few = args.rows // 10
    paths = [simulated(tool, rows, os.path.join(folder, name)) for rows, name in ((few, "small"), (args.rows, "large"))]
    bench_import(type(args)(**{**vars(args), "rows": few}), tool, paths[0], os.path.join(folder, "small"), duck)
    for name in ("ours.db", "unsafe.db", "peer.db", "duck.db"):
        fresh(os.path.join(folder, "small", name))
    base, day, db = (os.path.join(folder, name) for name in ("base.csv", "day.csv", "base.db"))
    cut = day_cut(paths[1], base, day)
    os.unlink(paths[1])
    left = args.rows - cut[0]
    bench_scale(args, tool, (few, paths[0], os.path.join(folder, "few.db")), (left, base, db))
    os.unlink(base)
    bench_day(args, tool, db, left, day, cut)
