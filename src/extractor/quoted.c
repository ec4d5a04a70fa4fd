#include "extractor/quoted.h"

#include "base/utf8.h"

#define OBJECT_MAX 10u /* characters between a verb of saying and the quotation that is its object */

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

guint kd_quoted_verb_suffix(const KdContext *ctx, const KdGlyphs *g, KdRange r)
{
  const KdWords *verbs = kd_cues_get(ctx->cues, "speech-verbs");
  KdRange near = {r.b > r.a + 8 ? r.b - 8 : r.a, r.b};
  guint n = kd_range_suffix(g, near, verbs);
  gsize len;
  const char *word = kd_range_text(g, (KdRange){r.b - n, r.b}, &len);
  return n && kd_words_value(verbs, word, len)[0] == '\0' ? n : 0;
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
  guint n = kd_quoted_verb_suffix(ctx, g, (KdRange){0, end});
  *verb = (KdRange){end - n, end};
  return n > 0;
}

gboolean kd_quoted_far_verb(const KdContext *ctx, const KdGlyphs *g, KdRange r, KdRange *verb)
{
  guint open = r.a - 1, least = open > OBJECT_MAX ? open - OBJECT_MAX : 0;
  for (guint i = open; i > least && kd_is_letter(kd_glyph_char(g, i - 1)); i--) {
    guint n = kd_quoted_verb_suffix(ctx, g, (KdRange){0, i});
    if (n >= 2) {
      *verb = (KdRange){i - n, i};
      return TRUE;
    }
  }
  return FALSE;
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

/* What is long and has no marks is a clause where it opens with a verb or has a verb like 是 in it; else the
 * name of something. */
static gboolean is_clause(const KdContext *ctx, const KdGlyphs *g, KdRange r)
{
  static const char *const others[] = {"重要", "主要", "需要", "首要", "纲要",
                                       "要素", "要求", "要闻", "概要"};
  if (kd_range_prefix(g, r, kd_cues_get(ctx->cues, "governors")) >= 2)
    return TRUE;
  for (guint i = r.a; i < r.b; i++) {
    gunichar c = kd_glyph_char(g, i);
    gboolean verb = c && g_utf8_strchr("是要让把使将", -1, c) != NULL;
    for (guint k = 0; verb && k < G_N_ELEMENTS(others); k++)
      verb = !kd_range_starts(g, (KdRange){i, r.b}, others[k]) &&
             (i == r.a || !kd_range_starts(g, (KdRange){i - 1, r.b}, others[k]));
    if (verb)
      return TRUE;
  }
  return FALSE;
}

/* “因地制宜发展…”的重要要求: what follows says that it was demanded or said. */
static gboolean is_called_saying(const KdGlyphs *g, KdRange r)
{
  static const char *const words[] = {"要求", "指示", "嘱托", "论述", "论断", "号召", "指示精神"};
  KdRange behind = {r.b + 1, MIN(g->n, r.b + 8)};
  if (!kd_range_starts(g, behind, "的"))
    return FALSE;
  behind.a++;
  for (guint i = 0; i < 2; i++)
    if (kd_range_starts(g, behind, i ? "殷切" : "重要") || kd_range_starts(g, behind, i ? "明确" : "殷殷"))
      behind.a += 2;
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (kd_range_starts(g, behind, words[i]))
      return TRUE;
  return FALSE;
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
  if (!said && n >= 9 && duns == 0 && kd_quoted_far_verb(ctx, g, r, &verb) && is_clause(ctx, g, r))
    return KD_QUOTED_SPEECH;
  if ((ends && n >= 6) || (clauses && n >= 11) || (n >= 9 && duns == 0 && is_called_saying(g, r)) ||
      (n >= 13 && duns == 0 && count_character(g, r, 0x2014) == 0 && is_clause(ctx, g, r)))
    return KD_QUOTED_SPEECH;
  if (duns > 1 || n > 18 || count_character(g, r, 0x2014))
    return KD_QUOTED_OTHER;
  return KD_QUOTED_TERM;
}
