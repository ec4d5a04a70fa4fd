#include "app/job.h"

#include <unistd.h>

static void free_text(gpointer p)
{
  g_string_free(p, TRUE);
}

void kd_job_init(KdJob *job)
{
  *job = (KdJob){.cues = kd_cues_new(), .findings = kd_findings_new(), .outputs = kd_outputs_new()};
  job->ctx = (KdContext){.cues = job->cues, .findings = job->findings, .seed = 1};
  job->texts = g_ptr_array_new_with_free_func(free_text);
}

void kd_job_clear(KdJob *job)
{
  kd_options_clear(&job->options);
  kd_inputs_free(job->inputs);
  kd_outputs_free(job->outputs);
  g_ptr_array_unref(job->texts);
  kd_findings_free(job->findings);
  kd_cues_free(job->cues);
  kd_ngrams_free(job->ngrams);
}

KdExit kd_job_fail(const GError *error)
{
  kd_messages_error(NULL, error);
  return KD_EXIT_FAILED;
}

KdExit kd_job_print(const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(KdOutputs) outputs = kd_outputs_new();
  g_autoptr(GString) content = g_string_new(text);
  if (!kd_outputs_announce(outputs, "-", NULL, &error))
    return kd_job_fail(error);
  kd_outputs_set(outputs, 0, content);
  return kd_outputs_write(outputs, &error) ? KD_EXIT_DONE : kd_job_fail(error);
}

gboolean kd_job_begin(KdJob *job, const KdCommand *command, char **argv, const GOptionEntry *own,
                      KdExit *status)
{
  g_autoptr(GError) error = NULL;
  *status = KD_EXIT_FAILED;
  if (!kd_options_parse(command, argv, own, &job->options, &error)) {
    kd_job_fail(error);
    return FALSE;
  }
  if (!job->options.help)
    return TRUE;
  g_autofree char *help = kd_options_help(command, own, &job->options);
  *status = kd_job_print(help);
  return FALSE;
}

GString *kd_job_add_output(KdJob *job, const char *path, GError **error)
{
  if (!kd_outputs_announce(job->outputs, path, kd_inputs_files(job->inputs), error))
    return NULL;
  GString *text = g_string_new(NULL);
  g_ptr_array_add(job->texts, text);
  kd_outputs_set(job->outputs, job->texts->len - 1, text);
  return text;
}

static gboolean open_ngrams(KdJob *job, GError **error)
{
  const KdOptions *o = &job->options;
  if (o->no_texts || o->no_ngrams)
    return TRUE;
  job->ctx.ngrams = job->ngrams = kd_ngrams_open(o->ngrams, error);
  return job->ngrams != NULL;
}

gboolean kd_job_open(KdJob *job, GError **error)
{
  KdOptions *o = &job->options;
  KdInputMode mode;
  if (!open_ngrams(job, error))
    return FALSE;
  if (!kd_input_mode_parse(o->input, &mode, error))
    return FALSE;
  job->inputs = kd_inputs_new(o->files, mode, error);
  if (job->inputs == NULL)
    return FALSE;
  if (o->outputs == NULL && !o->read_only) {
    o->outputs = g_new0(char *, 2);
    o->outputs[0] = g_strdup("-");
  }
  return TRUE;
}

gboolean kd_job_announce(KdJob *job, GError **error)
{
  for (guint i = 0; job->options.outputs[i]; i++)
    if (kd_job_add_output(job, job->options.outputs[i], error) == NULL)
      return FALSE;
  return TRUE;
}

void kd_job_blame(const KdInput *in, const GError *error)
{
  kd_messages_error(in->name, error);
}

KdInput *kd_job_next(KdJob *job)
{
  kd_progress_show(kd_inputs_reach(job->inputs), job->options.talk);
  return kd_inputs_next(job->inputs);
}

void kd_job_say(KdJob *job)
{
  kd_messages_findings(job->findings, job->options.talk, &job->said);
  kd_findings_clear(job->findings);
}

gboolean kd_job_flush(KdJob *job, guint output, gboolean at_once, GError **error)
{
  if (at_once && isatty(STDOUT_FILENO))
    kd_progress_clear();
  return kd_outputs_flush(job->outputs, output, at_once, error);
}

KdExit kd_job_finish(KdJob *job)
{
  g_autoptr(GError) error = NULL;
  kd_progress_clear();
  kd_job_say(job);
  kd_messages_left_out(&job->said, job->options.talk);
  if (!kd_outputs_write(job->outputs, &error))
    return kd_job_fail(error);
  return job->failed_lines || job->said.worst >= KD_SEVERITY_WARNING ? KD_EXIT_WARNINGS : KD_EXIT_DONE;
}
