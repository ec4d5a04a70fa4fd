#pragma once
/* Owns: nothing. Which of the wrong options that were found stand beside the right one; used by the item
 * types of builder/. */

#include <glib.h>

/* What a learner sees of a choice. Strings are borrowed. */
typedef struct {
  const char *stem;
  const char *right;
  gboolean numbers; /* the options are numbers: only their order can tell */
} KdChoice;

/* Takes away wrong options (char *, owned by the array, best first) until n are left: those beside which
 * nothing in the looks of the right one tells it from the others. For each of the looks (how long it is, how
 * much it shares with the stem and with the other options, how far it stands from them in length and shape,
 * its place among numbers) a lot that the words of the item decide says how many of the others are to surpass
 * the right one, so that over many items it is the first, the last and in between equally often. Better
 * options count as well. There must be n. Time: grows with the fourth power of the options given, which are
 * few. */
gboolean kd_options_choose(GPtrArray *wrong, guint n, const KdChoice *choice);
