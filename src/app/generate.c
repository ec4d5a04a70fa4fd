#include "app/job.h"
#include "app/pipeline.h"
#include "app/report.h"
#include "base/error.h"
#include "exporter/json_tree.h"
#include <glib/gi18n.h>
#include <string.h>

#define MOST_ITEMS 100000
#define MOST_POINTS 100000
#define MOST_SEED G_GUINT64_CONSTANT(9007199254740991) /* the last number that JSON readers hold exactly */

/* The values as given. */
typedef struct {
  char *counts[KD_QUESTION_TYPES];
  char *total, *seed, *title, *by, *score, *points, *report, *jobs;
  gboolean all;
} Values;

typedef struct {
  KdJob job;
  Values values;
  KdPlan plan;
  GArray *exporters;  /* const KdExporter *, by output */
  GString *report;    /* borrowed; NULL: none asked for */
  gboolean has_lines; /* a set a document is wanted */
  gboolean has_whole; /* a set of all documents is wanted */
  GPtrArray *whole;   /* KdDocument *, for it */
  GPtrArray *quizzes; /* KdQuiz * */
} Generate;

static void clear_values(Values *v)
{
  for (guint i = 0; i < KD_QUESTION_TYPES; i++)
    g_free(v->counts[i]);
  char *strings[] = {v->total, v->seed, v->title, v->by, v->score, v->points, v->report, v->jobs};
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free(strings[i]);
}

static void generate_init(Generate *g)
{
  memset(g, 0, sizeof *g);
  kd_job_init(&g->job);
  g->job.options.with_csv = TRUE;
  kd_blueprint_init(&g->plan.blueprint);
  g->exporters = g_array_new(FALSE, FALSE, sizeof(KdExporter *));
  g->whole = g_ptr_array_new_with_free_func((GDestroyNotify)kd_document_free);
  g->quizzes = g_ptr_array_new_with_free_func((GDestroyNotify)kd_quiz_free);
}

static void generate_clear(Generate *g)
{
  g_ptr_array_unref(g->quizzes);
  g_ptr_array_unref(g->whole);
  g_array_unref(g->exporters);
  clear_values(&g->values);
  kd_job_clear(&g->job);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Generate, generate_clear)

static gboolean parse_counts(Generate *g, GError **error)
{
  KdBlueprint *b = &g->plan.blueprint;
  gboolean counted = g->values.total != NULL;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++) {
    g_autofree char *option = g_strdup_printf("--%s", kd_question_type_name(t));
    guint64 n = 0;
    if (!kd_options_number(option, g->values.counts[t], MOST_ITEMS, &n, error))
      return FALSE;
    if (g->values.counts[t])
      b->counts[t] = (int)n;
    counted = counted || g->values.counts[t];
  }
  guint64 total = 0;
  if (!kd_options_number("-n", g->values.total, MOST_ITEMS, &total, error))
    return FALSE;
  b->total = (int)total;
  b->all = g->values.all;
  if (!b->all || !counted)
    return TRUE;
  g_set_error_literal(error, KD_ERROR, KD_ERROR_USAGE, _("--all and a number of items exclude each other"));
  return FALSE;
}

/* A whole number or one and a half. */
static gboolean parse_score(Generate *g, GError **error)
{
  const char *score = g->values.score;
  if (score == NULL)
    return TRUE;
  gboolean half = g_str_has_suffix(score, ".5");
  g_autofree char *whole = g_strndup(score, strlen(score) - (half ? 2 : 0));
  guint64 n = 0;
  if (!kd_options_number("--total-score", whole, MOST_POINTS, &n, error))
    return FALSE;
  g->plan.blueprint.half_points = (guint)(2 * n + half);
  if (g->plan.blueprint.half_points > 0)
    return TRUE;
  g_set_error_literal(error, KD_ERROR, KD_ERROR_USAGE, _("--total-score is 0"));
  return FALSE;
}

