/* The measures of sibling headings, taken apart: which belongs under which heading? */

#include "builder/make.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include <string.h>

#define PAIRS_LEAST 3
#define PAIRS_MOST 5
#define PART_MOST 30 /* letters of a part */
#define REACH 60     /* points behind a heading looked at for its measures */
#define ECHO 2       /* letters that a measure shares with its heading alone give the pair away */

/* The first point that begins at this offset or behind it; points stand in the order of the text. */
static guint find_first(const GPtrArray *points, guint32 offset)
{
  guint low = 0, high = points->len;
  while (low < high) {
    guint mid = low + (high - low) / 2;
    if (kd_point_start(g_ptr_array_index(points, mid)) < offset)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* The measures whose head is the heading that the span is; NULL: it has none. */
static const KdPoint *find_measures(const KdBench *bench, KdSpan heading)
{
  const KdDocument *d = bench->text->document;
  const GPtrArray *points = bench->text->points;
  guint32 block = kd_document_find_block(d, heading.start);
  guint first = find_first(points, kd_span_end(heading));
  for (guint i = first; i < MIN(points->len, first + REACH); i++) {
    const KdPoint *p = g_ptr_array_index(points, i);
    if (p != bench->point && p->kind == KD_POINT_MEASURES && p->members->len >= 2 && p->head.len &&
        kd_document_find_block(d, p->head.start) == block)
      return p;
  }
  return NULL;
}

/* 指导思想 and the like are no measures, nor is what does not say what to do. */
static gboolean is_task(const KdBench *bench, KdSpan span)
{
  const char *words = bench->text->document->text + span.start;
  return kd_phrase_opens_with_verb(bench->shop->ctx, words, span.len) &&
         !kd_span_ends(bench->text->document->text, span, "方面") &&
         !kd_words_has(kd_cues_get(bench->shop->ctx->cues, "part-labels"), words, span.len);
}

/* A measure that can stand as a part: short, whole, and neither its own heading nor another one shows in it.
 * The caller owns the words; NULL: there is none. */
static char *choose_measure(KdBench *bench, const KdPoint *measures, const GPtrArray *headings, KdSpan *span)
{
  const KdDocument *d = bench->text->document;
  for (guint i = 0; i < measures->members->len; i++) {
    *span = kd_point_member(measures, i);
    g_autofree char *words = kd_span_dup(d->text, *span);
    guint letters = kd_span_letters(d, *span);
    gboolean fits = letters >= 4 && letters <= PART_MOST && is_task(bench, *span) &&
                    kd_span_is_sound(bench, *span) &&
                    !kd_text_dangles(bench->shop->ctx, words, strlen(words));
    for (guint h = 0; fits && h < headings->len; h++)
      fits = !kd_text_shares_run(g_ptr_array_index(headings, h), words, ECHO);
    if (fits)
      return g_steal_pointer(&words);
  }
  return NULL;
}

/* What the item is about: a task as it is, a title as it is printed, blanks and all. The caller owns it. */
static char *name_subject(const KdBench *bench, const char *head)
{
  const KdDocument *d = bench->text->document;
  guint32 block = kd_document_find_block(d, bench->point->head.start);
  if (block == KD_NONE || kd_document_block(d, block)->kind != KD_BLOCK_TITLE || kd_head_is_task(bench, head))
    return g_strdup(head);
  g_autofree char *title = kd_span_dup(d->text, kd_span_trim(d->text, bench->point->head));
  return strstr(title, "《") ? g_strdup(title) : g_strdup_printf("《%s》", title);
}

/* The headings that can stand on the left, char *, owned; spans beside them. */
static GPtrArray *list_headings(const KdBench *bench, GArray *spans)
{
  const KdDocument *d = bench->text->document;
  GPtrArray *headings = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < bench->point->members->len; i++) {
    KdSpan span = kd_point_member(bench->point, i);
    if (kd_span_letters(d, span) > PART_MOST || !is_task(bench, span) || find_measures(bench, span) == NULL)
      continue;
    g_ptr_array_add(headings, kd_span_dup(d->text, span));
    g_array_append_val(spans, span);
  }
  return headings;
}

static void add_pair(KdBench *bench, KdQuestion *q, const char *heading, KdSpan heading_span, KdSpan measure)
{
  g_autofree char *words = kd_span_dup(bench->text->document->text, measure);
  kd_question_add_left(q, heading, q->right->len);
  kd_question_add_right(q, words);
  kd_bench_add_evidence(bench, q, heading_span);
  kd_bench_add_evidence(bench, q, measure);
}

static guint build(KdBench *bench)
{
  g_autofree char *head = kd_head_dup(bench);
  g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(KdSpan));
  if (bench->point->members->len < PAIRS_LEAST || *head == '\0')
    return kd_bench_skip(bench);
  g_autoptr(GPtrArray) headings = list_headings(bench, spans);
  if (headings->len < PAIRS_LEAST)
    return kd_bench_skip(bench);
  if (kd_text_dangles(bench->shop->ctx, head, strlen(head)) ||
      kd_text_is_deictic(bench->shop->ctx, head, strlen(head)))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  g_autoptr(KdQuestion) q = kd_question_new(KD_QUESTION_MATCH);
  for (guint i = 0; i < headings->len && q->left->len < PAIRS_MOST; i++) {
    KdSpan heading = g_array_index(spans, KdSpan, i), measure;
    g_autofree char *words = choose_measure(bench, find_measures(bench, heading), headings, &measure);
    if (words)
      add_pair(bench, q, g_ptr_array_index(headings, i), heading, measure);
  }
  if (q->left->len < PAIRS_LEAST)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BLANK, NULL);
  g_autofree char *subject = name_subject(bench, head);
  q->stem = g_strdup_printf("围绕%s，将各方面与相应举措对应起来。", subject);
  q->rank = 0.8;
  return kd_bench_finish(bench, g_steal_pointer(&q));
}

const KdItemBuilder kd_item_builder_match = {
    .type = KD_QUESTION_MATCH, .kinds = 1u << KD_POINT_MEASURES, .build = build};
