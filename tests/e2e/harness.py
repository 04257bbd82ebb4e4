"""What the end-to-end programs share: the program called and measured, a folder for each claim, TAP.

Each program is called as `NAME.py TIDEWAITER SOURCE_ROOT`; its functions named test_... are its claims.
"""
import atexit
import os
import pickle
import re
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time

PROGRAM, ROOT = sys.argv[1], sys.argv[2]
SAMPLE = os.path.join(ROOT, "sample-data")
# Notes and the default database of who runs the tests are none of theirs.
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="tidewaiter-home-")
atexit.register(shutil.rmtree, os.environ["XDG_DATA_HOME"], True)
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
        code, peak = STARTER.run([PROGRAM, *words], dict(os.environ, LC_ALL="C.UTF-8", **(env or {})), (given, out, err), timeout)
        seconds = time.monotonic() - started
        assert code is not None, "%s: did not end in time" % (words,)
        out.seek(0)
        err.seek(0)
        return Done(code, out.read(), err.read(), seconds, peak)


class Starter:
    """Starts programs from a process of its own, forked before anything large was read: the peak that the kernel tells of a child
    begins with that of whoever started it."""

    def __init__(self):
        self.end, other = socket.socketpair()
        if os.fork() == 0:
            self.end.close()
            self.serve(other)
            os._exit(0)
        other.close()

    def run(self, words, env, files, timeout):
        """The exit code (None: it did not end in time) and the peak in MiB."""
        order = pickle.dumps((words, env, os.getcwd(), timeout))
        socket.send_fds(self.end, [struct.pack("I", len(order))], [file.fileno() for file in files])
        self.end.sendall(order)
        answer = pickle.loads(receive(self.end, struct.unpack("I", receive(self.end, 4))[0]))
        if isinstance(answer, Exception):
            raise answer    # such as a word that no program can be given
        return answer

    @staticmethod
    def serve(end):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True:
            head, files, _, _ = socket.recv_fds(end, 4, 3)
            if not head:
                return
            words, env, folder, timeout = pickle.loads(receive(end, struct.unpack("I", head)[0]))
            try:
                child = subprocess.Popen(words, stdin=files[0], stdout=files[1], stderr=files[2], env=env, cwd=folder, restore_signals=True,
                                         preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
                answer = wait(child, time.monotonic() + timeout)
            except (OSError, ValueError) as failure:
                answer = failure
            for file in files:
                os.close(file)
            answer = pickle.dumps(answer)
            end.sendall(struct.pack("I", len(answer)) + answer)


def receive(end, n):
    got = b""
    while len(got) < n:
        more = end.recv(n - len(got))
        assert more, "whoever starts the programs is gone"
        got += more
    return got


def wait(child, until):
    """As Popen.wait(): the exit code, or None when the time is over; and the peak memory in MiB."""
    pause = 0.0005
    while True:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        late = not pid and time.monotonic() > until
        if late:
            child.kill()
            _, status, used = os.wait4(child.pid, 0)
        if pid or late:
            child.returncode = os.waitstatus_to_exitcode(status)
            return None if late else child.returncode, used.ru_maxrss / 1024
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)


STARTER = Starter()


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
