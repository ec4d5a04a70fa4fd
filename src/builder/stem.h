#pragma once
/* Owns: stems. Cuts the sentence in which a place is asked about down to the whole clauses that can be read
 * alone, and writes them with blanks. Used by the item types of builder/. */

#include "builder/workshop.h"

/* Characters: a stem is cut to about KD_STEM_AIM where it can be, and given up above KD_STEM_MOST. */
#define KD_STEM_AIM 64
#define KD_STEM_MOST 96
/* Letters that must stand beside it. */
#define KD_STEM_BESIDE 5
/* Up to here a quotation is shown whole with the words that lead to it. */
#define KD_SAYING_MOST 116
/* Characters beside the place asked about; below this the neighbouring clauses are shown, too. */
#define KD_STEM_LEAST 10

typedef struct {
  KdSpan
      lead; /* the clauses that name the speaker, where the body is cut from a long quotation; empty: none */
  KdSpan body;             /* whole clauses, without the mark that closes the last */
  KdSpan evidence;         /* the whole sentence, or, where it is long or unsound, the clauses shown */
  gboolean quoted;         /* the place asked about stands in words that a person or a document said */
  gboolean opens_sentence; /* the body begins where its sentence does, joining words aside */
  gboolean needs_name;     /* it speaks of 今年 or the like: without the name it says nothing */
  KdSpan when;             /* the words that say when a figure was so, put in front; empty: none */
  KdSpan when_clause;      /* where they stand */
  char *naming;            /* 《…条例》规定，; owned; NULL: none */
} KdStem;

/* Something written in place of a span of the body. Gaps are given in the order of the text. */
typedef struct {
  KdSpan span;
  const char *instead;
} KdGap;

/* Cuts the stem for a place inside one sentence. FALSE, with the bench's reason set, where there is none. The
 * caller clears the stem either way. */
gboolean kd_stem_cut(KdBench *bench, KdSpan target, KdStem *stem);
void kd_stem_clear(KdStem *stem);
void kd_cut_free(KdCut *cut);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KdStem, kd_stem_clear)

/* The stem as shown, closed with 。 unless it has an end mark of its own. The caller owns it. */
char *kd_stem_write(const KdText *text, const KdStem *stem, const KdGap *gaps, guint n);
/* FALSE, with the reason set, where words are missing or a mark may be missing inside the span, or where its
 * words were brought together from two places. */
gboolean kd_span_is_sound(KdBench *bench, KdSpan span);
/* Appends the span to the item's evidence, with its line and source. */
void kd_bench_add_evidence(const KdBench *bench, KdQuestion *question, KdSpan span);
