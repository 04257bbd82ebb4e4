/* json.h - the brief for programs. */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "report/brief.h"

void json_write(const struct kpi_env *env, const struct findings *findings, const struct report_options *options, struct text *out);

#endif
