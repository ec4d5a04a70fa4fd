#include "builder/when.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include "builder/naming.h"
#include <string.h>

#define REACH 40      /* clauses looked at in front of the stem */
#define UNTIL_MOST 12 /* characters of 截至2022年底 */
#define YEAR_DIGITS 4 /* 2017年, 二〇三五年 */

/* The year, with its month and day, at the start of the text: its bytes; 0: there is none. */
static gsize year_at(const char *p, const char *end)
{
  const char *q = p;
  guint n = 0;
  while (q < end && (kd_is_digit(g_utf8_get_char(q)) || kd_is_han_number(g_utf8_get_char(q)))) {
    q = g_utf8_next_char(q);
    n++;
  }
  if (n != YEAR_DIGITS || !g_str_has_prefix(q, "年"))
    return 0;
  q += strlen("年");
  for (const char *r = q; r < end; r = g_utf8_next_char(r)) {
    if (g_str_has_prefix(r, "月") || g_str_has_prefix(r, "日"))
      q = g_utf8_next_char(r);
    else if (!kd_is_digit(g_utf8_get_char(r)))
      break;
  }
  return (gsize)(q - p);
}

/* 2020年到2025年 at the start of the span: its bytes; 0: there is no year. */
static gsize period_at(const KdContext *ctx, const char *text, KdSpan s)
{
  const char *p = text + s.start, *end = text + kd_span_end(s);
  gsize n = year_at(p, end);
  gsize link = n ? kd_cue_opens(ctx, "value-ranges", text, kd_span(s.start + (guint32)n, kd_span_end(s))) : 0;
  return link ? n + link + year_at(p + n + link, end) : n;
}

/* Does the span hold a year or a word that says when? */
static gboolean says_when(const KdContext *ctx, const char *text, KdSpan s)
{
  const char *end = text + kd_span_end(s);
  for (const char *p = text + s.start; p < end; p = g_utf8_next_char(p))
    if (year_at(p, end))
      return TRUE;
  return kd_cue_stands(ctx, "time-words", text, s);
}

static gboolean is_relative(const KdContext *ctx, const char *text, KdSpan words)
{
  const KdWords *openers = kd_cues_get(ctx->cues, "time-openers");
  return words.len && g_strcmp0(kd_words_value(openers, text + words.start, words.len), "relative") == 0;
}

/* 2017年, … · 五年来，… · 刚刚过去的2017年，…: the words of a clause that say when it and what follows is so.
 */
static KdSpan opening_time(const KdContext *ctx, const char *text, KdSpan clause)
{
  KdSpan s = clause;
  s.start += (guint32)kd_clause_connective(ctx, text, s);
  s.len = kd_span_end(clause) - s.start;
  const char *end = text + kd_span_end(s);
  gsize until = kd_cue_opens(ctx, "until-words", text, s);
  if (until && year_at(text + s.start + until, end) && kd_char_count(text + s.start, s.len) <= UNTIL_MOST)
    return s;
  gsize n = period_at(ctx, text, s);
  if (n && n < s.len) /* 2022年|底, not 2022年|度 */
    n += kd_cue_opens(ctx, "year-parts", text, kd_span(s.start + (guint32)n, kd_span_end(s)));
  if (n == 0)
    n = kd_words_prefix(kd_cues_get(ctx->cues, "time-openers"), text + s.start, s.len);
  if (n)
    return (KdSpan){s.start, (guint32)n};
  if (!kd_span_ends(text, s, "年"))
    return (KdSpan){0, 0};
  for (const char *p = text + s.start; p < end; p = g_utf8_next_char(p))
    if (year_at(p, end) == (gsize)(end - p))
      return kd_span((guint32)(p - text), kd_span_end(s));
  return (KdSpan){0, 0};
}

