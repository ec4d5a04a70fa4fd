#include "app/blueprint.h"
#include "app/crew.h"
#include "app/job.h"
#include "app/report.h"
#include "app/settings.h"
#include "app/sink.h"
#include "base/error.h"
#include "exporter/json_tree.h"
#include <glib/gi18n.h>
#include <string.h>

/* The options whose values are settings, in the order of the help. */
static const struct {
  const char *name;
  char letter;
  const char *help, *value;
} settings[] = {
    {"fill", 0, N_("Fill-in items"), "N"},
    {"single", 0, N_("Single-choice items"), "N"},
    {"multiple", 0, N_("Multiple-response items"), "N"},
    {"judge", 0, N_("True/false items"), "N"},
    {"short", 0, N_("Short-answer items"), "N"},
    {"order", 0, N_("Ordering items"), "N"},
    {"match", 0, N_("Matching items"), "N"},
    {"number", 'n', N_("Items in all, shared among the types"), "N"},
    {"seed", 0, N_("Another seed makes another set (default 1)"), "N"},
    {"title", 0, N_("Title of the set"), N_("TEXT")},
    {"by", 0, N_("Attribution line"), N_("TEXT")},
    {"total-score", 0, N_("Score of the whole set (default 100)"), "N"},
    {"points", 0,
     N_("Ask about these kinds of key points only: measures, ordinals, series, shorthand, quote, figure, "
        "definition, term"),
     N_("KIND,…")},
};

/* The values as given. */
typedef struct {
  char *settings[G_N_ELEMENTS(settings)];
  char *report, *jobs;
  char **exclude;  /* NULL: not given */
  char *blueprint; /* the same */
  gboolean all;
} Values;

typedef struct {
  KdJob job;
  Values values;
  KdSettings settings;
  GArray *sinks;       /* KdSink; NULL: not yet */
  GString *report;     /* borrowed; NULL: none asked for */
  gboolean has_lines;  /* a set a document is wanted */
  gboolean has_whole;  /* a set of all documents is wanted */
  GPtrArray *whole;    /* KdDocument *, for it */
  GPtrArray *quizzes;  /* KdQuiz * */
  GPtrArray *old;      /* KdQuiz *, what is not to be asked again */
  GError *write_error; /* the first output that could not be made; NULL: none */
  guint jobs;          /* texts worked on at a time */
} Generate;

static void clear_values(Values *v)
{
  for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
    g_free(v->settings[i]);
  g_free(v->report);
  g_free(v->jobs);
  g_strfreev(v->exclude);
  g_free(v->blueprint);
}

static void generate_init(Generate *g)
{
  memset(g, 0, sizeof *g);
  kd_job_init(&g->job);
  g->job.options.with_quiz = TRUE;
  kd_settings_init(&g->settings);
  g->whole = g_ptr_array_new_with_free_func((GDestroyNotify)kd_document_free);
  g->quizzes = g_ptr_array_new_with_free_func((GDestroyNotify)kd_quiz_free);
  g->old = g_ptr_array_new_with_free_func((GDestroyNotify)kd_quiz_free);
}

static void generate_clear(Generate *g)
{
  g_clear_error(&g->write_error);
  g_ptr_array_unref(g->quizzes);
  g_ptr_array_unref(g->old);
  g_ptr_array_unref(g->whole);
  g_clear_pointer(&g->sinks, g_array_unref);
  clear_values(&g->values);
  kd_settings_clear(&g->settings);
  kd_job_clear(&g->job);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Generate, generate_clear)

static gboolean parse_values(Generate *g, GError **error)
{
  const Values *v = &g->values;
  for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
    if (v->settings[i] && !kd_settings_set(&g->settings, settings[i].name, v->settings[i], error))
      return FALSE;
  if (v->all && !kd_settings_set(&g->settings, "all", "yes", error))
    return FALSE;
  g->job.ctx.seed = g->settings.seed;
  return kd_settings_check(&g->settings, error);
}

/* The sets whose items are not to be asked again. */
static gboolean read_old(Generate *g, GError **error)
{
  for (guint i = 0; g->values.exclude && g->values.exclude[i]; i++) {
    g_autoptr(KdInput) in = kd_inputs_read(g->job.inputs, g->values.exclude[i]);
    KdQuiz *quiz = in->bytes ? kd_importer_read(in->name, in->bytes, g->job.findings, NULL, error) : NULL;
    if (quiz == NULL) {
      if (in->error)
        g_set_error(error, KD_ERROR, KD_ERROR_IO, "%s: %s", in->name, in->error->message);
      return FALSE;
    }
    g_ptr_array_add(g->old, quiz);
  }
  g->settings.plan.old = g->old;
  return TRUE;
}

