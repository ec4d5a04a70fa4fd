#pragma once
/* Owns: nothing. Kinds, levels and parents of blocks, articles of a page; used by the reader's driver. */

#include "reader/draft.h"

/* Sets kind, level, label, parent and article of every draft and fills page->articles (blocks and lines;
 * their spans come later). However a heading is printed (#, 一、, （一）, a short line), its level follows
 * from how headings of that form are nested in the article. */
void kd_outline_build(KdPage *page);
