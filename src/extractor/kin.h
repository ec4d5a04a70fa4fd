#pragma once
/* Owns: a table that tells how alike two phrases begin, or end, learnt from the members of lists: members
 * that stand beside each other begin with words of one kind and end with words of one kind. Compiled in, made
 * by fit-kin; used by edges.c.
 *
 * Each of the first (last) two characters, and the two together, have a row of numbers; the rows of a phrase
 * are added up to its place in a space of KD_KIN_DIMENSIONS, and the product of two places says how well they
 * go together. Form of the file: the header KdKinHeader, then for either side KD_KIN_ROWS rows of gint8, the
 * last number of a row saying how readily members begin (end) so, whatever the others are. */

#include "extractor/glyphs.h"

#define KD_KIN_MAGIC G_GUINT64_CONSTANT(0x316E696B646B6B31)
#define KD_KIN_DIMENSIONS 12
#define KD_KIN_ROWS 16384u
#define KD_KIN_CLUES 3 /* rows of a phrase */

typedef struct {
  guint64 magic;
  float scale; /* of the numbers */
  guint32 reserved;
} KdKinHeader;

/* Where a phrase lies, and how readily members begin (end) so. */
typedef struct {
  double at[KD_KIN_DIMENSIONS];
  double readiness;
} KdKinPlace;

typedef struct KdKin KdKin;

KdKin *kd_kin_new(void);
void kd_kin_free(KdKin *kin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdKin, kd_kin_free)

/* The rows of a phrase whose first (side 0) or last (side 1) characters count. */
void kd_kin_clues(const KdGlyphs *g, KdRange r, guint side, guint32 clues[KD_KIN_CLUES]);
KdKinPlace kd_kin_place(const KdKin *kin, const KdGlyphs *g, KdRange r, guint side);
double kd_kin_product(const KdKinPlace *x, const KdKinPlace *y);
