/* peers.h - posts held against others of their kind, a rate at a time: the funnel of the sea posts, of the land posts ...
 *
 * The kind is what the file of posts says (sea, air, land, rail, inland, mail); of a post that it does not tell, what most of its
 * declarations came by. A filter by post does not narrow this: a post without the others is no comparison. */
#ifndef PANEL_PEERS_H
#define PANEL_PEERS_H

#include "figures.h"
#include "list.h"
#include "stats/funnel.h"

struct peer_post {
	const char *code, *name;
	size_t kind;
};

struct peers {
	struct peer_post *posts;	/* kind by kind, those with most posts first */
	size_t n_posts;
	const char **kinds;		/* "sea"; "" where nothing tells */
	size_t n_kinds;
};

/* One rate of all of them. */
struct peers_rate {
	const struct kpi_def *def;
	struct funnel_unit *units;	/* of each post */
	struct funnel_kind *kinds;	/* of each kind */
	bool known;			/* anything was counted */
};

/* Posts of the figures' rows, which are by office, and their kinds. */
bool peers_load(struct peers *peers, const struct figures *figures, const struct panel_context *context, struct arena *arena, struct err *err);
/* The scope without its post: *room and *scope are filled and must outlive what is returned. */
const struct panel_context *peers_context(const struct panel_context *context, struct panel_context *room, struct panel_scope *scope);
bool peers_rate_load(const struct peers *peers, const struct figures *figures, const char *id, struct arena *arena, struct peers_rate *ret_rate,
	struct err *err);

/* One row a post. The list is initialised before. */
bool peers_list(struct list *list, const struct peers *peers, const struct peers_rate *rate, const struct panel_context *context, struct arena *arena,
	struct err *err);
/* The funnel of one kind with its heading; selected (may be NULL): the code of a post to mark. */
void peers_paint(const struct peers *peers, const struct peers_rate *rate, size_t kind, const char *selected, struct canvas_area area);
/* The kind of a post; n_kinds where it is none of them. */
size_t peers_kind_of(const struct peers *peers, const char *code);
const char *peers_kind_word(const struct peers *peers, const char *code);	/* "sea"; "–" where nothing tells */
/* The kind that has most to compare: the largest number counted by two posts or more; n_kinds where there is none. */
size_t peers_kind_largest(const struct peers *peers, const struct peers_rate *rate);
/* In sentences: who is outside the limits of his kind, or that nobody is. */
void peers_words(const struct peers *peers, const struct peers_rate *rate, struct text *out);
/* Who has no other of his kind, in a sentence; nothing where everybody has one. */
void peers_alone_words(const struct peers *peers, struct text *out);

#endif
