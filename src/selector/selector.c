#include "selector/selector.h"

#include "selector/arrange.h"
#include "selector/pick.h"
#include "selector/quota.h"
#include <string.h>

void kd_blueprint_init(KdBlueprint *b)
{
  *b = (KdBlueprint){.total = 0, .all = FALSE, .half_points = 200};
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    b->counts[t] = -1;
}

void kd_blueprint_clear(KdBlueprint *b)
{
  g_clear_pointer(&b->headings, g_ptr_array_unref);
}

static void free_share(gpointer p)
{
  g_free(((KdHeadingShare *)p)->words);
  g_free(p);
}

void kd_blueprint_add_heading(KdBlueprint *b, const char *words, guint percent)
{
  if (b->headings == NULL)
    b->headings = g_ptr_array_new_with_free_func(free_share);
  KdHeadingShare *share = g_new0(KdHeadingShare, 1);
  share->words = g_strdup(words);
  share->percent = percent;
  g_ptr_array_add(b->headings, share);
}

const KdHeadingShare *kd_blueprint_heading(const KdBlueprint *b, guint i)
{
  g_assert(b->headings && i < b->headings->len);
  return g_ptr_array_index(b->headings, i);
}

guint kd_blueprint_find_heading(const KdBlueprint *b, const KdQuestion *q)
{
  guint n = b->headings ? b->headings->len : 0;
  for (guint i = 0; i < n; i++)
    for (guint t = 0; t < q->tags->len; t++)
      if (strstr(g_ptr_array_index(q->tags, t), kd_blueprint_heading(b, i)->words))
        return i;
  return n;
}

guint kd_band_of(int difficulty)
{
  return difficulty <= 2 ? 0 : difficulty == 3 ? 1 : 2;
}

const char *kd_band_label(guint band)
{
  static const char *const labels[] = {"易", "中", "难"};
  G_STATIC_ASSERT(G_N_ELEMENTS(labels) == KD_BANDS);
  g_assert(band < KD_BANDS);
  return labels[band];
}

static const KdQuestion *candidate(const GPtrArray *candidates, guint i)
{
  return g_ptr_array_index(candidates, i);
}

static void count_types(const GPtrArray *candidates, const gboolean *set, guint *counts)
{
  for (guint i = 0; i < candidates->len; i++)
    counts[candidate(candidates, i)->type] += set[i];
}

static guint count_points(const GPtrArray *candidates)
{
  g_autoptr(GHashTable) points = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < candidates->len; i++)
    if (candidate(candidates, i)->point_id)
      g_hash_table_add(points, candidate(candidates, i)->point_id);
  return g_hash_table_size(points);
}

/* "干扰项不足12处，题干无法独立成句3处" */
static void append_reasons(const KdFindings *findings, GString *out)
{
  static const KdFindingCode reasons[] = {KD_FINDING_LEFT_OUT_BROKEN,      KD_FINDING_LEFT_OUT_UNSURE,
                                          KD_FINDING_LEFT_OUT_STEM,        KD_FINDING_LEFT_OUT_BLANK,
                                          KD_FINDING_LEFT_OUT_DISTRACTORS, KD_FINDING_LEFT_OUT_FLAW,
                                          KD_FINDING_LEFT_OUT_REPEAT,      KD_FINDING_LEFT_OUT_EXCLUDED};
  for (guint i = 0; i < G_N_ELEMENTS(reasons); i++) {
    guint n = kd_findings_count_code(findings, reasons[i]);
    if (n)
      g_string_append_printf(out, "%s%s%u处", out->len ? "，" : "", kd_finding_label(reasons[i]), n);
  }
}

/* "填空题14、单选题3" or, where the count was said and is not met, "填空题5（要求12）" */
static void append_counts(GString *out, const KdPickPlan *plan, const guint *taken)
{
  for (guint t = 0; t < KD_QUESTION_TYPES; t++) {
    gboolean lacking = !plan->open[t] && taken[t] < plan->wanted[t];
    if (!lacking && taken[t] == 0)
      continue;
    g_string_append_printf(out, "%s%s%u", out->len ? "、" : "", kd_question_type_label(t), taken[t]);
    if (lacking)
      g_string_append_printf(out, "（要求%u）", plan->wanted[t]);
  }
}

