#include "builder/clause.h"

#include "base/utf8.h"
#include <string.h>

#define NAME_MOST 8 /* letters of a name in quotation marks */

/* Bytes of the longest entry that begins the text; 0 also where its value says that it is an ordinary word.
 */
static gsize prefix_of(const KdWords *words, const char *text, gsize len)
{
  gsize n = kd_words_prefix(words, text, len);
  return n && strcmp(kd_words_value(words, text, n), "ok") != 0 ? n : 0;
}

/* Does an entry stand anywhere in the text that is not said to be an ordinary word? */
static gboolean holds(const KdContext *ctx, const char *table, const char *text, gsize len)
{
  const KdWords *words = kd_cues_get(ctx->cues, table);
  for (const char *p = text; p < text + len;) {
    gsize n = kd_words_prefix(words, p, len - (gsize)(p - text));
    if (n && strcmp(kd_words_value(words, p, n), "ok") != 0)
      return TRUE;
    p = n ? p + n : g_utf8_next_char(p);
  }
  return FALSE;
}

KdSpan kd_string_span(const char *words)
{
  return (KdSpan){0, (guint32)strlen(words)};
}

gsize kd_cue_opens(const KdContext *ctx, const char *table, const char *text, KdSpan s)
{
  return prefix_of(kd_cues_get(ctx->cues, table), text + s.start, s.len);
}

gsize kd_cue_closes(const KdContext *ctx, const char *table, const char *text, KdSpan s)
{
  const KdWords *words = kd_cues_get(ctx->cues, table);
  gsize n = kd_words_suffix(words, text + s.start, s.len);
  return n && strcmp(kd_words_value(words, text + kd_span_end(s) - n, n), "ok") != 0 ? n : 0;
}

gboolean kd_cue_stands(const KdContext *ctx, const char *table, const char *text, KdSpan s)
{
  return holds(ctx, table, text + s.start, s.len);
}

static gboolean opens_with(const KdContext *ctx, const char *table, const char *text, gsize len)
{
  return prefix_of(kd_cues_get(ctx->cues, table), text, len) > 0;
}

/* Opening quotation marks and brackets do not hide the first word. */
static KdSpan skip_opening(const char *text, KdSpan s)
{
  while (s.len && kd_is_opening(kd_span_first_char(text, s))) {
    guint32 n = (guint32)(g_utf8_next_char(text + s.start) - (text + s.start));
    s = (KdSpan){s.start + n, s.len - n};
  }
  return s;
}

gboolean kd_clause_answers(const KdContext *ctx, const char *text, KdSpan clause)
{
  return holds(ctx, "stem-adverbs", text + clause.start, clause.len);
}

gboolean kd_clause_leans_back(const KdContext *ctx, const char *text, KdSpan clause)
{
  return opens_with(ctx, "stem-back", text + clause.start, clause.len) ||
         kd_clause_answers(ctx, text, clause);
}

/* 高校作为…的阵地，必须…: a subject and what it is, still without its verb. */
static gboolean names_role(const char *text, KdSpan s)
{
  return g_strstr_len(text + s.start, s.len, "作为") && g_strstr_len(text + s.start, s.len, "是") == NULL &&
         g_strstr_len(text + s.start, s.len, "把") == NULL && !kd_span_ends(text, s, "作为");
}

gboolean kd_clause_leans_forward(const KdContext *ctx, const char *text, KdSpan clause)
{
  KdSpan s = skip_opening(text, clause);
  s.start += (guint32)kd_clause_connective(ctx, text, s);
  s.len = kd_span_end(clause) - s.start;
  const KdWords *ends = kd_cues_get(ctx->cues, "stem-forward-ends");
  return s.len == 0 || opens_with(ctx, "stem-forward", text + s.start, s.len) ||
         kd_words_suffix(ends, text + s.start, s.len) > 0 || names_role(text, s);
}

gboolean kd_text_dangles(const KdContext *ctx, const char *text, gsize len)
{
  KdSpan s = skip_opening(text, (KdSpan){0, (guint32)len});
  return opens_with(ctx, "stem-dangling", text + s.start, s.len);
}

gboolean kd_text_has_pronoun(const KdContext *ctx, const char *text, gsize len)
{
  return holds(ctx, "stem-pronouns", text, len);
}

/* “民呼我为”: what stands in the marks is a name and points at nobody. Bytes of a short quotation at the
 * start of the text; 0: there is none. */
static gsize name_at(const char *text, gsize len)
{
  if (!g_str_has_prefix(text, "“"))
    return 0;
  const char *close = g_strstr_len(text, (gssize)len, "”");
  gsize n = close ? (gsize)(close - text) + strlen("”") : 0;
  if (n == 0 || kd_span_has_clause_mark(text, (KdSpan){0, (guint32)n}))
    return 0;
  return kd_letter_count(text, n) <= NAME_MOST ? n : 0;
}