/* The blueprint comes first: what the command line says beside it goes before. */
static gboolean read_blueprint(Generate *g, GError **error)
{
  if (g->values.blueprint == NULL)
    return TRUE;
  g_autoptr(KdInput) in = kd_inputs_read(g->job.inputs, g->values.blueprint);
  if (in->bytes)
    return kd_blueprint_read(&g->settings, in->name, in->bytes, error);
  g_set_error(error, KD_ERROR, KD_ERROR_IO, "%s: %s", in->name, in->error->message);
  return FALSE;
}

static gboolean open_outputs(Generate *g, GError **error)
{
  if (!kd_job_open(&g->job, error) || !read_old(g, error) || !read_blueprint(g, error) ||
      !parse_values(g, error))
    return FALSE;
  g->sinks = kd_sinks_new(&g->job, error);
  if (g->sinks == NULL)
    return FALSE;
  g->has_lines = kd_sinks_have(g->sinks, TRUE);
  g->has_whole = kd_sinks_have(g->sinks, FALSE);
  if (g->values.report == NULL)
    return TRUE;
  g->report = kd_job_add_output(&g->job, g->values.report, error);
  return g->report != NULL;
}

/* Writes a set into every output of its sort. It is kept where there is a report to write about it. */
static void write_quiz(Generate *g, KdQuiz *set, gboolean line)
{
  g_autoptr(KdQuiz) quiz = set;
  kd_sinks_write(g->sinks, quiz, line, &g->job, &g->write_error);
  if (g->report)
    g_ptr_array_add(g->quizzes, g_steal_pointer(&quiz));
}

static void write_input_error(Generate *g, const KdInput *in, const GError *error)
{
  for (guint i = 0; i < g->sinks->len; i++) {
    const KdSink *sink = &g_array_index(g->sinks, KdSink, i);
    if (sink->exporter == &kd_exporter_jsonl)
      kd_json_write_error(in->id ? in->id : in->name, error->message, sink->out);
  }
}

/* What becomes of an input. */
typedef struct {
  KdInput *in;
  KdDocument *document; /* NULL: it cannot be read */
  GError *error;        /* why not, where it has bytes */
  KdQuiz *quiz;         /* of this document alone; NULL: not wanted */
  KdFindings *findings;
} Work;

static void work_free(gpointer p)
{
  Work *w = p;
  kd_input_free(w->in);
  kd_document_free(w->document);
  g_clear_error(&w->error);
  kd_quiz_free(w->quiz);
  kd_findings_free(w->findings);
  g_free(w);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Work, work_free)

static Work *work_new(KdInput *in)
{
  Work *w = g_new0(Work, 1);
  w->in = in;
  w->findings = kd_findings_new();
  return w;
}

/* Everything that can be done beside other inputs; any thread. */
static void do_work(gpointer item, gpointer data)
{
  Work *w = item;
  const Generate *g = data;
  KdContext ctx = g->job.ctx;
  ctx.findings = w->findings;
  if (w->in->bytes)
    w->document = kd_pipeline_read(&ctx, w->in->name, w->in->id, w->in->bytes, &w->error);
  if (w->document == NULL || !g->has_lines)
    return;
  g_autoptr(GPtrArray) one = g_ptr_array_new();
  g_ptr_array_add(one, w->document);
  KdPlan plan = g->settings.plan;
  plan.id = w->in->id ? w->in->id : w->in->name;
  w->quiz = kd_pipeline_generate(&ctx, one, &plan);
}

static void pass_on_findings(Generate *g, const KdFindings *findings)
{
  for (guint i = 0; i < kd_findings_count(findings); i++) {
    const KdFinding *f = kd_findings_get(findings, i);
    kd_findings_add(g->job.findings, f->code, (KdPlace){f->file, f->line, f->column}, f->detail);
  }
}

