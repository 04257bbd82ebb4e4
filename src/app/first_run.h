/* first_run.h - what an empty database says: how to look around, and how to load one's own data. */
#ifndef APP_FIRST_RUN_H
#define APP_FIRST_RUN_H

#include <stdbool.h>

/* live: a person sits before it, and Enter can open the sample data. Lines with four blanks in front are to be typed. */
const char *first_run_text(bool live);

#endif