static gboolean parse_kinds(Generate *g, GError **error)
{
  g_auto(GStrv) names = g->values.points ? g_strsplit(g->values.points, ",", -1) : NULL;
  for (guint i = 0; names && names[i]; i++) {
    KdPointKind kind;
    if (kd_point_kind_parse(names[i], &kind)) {
      g->plan.kinds |= 1u << kind;
      continue;
    }
    g_autoptr(GString) known = g_string_new(NULL);
    for (guint k = 0; k < KD_POINT_KINDS; k++)
      g_string_append_printf(known, "%s%s", k ? ", " : "", kd_point_kind_name(k));
    g_set_error(error, KD_ERROR, KD_ERROR_USAGE, _("--points %s: not one of %s"), names[i], known->str);
    return FALSE;
  }
  return TRUE;
}

static gboolean parse_values(Generate *g, GError **error)
{
  const Values *v = &g->values;
  guint64 jobs = 1;
  if (!parse_counts(g, error) || !parse_score(g, error) || !parse_kinds(g, error) ||
      !kd_options_number("--seed", v->seed, MOST_SEED, &g->job.ctx.seed, error) ||
      !kd_options_number("--jobs", v->jobs, 1024, &jobs, error) ||
      !kd_options_check_text("--title", v->title, error) || !kd_options_check_text("--by", v->by, error))
    return FALSE;
  g->plan.title = v->title && *v->title ? v->title : NULL;
  g->plan.by = v->by && *v->by ? v->by : NULL;
  return TRUE;
}

static gboolean open_outputs(Generate *g, GError **error)
{
  if (!kd_job_open(&g->job, error))
    return FALSE;
  for (guint i = 0; g->job.options.outputs[i]; i++) {
    const KdExporter *e = kd_options_exporter(&g->job.options, g->job.options.outputs[i], error);
    if (e == NULL)
      return FALSE;
    g_array_append_val(g->exporters, e);
    if (e == &kd_exporter_jsonl)
      g->has_lines = TRUE;
    else
      g->has_whole = TRUE;
  }
  if (g->values.report == NULL)
    return TRUE;
  g->report = kd_job_add_output(&g->job, g->values.report, error);
  return g->report != NULL;
}

/* Writes a set into every output of its sort. */
static void write_quiz(Generate *g, KdQuiz *quiz, gboolean line)
{
  for (guint i = 0; i < g->exporters->len; i++) {
    const KdExporter *e = g_array_index(g->exporters, const KdExporter *, i);
    if ((e == &kd_exporter_jsonl) == line)
      kd_exporter_write(e, quiz, &g->job.options.csv, g->job.findings, g_ptr_array_index(g->job.texts, i));
  }
  g_ptr_array_add(g->quizzes, quiz);
}

static void write_error(Generate *g, const KdInput *in, const GError *error)
{
  for (guint i = 0; i < g->exporters->len; i++)
    if (g_array_index(g->exporters, const KdExporter *, i) == &kd_exporter_jsonl)
      kd_json_write_error(in->id ? in->id : in->name, error->message, g_ptr_array_index(g->job.texts, i));
}

static void write_line(Generate *g, const KdInput *in, KdDocument *d)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new();
  g_ptr_array_add(one, d);
  KdPlan plan = g->plan;
  plan.id = in->id ? in->id : in->name;
  write_quiz(g, kd_pipeline_generate(&g->job.ctx, one, &plan), TRUE);
}

/* FALSE: the document cannot be read, and the run is to end. */
static gboolean take_input(Generate *g, KdInput *in)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(KdDocument) d =
      in->bytes ? kd_pipeline_read(&g->job.ctx, in->name, in->id, in->bytes, &error) : NULL;
  if (d) {
    if (g->has_lines)
      write_line(g, in, d);
    if (g->has_whole)
      g_ptr_array_add(g->whole, g_steal_pointer(&d));
    return TRUE;
  }
  const GError *why = in->bytes ? error : in->error;
  kd_job_blame(in, why);
  g->job.failed_lines = TRUE;
  write_error(g, in, why);
  return !g->has_whole;
}

