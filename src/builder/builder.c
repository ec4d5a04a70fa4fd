#include "builder/builder.h"

#include "builder/pool.h"
#include "builder/workshop.h"

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

/* A candidate that was left out, at the point's place. */
static void report(const KdBench *bench, KdQuestionType type)
{
  const KdDocument *d = bench->text->document;
  guint32 at = kd_point_start(bench->point);
  g_autofree char *detail =
      g_strdup_printf("%s, %s%s%s", kd_question_type_name(type), kd_point_kind_name(bench->point->kind),
                      bench->detail ? ": " : "", bench->detail ? bench->detail : "");
  KdPlace place = {d->file, kd_document_line(d, at), kd_document_column(d, at)};
  kd_findings_add(bench->shop->ctx->findings, bench->reason, place, detail);
}

static void build_point(KdWorkshop *shop, const KdText *text, const KdPoint *point, guint types)
{
  g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(KdTarget));
  kd_targets_find(shop->ctx, text, point, targets);
  KdBench bench = {.shop = shop, .text = text, .point = point, .targets = targets};
  for (guint i = 0; i < G_N_ELEMENTS(builders); i++) {
    if (!is_wanted(types, builders[i]->type))
      continue;
    kd_bench_refuse(&bench, KD_FINDING_LEFT_OUT_BLANK, NULL);
    if (builders[i]->build(&bench) == 0)
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
    for (guint p = 0; p < t->points->len; p++) {
      const KdPoint *point = g_ptr_array_index(t->points, p);
      if (is_wanted(o->kinds, point->kind))
        build_point(&shop, t, point, o->types);
    }
  }
  g_hash_table_unref(shop.asked);
  kd_pool_free(shop.pool);
  kd_ground_free(shop.ground);
  return shop.questions;
}
