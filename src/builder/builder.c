#include "builder/builder.h"

#include "base/utf8.h"
#include "builder/ambiguous.h"
#include "builder/pool.h"
#include "builder/stem.h"
#include "builder/workshop.h"
#include <string.h>

/* A suggested repair that is more likely wrong than right casts no doubt on the text. */
#define DOUBT_LEAST 0.5
#define COLUMN_REACH 30000 /* bytes */
#define NAME_MOST 16       /* characters of a point in the words about what was left out */

static const KdItemBuilder *const builders[] = {
#define BUILDER(name) &kd_item_builder_##name,
#include "builder/builders.def"
#undef BUILDER
};

static void free_question(gpointer p)
{
  kd_question_free(p);
}

static gboolean is_wanted(guint bits, guint bit)
{
  return bits == 0 || (bits & (1u << bit)) != 0;
}

static gint compare_offsets(gconstpointer a, gconstpointer b)
{
  guint32 x, y;
  memcpy(&x, a, sizeof x);
  memcpy(&y, b, sizeof y);
  return x < y ? -1 : x > y;
}

static KdDoubts find_doubts(const KdDocument *d)
{
  KdDoubts doubts = {g_array_new(FALSE, FALSE, sizeof(guint32)), g_array_new(FALSE, FALSE, sizeof(KdSpan))};
  for (guint i = 0; i < d->repairs->len; i++) {
    const KdRepair *r = &g_array_index(d->repairs, KdRepair, i);
    if (!r->applied && r->kind != KD_REPAIR_WIDTH && r->confidence >= DOUBT_LEAST)
      g_array_append_val(doubts.unsure, r->span.start);
    else if (r->kind == KD_REPAIR_REORDER)
      g_array_append_val(doubts.moved, r->span);
  }
  g_array_sort(doubts.unsure, compare_offsets);
  g_array_sort(doubts.moved, compare_offsets);
  return doubts;
}

/* What the point is about, in a few words: what it asks for, not who said it. */
static char *name_point(const KdBench *bench)
{
  const KdDocument *d = bench->text->document;
  const KdPoint *p = bench->point;
  gboolean said = p->kind == KD_POINT_QUOTE || p->head.len == 0;
  KdSpan words = said ? kd_point_extent(p) : p->head;
  g_autofree char *name = kd_span_dup(d->text, kd_span_trim_marks(d->text, kd_span_trim(d->text, words)));
  g_autofree char *start = g_utf8_substring(name, 0, MIN(g_utf8_strlen(name, -1), NAME_MOST));
  return g_strconcat(start, strlen(start) < strlen(name) ? "…" : "", NULL);
}

/* A candidate that was left out, at the point's place. The column is counted from the start of the block only
 * where that is near: a text may be one line of a megabyte. */
static void report(const KdBench *bench, KdQuestionType type)
{
  const KdDocument *d = bench->text->document;
  guint32 at = kd_point_start(bench->point);
  g_autofree char *name = name_point(bench);
  g_autofree char *detail = g_strdup_printf("“%s”, %s, %s%s%s", name, kd_question_type_name(type),
                                            kd_point_kind_name(bench->point->kind), bench->detail ? ": " : "",
                                            bench->detail ? bench->detail : "");
  guint32 block = kd_document_find_block(d, at);
  gboolean near = block != KD_NONE && at - kd_document_block(d, block)->span.start < COLUMN_REACH;
  KdPlace place = {d->file, kd_document_line(d, at), near ? kd_document_column(d, at) : 0};
  kd_findings_add(bench->shop->ctx->findings, bench->reason, place, detail);
}

/* 名词解释: an appendix, of which nothing is asked. */
static gboolean stands_in_appendix(const KdContext *ctx, const KdDocument *d, const KdPoint *point)
{
  const KdWords *appendices = kd_cues_get(ctx->cues, "appendix-heads");
  guint32 i = kd_document_find_block(d, kd_point_start(point));
  while (i != KD_NONE) {
    const KdBlock *b = kd_document_block(d, i);
    KdSpan words = kd_span_trim_marks(d->text, kd_block_words(b));
    if (b->kind == KD_BLOCK_HEADING && kd_words_has(appendices, d->text + words.start, words.len))
      return TRUE;
    i = b->parent;
  }
  return FALSE;
}

static void build_point(KdBench bench, const KdPoint *point, guint types)
{
  g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(KdTarget));
  kd_targets_find(bench.shop->ctx, bench.text, point, targets);
  bench.point = point;
  bench.targets = targets;
  g_autoptr(GPtrArray) cuts = g_ptr_array_new_with_free_func((GDestroyNotify)kd_cut_free);
  bench.cuts = cuts;
  for (guint i = 0; i < G_N_ELEMENTS(builders); i++) {
    if (!is_wanted(types, builders[i]->type) || (builders[i]->kinds & 1u << point->kind) == 0)
      continue;
    kd_bench_refuse(&bench, KD_FINDING_LEFT_OUT_BLANK, NULL);
    if (builders[i]->build(&bench) == 0 && bench.reason != KD_FINDING_COUNT)
      report(&bench, builders[i]->type);
  }
  g_free(bench.detail);
}

static guint count_articles(const GPtrArray *texts)
{
  guint n = 0;
  for (guint i = 0; i < texts->len; i++)
    n += ((const KdText *)g_ptr_array_index(texts, i))->document->articles->len;
  return n;
}

GPtrArray *kd_builder_build(const KdContext *ctx, const GPtrArray *texts, const KdBuildOptions *options)
{
  KdBuildOptions all = {0, 0};
  const KdBuildOptions *o = options ? options : &all;
  KdWorkshop shop = {.ctx = ctx, .texts = texts, .several = count_articles(texts) > 1};
  shop.ground = kd_ground_new(texts);
  shop.pool = kd_pool_new(ctx, texts);
  shop.questions = g_ptr_array_new_with_free_func(free_question);
  shop.asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < texts->len; i++) {
    const KdText *t = g_ptr_array_index(texts, i);
    KdDoubts doubts = find_doubts(t->document);
    KdBench bench = {.shop = &shop, .text = t, .doubts = &doubts};
    for (guint p = 0; p < t->points->len; p++) {
      const KdPoint *point = g_ptr_array_index(t->points, p);
      if (is_wanted(o->kinds, point->kind) && !stands_in_appendix(ctx, t->document, point))
        build_point(bench, point, o->types);
    }
    g_array_unref(doubts.unsure);
    g_array_unref(doubts.moved);
  }
  kd_drop_ambiguous(&shop);
  g_hash_table_unref(shop.asked);
  kd_pool_free(shop.pool);
  kd_ground_free(shop.ground);
  return shop.questions;
}
