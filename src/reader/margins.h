#pragma once
/* Owns: how wide the lines of a page are, by article, and what their widths say about the ends of paragraphs.
 * Used by reader/ends; lives as long as that stage. */

#include "reader/draft.h"

#define KD_MARGIN_SHORT                                                                                      \
  (-8) /* half cells: a last line that much shorter than the column ends its paragraph */

typedef struct KdMargins KdMargins;

KdMargins *kd_margins_new(const KdPage *page);
void kd_margins_free(KdMargins *margins);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdMargins, kd_margins_free)

/* Half cells of a line of the article; 0: unknown. */
guint kd_margins_column(const KdMargins *margins, guint article);
/* Do the article's paragraphs begin with blanks, so that their first lines are shorter? */
gboolean kd_margins_indents(const KdMargins *margins, guint article);
/* Half cells by which the last line of d is wider than the column (below 0: shorter). *alone: is it the only
 * line? */
gint kd_margins_slack(const KdMargins *margins, const KdDraft *d, gboolean *alone);
/* Is a line of the article hardly ever as short as this unless it is a last one? */
gboolean kd_margins_is_full(const KdMargins *margins, guint article, gint slack);
/* Log-odds that a line of this width is full, rather than a last line, which may have any width. */
double kd_margins_full_odds(const KdMargins *margins, guint article, gint slack);
/* Log-odds that a full line without an end mark ends its paragraph and lost the mark, from how many short
 * last lines, which must have lost it, have none. */
double kd_margins_loss_odds(const KdMargins *margins);
