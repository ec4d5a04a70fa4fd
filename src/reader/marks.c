#include "reader/marks.h"

#include "base/utf8.h"
#include <string.h>

static gunichar char_at(const KdDraft *d, gint i)
{
  return i >= 0 && i < (gint)d->glyphs->len ? kd_draft_glyph(d, (guint)i)->c : 0;
}

/* The nearest character that is no blank and no straight quotation mark or bracket, going by step. */
static gunichar neighbour(const KdDraft *d, gint i, gint step)
{
  gunichar c;
  guint steps = 0;
  do {
    i += step;
    c = char_at(d, i);
  } while (c && strchr(" \"'()", (int)MIN(c, 0x7F)) && c < 0x80 && ++steps < 8);
  return c;
}

/* Han, or a mark that stands among Han characters. */
static gboolean is_wide(gunichar c)
{
  return kd_is_han(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF) ||
         (c >= 0x2014 && c <= 0x2026) || (c >= 0x2460 && c <= 0x24FF);
}

static void set_char(KdDraft *d, guint i, gunichar c)
{
  KdGlyph *g = kd_draft_glyph(d, i);
  g->c = c;
  g->flags |= KD_GLYPH_FOLDED;
}

static gunichar wide_mark(gunichar c)
{
  switch (c) {
  case ',':
    return 0xFF0C;
  case ':':
    return 0xFF1A;
  case ';':
    return 0xFF1B;
  case '?':
    return 0xFF1F;
  case '!':
    return 0xFF01;
  case 0xFF61:
    return 0x3002;
  case 0xFF64:
    return 0x3001;
  case 0xFE50:
    return 0xFF0C;
  case 0xFE51:
    return 0x3001;
  case 0xFE52:
    return 0x3002;
  case 0xFE54:
    return 0xFF1B;
  case 0xFE55:
    return 0xFF1A;
  default:
    return 0;
  }
}

static gboolean is_between_digits(const KdDraft *d, guint i)
{
  return kd_is_digit(char_at(d, (gint)i - 1)) && kd_is_digit(char_at(d, (gint)i + 1));
}

/* Marks , : ; ? ! that stand beside Han characters. */
static void fold_mark(KdDraft *d, guint i)
{
  gunichar c = char_at(d, (gint)i), wide = wide_mark(c);
  if (wide == 0)
    return;
  gboolean near = is_wide(neighbour(d, (gint)i, -1)) || is_wide(neighbour(d, (gint)i, 1));
  if (c >= 0x80 || (near && !is_between_digits(d, i)))
    set_char(d, i, wide);
}

static gboolean has_han_between(const KdDraft *d, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    if (is_wide(char_at(d, (gint)i)))
      return TRUE;
  return FALSE;
}

/* Brackets in pairs: both become wide when Han characters stand in or beside them. */
static void fold_brackets(KdDraft *d)
{
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < d->glyphs->len; i++) {
    gunichar c = char_at(d, (gint)i);
    if (c == '(') {
      g_array_append_val(open, i);
    } else if (c == ')' || c == 0xFF09) {
      guint from = open->len ? g_array_index(open, guint, open->len - 1) : i;
      if (open->len)
        g_array_set_size(open, open->len - 1);
      gboolean wide = is_wide(neighbour(d, (gint)from, -1)) || is_wide(neighbour(d, (gint)i, 1)) ||
                      (i - from < 64 && has_han_between(d, from + 1, i));
      if (wide && from < i)
        set_char(d, from, 0xFF08);
      if (wide && c == ')')
        set_char(d, i, 0xFF09);
    }
  }
  for (guint k = 0; k < open->len; k++) {
    guint i = g_array_index(open, guint, k);
    if (is_wide(neighbour(d, (gint)i, 1)))
      set_char(d, i, 0xFF08);
  }
}

/* A run of ASCII characters without blanks. With :// or @ in it, or www. in front, it is an address, whose
 * marks are its own; marks at its end are the sentence's. */
typedef struct {
  guint end; /* of the run */
  guint address_end;
} Run;

