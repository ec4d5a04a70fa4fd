#pragma once
/* Owns: nothing after it returns. Several papers with the same items; used by app/ and the tests. */

#include "model/quiz.h"

#define KD_PAPERS_LEAST 2 /* one paper is the set itself */
#define KD_PAPERS_MOST 4  /* A to D */

/* Paper number n of a set, 0 is A: the same items with the same ids, their number on the paper is another. A
 * is the set as it stands; on the others the items of each type stand in an order of their own, and so do the
 * options, key letters even. The caller owns it. Same set and number, same paper. */
KdQuiz *kd_papers_make(const KdQuiz *quiz, guint number);
