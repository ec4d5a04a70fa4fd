#pragma once
/* Owns: the letters of the repaired sources and an index over them, which answers "do these letters stand
 * there?". Used by builder/ and by verify; lives as long as the run of either, the documents need not. */

#include "builder/builder.h"

typedef struct KdGround KdGround;

/* Of texts, const KdText *; points are not looked at. Time and memory linear in the texts. */
KdGround *kd_ground_new(const GPtrArray *texts);
void kd_ground_free(KdGround *g);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdGround, kd_ground_free)

/* Do the letters of text stand somewhere, without a break, inside one block of the sources? No letters at all
 * stand everywhere. Marks and blanks do not count. Time: the needle, times the places of its rarest pair of
 * letters. */
gboolean kd_ground_has(const KdGround *g, const char *text);
/* How often they stand there, counted up to limit. */
guint kd_ground_count(const KdGround *g, const char *text, guint limit);
/* Clause by clause, after 《…》 and a lead-in (……指出，) are taken off: how many letters of a stem
 * are not the sources'. */
guint kd_ground_own_letters(const KdGround *g, const char *stem);
