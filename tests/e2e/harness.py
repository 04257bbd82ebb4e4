"""What the end-to-end programs share: the program called and measured, a folder for each claim, TAP.

Each program is called as `NAME.py TIDEWAITER SOURCE_ROOT`; its functions named test_... are its claims.
"""
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

PROGRAM, ROOT = sys.argv[1], sys.argv[2]
SAMPLE = os.path.join(ROOT, "sample-data")
with open(PROGRAM, "rb") as program_file:
    SANITIZED = b"__asan_init" in program_file.read()

# What reliability.md 2.2 keeps from streams: controls but LF, marks that hide or reorder, surrogates, noncharacters.
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff"
                    "\U000e0000-\U000e007f]")


class Done:
    """One run of the program, its peak memory in MiB included."""

    def __init__(self, code, stdout, stderr, seconds, peak):
        self.returncode, self.stdout, self.stderr, self.seconds, self.peak = code, stdout, stderr, seconds, peak


def call(*words, stdin=None, env=None, timeout=300):
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin or b"")
        given.seek(0)
        started = time.monotonic()
        child = subprocess.Popen([PROGRAM, *words], stdin=given, stdout=out, stderr=err,
                                 env=dict(os.environ, LC_ALL="C.UTF-8", **(env or {})))
        code, used = wait(child, started + timeout)
        seconds = time.monotonic() - started
        out.seek(0)
        err.seek(0)
        return Done(code, out.read(), err.read(), seconds, used.ru_maxrss / 1024)


def wait(child, until):
    """As Popen.wait(), but with what the child used."""
    pause = 0.0005
    while True:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return child.returncode, used
        if time.monotonic() > until:
            child.kill()
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            raise AssertionError("%s: did not end in time" % (child.args,))
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)


def run(*words, code=0, **more):
    done = call(*words, **more)
    assert done.returncode == code, (words, done.returncode, done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8")


def one_sentence(done, *parts):
    """A failure is one line on stderr that names what is wrong."""
    text = done.stderr.decode("utf-8").strip()
    assert text.startswith("tidewaiter: ") and "\n" not in text, text
    for part in parts:
        assert part in text, (part, text)


def printable(done):
    """No byte but printable UTF-8 and line ends, on both streams."""
    for stream in (done.stdout, done.stderr):
        text = stream.decode("utf-8")
        found = UNSEEN.search(text)
        assert not found, "raw %r in %r" % (found.group(), text[max(0, found.start() - 60):found.start() + 60])


def totals(report):
    keys = ("rows", "inserted", "updated", "unchanged", "rejected")
    return {k: sum(f[k] for f in report["files"]) for k in keys}


def query(db, sql):
    connection = sqlite3.connect(db)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


class Place:
    """A folder of one test's own, with the sample data loaded once for all that only read."""
    sample = None

    def __init__(self, folder):
        self.folder = folder

    def path(self, name, content=None):
        path = os.path.join(self.folder, name)
        if content is not None:
            with open(path, "wb") as f:
                f.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path


def sample_db(p):
    if not Place.sample:
        Place.sample = os.path.join(p.folder, "..", "sample.db")
        run("-d", Place.sample, "load", SAMPLE)
    return Place.sample


class Skip(Exception):
    """A claim that cannot be tested here."""


def main(names):
    tests = [(n[5:], f) for n, f in names.items() if n.startswith("test_")]
    only = sys.argv[3:]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, test) in enumerate(tests, 1):
            place = os.path.join(folder, str(number))
            os.mkdir(place)
            started = time.monotonic()
            try:
                if only and not any(word in name for word in only):
                    raise Skip("not asked for")
                test(Place(place))
                print("ok %d - %s # %.1f s" % (number, name, time.monotonic() - started), flush=True)
            except Skip as e:
                print("ok %d - %s # SKIP %s" % (number, name, e), flush=True)
            except Exception as e:  # one failing claim must not hide the others
                failed += 1
                print("not ok %d - %s" % (number, name))
                print("\n".join("# " + line for line in ("%s: %s" % (type(e).__name__, e))[:6000].splitlines()), flush=True)
    print("1..%d" % len(tests))
    return 1 if failed else 0
