#pragma once
/* Owns: nothing. Character classes and letter strings for Chinese text in valid UTF-8; used by every stage.
 * "Letters" are Han characters, Latin letters and digits, with full width folded to half width: what must
 * never change in a repair, and what is compared when one asks whether a phrase stands in a text. */

#include "base/span.h"
#include <glib.h>

gboolean kd_is_han(gunichar c);
/* Han, Latin letter or digit of either width. */
gboolean kd_is_letter(gunichar c);
/* ASCII or full-width digit. */
gboolean kd_is_digit(gunichar c);
/* 零 to 九, 十 百 千 万 亿 两. */
gboolean kd_is_han_number(gunichar c);
/* A mark that ends a sentence: 。！？ and their half-width forms but '.'. */
gboolean kd_is_end_mark(gunichar c);
/* A mark that ends a clause: ，；： and the end marks. 、 is none. */
gboolean kd_is_clause_mark(gunichar c);
gboolean kd_is_opening(gunichar c);
gboolean kd_is_closing(gunichar c);
/* A code that stands for no character and never will: U+FFFE, U+FFFF, U+FDD0 to U+FDEF … */
gboolean kd_is_noncharacter(gunichar c);
/* Blanks of any width, tabs, line ends, zero-width space. */
gboolean kd_is_blank(gunichar c);

/* The letter that c stands for, width and Latin case kept: Ａ → A. Other characters come back unchanged. */
gunichar kd_fold_width(gunichar c);

/* Characters in the first len bytes of text. */
guint kd_char_count(const char *text, gsize len);
/* Letters in the first len bytes of text. */
guint kd_letter_count(const char *text, gsize len);
/* Appends the letters of text to out. */
void kd_letters_append(GString *out, const char *text, gsize len);
/* The letters of a NUL-terminated text; the caller owns the string. */
char *kd_letters_dup(const char *text);

/* Does a run of n letters of the one text stand in the letters of the other? */
gboolean kd_text_shares_run(const char *a, const char *b, guint n);

/* The character before p, p > start; NULL at start. */
const char *kd_char_prev(const char *start, const char *p);
/* The first and the last character of a span; 0 for an empty one. */
gunichar kd_span_first_char(const char *text, KdSpan s);
gunichar kd_span_last_char(const char *text, KdSpan s);
/* The span without blanks at its ends. */
KdSpan kd_span_trim(const char *text, KdSpan s);
/* The span without blanks and marks (all but letters, quotation marks, brackets and 《》％) at its end. */
KdSpan kd_span_trim_marks(const char *text, KdSpan s);
/* Does the text at this span equal / start with / end with the string? */
gboolean kd_span_is(const char *text, KdSpan s, const char *string);
gboolean kd_span_starts(const char *text, KdSpan s, const char *string);
gboolean kd_span_ends(const char *text, KdSpan s, const char *string);
/* A name or text of any bytes as one printable line of valid UTF-8: control characters, what turns the
 * direction of writing and what has no width become U+FFFD. The caller owns it. */
char *kd_printable_dup(const char *text);
