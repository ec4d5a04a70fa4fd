#include "extractor/quoted.h"

#include "base/utf8.h"

void kd_quoted_foreach(const KdGlyphs *g, KdQuotedFunc func, gpointer data)
{
  if ((g->classes & KD_CLASS_QUOTE) == 0)
    return;
  for (guint i = 0; i < g->n;) {
    gunichar c = kd_glyph_char(g, i);
    guint next = kd_glyphs_skip(g, i, g->n);
    if (next > i + 1 && c == 0x201C)
      func(g, (KdRange){i + 1, next - 1}, data);
    /* brackets are entered, titles are not */
    i = c == 0x201C || c == 0x300A ? next : i + 1;
  }
}

guint kd_range_letters(const KdGlyphs *g, KdRange r)
{
  guint n = 0;
  for (guint i = r.a; i < r.b; i++)
    n += kd_is_letter(kd_glyph_char(g, i));
  return n;
}

static guint count_character(const KdGlyphs *g, KdRange r, gunichar c)
{
  guint n = 0;
  for (guint i = r.a; i < r.b; i++)
    n += kd_glyph_char(g, i) == c;
  return n;
}

gboolean kd_quoted_verb(const KdContext *ctx, const KdGlyphs *g, KdRange r, KdRange *verb)
{
  guint end = r.a - 1;
  while (end > 0 &&
         (kd_is_clause_mark(kd_glyph_char(g, end - 1)) || kd_is_blank(kd_glyph_char(g, end - 1)))) {
    if (kd_is_end_mark(kd_glyph_char(g, end - 1)))
      return FALSE;
    end--;
  }
  KdRange before = {end > 8 ? end - 8 : 0, end};
  guint n = kd_range_suffix(g, before, kd_cues_get(ctx->cues, "speech-verbs"));
  *verb = (KdRange){end - n, end};
  return n > 0;
}

static gboolean is_count(gunichar c)
{
  return kd_is_han_number(c) && c != 0x96F6 && c != 0x3007;
}

/* 四个意识, 三会一课, 两弹一星: a number and what it counts, or several such pairs; not 十四五, not 一刀切.
 */
static gboolean is_shorthand(const KdContext *ctx, const KdGlyphs *g, KdRange r)
{
  guint n = kd_range_len(r), numbers = 0;
  if (kd_range_is(g, r, kd_cues_get(ctx->cues, "shorthand")))
    return TRUE;
  if (n < 3 || n > 14 || kd_range_letters(g, r) != n || !is_count(kd_glyph_char(g, r.a)))
    return FALSE;
  if (kd_range_is(g, r, kd_cues_get(ctx->cues, "not-shorthand")))
    return FALSE;
  for (guint i = r.a; i < r.b; i++)
    numbers += is_count(kd_glyph_char(g, i));
  gunichar first = kd_glyph_char(g, r.a), second = kd_glyph_char(g, r.a + 1);
  if (is_count(second) || 2 * numbers > n)
    return FALSE;
  if (first == 0x4E00) /* 一 counts only beside another number: 一楼一策, 一带一路 */
    return numbers >= 2 && n <= 7;
  guint measure = kd_range_prefix(g, (KdRange){r.a + 1, r.b}, kd_cues_get(ctx->cues, "shorthand-measures"));
  return measure > 0 || numbers >= 2 || n <= 5;
}

gboolean kd_quoted_counted(const KdGlyphs *g, KdRange r)
{
  guint n = kd_range_len(r);
  return r.a >= 3 && n >= 2 && n <= 4 && is_count(kd_glyph_char(g, r.a)) &&
         !kd_is_han_number(kd_glyph_char(g, r.b - 1)) && kd_glyph_char(g, r.a - 2) == 0x4E2A &&
         is_count(kd_glyph_char(g, r.a - 3)) && kd_glyph_char(g, r.a - 3) != 0x4E00;
}

KdQuotedKind kd_quoted_kind(const KdContext *ctx, const KdGlyphs *g, KdRange r)
{
  guint n = kd_range_letters(g, r), clauses = 0, ends = 0;
  for (guint i = r.a; i < r.b; i++) {
    clauses += kd_is_clause_mark(kd_glyph_char(g, i));
    ends += kd_is_end_mark(kd_glyph_char(g, i));
  }
  KdRange verb;
  gboolean said = kd_quoted_verb(ctx, g, r, &verb);
  guint duns = count_character(g, r, 0x3001);
  if (n < 2 || kd_is_clause_mark(kd_glyph_char(g, r.a)))
    return KD_QUOTED_OTHER;
  if (kd_quoted_counted(g, r) || is_shorthand(ctx, g, r))
    return KD_QUOTED_SHORTHAND;
  if (said && n >= 7 && (n >= 9 || clauses))
    return KD_QUOTED_SPEECH;
  if ((ends && n >= 6) || (clauses && n >= 11) ||
      (n >= 13 && duns == 0 && count_character(g, r, 0x2014) == 0))
    return KD_QUOTED_SPEECH;
  if (duns > 1 || n > 18 || count_character(g, r, 0x2014))
    return KD_QUOTED_OTHER;
  return KD_QUOTED_TERM;
}
