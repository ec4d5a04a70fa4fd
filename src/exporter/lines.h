#pragma once
/* Owns: nothing. An item's parts as lines of plain text; used by the exporters whose formats are read line by
 * line. Appending functions append to out and cannot fail. */

#include "model/quiz.h"

/* The set's title on one line, with the paper's letter: 练习题（A卷）. The caller owns it. */
char *kd_lines_title(const KdQuiz *quiz);
/* The stem on one line, every blank as the mark. */
void kd_lines_stem(GString *out, const KdQuestion *q, const char *mark);
/* The scoring points of a short answer: （1）…；（2）… on one line; one point alone has no number. */
void kd_lines_points(GString *out, const KdQuestion *q);
/* What other wordings of the blanks are right, for formats that have no sign for them: "也可答：甲、乙。",
 * "第2空也可答：甲。"; nothing where there are none. */
void kd_lines_accepted(GString *out, const KdQuestion *q);

/* Does every part on the right of a matching item belong to just one part on the left, and differ from the
 * others? */
gboolean kd_lines_pairs_off(const KdQuestion *q);
