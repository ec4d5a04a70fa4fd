#pragma once
/* Owns: nothing after it returns. Items that were asked before are kept out of a set; used by app/ and the
 * tests. */

#include "base/context.h"
#include "model/quiz.h"

/* Frees and takes out of candidates (KdQuestion *) every item that stands in one of the old sets (const
 * KdQuiz
 * *): by its id, or because it asks for the same words of the same statement or for the same point, be it
 * in another form (a fill-in item as a single choice, a multiple choice as a short answer). Each is a finding
 * LEFT_OUT_EXCLUDED. */
void kd_exclude_items(const KdContext *ctx, GPtrArray *candidates, const GPtrArray *old);
