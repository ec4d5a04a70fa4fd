#include "app/sink.h"

#include "base/error.h"
#include <glib/gi18n.h>
#include <string.h>

/* "paper.pdf" becomes "paper-答案.pdf". The caller owns it. */
static char *name_key(const char *path)
{
  const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
  gsize stem = dot && dot > (slash ? slash + 1 : path) ? (gsize)(dot - path) : strlen(path);
  return g_strdup_printf("%.*s-答案%s", (int)stem, path, path + stem);
}

static gboolean part_key(KdJob *job, const char *path, KdSink *paper, KdSink *key, GError **error)
{
  if (strcmp(path, "-") == 0) {
    g_set_error(error, KD_ERROR, KD_ERROR_USAGE, "--key separate: %s",
                _("standard output cannot hold two papers; --output FILE names the first"));
    return FALSE;
  }
  g_autofree char *name = name_key(path);
  *key = *paper;
  paper->options.paper.key = KD_KEY_NONE;
  key->options.paper.key = KD_KEY_ALONE;
  key->out = kd_job_add_output(job, name, error);
  return key->out != NULL;
}

GArray *kd_sinks_new(KdJob *job, GError **error)
{
  g_autoptr(GArray) sinks = g_array_new(FALSE, FALSE, sizeof(KdSink));
  const KdOptions *o = &job->options;
  for (guint i = 0; o->outputs[i]; i++) {
    KdSink sink = {kd_options_exporter(o, o->outputs[i], error), o->export, g_ptr_array_index(job->texts, i)};
    KdSink key = {0};
    if (sink.exporter == NULL)
      return NULL;
    gboolean apart = sink.exporter->holds.paper && o->export.paper.key == KD_KEY_SEPARATE;
    if (apart && !part_key(job, o->outputs[i], &sink, &key, error))
      return NULL;
    g_array_append_val(sinks, sink);
    if (apart)
      g_array_append_val(sinks, key);
  }
  return g_steal_pointer(&sinks);
}

static gboolean takes_lines(const KdSink *sink)
{
  return sink->exporter == &kd_exporter_jsonl;
}

gboolean kd_sinks_write(const GArray *sinks, const KdQuiz *quiz, gboolean lines, KdFindings *findings,
                        GError **error)
{
  for (guint i = 0; i < sinks->len; i++) {
    const KdSink *sink = &g_array_index(sinks, KdSink, i);
    if (takes_lines(sink) == lines &&
        !kd_exporter_write(sink->exporter, quiz, &sink->options, findings, sink->out, error))
      return FALSE;
  }
  return TRUE;
}

gboolean kd_sinks_have(const GArray *sinks, gboolean lines)
{
  for (guint i = 0; i < sinks->len; i++)
    if (takes_lines(&g_array_index(sinks, KdSink, i)) == lines)
      return TRUE;
  return FALSE;
}
