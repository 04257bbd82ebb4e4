/* goods.h - what the chapters of the Harmonized System are about, in a word or two. */
#ifndef PANEL_GOODS_H
#define PANEL_GOODS_H

/* "27" gives "mineral fuels"; NULL for what is no chapter, and for those kept for national use. */
const char *goods_chapter(const char *chapter);

#endif
