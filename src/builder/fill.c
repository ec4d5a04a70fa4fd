#include "builder/make.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include <string.h>

#define ANSWER_MOST 14  /* letters */
#define HEADING_LEAST 8 /* letters of a heading beside its blank */
#define LIST_MOST 3     /* letters of a member of a list that is blanked whole */
#define CONTEXT_LEAST 4 /* letters of a clause that must call for one answer alone */
#define PLACES_MOST 3   /* other places of a name or a list that are tried */
#define ELSE_LEAST 6    /* letters of other clauses that tell one answer from another */

static guint count_of(const KdBench *bench, KdSpan s)
{
  g_autofree char *words = kd_span_dup(bench->text->document->text, s);
  return kd_ground_count(bench->shop->ground, words, 50);
}

/* Where the blank opens or closes its clause and little else is shown, the rest of the clause must call for
 * this answer alone: the sources may not have it elsewhere with other words in the blank. */
static gboolean is_only_answer(const KdBench *bench, const KdStem *stem, KdSpan blank)
{
  const KdDocument *d = bench->text->document;
  guint32 i = kd_document_find_clause(d, blank.start);
  KdSpan clause = i == KD_NONE ? blank : kd_document_clause(d, i)->span;
  KdSpan before = kd_span(MIN(clause.start, blank.start), blank.start);
  KdSpan after = kd_span(kd_span_end(blank), MAX(kd_span_end(clause), kd_span_end(blank)));
  if (kd_span_letters(d, stem->body) >= kd_span_letters(d, clause) + ELSE_LEAST)
    return TRUE;
  guint n_before = kd_span_letters(d, before), n_after = kd_span_letters(d, after);
  if (n_before == 0 && n_after >= CONTEXT_LEAST)
    return count_of(bench, after) <= count_of(bench, kd_span(blank.start, kd_span_end(after)));
  if (n_after == 0 && n_before >= CONTEXT_LEAST)
    return count_of(bench, before) <= count_of(bench, kd_span(before.start, kd_span_end(blank)));
  return TRUE;
}

/* “走出去”、“引进来”: one half of a pair calls up the other. */
static gboolean has_other_half(const KdBench *bench, const KdStem *stem, KdSpan blank)
{
  const KdWords *halves = kd_cues_get(bench->shop->ctx->cues, "word-halves");
  g_autofree char *answer = kd_span_dup(bench->text->document->text, blank);
  g_autofree char *body = kd_span_dup(bench->text->document->text, stem->body);
  const char *other = kd_words_value(halves, answer, strlen(answer));
  return other && strstr(body, other);
}

/* A heading with a blank in it says too little where few letters are left. */
static gboolean is_thin_heading(const KdBench *bench, const KdStem *stem, KdSpan blank)
{
  const KdDocument *d = bench->text->document;
  guint32 block = kd_document_find_block(d, blank.start);
  gboolean heading = block != KD_NONE && kd_document_block(d, block)->kind == KD_BLOCK_HEADING;
  return heading && kd_span_letters(d, stem->body) < kd_span_letters(d, blank) + HEADING_LEAST;
}

static gboolean try_target(KdBench *bench, const KdTarget *target)
{
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, target->span, &stem) || !kd_target_has_subject(bench, &stem, target) ||
      kd_target_is_explained(bench, &stem, target))
    return FALSE;
  if (!is_only_answer(bench, &stem, target->span))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BLANK, "another answer fits");
  if (is_thin_heading(bench, &stem, target->span))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "too short");
  if (has_other_half(bench, &stem, target->span))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BLANK, "half of a pair");
  KdGap gap = {target->span, KD_BLANK};
  KdQuestion *q = kd_item_new(bench, KD_QUESTION_FILL, &stem, &gap, 1);
  g_autofree char *answer = kd_target_dup(bench, target);
  kd_question_add_blank(q, answer);
  q->rank = target->weight;
  return kd_bench_finish(bench, q);
}

static gboolean is_askable(const KdBench *bench, const KdTarget *target)
{
  return target->role != KD_ROLE_LEAD && kd_span_letters(bench->text->document, target->span) <= ANSWER_MOST;
}

/* 礼品、礼金、消费|卡, 工人、农民和知识|分子: where only one or two letters follow that close no list, they
 * are the rest of the last member. */
static gboolean is_list_torn(const KdBench *bench)
{
  const KdDocument *d = bench->text->document;
  const KdContext *ctx = bench->shop->ctx;
  KdSpan last = kd_point_member(bench->point, bench->point->members->len - 1);
  guint32 i = kd_document_find_clause(d, kd_span_end(last) - 1);
  guint32 start = kd_span_end(last), end = i == KD_NONE ? start : kd_span_end(kd_document_clause(d, i)->span);
  KdSpan rest = kd_span(start, MAX(start, end)), tail = {start, 0};
  while (kd_span_end(tail) < kd_span_end(rest)) {
    KdSpan ahead = kd_span(kd_span_end(tail), kd_span_end(rest));
    if (!kd_is_letter(kd_span_first_char(d->text, ahead)) ||
        kd_cue_opens(ctx, "list-joins", d->text, ahead) || kd_span_starts(d->text, ahead, "的"))
      break;
    tail.len += (guint32)(g_utf8_next_char(d->text + ahead.start) - (d->text + ahead.start));
  }
  guint letters = kd_span_letters(d, tail);
  const KdWords *tails = kd_cues_get(ctx->cues, "tails");
  return letters && letters <= 2 && !kd_words_has(tails, d->text + tail.start, tail.len);
}

