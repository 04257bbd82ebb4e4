#!/usr/bin/env python3
"""The brief as a monitor and as data: exit codes day by day over made data, what rests and what comes back, and JSON that keeps its promise on
whatever is loaded. Prints TAP.

usage: monitor.py TIDEWAITER SOURCE_ROOT

TIDEWAITER_KCS names the folder of kcs_train.csv and kcs_valid.csv, where one has the Korean declarations.
"""
import datetime as dt
import email
import email.policy
import json
import math
import os
import random
import re
import shutil
import subprocess
import sys

from harness import PROGRAM, ROOT, Skip, call, main, one_sentence, run, sample_db

FIRST = dt.date(2026, 1, 5)
TURN, AGAIN, LAST = 140, 175, 190       # days from the first: the post gets slow, slower; the data ends
HEADER = ("declaration_id,office,flow,regime,status,registered_at,arrived_at,released_at,lane_initial,broker_id,cif_value,currency,paid_amount,"
          "paid_at")
FORMATS = ("text", "markdown", "html", "json", "pdf")


def pack(posts, days, per_day, hours, seed=1, lane_of_slow=None):
    """Declarations that are released `hours` after they arrive, spread as times of work are; slow ones are all of one broker."""
    chance, rows = random.Random(seed), [HEADER]
    for d in range(days):
        for post in posts:
            for i in range(per_day(post, d)):
                is_slow = hours(post, d) > 10
                at = dt.datetime.combine(FIRST + dt.timedelta(days=d), dt.time(7 + i % 10, chance.randrange(60)))
                released = (at + dt.timedelta(hours=hours(post, d) * chance.lognormvariate(0, 0.5))).isoformat(timespec="seconds")
                rows.append("D%06d,%s,import,4000,released,%s,%s,%s,%s,ZQXB%d,%d,JOD,%d,%s" % (
                    len(rows), post, at.isoformat(), (at - dt.timedelta(minutes=30)).isoformat(), released,
                    is_slow and chance.random() < 0.5 and lane_of_slow or chance.choice(("green", "green", "yellow")), 1 if is_slow else chance.randrange(5),
                    1000 + chance.randrange(500), 100 + chance.randrange(50), released))
    return "\n".join(rows) + "\n"


MADE = {}


def database(p, name, *made):
    if name not in MADE:
        MADE[name] = os.path.join(p.folder, "..", name + ".db")
        run("-d", MADE[name], "load", "--kind", "declarations", p.path(name + ".csv", pack(*made)))
    return MADE[name]


def slow_db(p):
    """Three posts at six hours; one takes three times as long from a day on, and two and a half times as long as that from a later one."""
    return database(p, "slow", ("ONE", "SIX", "TWO"), LAST, lambda post, d: 12,
                    lambda post, d: 6 * (3 if post == "ONE" and d >= TURN else 1) * (2.5 if post == "ONE" and d >= AGAIN else 1), 4)


def day(d):
    return (FIRST + dt.timedelta(days=d)).isoformat()


def morning(p, d, *words, notes=None, format="json"):
    """The brief of a day, made the next morning at six."""
    settings = ("-c", p.path("notes.ini", "[notes]\nfile = %s\n" % p.path("notes.txt", notes))) if notes else ()
    return call("-d", slow_db(p), *settings, "--now", day(d + 1) + "T06:00:00Z", "brief", "--date", day(d), "--format", format, "--fail-on", "worse",
                *words)


def let_rest(p, d, until):
    """As `a` writes it on the morning after a day: whatever is worse rests until another day."""
    report = json.loads(morning(p, d).stdout)
    worse = [f for f in report["findings"] if f["verdict"] == "worse"]
    assert worse
    return "".join("%d\t%sT08:00:00Z\taaaaaaaaaa%02d\tsnooze\tkpi=%s\tstat=%s\t%s\tsize=%r\tuntil=%s\n" % (
        i, day(d + 1), i, f["kpi"], f["stat"], "filter=office:" + f["dims"]["office"] if "office" in f["dims"] else "text=all", f["excess"], day(until))
        for i, f in enumerate(worse, 1))


