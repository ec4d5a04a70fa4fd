#include "app/view.h"

#include "app/job.h"
#include "base/error.h"
#include "exporter/json_tree.h"
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  KdJob *job;
  const KdView *view;
  GArray *formats;     /* KdViewFormat, by output */
  GError *write_error; /* the first output that could not be written; NULL: none */
  gboolean array;      /* JSON of several texts: an array */
  gboolean lines_only;
} View;

static const char *const names[] = {
    [KD_VIEW_TEXT] = "text", [KD_VIEW_JSON] = "json", [KD_VIEW_JSONL] = "jsonl"};
static const char *const suffixes[] = {
    [KD_VIEW_TEXT] = ".txt", [KD_VIEW_JSON] = ".json", [KD_VIEW_JSONL] = ".jsonl"};

static gboolean find_format(const KdOptions *o, const char *path, KdViewFormat *format, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++)
    if (g_str_has_suffix(path, suffixes[i])) {
      *format = (KdViewFormat)i;
      return TRUE;
    }
  const char *name = o->format ? o->format : names[KD_VIEW_TEXT];
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(name, names[i]) == 0) {
      *format = (KdViewFormat)i;
      return TRUE;
    }
  g_set_error(error, KD_ERROR, KD_ERROR_USAGE, _("--format %s: not one of %s"), name, "text, json, jsonl");
  return FALSE;
}

/* Is this output a terminal on which colours are wanted (no-color.org)? */
static gboolean is_coloured(const char *path)
{
  const char *no_colour = g_getenv("NO_COLOR"), *terminal = g_getenv("TERM");
  return strcmp(path, "-") == 0 && isatty(STDOUT_FILENO) && !(no_colour && *no_colour) && terminal &&
         strcmp(terminal, "dumb") != 0;
}

static gboolean find_formats(View *v, GError **error)
{
  const KdOptions *o = &v->job->options;
  v->lines_only = TRUE;
  for (guint i = 0; o->outputs[i]; i++) {
    KdViewFormat format = KD_VIEW_TEXT;
    if (!find_format(o, o->outputs[i], &format, error))
      return FALSE;
    if (format == KD_VIEW_TEXT && v->view->colours && is_coloured(o->outputs[i]))
      format = KD_VIEW_COLOURED;
    g_array_append_val(v->formats, format);
    v->lines_only = v->lines_only && format == KD_VIEW_JSONL;
  }
  return TRUE;
}

/* Appends the rendering of a document to every output. */
static void write_document(View *v, const KdDocument *d, gboolean first)
{
  for (guint i = 0; i < v->formats->len; i++) {
    KdViewFormat format = g_array_index(v->formats, KdViewFormat, i);
    GString *out = g_ptr_array_index(v->job->texts, i);
    if (format == KD_VIEW_JSON && v->array)
      g_string_append(out, first ? "[" : ",\n");
    if ((format == KD_VIEW_TEXT || format == KD_VIEW_COLOURED) && !first)
      g_string_append_c(out, '\n');
    v->view->write(&v->job->ctx, d, format, v->view->data, out);
    if (format == KD_VIEW_JSONL)
      g_string_append_c(out, '\n');
    if (format == KD_VIEW_JSON && v->array)
      g_string_truncate(out, out->len - 1);
  }
}

static void write_error(View *v, const KdInput *in, const GError *error)
{
  for (guint i = 0; i < v->formats->len; i++)
    kd_json_write_error(in->id ? in->id : in->name, error->message, g_ptr_array_index(v->job->texts, i));
}

/* Lines go out at once where all that is written is lines; else a text that cannot be read ends the run, and
 * nothing is to be seen of it. FALSE: an output cannot be written. */
static gboolean flush(View *v)
{
  gboolean fine = TRUE;
  for (guint i = 0; fine && i < v->formats->len; i++)
    fine = kd_job_flush(v->job, i, v->lines_only, &v->write_error);
  return fine;
}

/* FALSE: the document cannot be read, and the run is to end. */
static gboolean view_input(View *v, const KdInput *in, gboolean first)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(KdDocument) d =
      in->bytes ? kd_pipeline_read(&v->job->ctx, in->name, in->id, in->bytes, &error) : NULL;
  if (d) {
    write_document(v, d, first);
    return TRUE;
  }
  const GError *why = in->bytes ? error : in->error;
  kd_job_blame(in, why);
  v->job->failed_lines = TRUE;
  gboolean goes_on = v->lines_only && !in->fatal;
  if (goes_on)
    write_error(v, in, why);
  return goes_on;
}

static KdExit fail_writing(View *v)
{
  g_autoptr(GError) error = g_steal_pointer(&v->write_error);
  return kd_job_fail(error);
}

static KdExit view_all(View *v)
{
  gboolean fine = TRUE;
  guint n = 0;
  v->array = v->job->options.input || v->job->options.files[1];
  for (KdInput *next; (next = kd_job_next(v->job)); n++) {
    g_autoptr(KdInput) in = next;
    fine = view_input(v, in, n == 0) && fine;
    kd_job_say(v->job);
    if (!flush(v))
      return fail_writing(v);
  }
  if (!fine)
    return KD_EXIT_FAILED;
  for (guint i = 0; i < v->formats->len; i++)
    if (v->array && g_array_index(v->formats, KdViewFormat, i) == KD_VIEW_JSON)
      g_string_append(g_ptr_array_index(v->job->texts, i), n ? "]\n" : "[]\n");
  return kd_job_finish(v->job);
}

KdExit kd_view_run(const KdView *view, char **argv)
{
  g_auto(KdJob) job;
  kd_job_init(&job);
  KdExit status;
  if (!kd_job_begin(&job, view->command, argv, view->own, &status))
    return status;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) formats = g_array_new(FALSE, FALSE, sizeof(KdViewFormat));
  View v = {.job = &job, .formats = formats, .view = view};
  if (!kd_job_open(&job, &error) || !kd_job_announce(&job, &error) || !find_formats(&v, &error))
    return kd_job_fail(error);
  if (v.lines_only)
    kd_messages_untranslate();
  return view_all(&v);
}
