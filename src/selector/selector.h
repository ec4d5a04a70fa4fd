#pragma once
/* Owns: nothing after it returns. Candidate items → a set; used by app/pipeline.c and the tests. */

#include "base/context.h"
#include "model/quiz.h"

/* 易 1–2, 中 3, 难 4–5 */
#define KD_BANDS 3
guint kd_band_of(int difficulty);
/* "易" … */
const char *kd_band_label(guint band);

/* So many percent of the items are to come from under a heading with these words in it. */
typedef struct {
  char *words;
  guint percent;
} KdHeadingShare;

/* What a set is to be. */
typedef struct {
  int counts[KD_QUESTION_TYPES]; /* items of a type; -1: not said */
  int total;         /* items in all, shared among the types whose count is not said; 0: not said */
  gboolean all;      /* every sound item; counts and total are not looked at */
  guint half_points; /* the score of the whole set, in halves of a point */
  guint item_half_points[KD_QUESTION_TYPES]; /* of one item of the type; 0: its share of the score */
  guint bands[KD_BANDS];                     /* shares of easy, middling, hard items; all 0: not said */
  GPtrArray *headings;                       /* KdHeadingShare *; NULL: not said */
} KdBlueprint;

/* Nothing said, 100 points: a balanced set sized by the candidates. */
void kd_blueprint_init(KdBlueprint *b);
void kd_blueprint_clear(KdBlueprint *b);
void kd_blueprint_add_heading(KdBlueprint *b, const char *words, guint percent);
const KdHeadingShare *kd_blueprint_heading(const KdBlueprint *b, guint i);
/* The share under whose heading the item stands; the number of shares where it stands under none. */
guint kd_blueprint_find_heading(const KdBlueprint *b, const KdQuestion *q);

/* Takes the candidates (KdQuestion *; the array is emptied) and appends to quiz->questions those that make
 * the best set, by type and then in the order of the candidates, which is that of the text; the rest is
 * freed. Headings and kinds of points are covered in turn, the better item first; no two items ask for the
 * same in the same passage; of the two wordings of a judge item one is taken, so that half of them are true.
 * Options are put in their final order, key letters even over the set, and the score is shared out: exactly
 * blueprint->half_points, in halves of a point, unless there are more items than halves; then each gets one
 * half. Shares of difficulty and of headings are kept where the candidates allow it; else a finding
 * BLUEPRINT_UNMET says what is missing. Where fewer items are found than asked for, a finding SHORT_SET says
 * how many of which type and why. Same candidates, blueprint and ctx->seed: same set. */
void kd_selector_select(const KdContext *ctx, GPtrArray *candidates, const KdBlueprint *blueprint,
                        KdQuiz *quiz);