static void write_report(Generate *g)
{
  KdReport report = {g->quizzes, &g->plan.blueprint, g->job.findings};
  if (g_str_has_suffix(g->values.report, ".json"))
    kd_report_write_json(&report, g->report);
  else
    kd_report_write_plain(&report, g->report);
}

static KdExit generate_all(Generate *g)
{
  gboolean fine = TRUE;
  for (guint i = 0; i < g->job.inputs->items->len; i++)
    fine = take_input(g, kd_inputs_get(g->job.inputs, i)) && fine;
  if (!fine)
    return KD_EXIT_FAILED;
  if (g->has_whole)
    write_quiz(g, kd_pipeline_generate(&g->job.ctx, g->whole, &g->plan), FALSE);
  if (g->report)
    write_report(g);
  return kd_job_finish(&g->job);
}

static KdExit run_generate(char **argv)
{
  g_auto(Generate) g;
  generate_init(&g);
  Values *v = &g.values;
  const GOptionEntry own[] = {
      {"fill", 0, 0, G_OPTION_ARG_FILENAME, &v->counts[KD_QUESTION_FILL], N_("Fill-in items"), "N"},
      {"single", 0, 0, G_OPTION_ARG_FILENAME, &v->counts[KD_QUESTION_SINGLE], N_("Single-choice items"), "N"},
      {"multiple", 0, 0, G_OPTION_ARG_FILENAME, &v->counts[KD_QUESTION_MULTIPLE],
       N_("Multiple-response items"), "N"},
      {"judge", 0, 0, G_OPTION_ARG_FILENAME, &v->counts[KD_QUESTION_JUDGE], N_("True/false items"), "N"},
      {"short", 0, 0, G_OPTION_ARG_FILENAME, &v->counts[KD_QUESTION_SHORT], N_("Short-answer items"), "N"},
      {"number", 'n', 0, G_OPTION_ARG_FILENAME, &v->total, N_("Items in all, shared among the types"), "N"},
      {"all", 0, 0, G_OPTION_ARG_NONE, &v->all, N_("Every sound item"), NULL},
      {"seed", 0, 0, G_OPTION_ARG_FILENAME, &v->seed, N_("Another seed makes another set (default 1)"), "N"},
      {"title", 0, 0, G_OPTION_ARG_FILENAME, &v->title, N_("Title of the set"), N_("TEXT")},
      {"by", 0, 0, G_OPTION_ARG_FILENAME, &v->by, N_("Attribution line"), N_("TEXT")},
      {"total-score", 0, 0, G_OPTION_ARG_FILENAME, &v->score, N_("Score of the whole set (default 100)"),
       "N"},
      {"points", 0, 0, G_OPTION_ARG_FILENAME, &v->points,
       N_("Ask about these kinds of key points only: measures, ordinals, series, shorthand, quote, figure, "
          "definition, term"),
       N_("KIND,…")},
      {"report", 0, 0, G_OPTION_ARG_FILENAME, &v->report,
       N_("Write what was asked, what was left out and why, and how fair the set is (.json: as JSON)"),
       N_("FILE")},
      {"jobs", 0, 0, G_OPTION_ARG_FILENAME, &v->jobs, N_("Work on up to N texts at a time"), "N"},
      {0}};
  KdExit status;
  g_autoptr(GError) error = NULL;
  if (!kd_job_begin(&g.job, &kd_command_generate, argv, own, &status))
    return status;
  if (!parse_values(&g, &error) || !open_outputs(&g, &error))
    return kd_job_fail(error);
  if (g.has_lines)
    kd_messages_untranslate();
  return generate_all(&g);
}

const KdCommand kd_command_generate = {
    .name = "generate",
    .arguments = N_("FILE…"),
    .summary = N_("Make a quiz set from texts."),
    .examples = "  kaodian generate page.txt\n"
                "  kaodian generate --fill 10 --single 10 --judge 5 -o quiz.json -o quiz.csv page.txt\n"
                "  kaodian generate --input jsonl -f jsonl texts.jsonl > quizzes.jsonl",
    .run = run_generate,
};
