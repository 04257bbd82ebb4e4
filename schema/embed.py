#!/usr/bin/env python3
"""Write the SQL files named on the command line as one C source: the program carries its own schema."""
import os
import sys


def literal(text):
    lines = text.splitlines(keepends=True) or [""]
    return "\n".join('\t\t"%s"' % l.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for l in lines)


def main(out, files):
    with open(out, "w", encoding="utf-8") as c:
        c.write('#include "store/embedded.h"\n\n#include <stddef.h>\n\n')
        c.write('/* Compilers take far longer strings than ISO C asks of them. */\n')
        c.write('#pragma GCC diagnostic ignored "-Woverlength-strings"\n\n')
        for kind in ("migrations", "queries"):
            c.write("const struct store_embedded store_embedded_%s[] = {\n" % kind)
            for path in files:
                is_query = os.path.basename(os.path.dirname(path)) == "queries"
                if is_query != (kind == "queries"):
                    continue
                name = os.path.splitext(os.path.basename(path))[0]
                with open(path, encoding="utf-8") as sql:
                    c.write('\t{.name = "%s",\n\t .sql =\n%s},\n' % (name, literal(sql.read())))
            c.write("\t{.name = NULL},\n};\n\n")


main(sys.argv[1], sys.argv[2:])
