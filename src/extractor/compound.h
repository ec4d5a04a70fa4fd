#pragma once
/* Owns: nothing. The members of a shorthand with several numbers (三会一课, 三严三实) and of …位一体; used by
 * expansion.c only. */

#include "model/point.h"

/* Fills in the members of p, and says by which rule, where a list of the article or the clauses around the
 * term hold its words in order: three with 会, one with 课. lists[n]: the lists with n members, KdPoint in
 * text order, n up to `most`. FALSE: there are none. */
gboolean kd_compound_fill(const KdDocument *d, GPtrArray *const *lists, guint most, KdPoint *p);
