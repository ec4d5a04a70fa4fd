#include "app/job.h"
#include "app/pipeline.h"
#include "app/sink.h"
#include "base/error.h"
#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  KdJob job;
  GPtrArray *quizzes; /* KdQuiz * */
  GArray *sinks;      /* KdSink; NULL: not yet */
} Export;

static void export_clear(Export *e)
{
  g_clear_pointer(&e->sinks, g_array_unref);
  g_ptr_array_unref(e->quizzes);
  kd_job_clear(&e->job);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Export, export_clear)

/* Moves the items and sources of a set behind those of another; ids that are taken get a number behind
 * them. */
static void append_quiz(KdQuiz *to, KdQuiz *from, GHashTable *ids)
{
  guint first = to->sources->len;
  for (guint i = 0; i < from->sources->len; i++)
    kd_quiz_copy_source(to, kd_quiz_source(from, i));
  for (guint k = 0; k < from->questions->len; k++) {
    KdQuestion *q = g_ptr_array_index(from->questions, k);
    for (guint i = 0; i < q->evidence->len; i++)
      ((KdEvidence *)g_ptr_array_index(q->evidence, i))->source += first;
    kd_question_claim_id(q, ids);
    g_ptr_array_add(to->questions, q);
  }
  g_ptr_array_set_free_func(from->questions, NULL);
  g_ptr_array_set_size(from->questions, 0);
}

/* Sets of one title keep it; titles made from the texts give way to one made from all of them. Else the first
 * title says that there are more. The caller owns it. */
static char *join_titles(const GPtrArray *quizzes, const KdQuiz *all)
{
  const KdQuiz *first = g_ptr_array_index(quizzes, 0);
  gboolean same = TRUE, made = TRUE;
  for (guint i = 0; i < quizzes->len; i++) {
    const KdQuiz *quiz = g_ptr_array_index(quizzes, i);
    g_autofree char *from_texts = kd_pipeline_make_title(quiz);
    same = same && g_strcmp0(quiz->title, first->title) == 0;
    made = made && g_strcmp0(quiz->title, from_texts) == 0;
  }
  if (same || first->title == NULL)
    return g_strdup(first->title);
  return made ? kd_pipeline_make_title(all) : g_strdup_printf("%s等%u套", first->title, quizzes->len);
}

/* All sets as one. */
static KdQuiz *join_quizzes(const GPtrArray *quizzes)
{
  const KdQuiz *first = g_ptr_array_index(quizzes, 0);
  KdQuiz *all = kd_quiz_new(NULL);
  all->by = g_strdup(first->by);
  all->seed = first->seed;
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < quizzes->len; i++)
    append_quiz(all, g_ptr_array_index(quizzes, i), ids);
  all->title = join_titles(quizzes, all);
  return all;
}

/* A set may be empty because all of its items were marked for deletion; one written by hand may hold items
 * that no paper can ask. */
static void check_quiz(Export *e, const char *name, const KdQuiz *quiz, const GArray *lines)
{
  if (quiz->questions->len == 0)
    kd_findings_add(e->job.findings, KD_FINDING_EMPTY_SET, (KdPlace){name, 0, 0}, NULL);
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    guint32 line = g_array_index(lines, guint32, i);
    if (!kd_question_is_answerable(q))
      kd_findings_add(e->job.findings, KD_FINDING_ITEM_UNANSWERABLE, (KdPlace){name, line, 0}, q->id);
  }
}

static KdQuiz *read_quiz(Export *e, const KdInput *in, GError **error)
{
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(guint32));
  KdQuiz *quiz = kd_importer_read(in->name, in->bytes, e->job.findings, lines, error);
  if (quiz)
    check_quiz(e, in->name, quiz, lines);
  return quiz;
}