gboolean kd_text_is_deictic(const KdContext *ctx, const char *text, gsize len)
{
  const char *end = text + len, *start = text;
  for (const char *p = text; p < end;) {
    gsize n = name_at(p, (gsize)(end - p));
    if (n && holds(ctx, "stem-deixis", start, (gsize)(p - start)))
      return TRUE;
    p = n ? p + n : g_utf8_next_char(p);
    start = n ? p : start;
  }
  return holds(ctx, "stem-deixis", start, (gsize)(end - start));
}

/* （9）, （三）: the number of a point inside a paragraph, its bytes; 0: none. */
static gsize number_at(const char *text, gsize len)
{
  if (len < strlen("（") || !g_str_has_prefix(text, "（"))
    return 0;
  const char *p = text + strlen("（"), *end = text + len;
  guint n = 0;
  for (; p < end && (kd_is_digit(g_utf8_get_char(p)) || kd_is_han_number(g_utf8_get_char(p))); n++)
    p = g_utf8_next_char(p);
  return n && n <= 3 && p < end && g_str_has_prefix(p, "）") ? (gsize)(p - text) + strlen("）") : 0;
}

gsize kd_clause_connective(const KdContext *ctx, const char *text, KdSpan clause)
{
  gsize number = number_at(text + clause.start, clause.len);
  if (number == 0)
    number = kd_words_prefix(kd_cues_get(ctx->cues, "stem-labels"), text + clause.start, clause.len);
  if (number)
    return number;
  const KdWords *words = kd_cues_get(ctx->cues, "stem-connectives");
  if (!opens_with(ctx, "stem-connectives", text + clause.start, clause.len))
    return 0;
  gsize n = kd_words_prefix(words, text + clause.start, clause.len);
  /* 并购 and 而立 open alike and are no joining words. */
  const KdWords *dangling = kd_cues_get(ctx->cues, "stem-dangling");
  gsize longer = kd_words_prefix(dangling, text + clause.start, clause.len);
  return longer > n ? 0 : n;
}

static KdSpan skip_words(const KdWords *words, const char *text, KdSpan s)
{
  gsize n;
  while (s.len && (n = prefix_of(words, text + s.start, s.len)) > 0)
    s = (KdSpan){s.start + (guint32)n, s.len - (guint32)n};
  return s;
}

gboolean kd_clause_split(const KdContext *ctx, const char *text, KdSpan clause, KdSpan *verb, KdSpan *object)
{
  const KdWords *verbs = kd_cues_get(ctx->cues, "object-verbs");
  KdSpan rest = skip_words(kd_cues_get(ctx->cues, "clause-openers"), text, clause);
  KdSpan tail = skip_words(verbs, text, rest);
  /* 办好, 保护好: the complement belongs to the verb. */
  if (tail.start > rest.start && kd_span_starts(text, tail, "好"))
    tail = kd_span(tail.start + (guint32)strlen("好"), kd_span_end(tail));
  if (tail.start == rest.start || tail.len == 0)
    return FALSE;
  *verb = kd_span(rest.start, tail.start);
  *object = tail;
  return TRUE;
}

/* A verb at p that has at least two letters behind it inside the phrase. */
static gboolean governs(const KdWords *verbs, const char *p, const char *end)
{
  gsize n = prefix_of(verbs, p, (gsize)(end - p));
  return n && kd_letter_count(p + n, (gsize)(end - p) - n) >= 2;
}

gboolean kd_object_is_plain(const KdContext *ctx, const char *text, KdSpan object)
{
  const KdWords *verbs = kd_cues_get(ctx->cues, "object-verbs");
  const KdWords *breaks = kd_cues_get(ctx->cues, "object-breaks");
  const char *end = text + kd_span_end(object);
  for (const char *p = text + object.start; p < end;) {
    if (governs(verbs, p, end) || prefix_of(breaks, p, (gsize)(end - p)))
      return FALSE;
    gsize n = kd_words_prefix(breaks, p, (gsize)(end - p));
    p = n ? p + n : g_utf8_next_char(p);
  }
  return TRUE;
}

gboolean kd_phrase_opens_with_verb(const KdContext *ctx, const char *text, gsize len)
{
  KdSpan all = {0, (guint32)len};
  KdSpan rest = skip_words(kd_cues_get(ctx->cues, "clause-openers"), text, all);
  return rest.len && prefix_of(kd_cues_get(ctx->cues, "object-verbs"), text + rest.start, rest.len) > 0;
}

gboolean kd_text_has_verb(const KdContext *ctx, const char *text, KdSpan s)
{
  return kd_cue_stands(ctx, "object-verbs", text, s) || kd_cue_stands(ctx, "object-breaks", text, s) ||
         kd_cue_stands(ctx, "subject-verbs", text, s) || kd_cue_stands(ctx, "governors", text, s);
}
