#!/usr/bin/env python3
"""Count the cases of meson's testlog.json (TAP cases where a program prints them) and end with one line."""
import json
import re
import sys

passed = failed = skipped = 0
with open(sys.argv[1], encoding="utf-8") as log:
    for line in log:
        test = json.loads(line)
        cases = re.findall(r"^(not ok|ok)\b(.*)$", test.get("stdout", ""), re.M)
        bad = sum(1 for word, _ in cases if word == "not ok")
        skip = sum(1 for word, rest in cases if word == "ok" and "# skip" in rest.lower())
        if test["result"] == "SKIP":
            skipped += 1
        elif test["result"] not in ("OK", "EXPECTEDFAIL"):
            failed += max(bad, 1)
            passed += sum(1 for word, _ in cases if word == "ok") - skip
        else:
            passed += max(len(cases) - skip, 1)
            skipped += skip
print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
sys.exit(1 if failed or not passed else 0)