static gboolean read_all(Export *e)
{
  gboolean fine = TRUE;
  for (KdInput *next; (next = kd_job_next(&e->job));) {
    g_autoptr(KdInput) in = next;
    g_autoptr(GError) error = NULL;
    KdQuiz *quiz = in->bytes ? read_quiz(e, in, &error) : NULL;
    if (quiz)
      g_ptr_array_add(e->quizzes, quiz);
    else
      kd_job_blame(in, in->bytes ? error : in->error);
    fine = fine && quiz;
  }
  return fine;
}

/* Lines of JSON hold a set each; every other format holds one set. */
static KdExit export_all(Export *e)
{
  g_autoptr(GError) error = NULL;
  if (!read_all(e))
    return KD_EXIT_FAILED;
  for (guint i = 0; i < e->quizzes->len; i++)
    if (!kd_sinks_write(e->sinks, g_ptr_array_index(e->quizzes, i), TRUE, &e->job, &error))
      return kd_job_fail(error);
  g_autoptr(KdQuiz) joined = e->quizzes->len > 1 ? join_quizzes(e->quizzes) : NULL;
  const KdQuiz *quiz = joined ? joined : g_ptr_array_index(e->quizzes, 0);
  if (!kd_sinks_write(e->sinks, quiz, FALSE, &e->job, &error))
    return kd_job_fail(error);
  return kd_job_finish(&e->job);
}

static void append_holds(GString *out, const KdCapacity *holds)
{
  guint n = 0;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    if (holds->types & (1u << t))
      g_string_append_printf(out, "%s%s", n++ ? ", " : "", kd_question_type_name(t));
  const struct {
    guint most;
    const char *what;
  } limits[] = {{holds->max_choices, _("options")},
                {holds->max_blanks, _("blanks")},
                {holds->stem_chars, _("characters of the stem")},
                {holds->choice_chars, _("characters of an option")}};
  for (guint i = 0; i < G_N_ELEMENTS(limits); i++)
    if (limits[i].most)
      g_string_append_printf(out, "; %s: %u", limits[i].what, limits[i].most);
}

/* NAME, SUFFIX and summary with tabs between them, then what it holds and how far it was verified. */
static char *list_formats(void)
{
  GString *list = g_string_new(NULL);
  for (guint i = 0; i < kd_exporter_count(); i++) {
    const KdExporter *x = kd_exporter_get(i);
    g_string_append_printf(list, "%s\t%s\t%s\n    %s: ", x->name, x->suffix, _(x->summary), _("holds"));
    append_holds(list, &x->holds);
    g_string_append_printf(list, "\n    %s: %s\n", _("verified"), _(kd_proof_text(x->proof)));
  }
  return g_string_free(list, FALSE);
}

static KdExit run_export(char **argv)
{
  g_auto(Export) e = {.quizzes = g_ptr_array_new_with_free_func((GDestroyNotify)kd_quiz_free)};
  kd_job_init(&e.job);
  e.job.options.with_quiz = TRUE;
  e.job.options.no_texts = TRUE;
  KdExit status;
  g_autoptr(GError) error = NULL;
  gboolean list = FALSE;
  const GOptionEntry own[] = {{"list", 0, 0, G_OPTION_ARG_NONE, &list,
                               N_("List the formats, what each can hold, and how far it was verified"), NULL},
                              {0}};
  if (!kd_job_begin(&e.job, &kd_command_export, argv, own, &status))
    return status;
  g_autofree char *formats = list_formats();
  if (list)
    return kd_job_print(formats);
  if (!kd_job_open(&e.job, &error) || (e.sinks = kd_sinks_new(&e.job, &error)) == NULL)
    return kd_job_fail(error);
  return export_all(&e);
}

const KdCommand kd_command_export = {
    .name = "export",
    .arguments = N_("QUIZ…"),
    .summary = N_("Write an existing quiz set (JSON, CSV or xlsx) in other formats."),
    .examples = "  kaodian export -o quiz.csv quiz.json\n  kaodian export -f text quiz.csv\n  kaodian export "
                "-o quiz.json reviewed.xlsx",
    .run = run_export,
};
