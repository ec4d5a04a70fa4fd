#pragma once
/* Owns: how often characters follow each other in one page, away from its wraps and marks. Used inside
 * reader/ as evidence; lives as long as the stage that asks. */

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
