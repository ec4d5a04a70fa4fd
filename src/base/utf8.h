#pragma once
/* Owns: nothing. Character classes and letter strings for Chinese text in valid UTF-8; used by every stage.
 * "Letters" are Han characters, Latin letters and digits, with full width folded to half width: what must
 * never change in a repair, and what is compared when one asks whether a phrase stands in a text. */

#include "base/span.h"
#include <glib.h>

/* What is asked about every character of a text stands here, to be compiled into the loops that ask. */

/* The character at p of valid UTF-8, as g_utf8_get_char. */
static inline gunichar kd_utf8_char(const char *p)
{
  const guchar *b = (const guchar *)p;
  if (b[0] < 0x80)
    return b[0];
  if (b[0] < 0xE0)
    return (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
  if (b[0] < 0xF0)
    return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
  return (b[0] & 0x07u) << 18 | (b[1] & 0x3Fu) << 12 | (b[2] & 0x3Fu) << 6 | (b[3] & 0x3Fu);
}

/* Is c one of the characters of the string? 0 is not. */
static inline gboolean kd_is_one_of(gunichar c, const char *set)
{
  for (const char *p = set; *p; p = g_utf8_next_char(p))
    if (kd_utf8_char(p) == c)
      return TRUE;
  return FALSE;
}

static inline gboolean kd_is_han(gunichar c)
{
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x323AF) ||
         (c >= 0xF900 && c <= 0xFAFF) || c == 0x3007;
}

/* The letter that c stands for, width and Latin case kept: Ａ → A. Other characters come back unchanged. */
static inline gunichar kd_fold_width(gunichar c)
{
  gboolean wide =
      (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
  return wide ? c - 0xFEE0 : c;
}

/* Han, Latin letter or digit of either width. */
static inline gboolean kd_is_letter(gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum((char)c);
  if (kd_is_han(c) || kd_fold_width(c) != c)
    return TRUE;
  /* The marks of Chinese text are told at once; GLib's tables are slow. */
  gboolean mark = (c >= 0x2000 && c <= 0x206F) || (c >= 0x3001 && c <= 0x3004) ||
                  (c >= 0x3008 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF20);
  return !mark && !(c >= 0x2460 && c <= 0x24FF) && g_unichar_isalnum(c);
}

/* ASCII or full-width digit. */
static inline gboolean kd_is_digit(gunichar c)
{
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/* 零 to 九, 十 百 千 万 亿 两. */
static inline gboolean kd_is_han_number(gunichar c)
{
  switch (c) {
  case U'〇':
  case U'零':
  case U'一':
  case U'二':
  case U'三':
  case U'四':
  case U'五':
  case U'六':
  case U'七':
  case U'八':
  case U'九':
  case U'十':
  case U'百':
  case U'千':
  case U'万':
  case U'亿':
  case U'两':
    return TRUE;
  default:
    return FALSE;
  }
}

/* A mark that ends a sentence: 。！？ and their half-width forms but '.'. */
static inline gboolean kd_is_end_mark(gunichar c)
{
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == '!' || c == '?';
}

/* A mark that ends a clause: ，；： and the end marks. 、 is none. */
static inline gboolean kd_is_clause_mark(gunichar c)
{
  return kd_is_end_mark(c) || c == 0xFF0C || c == 0xFF1B || c == 0xFF1A || c == ',' || c == ';' || c == ':';
}

/* “‘（《〈【「『〔 and ( */
static inline gboolean kd_is_opening(gunichar c)
{
  return c == '(' || c == 0x201C || c == 0x2018 || c == 0xFF08 || c == 0x300A || c == 0x3008 || c == 0x3010 ||
         c == 0x300C || c == 0x300E || c == 0x3014;
}

/* ”’）》〉】」』〕 and ) */
static inline gboolean kd_is_closing(gunichar c)
{
  return c == ')' || c == 0x201D || c == 0x2019 || c == 0xFF09 || c == 0x300B || c == 0x3009 || c == 0x3011 ||
         c == 0x300D || c == 0x300F || c == 0x3015;
}

/* A code that stands for no character and never will: U+FFFE, U+FFFF, U+FDD0 to U+FDEF … */
static inline gboolean kd_is_noncharacter(gunichar c)
{
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* A code that every font may draw as it likes, so that nobody can tell what a reader will see. */
static inline gboolean kd_is_private_use(gunichar c)
{
  return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/* Stands for a character that cannot be told, as printers have it: 〓. */
#define KD_CHAR_GETA 0x3013

/* Blanks of any width, tabs, line ends, zero-width space. */
static inline gboolean kd_is_blank(gunichar c)
{
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) ||
         c == 0x2028 || c == 0x2029 || c == 0x85;
}

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
/* Does a mark that ends a clause stand in it? 、 is none. */
gboolean kd_span_has_clause_mark(const char *text, KdSpan s);
/* A name or text of any bytes as one printable line of valid UTF-8: control characters, what turns the
 * direction of writing and what has no width become U+FFFD. The caller owns it. */
char *kd_printable_dup(const char *text);
