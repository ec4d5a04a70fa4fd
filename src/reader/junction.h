#pragma once
/* Owns: nothing. How well two pieces of text go together, and whether a text can end or begin with a piece,
 * by the n-gram table. Used inside reader/ where lines or paragraphs may have been torn or mixed. */

#include "base/ngrams.h"
#include "reader/draft.h"

#define KD_RIMS_HEAD 6
/* Characters of a piece that the table sees together with what stands in front of it. */
#define KD_JUNCTION_REACH (KD_NGRAMS_ORDER - 1)
#define KD_RIMS_TAIL (KD_NGRAMS_ORDER - 1)

/* The first and the last characters of a piece of text. */
typedef struct {
  guint16 head[KD_RIMS_HEAD], tail[KD_RIMS_TAIL]; /* tokens */
  guint n_head, n_tail;
  double alone;  /* how likely the head is by itself (natural logarithm) */
  gunichar last; /* character */
} KdRims;

/* Those of n glyphs of the draft, from first on; n is not 0. */
KdRims kd_rims_read(const KdNgrams *ngrams, const KdDraft *d, guint first, guint n);

/* By how much the first characters of the right piece become likelier behind the left one (natural
 * logarithm); a mark may have been lost between them. */
double kd_junction_score(const KdNgrams *ngrams, const KdRims *left, const KdRims *right);
/* By how much they become likelier at the start of a paragraph. */
double kd_junction_start(const KdNgrams *ngrams, const KdRims *right);
/* How likely it is that the paragraph ends behind the left piece, its 。 lost unless an end mark stands there
 * (natural logarithm). */
double kd_junction_end(const KdNgrams *ngrams, const KdRims *left);
