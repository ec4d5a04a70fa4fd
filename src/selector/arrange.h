#pragma once
/* Owns: nothing. The order of options and the sharing out of the score; used by the selector only. */

#include "model/quiz.h"

/* Puts the options of every choice item in their final order: key letters of single choices even over the
 * set, numbers in ascending order, options that speak of others by their place left alone; and the parts of
 * ordering and matching items, never in the right order. The same set and seed give the same order. */
void kd_arrange_options(KdQuiz *quiz, guint64 seed);
/* Items of a type with a score of its own in fixed (by type, 0: none) get that; what is left of half_points
 * is shared out among the others: by type, then a half more to the first ones of a type until the sum is
 * exact. Each of them gets at least one half, also where that makes the sum larger. */
void kd_arrange_scores(KdQuiz *quiz, guint half_points, const guint *fixed);