static Run read_run(const KdDraft *d, guint i)
{
  guint end = i;
  gboolean address = FALSE;
  for (gunichar c; (c = char_at(d, (gint)end)) > 0x20 && c < 0x7F; end++)
    address =
        address || c == '@' || (c == '/' && end > i && char_at(d, (gint)end - 1) == '/') ||
        (c == '.' && end >= i + 3 && char_at(d, (gint)end - 1) == 'w' && char_at(d, (gint)end - 2) == 'w');
  Run run = {end, end};
  while (run.address_end > i && address && strchr(",;:!?.\"')", (int)char_at(d, (gint)run.address_end - 1)))
    run.address_end--;
  if (!address)
    run.address_end = i;
  return run;
}

static void fold_width(KdDraft *d, guint i)
{
  gunichar c = char_at(d, (gint)i);
  if (kd_fold_width(c) != c)
    set_char(d, i, kd_fold_width(c));
}

typedef struct {
  gboolean in_double, in_single;
} Quotes;

/* Straight quotation marks in turn; curly ones only set the state. */
static void pair_quote(KdDraft *d, guint i, Quotes *q)
{
  gunichar c = char_at(d, (gint)i);
  gunichar before = char_at(d, (gint)i - 1), after = char_at(d, (gint)i + 1);
  if (c == 0x201C || c == 0x201D) {
    q->in_double = c == 0x201C;
  } else if (c == 0x2018 || c == 0x2019) {
    q->in_single = c == 0x2018;
  } else if (c == '"' || c == 0xFF02) {
    set_char(d, i, q->in_double ? 0x201D : 0x201C);
    q->in_double = !q->in_double;
  } else if (c == '\'' && !(before < 0x80 && g_ascii_isalpha((char)before) && after < 0x80 &&
                            g_ascii_isalpha((char)after))) {
    set_char(d, i, q->in_single ? 0x2019 : 0x2018);
    q->in_single = !q->in_single;
  }
}

static gboolean has_char(const KdDraft *d, gunichar c)
{
  for (guint i = 0; i < d->glyphs->len; i++)
    if (kd_draft_glyph(d, i)->c == c)
      return TRUE;
  return FALSE;
}

/* A point behind a Han character, in front of another, a closing mark or the end, where no 。 is used: it
 * stands for one. */
static void fold_point(KdDraft *d, guint i)
{
  gunichar before = char_at(d, (gint)i - 1), after = char_at(d, (gint)i + 1);
  gboolean ends =
      after == 0 || after == ' ' || kd_is_han(after) || kd_is_closing(after) || after == '"' || after == '\'';
  if (i >= 2 && kd_is_han(before) && !kd_is_han_number(before) && ends)
    set_char(d, i, 0x3002);
}

static gboolean has_han(const KdDraft *d)
{
  for (guint i = 0; i < d->glyphs->len; i++)
    if (kd_is_han(kd_draft_glyph(d, i)->c))
      return TRUE;
  return FALSE;
}

static gboolean is_folded_mark(const KdGlyph *g)
{
  return g && (g->flags & KD_GLYPH_FOLDED) && (kd_is_clause_mark(g->c) || g->c == 0xFF08 || g->c == 0xFF09);
}

/* Blanks that were typed beside a half-width mark. */
static void drop_blanks(KdDraft *d)
{
  guint to = 0;
  for (guint i = 0; i < d->glyphs->len; i++) {
    KdGlyph g = *kd_draft_glyph(d, i);
    const KdGlyph *before = to ? kd_draft_glyph(d, to - 1) : NULL;
    const KdGlyph *after = i + 1 < d->glyphs->len ? kd_draft_glyph(d, i + 1) : NULL;
    if (g.c == ' ' && (is_folded_mark(before) || is_folded_mark(after)))
      continue;
    *kd_draft_glyph(d, to++) = g;
  }
  g_array_set_size(d->glyphs, to);
}

static void fold_draft(KdDraft *d)
{
  gboolean han = has_han(d);
  Quotes quotes = {FALSE, FALSE};
  gboolean points = han && !has_char(d, 0x3002);
  Run run = {0, 0};
  for (guint i = 0; i < d->glyphs->len; i++) {
    if (i >= run.end)
      run = read_run(d, i);
    fold_width(d, i);
    if (!han || i < run.address_end)
      continue;
    pair_quote(d, i, &quotes);
    if (points && char_at(d, (gint)i) == '.')
      fold_point(d, i);
    fold_mark(d, i);
  }
  if (!han)
    return;
  fold_brackets(d);
  drop_blanks(d);
}

void kd_marks_fold(KdPage *page)
{
  for (guint i = 0; i < page->drafts->len; i++)
    fold_draft(kd_page_draft(page, i));
}
