#include "reader/numbers.h"

#include "base/utf8.h"

#define MOST_DIGITS 9 /* of one number */
#define FULL_DOT 0xFF0E
#define FULL_AND 0xFF06

static gunichar char_at(const KdDraft *d, gint64 i)
{
  return i >= 0 && i < d->glyphs->len ? kd_draft_glyph(d, (guint)i)->c : 0;
}

static gboolean is_between(gunichar c)
{
  return c == ' ' || c == '.' || c == ',' || c == FULL_DOT;
}

/* How many digits stand from glyph i on in this direction, blanks, dots or commas between two of them left
 * out; *at: behind them. */
static guint count_digits(const KdDraft *d, gint64 i, gint step, gint64 *at)
{
  guint n = 0;
  while (n <= MOST_DIGITS) {
    gunichar c = char_at(d, i), next = char_at(d, i + step);
    gboolean goes_on = kd_is_digit(next) || (is_between(next) && kd_is_digit(char_at(d, i + 2 * step)));
    if (kd_is_digit(c))
      n++;
    else if (!is_between(c) || !goes_on)
      break;
    i += step;
  }
  *at = i;
  return n;
}

/* Digits next to glyph i, without any blank between them. */
static guint count_run(const KdDraft *d, gint64 i, gint step)
{
  guint n = 0;
  while (n <= MOST_DIGITS && kd_is_digit(char_at(d, i))) {
    i += step;
    n++;
  }
  return n;
}

static gboolean is_year(const KdDraft *d, gint64 first)
{
  gunichar c = kd_fold_width(char_at(d, first)), next = kd_fold_width(char_at(d, first + 1));
  return count_run(d, first, 1) == 4 && ((c == '1' && next == '9') || (c == '2' && next == '0'));
}

/* One number: Chinese text on both sides of all its digits, and neither part a year. */
static gboolean is_one_number(const KdDraft *d, gint64 blank)
{
  gint64 left, right;
  guint n = count_digits(d, blank - 1, -1, &left) + count_digits(d, blank + 1, 1, &right);
  gint64 first = blank - (gint64)count_run(d, blank - 1, -1);
  return n <= MOST_DIGITS && left >= 0 && char_at(d, left) != ' ' && kd_is_han(char_at(d, right)) &&
         !is_year(d, first) && !is_year(d, blank + 1);
}

/* Does the blank at glyph i stand inside a number, or between it and its per cent sign? */
static gboolean is_inside_number(const KdDraft *d, gint64 i)
{
  gunichar before = char_at(d, i - 1), after = char_at(d, i + 1);
  if (char_at(d, i) != ' ' || !kd_is_digit(before))
    return FALSE;
  if (after == '%' || after == 0xFF05 || after == 0x2030) /* ％ ‰ */
    return TRUE;
  if (after == ',' && count_run(d, i + 2, 1) == 3)
    return TRUE;
  return kd_is_digit(after) && is_one_number(d, i);
}

static void close_draft(KdDraft *d)
{
  g_autofree gboolean *gone = NULL;
  guint n = d->glyphs->len, to = 0;
  for (guint i = 1; i + 1 < n; i++) {
    if (!is_inside_number(d, i))
      continue;
    if (gone == NULL)
      gone = g_new0(gboolean, n);
    gone[i] = TRUE;
  }
  for (guint i = 0; gone && i < n; i++)
    if (!gone[i])
      *kd_draft_glyph(d, to++) = *kd_draft_glyph(d, i);
  if (gone)
    g_array_set_size(d->glyphs, to);
}

static gboolean is_latin(gunichar c)
{
  gunichar folded = kd_fold_width(c);
  return folded < 0x80 && g_ascii_isalpha((char)folded);
}

/* １．５ and Ｒ＆Ｄ: their digits and letters become half width, and so does what joins them. */
static void fold_joints(KdDraft *d)
{
  for (guint i = 1; i + 1 < d->glyphs->len; i++) {
    KdGlyph *g = kd_draft_glyph(d, i);
    gunichar before = char_at(d, i - 1), after = char_at(d, i + 1);
    gboolean dot = g->c == FULL_DOT && kd_is_digit(before) && kd_is_digit(after);
    if (!dot && !(g->c == FULL_AND && is_latin(before) && is_latin(after)))
      continue;
    g->c = dot ? '.' : '&';
    g->flags |= KD_GLYPH_FOLDED;
  }
}

void kd_numbers_close(KdPage *page)
{
  for (guint i = 0; i < page->drafts->len; i++) {
    KdDraft *d = kd_page_draft(page, i);
    if (page->wrapped)
      close_draft(d);
    fold_joints(d);
  }
}