def test_exit_0_before_a_post_gets_worse_and_1_from_the_fourth_day_on(p):
    assert [morning(p, d).returncode for d in range(TURN - 14, TURN)] == [0] * 14
    codes = [morning(p, d).returncode for d in range(TURN, TURN + 14)]
    assert codes == sorted(codes) and codes[3:] == [1] * 11, codes
    for d in range(TURN + 7, TURN + 28, 7):
        [finding] = json.loads(morning(p, d).stdout)["findings"]
        assert finding["verdict"] == "worse" and finding["dims"]["office"] == "ONE" and abs((dt.date.fromisoformat(finding["since"]) - dt.date.fromisoformat(
            day(TURN))).days) <= 2, finding


def test_the_exit_code_is_the_same_in_every_format(p):
    for d in (TURN - 1, TURN + 9):
        codes = [morning(p, d, format=format).returncode for format in FORMATS]
        codes = codes[:-1] if codes[-1] == 69 else codes
        assert set(codes) == {1 if d > TURN else 0}, codes
    notes = let_rest(p, TURN + 8, TURN + 22)
    assert {morning(p, TURN + 9, notes=notes, format=format).returncode for format in FORMATS} <= {0, 69}


def test_what_was_put_off_stays_away_until_its_day_whichever_figure_tells_it(p):
    notes, quiet = let_rest(p, TURN + 8, TURN + 22), range(TURN + 8, TURN + 22)
    for d in quiet:         # the last of these briefs is made on the last day of rest
        done = morning(p, d, notes=notes)
        report = json.loads(done.stdout)
        assert done.returncode == 0 and report["resting"] == 1 and not report["findings"], (d - TURN, report["findings"])
    assert {f["kpi"] for d in quiet for f in json.loads(morning(p, d).stdout)["findings"]} > {"customs_clearance_time"}   # so there is something to claim
    for d in range(TURN + 22, TURN + 25):
        done = morning(p, d, notes=notes)
        assert done.returncode == 1 and json.loads(done.stdout)["resting"] == 0, d - TURN
    assert morning(p, TURN + 12, "--all", notes=notes).returncode == 1


def test_what_was_put_off_for_long_comes_back_when_it_is_a_quarter_worse_and_not_for_standing_long(p):
    notes = let_rest(p, TURN + 20, LAST + 100)
    assert [morning(p, d, notes=notes).returncode for d in range(TURN + 21, AGAIN)] == [0] * (AGAIN - TURN - 21)
    codes = [morning(p, d, notes=notes).returncode for d in range(AGAIN, LAST)]
    assert codes == sorted(codes) and codes[7:] == [1] * (len(codes) - 7), codes


def test_what_was_seen_says_so_in_words(p):
    notes = let_rest(p, TURN + 8, TURN + 22)
    text = " ".join(morning(p, TURN + 9, notes=notes, format="text").stdout.decode().split())
    assert "One finding that was seen or put off is passed over; --all tells it." in text, text
    assert "Nothing else changed" in text and "Nothing changed" not in text, text


def volume(db, d):
    report = json.loads(run("-d", db, "--now", day(d + 1) + "T06:00:00Z", "brief", "--date", day(d), "--format", "json"))
    [found] = [f for f in report["findings"] if f["kpi"] == "declarations_registered"]
    return found


