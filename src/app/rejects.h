/* rejects.h - the refused rows of a load, for --rejects. */
#ifndef APP_REJECTS_H
#define APP_REJECTS_H

#include <stdbool.h>

#include "base/err.h"
#include "model/sink.h"

struct rejects;

bool rejects_create(struct rejects **ret_rejects, struct err *err);
void rejects_destroy(struct rejects *rejects);		/* accepts NULL */
/* What cannot be kept is told by rejects_write(). */
void rejects_add(struct rejects *rejects, const char *path, const struct model_reject *reject);
/* All of them to a file, whole or not at all, or to standard output ("-"). */
bool rejects_write(struct rejects *rejects, const char *path, struct err *err);

#endif
