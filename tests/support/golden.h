/* golden.h - compares what was drawn with what is kept under tests/golden. */
#ifndef SUPPORT_GOLDEN_H
#define SUPPORT_GOLDEN_H

#include "base/text.h"

/* `path` is relative to tests/golden, e.g. "charts/tile-80x24.txt". Fails the test case with the first line
 * that differs. UPDATE_GOLDEN=1 in the environment writes the file instead. */
void support_check_golden(const char *path, const struct text *got);

#endif
