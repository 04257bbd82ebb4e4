/* posts.c - see posts.h. Posts in the same zone share a clock. */
#include "posts.h"

#include <stdlib.h>

#include "grow.h"
#include "store/rows.h"

struct post {
	uint32_t office;
	struct cube_clock *clock;
};

struct cube_posts {
	struct post *posts; /* in order of office */
	size_t n_posts, cap_posts;
	struct cube_clock **clocks; /* one a zone; the first is everybody else's */
	size_t n_clocks, cap_clocks;
	struct post last; /* rows come office by office */
};

static struct cube_clock *clock_of(struct cube_posts *posts, const struct time_zone *zone)
{
	struct cube_clock *clock;

	for (size_t i = 0; i < posts->n_clocks; i++) {
		if (cube_clock_zone(posts->clocks[i]) == zone)
			return posts->clocks[i];
	}
	if (!cube_grow(&posts->clocks, &posts->cap_clocks, posts->n_clocks + 1, sizeof(*posts->clocks)))
		return NULL;
	clock = cube_clock_create(zone);
	if (clock)
		posts->clocks[posts->n_clocks++] = clock;
	return clock;
}

static const struct time_zone *zone_named(const char *name)
{
	return name && *name ? time_zone_find(name) : NULL;
}

static bool add_post(struct cube_posts *posts, uint32_t office, const char *timezone)
{
	const struct time_zone *zone = zone_named(timezone);
	struct cube_clock *clock = zone ? clock_of(posts, zone) : posts->clocks[0];

	if (!clock || !cube_grow(&posts->posts, &posts->cap_posts, posts->n_posts + 1, sizeof(*posts->posts)))
		return false;
	posts->posts[posts->n_posts++] = (struct post){.office = office, .clock = clock};
	return true;
}

static bool read_posts(struct cube_posts *posts, struct store *store, struct err *err)
{
	const struct time_zone *zone = zone_named(store_fact(store, "timezone"));
	struct store_rows *rows = NULL;
	int got;

	if (!clock_of(posts, zone ? zone : time_zone_utc()))
		return err_memory(err);
	if (!store_rows_open(store, "cube_posts", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!add_post(posts, (uint32_t)store_rows_int(rows, 0), store_rows_text(rows, 1))) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	return got == 0;
}

bool cube_posts_load(struct store *store, struct cube_posts **ret_posts, struct err *err)
{
	struct cube_posts *posts = calloc(1, sizeof(*posts));

	if (!posts)
		return err_memory(err);
	if (!read_posts(posts, store, err)) {
		cube_posts_destroy(posts);
		return false;
	}
	*ret_posts = posts;
	return true;
}

void cube_posts_destroy(struct cube_posts *posts)
{
	if (!posts)
		return;
	for (size_t i = 0; i < posts->n_clocks; i++)
		cube_clock_destroy(posts->clocks[i]);
	free(posts->clocks);
	free(posts->posts);
	free(posts);
}

static int post_compare(const void *a, const void *b)
{
	const struct post *x = a, *y = b;

	return (x->office > y->office) - (x->office < y->office);
}

struct cube_clock *cube_posts_clock(struct cube_posts *posts, uint32_t office)
{
	const struct post key = {.office = office}, *found;

	if (posts->last.clock && posts->last.office == office)
		return posts->last.clock;
	found = posts->n_posts == 0
			? NULL
			: bsearch(&key, posts->posts, posts->n_posts, sizeof(*posts->posts), post_compare);
	posts->last = (struct post){.office = office, .clock = found ? found->clock : posts->clocks[0]};
	return posts->last.clock;
}
