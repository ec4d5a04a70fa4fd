#pragma once
/* Owns: nothing. The stated rule by which an item's difficulty is given; used by builder/ only. */

#include "model/question.h"

/* 1 easy … 5 hard. What makes items of this kind hard was measured on answered banks: of fill-ins, answers of
 * 1–2 letters are missed by 7 %, of 3–4 by 9 %, of 5–8 by 13 %, longer ones by 16 %; of multiple responses
 * with some wrong options 24 %, with none 8 %. So: fill      1 up to 2 letters, 2 up to 4, 3 up to 8, else 4;
 * 1 more where there are several blanks single    2; 3 where the longest option has 9 letters or more
 *   multiple  4; 2 where all options are right; 5 where four or more of at least five are right
 *   judge     1 true, 2 false; 3 false with a swap of at most two letters
 *   short     3; 4 from four points or 40 letters on, 5 from six points or 90 letters on */
int kd_question_rate(const KdQuestion *q);