/* FALSE: the document cannot be read, and the run is to end. */
static gboolean take_work(Generate *g, Work *w)
{
  pass_on_findings(g, w->findings);
  if (w->document) {
    if (w->quiz)
      write_quiz(g, g_steal_pointer(&w->quiz), TRUE);
    if (g->has_whole)
      g_ptr_array_add(g->whole, g_steal_pointer(&w->document));
    return TRUE;
  }
  const GError *why = w->in->bytes ? w->error : w->in->error;
  kd_job_blame(w->in, why);
  g->job.failed_lines = TRUE;
  if (!w->in->fatal)
    write_input_error(g, w->in, why);
  return !g->has_whole && !w->in->fatal;
}

static void write_report(Generate *g)
{
  KdReport report = {g->quizzes, &g->settings.plan.blueprint, g->job.findings};
  if (g_str_has_suffix(g->values.report, ".json"))
    kd_report_write_json(&report, g->report);
  else
    kd_report_write_plain(&report, g->report);
}

/* FALSE: the run is to end, now where an output cannot be written, else when all inputs have been looked at.
 */
static gboolean take_all(Generate *g)
{
  gboolean fine = TRUE, more = TRUE;
  g_autoptr(KdCrew) crew = kd_crew_new(g->jobs, do_work, work_free, g);
  while (g->write_error == NULL) {
    KdInput *in = more ? kd_job_next(&g->job) : NULL;
    more = in != NULL;
    if (in)
      kd_crew_put(crew, work_new(in));
    if (more && !kd_crew_is_full(crew))
      continue;
    g_autoptr(Work) w = kd_crew_take(crew);
    if (w == NULL)
      break;
    fine = take_work(g, w) && fine;
    if (g->report == NULL)
      kd_job_say(&g->job);
    if (g->write_error == NULL)
      kd_sinks_flush(g->sinks, &g->job, &g->write_error);
  }
  return fine;
}

static KdExit generate_all(Generate *g)
{
  if (!take_all(g))
    return KD_EXIT_FAILED;
  if (g->has_whole && g->write_error == NULL)
    write_quiz(g, kd_pipeline_generate(&g->job.ctx, g->whole, &g->settings.plan), FALSE);
  if (g->write_error)
    return kd_job_fail(g->write_error);
  if (g->report)
    write_report(g);
  return kd_job_finish(&g->job);
}

/* The command's own entries: the settings, then the rest; the caller owns the array. */
static GOptionEntry *make_entries(Values *v)
{
  const GOptionEntry rest[] = {
      {"all", 0, 0, G_OPTION_ARG_NONE, &v->all, N_("Every sound item"), NULL},
      {"blueprint", 0, 0, G_OPTION_ARG_FILENAME, &v->blueprint,
       N_("What the set is to be, by a file: counts and scores of the types, shares of difficulty and "
          "headings"),
       N_("FILE")},
      {"exclude", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &v->exclude,
       N_("Ask nothing that stands in this quiz set (JSON, CSV, xlsx); may be repeated"), N_("QUIZ")},
      {"report", 0, 0, G_OPTION_ARG_FILENAME, &v->report,
       N_("Write what was asked, what was left out and why, and how fair the set is (.json: as JSON)"),
       N_("FILE")},
      {"jobs", 0, 0, G_OPTION_ARG_FILENAME, &v->jobs, N_("Work on up to N texts at a time"), "N"},
      {0}};
  GOptionEntry *entries = g_new0(GOptionEntry, G_N_ELEMENTS(settings) + G_N_ELEMENTS(rest));
  for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
    entries[i] = (GOptionEntry){.long_name = settings[i].name,
                                .short_name = settings[i].letter,
                                .arg = G_OPTION_ARG_FILENAME,
                                .arg_data = &v->settings[i],
                                .description = settings[i].help,
                                .arg_description = settings[i].value};
  memcpy(entries + G_N_ELEMENTS(settings), rest, sizeof rest);
  return entries;
}

static KdExit run_generate(char **argv)
{
  g_auto(Generate) g;
  generate_init(&g);
  g_autofree GOptionEntry *own = make_entries(&g.values);
  KdExit status;
  guint64 jobs = 1;
  g_autoptr(GError) error = NULL;
  if (!kd_job_begin(&g.job, &kd_command_generate, argv, own, &status))
    return status;
  if (!kd_options_number("--jobs", g.values.jobs, (KdRange){1, 1024}, &jobs, &error) ||
      !open_outputs(&g, &error))
    return kd_job_fail(error);
  g.jobs = (guint)jobs;
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