def test_a_day_of_many_files_is_told_by_the_day_where_weeks_go_up_and_down(p):
    weeks = (16, 26, 36, 22, 30)
    db = database(p, "waves", ("ONE", "TWO"), 160, lambda post, d: 105 if post == "ONE" and d == 157 else weeks[(d // 7 + (post == "TWO")) % 5],
                  lambda post, d: 5)
    found = volume(db, 157)
    assert found["since"] == day(157) and found["value"] == found["n"] == 105, found
    assert re.search("105 declarations a day, usually [0-9.]+–[0-9]+, on 11\u00a0Jun \\(one day\\). [0-9]+ a day more than before.",
                     found["text"]), found["text"]
    assert 70 < found["extra"] < 90 and found["usual"][1] < 100, found


def test_a_day_of_many_files_in_even_weeks_is_told_by_its_week(p):
    db = database(p, "many", ("ONE", "TWO"), 120, lambda post, d: 150 if post == "ONE" and d == 117 else 20, lambda post, d: 5)
    found = volume(db, 117)
    # Weeks tell it: 150 and six days of 20 in this one, where seven of 20 are usual.
    assert "270 declarations a week, usually" in found["text"] and "130 a week more than before." in found["text"], found
    assert found["usual"][0] < 140 < found["usual"][1], found


def two_slow_db(p):
    """Two posts of six slow down, their files those of one broker, and go to another lane; they are named in scripts of both directions."""
    db = database(p, "two", ("AA", "BB", "CC", "DD", "EE", "FF"), 150, lambda post, d: 8,
                  lambda post, d: 24 if post in ("AA", "BB") and d >= 130 else 6, 1, "red")
    run("-d", db, "load", "--kind", "posts", p.path("posts.csv", "office,name\nAA,\u0645\u064a\u0646\u0627\u0621 \u0627\u0644\u0639\u0642\u0628\u0629\n"
                                                       "BB,Saint-\u00c9tienne\n"))
    return db


def pages(p, db, date):
    """Each format as text; PDF where it is built in and something here reads it."""
    words = ("-d", db, "--now", "%sT06:00:00Z" % (dt.date.fromisoformat(date) + dt.timedelta(days=1)), "brief", "--date", date)
    for format in FORMATS[:-1]:
        yield format, run(*words, "--format", format)
    out = p.path("page.pdf")
    if call(*words, "--format", "pdf", "-o", out).returncode == 0 and shutil.which("pdftotext"):
        yield "pdf", subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, text=True, check=True).stdout


def test_no_code_of_a_trader_is_on_any_page_nor_among_what_to_do(p):
    db = database(p, "busy", ("AA", "BB"), 150, lambda post, d: 20 if post == "AA" and d >= 130 else 8, lambda post, d: 11 if post == "AA" and d >= 130 else 6)
    for format, page in pages(p, db, day(149)):
        assert "ZQX" not in page, (format, page[max(0, page.index("ZQX") - 200):][:400])
        assert re.search(r"Begin\s+with\s+broker\s+[0-9a-f]{4}", page) or format == "pdf", (format, page)
    said = 0
    for format, page in pages(p, two_slow_db(p), day(149)):
        assert "ZQX" not in page, (format, page[max(0, page.index("ZQX") - 200):][:400])
        said += "broker " in page
    assert said >= 4


def test_a_page_of_names_in_any_script_is_one_of_a4_and_reads_from_the_left(p):
    found = dict(pages(p, two_slow_db(p), day(149)))
    assert "\u0645\u064a\u0646\u0627\u0621 \u0627\u0644\u0639\u0642\u0628\u0629&lrm;:" in found["html"], found["html"][:3000]
    assert all(not re.search(r"\b(AA|BB)\b", page) for format, page in found.items() if format in ("text", "pdf")), found["text"]
    if "pdf" in found:
        with open(p.path("page.pdf"), "rb") as f:
            text = f.read()
        assert b"/Count 1\n" in text and b"/MediaBox [ 0 0 595" in text


def test_what_to_do_reads_as_a_sentence(p):
    for db, date in ((sample_db(p), "2026-11-22"), (two_slow_db(p), day(149)), (slow_db(p), day(LAST - 1)), (slow_db(p), day(TURN + 9))):
        report = json.loads(run("-d", db, "--now", date + "T23:00:00Z", "brief", "--date", date, "--format", "json"))
        for text in [a["text"] for a in report["actions"]] + [f["text"] for f in report["findings"]]:
            assert not re.search(r"[.?!;:,][.?!;:,]| [.,;:]|  |\(\)", text), text
            before_now = re.search(r": (\S+) before, (\S+) now\.", text)
            assert not before_now or before_now.group(1) != before_now.group(2), text
        page = run("-d", db, "--now", date + "T23:00:00Z", "brief", "--date", date, "--format", "markdown")
        assert not re.search(r": \.|\*\*Who owns it\?\*\* *$|[?]\.", page, re.M), page
        assert not any("head of all posts" in f["owner"] for f in report["findings"]), report["findings"]


def test_weeks_before_the_data_are_unknown_and_not_low(p):
    report = json.loads(run("-d", slow_db(p), "--now", day(101) + "T06:00:00Z", "brief", "--date", day(100), "--format", "json"))
    html = run("-d", slow_db(p), "--now", day(101) + "T06:00:00Z", "brief", "--date", day(100), "--format", "html")
    assert report["findings"] == []
    [registered] = re.findall(r"<td>Registered</td>.*?</tr>", html, re.S)
    assert ">252<" in registered and "0\u2013" not in registered, registered     # 36 a day


def test_a_brief_made_days_after_the_last_data_says_so(p):
    db = database(p, "prompt", ("ONE", "TWO"), 80, lambda post, d: 9, lambda post, d: 0.2)      # all is released on its day
    for after, said in ((1, False), (3, True)):
        words = ("-d", db, "--now", day(79 + after) + "T06:00:00Z", "brief")
        assert json.loads(run(*words, "--format", "json"))["newest"] == day(79)
        for format in FORMATS[:-1]:
            page = " ".join(run(*words, "--format", format).replace("\n", " ").split())
            assert format == "json" or said == ("three days ago: what happened since is not in it." in page), (format, after, page[:600])
    assert "days ago" not in run("-d", db, "--now", day(90) + "T06:00:00Z", "brief", "--date", day(70))    # what was asked for is not old


def recipe(beginning):
    """A block of docs/brief.md, as a shell reads it."""
    with open(os.path.join(ROOT, "docs", "brief.md"), encoding="utf-8") as f:
        blocks = re.findall(r"(?:^    .*\n)+", f.read(), re.M)
    [block] = [b for b in blocks if b.strip().startswith(beginning)]
    return block


def in_a_shell(p, script, d):
    """With a program to send mail that keeps what it is given, and the brief of a day as a command."""
    folder = p.path("bin")
    os.makedirs(folder, exist_ok=True)
    for name, body in (("sendmail", "cat > %s" % p.path("sent")), ("mail", "{ echo \"$@\"; cat; } > %s" % p.path("sent")),
                       ("tidewaiter", "exec %s -d %s --now %sT06:00:00Z \"$@\"" % (PROGRAM, slow_db(p), day(d)))):
        with open(os.path.join(folder, name), "w") as f:
            f.write("#!/bin/sh\n%s\n" % body)
        os.chmod(f.name, 0o755)
    subprocess.run(["sh", "-c", script], env={"PATH": folder + ":/usr/bin:/bin"}, stdin=subprocess.DEVNULL, check=True, timeout=60)


def test_the_recipe_for_mailing_makes_a_mail_that_others_can_read(p):
    in_a_shell(p, recipe("{"), TURN + 9)
    with open(p.path("sent"), "rb") as f:
        sent = f.read()
    mail = email.message_from_bytes(sent, policy=email.policy.SMTP)
    assert mail["To"] and mail.get_content_type() == "text/html" and not mail.defects and not mail.is_multipart()
    assert mail.get_content().startswith("<!DOCTYPE html>") and "arrival to release" in mail.get_content() and "</html>" in mail.get_content()
    assert max(map(len, sent.splitlines())) <= 998


def test_the_recipe_for_watching_tells_worse_from_broken(p):
    script = recipe("tidewaiter brief --fail-on worse -o /srv").replace("/srv/customs", p.folder)
    in_a_shell(p, script, TURN - 5)
    assert not os.path.exists(p.path("sent"))
    in_a_shell(p, script, TURN + 9)
    with open(p.path("sent"), encoding="utf-8") as f:
        assert "something got worse" in f.readline() and "Post ONE" in f.read()
    in_a_shell(p, script.replace(p.folder, p.path("none")), TURN + 9)
    with open(p.path("sent"), encoding="utf-8") as f:
        assert "Customs: no brief" in f.readline()


def test_the_table_of_json_names_every_member(p):
    with open(os.path.join(ROOT, "docs", "brief.md"), encoding="utf-8") as f:
        told = set(re.findall(r"`([a-z_]+)`", f.read().split("## JSON")[1]))
    assert MEMBERS | OF_FINDING | SOMETIMES <= told, (MEMBERS | OF_FINDING | SOMETIMES) - told


# ---- JSON on whatever is loaded

def refuse(word):
    raise AssertionError("%s is no number" % word)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def is_day(value):
    return value is None or dt.date.fromisoformat(value) is not None


MEMBERS = {"date", "newest", "scope", "scope_words", "synthetic", "tiles", "findings", "actions", "charts", "alarms", "seasonal", "expected_false_alarms", "resting",
           "due", "open_later"}
OF_FINDING = {"rank", "kind", "kpi", "stat", "dims", "since", "verdict", "value", "usual", "score", "n", "drivers", "z", "hours", "extra", "paid", "missed",
              "missed_paid", "excess", "without_largest", "certainty", "owner", "text"}
SOMETIMES = {"weeks", "event", "initiative", "reform", "in_hand"}


def check_tile(t):
    assert {"kpi", "stat", "unit", "from", "to", "dims", "value", "n", "coverage", "low", "high", "target", "status"} <= set(t), t
    assert t["status"] in ("better", "worse", "usual", "unknown") and isinstance(t["n"], int) and t["from"] <= t["to"], t
    assert all(t[key] is None or is_number(t[key]) for key in ("value", "coverage", "low", "high", "target")), t
    assert t["value"] is not None or t["status"] == "unknown", t
    assert (t["low"] is None) == (t["high"] is None) and (t["low"] is None or t["low"] <= t["value"] <= t["high"]), t


def check_finding(f):
    assert OF_FINDING <= set(f) <= OF_FINDING | SOMETIMES, set(f) ^ OF_FINDING
    assert f["kind"] in ("spike", "shift", "drift", "silent", "late", "limit", "reform") and f["verdict"] in ("worse", "better", "unknown", "usual"), f
    assert is_number(f["value"]) and is_number(f["score"]) and is_number(f["excess"]) and isinstance(f["n"], int) and is_day(f["since"]), f
    assert f["usual"] is None or all(map(is_number, f["usual"])) and f["usual"][0] <= f["usual"][1], f
    assert all(f[key] is None or is_number(f[key]) for key in ("z", "hours", "extra", "paid", "missed", "missed_paid", "without_largest")), f
    assert all(isinstance(f[key], str) for key in ("stat", "certainty", "owner", "text")) and f["text"] and f["certainty"], f
    assert all(isinstance(v, str) and v for v in f["dims"].values()), f
    # What stands behind it: declarations, or the hours since the last of them; of a change, what is usual and since when.
    assert f["n"] > 0 or f["kind"] in ("silent", "late") and f["value"] >= 24, f
    assert f["kind"] not in ("spike", "shift", "drift") or (f["usual"] and f["since"] and is_number(f["z"]) and len(f["weeks"]) == 26), f
    assert all(w is None or is_number(w) for w in f.get("weeks", ())), f
    for word in ("nan", "inf", "null", "–1970", "{", "}"):
        assert word not in f["text"].lower().split(), f["text"]


def check(text):
    report = json.loads(text, parse_constant=refuse)
    assert set(report) == MEMBERS, set(report) ^ MEMBERS
    assert all(is_number(report[key]) for key in ("charts", "alarms", "seasonal", "expected_false_alarms", "resting", "open_later"))
    assert [f["rank"] for f in report["findings"]] == list(range(1, len(report["findings"]) + 1))
    for t in report["tiles"]:
        check_tile(t)
    for f in report["findings"]:
        check_finding(f)
    for a in report["actions"]:
        assert set(a) == {"text", "finding", "owner"} and a["text"] and report["findings"][a["finding"] - 1]["owner"] == a["owner"], a
    return report


def check_everywhere(db, *days):
    """JSON keeps its promise, and no page of that day fails or tells what is no number."""
    for date in days:
        words = ("--now", "%sT06:00:00Z" % (dt.date.fromisoformat(date) + dt.timedelta(days=1)), "brief", "--date", date)
        report = check(run("-d", db, *words, "--format", "json"))
        for format in FORMATS[:-1]:
            page = run("-d", db, *words, "--format", format)
            assert not any(bad in page for bad in (" nan", "-nan", "(null)", " inf ", "{place}")), (date, format)
        assert call("-d", db, *words, "--format", "pdf").returncode in (0, 69), date
    return report


def test_json_keeps_its_promise_on_the_sample(p):
    check_everywhere(sample_db(p), "2025-05-27", "2026-03-25", "2026-06-30", "2026-11-22")


def test_json_keeps_its_promise_on_one_post(p):
    db = database(p, "single", ("ONE",), 100, lambda post, d: 9, lambda post, d: 5 * (4 if d >= 90 else 1))
    report = check_everywhere(db, day(0), day(40), day(99))
    assert any(f["verdict"] == "worse" for f in report["findings"])


def test_json_keeps_its_promise_on_one_day_and_on_one_declaration(p):
    report = check_everywhere(database(p, "one-day", ("ONE", "TWO"), 1, lambda post, d: 9, lambda post, d: 0.2), day(0))
    assert report["findings"] == [] and any(t["kpi"] == "declarations_registered" and t["value"] == 18 for t in report["tiles"])
    check_everywhere(database(p, "lonely", ("ONE",), 1, lambda post, d: 1, lambda post, d: 0.2), day(0))


def test_json_keeps_its_promise_where_all_are_alike(p):
    """No spread at all: limits of no width, and nothing to divide by."""
    rows = [HEADER] + ["D%05d,ONE,import,4000,released,%sT08:00:00,%sT08:00:00,%sT10:00:00,green,B1,1000,JOD,100,%sT09:00:00" % (
        n, day(n // 5), day(n // 5), day(n // 5), day(n // 5)) for n in range(500)]
    db = p.path("alike.db")
    run("-d", db, "load", "--kind", "declarations", p.path("alike.csv", "\n".join(rows) + "\n"))
    assert check_everywhere(db, day(0), day(50), day(99))["findings"] == []


def test_json_keeps_its_promise_without_milestones_and_money(p):
    rows = ["declaration_id,office,flow,registered_at"] + ["D%05d,%s,import,%sT08:00:00" % (n, ("ONE", "TWO")[n % 2], day(n // 20)) for n in range(2000)]
    db = p.path("bare.db")
    run("-d", db, "load", "--kind", "declarations", p.path("bare.csv", "\n".join(rows) + "\n"))
    check_everywhere(db, day(0), day(60), day(99))


def test_json_keeps_its_promise_on_the_korean_declarations(p):
    folder = os.environ.get("TIDEWAITER_KCS", "")
    if not os.path.exists(os.path.join(folder, "kcs_train.csv")):
        raise Skip("TIDEWAITER_KCS names no folder with kcs_train.csv")
    db = p.path("kcs.db")
    for name in ("kcs_train.csv", "kcs_valid.csv"):
        run("-d", db, "load", "--map", os.path.join(ROOT, "sample-data/profiles/kcs.ini"), os.path.join(folder, name))
    report = check_everywhere(db, "2020-01-02", "2020-06-30", "2020-12-31", "2021-03-31")
    # A post that sends a file a month is quiet, not silent.
    assert all(f["missed"] >= 3 for f in report["findings"] if f["kind"] == "silent"), report["findings"]


def test_a_day_without_data_is_one_sentence_and_nothing_is_written(p):
    for words, code in ((("--date", day(-1)), 64), (("--date", day(LAST + 30)), 64), (("--date", "2026-02-30"), 64)):
        for format in FORMATS[:-1]:
            out = p.path("out")
            done = call("-d", slow_db(p), "--now", day(LAST) + "T06:00:00Z", "brief", *words, "--format", format, "-o", out, "--fail-on", "worse")
            assert done.returncode == code and not done.stdout and not os.path.exists(out), (words, format, done.returncode)
            one_sentence(done)


def test_a_file_that_cannot_be_written_is_one_sentence_and_the_one_before_is_kept(p):
    before, folder = p.path("before.html", "kept"), p.path("folder")
    os.mkdir(folder)
    for target, word in ((folder, "Is a directory"), ("/dev/full", "No space left"), (os.path.join(folder, "none", "x"), "No such file"), ("", "no name")):
        for format in ("text", "html", "json"):
            done = call("-d", slow_db(p), "--now", day(TURN) + "T06:00:00Z", "brief", "--format", format, "-o", target)
            assert done.returncode == 73 and not done.stdout, (target, format, done.returncode)
            one_sentence(done, word)
    assert os.listdir(folder) == []
    limit = "ulimit -f 1; trap '' XFSZ; exec \"$@\""     # a disk that is full after a few bytes
    done = subprocess.run(["sh", "-c", limit, "sh", PROGRAM, "-d", slow_db(p), "--now", day(TURN) + "T06:00:00Z", "brief", "--format", "html", "-o",
                           before], capture_output=True)
    assert done.returncode == 73, done
    one_sentence(done, "File too large")
    with open(before) as f:
        assert f.read() == "kept"
    assert sorted(name for name in os.listdir(p.folder) if "before" in name) == ["before.html"]


sys.exit(main(globals()))
