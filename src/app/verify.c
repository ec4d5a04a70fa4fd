#include "app/job.h"
#include "app/pipeline.h"
#include "base/error.h"
#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  KdJob job;
  KdQuiz *quiz;
  GArray *lines;        /* guint32, by item */
  GPtrArray *owned;     /* KdDocument * */
  GPtrArray *by_source; /* KdDocument *, borrowed, NULL where not at hand; by source of the set */
} Verify;

static void verify_init(Verify *v)
{
  memset(v, 0, sizeof *v);
  kd_job_init(&v->job);
  v->job.options.read_only = TRUE;
  v->lines = g_array_new(FALSE, FALSE, sizeof(guint32));
  v->owned = g_ptr_array_new_with_free_func((GDestroyNotify)kd_document_free);
  v->by_source = g_ptr_array_new();
}

static void verify_clear(Verify *v)
{
  g_ptr_array_unref(v->by_source);
  g_ptr_array_unref(v->owned);
  g_array_unref(v->lines);
  kd_quiz_free(v->quiz);
  kd_job_clear(&v->job);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Verify, verify_clear)

/* Gives the document to every source of its file that has none yet. */
static guint assign(Verify *v, KdDocument *d, const char *file)
{
  guint n = 0;
  for (guint i = 0; i < v->quiz->sources->len; i++)
    if (g_ptr_array_index(v->by_source, i) == NULL && strcmp(kd_quiz_source(v->quiz, i)->file, file) == 0) {
      g_ptr_array_index(v->by_source, i) = d;
      n++;
    }
  return n;
}

/* The name in the set that a given file answers to: the same path, the same bytes, the same name in another
 * folder, or the only one still without a file. NULL: none. */
static const char *find_name(const Verify *v, const KdDocument *d)
{
  const char *by_name = NULL, *left = NULL;
  gboolean several = FALSE;
  g_autofree char *base = g_path_get_basename(d->file);
  for (guint i = 0; i < v->quiz->sources->len; i++) {
    const KdSource *s = kd_quiz_source(v->quiz, i);
    if (g_ptr_array_index(v->by_source, i))
      continue;
    if (strcmp(s->file, d->file) == 0 || g_strcmp0(s->sha256, d->sha256) == 0)
      return s->file;
    g_autofree char *other = g_path_get_basename(s->file);
    if (strcmp(base, other) == 0)
      by_name = s->file;
    several = several || (left && strcmp(left, s->file) != 0);
    left = s->file;
  }
  return by_name ? by_name : several ? NULL : left;
}

/* Reads a document of the set; NULL with its error printed. */
static KdDocument *read_document(Verify *v, const KdInput *in)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(KdFindings) unheard = kd_findings_new();
  KdContext ctx = v->job.ctx;
  ctx.findings = unheard; /* what is odd about the text was said when the set was made */
  KdDocument *d = in->bytes ? kd_pipeline_read(&ctx, in->name, NULL, in->bytes, &error) : NULL;
  if (d)
    g_ptr_array_add(v->owned, d);
  else
    kd_job_blame(in, in->bytes ? error : in->error);
  return d;
}

static gboolean take_given(Verify *v)
{
  for (KdInput *next; (next = kd_job_next(&v->job));) {
    g_autoptr(KdInput) in = next;
    KdDocument *d = read_document(v, in);
    if (d == NULL)
      return FALSE;
    g_autofree char *name = g_strdup(find_name(v, d));
    if (name)
      assign(v, d, name);
    else
      kd_findings_add(v->job.findings, KD_FINDING_SOURCE_UNKNOWN, (KdPlace){d->file, 0, 0}, NULL);
  }
  return TRUE;
}

/* Where the source of a set may be: beside the set, by its whole path or by its name, or where the path
 * leads from here. The caller owns the path; NULL: nowhere. */
static char *find_beside(const char *quiz_path, const char *file)
{
  g_autofree char *folder = g_path_get_dirname(quiz_path);
  g_autofree char *base = g_path_get_basename(file);
  char *places[] = {g_build_filename(folder, file, NULL), g_build_filename(folder, base, NULL),
                    g_strdup(file)};
  char *found = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
    if (found == NULL && g_file_test(places[i], G_FILE_TEST_IS_REGULAR))
      found = places[i];
    else
      g_free(places[i]);
  }
  return found;
}

static gboolean take_beside(Verify *v, const char *quiz_path)
{
  for (guint i = 0; i < v->quiz->sources->len; i++) {
    const char *file = kd_quiz_source(v->quiz, i)->file;
    g_autofree char *path = g_ptr_array_index(v->by_source, i) ? NULL : find_beside(quiz_path, file);
    if (path == NULL)
      continue;
    g_autoptr(KdInput) in = kd_inputs_read(v->job.inputs, path);
    KdDocument *d = read_document(v, in);
    if (d == NULL)
      return FALSE;
    assign(v, d, file);
  }
  return TRUE;
}

/* Says which sources are missing and which are no longer what the set was made from, once a file. */
static void check_sources(Verify *v, const char *quiz_name)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < v->quiz->sources->len; i++) {
    const KdSource *s = kd_quiz_source(v->quiz, i);
    const KdDocument *d = g_ptr_array_index(v->by_source, i);
    if (!g_hash_table_add(seen, s->file))
      continue;
    if (d == NULL)
      kd_findings_add(v->job.findings, KD_FINDING_SOURCE_MISSING, (KdPlace){quiz_name, 0, 0}, s->file);
    else if (s->sha256 && g_ascii_strcasecmp(s->sha256, d->sha256) != 0)
      kd_findings_add(v->job.findings, KD_FINDING_SOURCE_CHANGED, (KdPlace){d->file, 0, 0}, NULL);
  }
  if (v->quiz->sources->len == 0)
    kd_findings_add(v->job.findings, KD_FINDING_SOURCE_MISSING, (KdPlace){quiz_name, 0, 0}, NULL);
}

static KdExit verify_all(Verify *v)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(KdInput) in = kd_job_next(&v->job);
  const char *path = v->job.options.files[0];
  v->quiz = in->bytes ? kd_importer_read(in->name, in->bytes, v->job.findings, v->lines, &error) : NULL;
  if (v->quiz == NULL) {
    kd_job_blame(in, in->bytes ? error : in->error);
    return KD_EXIT_FAILED;
  }
  g_ptr_array_set_size(v->by_source, (int)v->quiz->sources->len);
  if (!take_given(v) || !take_beside(v, path))
    return KD_EXIT_FAILED;
  check_sources(v, in->name);
  kd_pipeline_verify(&v->job.ctx, v->quiz, v->by_source, v->lines, in->name);
  return kd_job_finish(&v->job);
}

static KdExit run_verify(char **argv)
{
  g_auto(Verify) v;
  verify_init(&v);
  KdExit status;
  g_autoptr(GError) error = NULL;
  if (!kd_job_begin(&v.job, &kd_command_verify, argv, NULL, &status))
    return status;
  if (!kd_job_open(&v.job, &error))
    return kd_job_fail(error);
  return verify_all(&v);
}

const KdCommand kd_command_verify = {
    .name = "verify",
    .arguments = N_("QUIZ [FILE…]"),
    .summary = N_("Re-check grounding and item flaws of a quiz set (JSON, CSV or xlsx)."),
    .examples = "  kaodian verify quiz.json\n  kaodian verify quiz.csv page.txt",
    .run = run_verify,
};
