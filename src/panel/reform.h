/* reform.h - the lists of the view Reform: initiatives, what moved beside one, the posts it is compared with. */
#ifndef PANEL_REFORM_H
#define PANEL_REFORM_H

#include "insight/reform.h"
#include "list.h"
#include "page.h"

struct reform_verdict {
	const char *glyph, *text;	/* text: glyph and word */
	enum canvas_role role;
};
struct reform_verdict reform_verdict(const struct reform *reform, struct arena *arena);

/* Each is begun, filled and ended; lists are initialised before. */
bool reform_list_initiatives(struct list *list, const struct reforms *reforms, struct arena *arena, struct err *err);
bool reform_list_beside(struct list *list, const struct reform *reform, struct arena *arena, struct err *err);
bool reform_list_posts(struct list *list, const struct reform *reform, struct arena *arena, struct err *err);

/* What i shows of an initiative, above the definition of its figure; nothing for one that is not there. */
bool reform_proof_put(struct page *page, const struct panel_context *context, const char *id, struct err *err);

#endif
