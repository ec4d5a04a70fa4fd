#pragma once
/* Owns: nothing. What a learner is told behind the key, the explanation and the place in the source; used by
 * the exporters whose format has a place for feedback. Appending functions append to out and cannot fail. */

#include "exporter/wording.h"

/* The item's stem in HTML: its text escaped, a blank as the text that blank gives for its number (from 0, the
 * caller's), the place of a choice as it is. blank NULL: every blank as KD_BLANK. */
typedef void (*KdBlankWriter)(GString *out, const KdQuestion *q, guint i);
void kd_remarks_stem(GString *out, const KdQuestion *q, KdBlankWriter blank);

/* The explanation, with what a false statement should say in front where it does not say so itself
 * ("“…”应为“…”。"). The caller owns it; NULL: there is nothing to say. */
char *kd_remarks_explanation(const KdQuestion *q);
/* <p>解析：…</p><p>出处：…</p>, whichever there is. */
void kd_remarks_html(GString *out, const KdQuiz *quiz, const KdQuestion *q);
/* The same on one line of plain text. */
void kd_remarks_line(GString *out, const KdQuiz *quiz, const KdQuestion *q);
/* The text escaped for HTML. */
void kd_remarks_text(GString *out, const char *text);
/* Does the blank have an answer, or another wording, of several lines, which nobody can type into a field? */
gboolean kd_remarks_has_lines(const KdQuestion *q);