static gboolean is_short(const KdPickPlan *plan, const guint *taken)
{
  guint sum = 0;
  gboolean lacks = FALSE;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++) {
    sum += taken[t];
    lacks = lacks || (!plan->open[t] && taken[t] < plan->wanted[t]);
  }
  return lacks || sum < plan->total;
}

/* "共18题（要求30）：填空题14、单选题4；另有3题与入选的题重复或互相提示；未命题：题干无法独立成句31处" */
static void report_short(const KdContext *ctx, const KdPickPlan *plan, const guint *taken, guint sound)
{
  if (!is_short(plan, taken))
    return;
  guint sum = 0;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    sum += taken[t];
  g_autoptr(GString) counts = g_string_new(NULL), reasons = g_string_new(NULL);
  append_counts(counts, plan, taken);
  append_reasons(ctx->findings, reasons);
  g_autoptr(GString) detail = g_string_new(NULL);
  g_string_append_printf(detail, "共%u题", sum);
  if (sum < plan->total)
    g_string_append_printf(detail, "（要求%u）", plan->total);
  if (counts->len)
    g_string_append_printf(detail, "：%s", counts->str);
  if (sound > sum)
    g_string_append_printf(detail, "；另有%u题与入选的题重复或互相提示", sound - sum);
  if (reasons->len)
    g_string_append_printf(detail, "；未命题：%s", reasons->str);
  kd_findings_add(ctx->findings, KD_FINDING_SHORT_SET, (KdPlace){NULL, 0, 0}, detail->str);
}

static void choose(const KdContext *ctx, const GPtrArray *candidates, const KdBlueprint *b, gboolean *chosen)
{
  g_autofree gboolean *usable = g_new0(gboolean, candidates->len + 1);
  kd_pick_wordings(candidates, usable);
  for (guint i = 0; i < candidates->len; i++)
    usable[i] = usable[i] || candidate(candidates, i)->type != KD_QUESTION_JUDGE;
  if (b->all) {
    for (guint i = 0; i < candidates->len; i++)
      chosen[i] = usable[i];
    return;
  }
  guint available[KD_QUESTION_TYPES] = {0}, taken[KD_QUESTION_TYPES] = {0}, sound = 0;
  KdPickPlan plan;
  count_types(candidates, usable, available);
  kd_pick_counts(b, available, count_points(candidates), &plan);
  plan.quota = kd_quota_new(b, plan.total);
  kd_pick_items(candidates, usable, &plan, chosen);
  kd_quota_report(ctx, plan.quota);
  kd_quota_free(plan.quota);
  count_types(candidates, chosen, taken);
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    sound += plan.open[t] || plan.wanted[t] ? available[t] : 0;
  if (b->total > 0 || plan.any_said)
    report_short(ctx, &plan, taken, sound);
}

void kd_selector_select(const KdContext *ctx, GPtrArray *candidates, const KdBlueprint *blueprint,
                        KdQuiz *quiz)
{
  g_autofree gboolean *chosen = g_new0(gboolean, candidates->len + 1);
  choose(ctx, candidates, blueprint, chosen);
  guint n = candidates->len;
  g_autofree gpointer *items = g_ptr_array_steal(candidates, NULL);
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    for (guint i = 0; i < n; i++)
      if (((const KdQuestion *)items[i])->type == t && chosen[i])
        g_ptr_array_add(quiz->questions, items[i]);
  for (guint i = 0; i < n; i++)
    if (!chosen[i])
      kd_question_free(items[i]);
  quiz->seed = ctx->seed;
  kd_arrange_options(quiz, ctx->seed);
  kd_arrange_scores(quiz, blueprint->half_points, blueprint->item_half_points);
}
