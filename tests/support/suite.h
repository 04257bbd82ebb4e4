/* suite.h - runs a Check suite as TAP on stdout; returns main()'s exit status. */
#ifndef SUPPORT_SUITE_H
#define SUPPORT_SUITE_H

#include <check.h>

int support_run(Suite *suite);

#endif
