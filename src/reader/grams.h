#pragma once
/* Owns: how often characters follow each other in one page, away from its wraps, and how often runs of them
 * stand beside its marks. Used inside reader/ as evidence; lives as long as the stage that asks. */

#include "reader/draft.h"

typedef struct KdGrams KdGrams;

KdGrams *kd_grams_new(const KdPage *page);
void kd_grams_free(KdGrams *grams);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdGrams, kd_grams_free)

/* How often a b, or a b c, stand next to each other within a line of the page. */
guint kd_grams_pair(const KdGrams *grams, gunichar a, gunichar b);
/* How often c follows any letter within a line. */
guint kd_grams_single(const KdGrams *grams, gunichar c);
guint kd_grams_triple(const KdGrams *grams, gunichar a, gunichar b, gunichar c);

/* How often the letters b c, or a b c, stand in front of a mark (KD_GRAMS_ENDS) or behind one
 * (KD_GRAMS_STARTS). a 0: two letters. */
typedef enum { KD_GRAMS_ENDS = 1, KD_GRAMS_STARTS, KD_GRAMS_ACROSS } KdGramsSide;
guint kd_grams_beside(const KdGrams *grams, KdGramsSide side, gunichar a, gunichar b, gunichar c);
/* How often b c stand beside this very mark. */
guint kd_grams_beside_mark(const KdGrams *grams, KdGramsSide side, gunichar mark, gunichar b, gunichar c);
/* How often a mark parts b and c, or a b and c. */
guint kd_grams_across(const KdGrams *grams, gunichar a, gunichar b, gunichar c);

/* How the page is written. */
typedef struct {
  guint letters, pauses, clauses, sentences; /* marks 、, all others, end marks */
} KdGramsStyle;
KdGramsStyle kd_grams_style(const KdGrams *grams);
