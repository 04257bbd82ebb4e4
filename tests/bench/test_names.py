#!/usr/bin/env python3
"""Every name that a script of the tests and benchmarks reads is defined in it, so that the long ones, which no test runs whole, still run. TAP.

usage: test_names.py FOLDER...
"""
import builtins
import os
import sys
import symtable


def tables(table):
    yield table
    for child in table.get_children():
        yield from tables(child)


def undefined(source, name):
    """Names read as globals that the module nowhere binds."""
    top = symtable.symtable(source, name, "exec")
    bound = {s.get_name() for t in tables(top) for s in t.get_symbols() if s.is_assigned() and (t is top or s.is_declared_global()) or t is top and (s.is_imported() or s.is_namespace())}
    known = bound | set(dir(builtins)) | {"__file__", "__name__", "__doc__"}
    return sorted({s.get_name() for t in tables(top) for s in t.get_symbols() if s.is_referenced() and s.is_global() and s.get_name() not in known})


def main():
    cases = [("a_name_that_is_nowhere_bound_is_told", undefined("import os\ndef f(a):\n    b = [c for c in a]\n    return g(b, os, print)\nf(1)\n", "x") == ["g"])]
    for folder in sys.argv[1:]:
        for path, _, files in sorted(os.walk(folder)):
            for name in sorted(f for f in files if f.endswith(".py")):
                with open(os.path.join(path, name), encoding="utf-8") as file:
                    missing = undefined(file.read(), name)
                cases.append(("names_of_%s_are_defined%s" % (name[:-3], "".join(": " + m for m in missing)), not missing))
    print("1..%d" % len(cases))
    for number, (name, held) in enumerate(cases, 1):
        print("%s %d - %s" % ("ok" if held else "not ok", number, name))
    return 0 if all(held for _, held in cases) else 1


if __name__ == "__main__":
    sys.exit(main())