/* The one time that a heading names; empty: none, or several. */
static KdSpan heading_time(const KdContext *ctx, const char *text, KdSpan heading)
{
  const KdWords *openers = kd_cues_get(ctx->cues, "time-openers");
  const char *end = text + kd_span_end(heading);
  KdSpan found = {0, 0};
  for (const char *p = text + heading.start; p < end;) {
    gsize n = year_at(p, end);
    n = n ? n : kd_words_prefix(openers, p, (gsize)(end - p));
    if (n && found.len)
      return (KdSpan){0, 0};
    if (n)
      found = (KdSpan){(guint32)(p - text), (guint32)n};
    p = n ? p + n : g_utf8_next_char(p);
  }
  return found;
}

static guint32 governor_of(const KdDocument *d, guint32 offset)
{
  guint32 block = kd_document_find_block(d, offset);
  return block == KD_NONE ? KD_NONE : kd_document_block(d, block)->parent;
}

/* In the clauses before the stem, not beyond its section. The day or month of an event (2022年1月) speaks for
 * its own sentence only; beyond a paragraph only a report goes on about its years. */
static KdSpan time_before(const KdBench *bench, KdSpan shown, KdSpan *clause)
{
  const KdDocument *d = bench->text->document;
  guint32 i = kd_document_find_clause(d, shown.start);
  guint32 block = kd_document_find_block(d, shown.start), section = governor_of(d, shown.start);
  gboolean report = *kd_document_verb(bench) != '\0';
  for (guint n = 0; i != KD_NONE && i > 0 && n < REACH; n++) {
    *clause = kd_document_clause(d, --i)->span;
    gboolean near = kd_document_find_block(d, clause->start) == block;
    if (governor_of(d, clause->start) != section || (!near && !report))
      break;
    KdSpan found = opening_time(bench->shop->ctx, d->text, *clause);
    if (found.len)
      return kd_span_ends(d->text, found, "月") || kd_span_ends(d->text, found, "日") ? (KdSpan){0, 0}
                                                                                      : found;
  }
  return (KdSpan){0, 0};
}

static KdSpan time_above(const KdBench *bench, KdSpan shown, KdSpan *clause)
{
  const KdDocument *d = bench->text->document;
  for (guint32 i = governor_of(d, shown.start); i != KD_NONE; i = kd_document_block(d, i)->parent) {
    const KdBlock *b = kd_document_block(d, i);
    *clause = kd_span_trim(d->text, kd_block_words(b));
    KdSpan found = heading_time(bench->shop->ctx, d->text, *clause);
    if (b->kind == KD_BLOCK_HEADING && found.len)
      return found;
  }
  return (KdSpan){0, 0};
}

/* What a rule lays down (一般不少于32学时) holds at all times, and so does how long a thing takes. */
static gboolean is_timeless(const KdBench *bench)
{
  const char *text = bench->text->document->text;
  const char *verb = kd_document_verb(bench);
  /* An article may tell of what there is; that something rose or reached so much needs its time in any text.
   */
  KdSpan before = {0, bench->point->value.start};
  if (*verb == '\0' && !kd_cue_closes(bench->shop->ctx, "figure-verbs", text, before))
    return TRUE;
  return strcmp(verb, "规定") == 0 ||
         kd_cue_closes(bench->shop->ctx, "durations", text, bench->point->value) > 0;
}

/* 《关于做好2023年…工作的意见》: a plan whose name says of what year it speaks. */
static gboolean is_dated_plan(const KdBench *bench)
{
  const KdDocument *d = bench->text->document;
  KdSpan title = kd_document_article(d, bench->point->article)->title;
  return strcmp(kd_document_verb(bench), "提出") == 0 &&
         heading_time(bench->shop->ctx, d->text, title).len > 0;
}

KdWhen kd_when_find(const KdBench *bench, KdSpan shown)
{
  KdWhen when = {.needed = FALSE};
  const KdContext *ctx = bench->shop->ctx;
  const char *text = bench->text->document->text;
  if (is_timeless(bench) || says_when(ctx, text, shown))
    return when;
  when.needed = TRUE;
  when.words = time_before(bench, shown, &when.clause);
  if (when.words.len == 0)
    when.words = time_above(bench, shown, &when.clause);
  when.relative = is_relative(ctx, text, when.words);
  if (when.words.len == 0 && is_dated_plan(bench)) {
    when.relative = TRUE;
    when.needed = FALSE;
  }
  return when;
}
