#pragma once
/* Owns: nothing. Which mark a paragraph that lost its own ends with; used by reader/ends. */

#include "reader/draft.h"

/* The mark that a paragraph ends with: ； between the members of a list, ： in front of the first one. What
 * stands in front of numbered passages of several sentences, or of headings, mostly ends with 。 even if it
 * announces them. */
gunichar kd_end_mark_choose(const KdPage *page, guint i);
/* Does the paragraph, a member of a list, end with the same words as another member that has its mark? Then
 * it is whole. */
gboolean kd_end_mark_is_parallel(const KdPage *page, guint i);
