#!/usr/bin/env python3
"""Writes width_table.h from the C library's wcwidth() in C.UTF-8: python3 width_table.py > width_table.h

The table is kept in the tree so that a width never depends on the locale of a run. Control characters are the business
of width.c; here they count as not assigned.
"""
import ctypes
import locale

ZERO, ONE, TWO, NONE = range(4)
LAST = 0x10FFFF
PER_LINE = 8

libc = ctypes.CDLL(None)
locale.setlocale(locale.LC_CTYPE, "C.UTF-8")


def class_of(code):
    return {0: ZERO, 1: ONE, 2: TWO}.get(libc.wcwidth(code), NONE) if code else NONE


starts, before = [], None
for code in range(LAST + 1):
    now = class_of(code)
    if now != before:
        starts.append(f"0x{code << 2 | now:06x}")
        before = now

print("/* width_table.h - made by width_table.py; each entry is the first code point of a range << 2 | its class:")
print(" * 0 combining, 1 one cell, 2 two cells, 3 not assigned. Unicode 15.0, as in glibc 2.36. */")
print("static const uint32_t ranges[] = {")
for i in range(0, len(starts), PER_LINE):
    print("\t" + ", ".join(starts[i:i + PER_LINE]) + ",")
print("};")
