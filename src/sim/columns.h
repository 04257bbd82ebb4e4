/* columns.h - how a declaration is written, and the ids that all files share. */
#ifndef SIM_COLUMNS_H
#define SIM_COLUMNS_H

#include "out.h"
#include "view.h"

void sim_columns_header(struct sim_out *out, bool wide);
void sim_columns_row(struct sim_out *out, const struct sim_view *view, bool wide);

/* Writes the office, what follows it and a NUL; an office is cut at 12 bytes. */
void sim_id_prefix(char ret_prefix[24], const struct sim_world *world, int post, const char *rest);
/* role: 'A' assessor, 'X' examiner, 'S' supervisor, 'N' analyst; number from 0. */
void sim_put_officer(struct sim_out *out, const struct sim_world *world, int post, char role, int number);
void sim_put_declaration(struct sim_out *out, const struct sim_world *world, const struct sim_case *c);
void sim_put_time(struct sim_out *out, const struct sim_world *world, sim_time t); /* empty for SIM_NEVER */
void sim_put_id(struct sim_out *out, const struct sim_view *view);
void sim_put_office(struct sim_out *out, const struct sim_view *view);
void sim_put_importer(struct sim_out *out, const struct sim_view *view);
void sim_put_assessor(struct sim_out *out, const struct sim_view *view); /* empty while nobody has it */

#endif