/* Short lists are asked for whole: one short member of them says itself. */
static gboolean is_short_list(const KdBench *bench)
{
  const KdPoint *p = bench->point;
  if (kd_list_is_open(bench->text->document, p))
    return FALSE;
  if (p->kind != KD_POINT_SERIES || p->members->len < 3 || p->members->len > 4 ||
      !kd_list_is_even(bench->shop->ctx, bench->text->document, p) || is_list_torn(bench))
    return FALSE;
  const KdDocument *d = bench->text->document;
  guint n = p->members->len, inner = kd_span_letters(d, kd_point_member(p, 1));
  /* 把|方向、谋大局、定政策: one end that alone is shorter or longer was cut in the wrong place. */
  gboolean first = kd_span_letters(d, kd_point_member(p, 0)) != inner;
  gboolean last = kd_span_letters(d, kd_point_member(p, n - 1)) != inner;
  if (first != last)
    return FALSE;
  for (guint i = 0; i < p->members->len; i++)
    if (kd_span_letters(bench->text->document, kd_point_member(p, i)) > LIST_MOST ||
        (i && kd_span_end(kd_point_member(p, i - 1)) == kd_point_member(p, i).start))
      return FALSE;
  return TRUE;
}

static gboolean try_list(KdBench *bench)
{
  const KdPoint *p = bench->point;
  KdSpan all;
  if (!kd_members_cover(bench->point, &all))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, all, &stem))
    return FALSE;
  g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(KdGap));
  for (guint i = 0; i < p->members->len; i++) {
    KdGap gap = {kd_point_member(p, i), KD_BLANK};
    g_array_append_val(gaps, gap);
  }
  KdQuestion *q = kd_item_new(bench, KD_QUESTION_FILL, &stem, (const KdGap *)(gpointer)gaps->data, gaps->len);
  for (guint i = 0; i < p->members->len; i++) {
    g_autofree char *answer = kd_span_dup(bench->text->document->text, kd_point_member(p, i));
    kd_question_add_blank(q, answer);
  }
  q->ordered = p->ordered;
  q->rank = 0.7;
  return kd_bench_finish(bench, q);
}

/* 每月开展1次主题党日: not how many times, but how often. */
static gboolean try_frequency(KdBench *bench)
{
  const char *text = bench->text->document->text;
  KdSpan s = bench->point->text;
  const KdWords *often = kd_cues_get(bench->shop->ctx->cues, "frequencies");
  gsize at, len;
  if (!kd_words_search(often, text + s.start, s.len, &at, &len))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BLANK, NULL);
  KdTarget target = {.span = {s.start + (guint32)at, (guint32)len}, .role = KD_ROLE_VALUE, .weight = 0.8};
  return try_target(bench, &target);
}

/* One item a point; of measures and ordinals one a member. */
static guint build_here(KdBench *bench)
{
  const KdPoint *p = bench->point;
  if (is_short_list(bench) && try_list(bench))
    return 1;
  gboolean each = p->kind == KD_POINT_MEASURES || p->kind == KD_POINT_ORDINALS;
  g_autofree gboolean *done = g_new0(gboolean, p->members->len + 1);
  guint made = 0;
  for (guint i = 0; i < bench->targets->len; i++) {
    const KdTarget *t = &g_array_index(bench->targets, KdTarget, i);
    guint part = each ? t->part : 0;
    if (done[part] || !is_askable(bench, t) || !try_target(bench, t))
      continue;
    done[part] = TRUE;
    made++;
  }
  if (p->kind == KD_POINT_FIGURE && bench->targets->len == 0)
    made = try_frequency(bench);
  return made;
}

/* Where nothing can be asked at the first place of a name or a list (it is the title, the sentence is too
 * long), the text may say the same again. */
static guint build_elsewhere(KdBench *bench)
{
  const KdPoint *first = bench->point;
  GArray *targets = bench->targets;
  KdFindingCode reason = bench->reason;
  g_autofree char *detail = g_strdup(bench->detail);
  guint32 from = 0;
  guint made = 0;
  for (guint i = 0; i < PLACES_MOST && made == 0; i++) {
    g_autoptr(KdPoint) again = kd_point_find_again(bench, first, &from);
    if (again == NULL)
      break;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(KdTarget));
    kd_targets_find(bench->shop->ctx, bench->text, again, found);
    bench->point = again;
    bench->targets = found;
    made = build_here(bench);
    bench->point = first;
    bench->targets = targets;
  }
  if (made == 0)
    kd_bench_refuse(bench, reason, detail);
  return made;
}

static guint build(KdBench *bench)
{
  guint made = build_here(bench);
  gboolean unfit = bench->reason == KD_FINDING_LEFT_OUT_STEM || bench->reason == KD_FINDING_LEFT_OUT_UNSURE ||
                   bench->reason == KD_FINDING_LEFT_OUT_BROKEN;
  return made == 0 && unfit ? build_elsewhere(bench) : made;
}

const KdItemBuilder kd_item_builder_fill = {.type = KD_QUESTION_FILL, .kinds = G_MAXUINT, .build = build};
