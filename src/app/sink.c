#include "app/sink.h"

#include "base/error.h"
#include "selector/papers.h"
#include <glib/gi18n.h>
#include <string.h>

/* "paper.pdf" with "-A" becomes "paper-A.pdf". The caller owns it. */
static char *name_with(const char *path, const char *mark)
{
  const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
  gsize stem = dot && dot > (slash ? slash + 1 : path) ? (gsize)(dot - path) : strlen(path);
  return g_strdup_printf("%.*s%s%s", (int)stem, path, mark, path + stem);
}

static gboolean add_sink(GArray *sinks, KdJob *job, const char *path, KdSink sink, GError **error)
{
  sink.number = job->texts->len;
  sink.out = kd_job_add_output(job, path, error);
  if (sink.out)
    g_array_append_val(sinks, sink);
  return sink.out != NULL;
}

static gboolean part_key(GArray *sinks, KdJob *job, const char *path, KdSink sink, GError **error)
{
  g_autofree char *name = name_with(path, "-答案");
  sink.options.paper.key = KD_KEY_NONE;
  if (!add_sink(sinks, job, path, sink, error))
    return FALSE;
  sink.options.paper.key = KD_KEY_ALONE;
  return add_sink(sinks, job, name, sink, error);
}

static gboolean add_sinks(GArray *sinks, KdJob *job, const char *path, KdSink sink, GError **error)
{
  gboolean apart = sink.exporter->holds.paper && sink.options.paper.key == KD_KEY_SEPARATE;
  guint papers = job->options.papers;
  if (strcmp(path, "-") == 0 && (apart || papers > 1)) {
    g_set_error(error, KD_ERROR, KD_ERROR_USAGE, "%s: %s", apart ? "--key separate" : "--papers",
                _("standard output cannot hold two papers; --output FILE names the first"));
    return FALSE;
  }
  for (sink.paper = 0; sink.paper < MAX(papers, 1); sink.paper++) {
    g_autofree char *letter = papers > 1 ? g_strdup_printf("-%c", (char)('A' + sink.paper)) : g_strdup("");
    g_autofree char *name = name_with(path, letter);
    if (!(apart ? part_key : add_sink)(sinks, job, name, sink, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean takes_lines(const KdSink *sink)
{
  return sink->exporter == &kd_exporter_jsonl;
}

GArray *kd_sinks_new(KdJob *job, GError **error)
{
  g_autoptr(GArray) sinks = g_array_new(FALSE, FALSE, sizeof(KdSink));
  const KdOptions *o = &job->options;
  for (guint i = 0; o->outputs[i]; i++) {
    KdSink sink = {.exporter = kd_options_exporter(o, o->outputs[i], error), .options = o->export};
    if (sink.exporter == NULL || !add_sinks(sinks, job, o->outputs[i], sink, error))
      return NULL;
  }
  return g_steal_pointer(&sinks);
}

static gboolean write_sink(const KdSink *sink, const KdQuiz *quiz, KdJob *job, GError **error)
{
  KdExportJob export = {quiz, &sink->options, job->findings};
  return kd_exporter_write(sink->exporter, &export, sink->out, error);
}

gboolean kd_sinks_write(const GArray *sinks, const KdQuiz *quiz, gboolean lines, KdJob *job, GError **error)
{
  for (guint paper = 0; paper < MAX(job->options.papers, 1); paper++) {
    g_autoptr(KdQuiz) other = job->options.papers > 1 ? kd_papers_make(quiz, paper) : NULL;
    for (guint i = 0; i < sinks->len; i++) {
      const KdSink *sink = &g_array_index(sinks, KdSink, i);
      if (takes_lines(sink) == lines && sink->paper == paper &&
          !write_sink(sink, other ? other : quiz, job, error))
        return FALSE;
    }
  }
  return TRUE;
}

gboolean kd_sinks_flush(const GArray *sinks, KdJob *job, GError **error)
{
  gboolean at_once = !kd_sinks_have(sinks, FALSE);
  for (guint i = 0; i < sinks->len; i++) {
    const KdSink *sink = &g_array_index(sinks, KdSink, i);
    if (takes_lines(sink) && !kd_job_flush(job, sink->number, at_once, error))
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
