#pragma once
/* Owns: the phrases of all points of all texts, by shape, from which wrong options are taken. Made before the
 * first item, read only after that; used by the item types of builder/. */

#include "builder/target.h"

KdPool *kd_pool_new(const KdContext *ctx, const GPtrArray *texts);
void kd_pool_free(KdPool *pool);

/* What a wrong option is to stand in for. All strings are borrowed. */
typedef struct {
  const KdTarget *target;
  const char *before, *after; /* the stem on both sides of the gap */
  const char *evidence;       /* a phrase that stands in it may be right */
  const GPtrArray *right;     /* char *: the right options; a wrong one must differ from each */
  gboolean patterned;         /* the learner sees what the list's members share: a wrong one must share it */
  double least_kin;           /* how alike they must be: 1 somewhat, 2 well, 3 (members of lists) very well */
  guint letters;              /* a wrong one must have exactly so many; 0: about as many as the target */
  gboolean stock;             /* where the sources have too few, the shipped stock may give the rest */
  guint wanted;
} KdSearch;

/* Phrases of the sources, char *, owned by the array, best first, at most search->wanted: of the shape of the
 * target, from the same text first, and each proven not to be right: it stands neither in the evidence nor in
 * the stem, the stem with it does not stand in the sources, no list holds it beside a right one, and it is
 * neither part nor whole of another option. A text's other phrases are looked at up to a fixed number near
 * the target, so the time does not grow with the text. Of the stock only what the sources do not hold
 * anywhere is taken; such a phrase is known by that (kd_ground_has). */
GPtrArray *kd_pool_find(const KdBench *bench, const KdSearch *search);
