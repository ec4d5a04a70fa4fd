#pragma once
/* Owns: what a command needs while it runs. Used by the commands only. */

#include "app/input.h"
#include "app/options.h"
#include "app/output.h"
#include "app/progress.h"
#include "base/context.h"

typedef struct {
  KdOptions options;
  KdCues *cues;
  KdNgrams *ngrams; /* NULL: none */
  KdFindings *findings;
  KdContext ctx; /* of the three above, seed 1 */
  KdInputs *inputs;
  KdOutputs *outputs;
  GPtrArray *texts;      /* GString *, one an output, in the order announced */
  gboolean failed_lines; /* a document of JSON Lines could not be read; the run went on */
  KdSaid said;           /* what was printed of the findings */
} KdJob;

void kd_job_init(KdJob *job);
void kd_job_clear(KdJob *job);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KdJob, kd_job_clear)

/* Parses the command line. FALSE: the command is over with *status, --help is printed or the error is. */
gboolean kd_job_begin(KdJob *job, const KdCommand *command, char **argv, const GOptionEntry *own,
                      KdExit *status);
/* Looks at the inputs, which are what --input says; options.outputs is standard output where none is given.
 * FALSE with the error. */
gboolean kd_job_open(KdJob *job, GError **error);
/* Announces an output for each that is given, one text each. FALSE with the error. */
gboolean kd_job_announce(KdJob *job, GError **error);
/* Announces one more output and returns the text that it is to hold, borrowed; NULL with the error. */
GString *kd_job_add_output(KdJob *job, const char *path, GError **error);
/* The next input, the caller's; NULL: there is none. Shows how far the work has come. */
KdInput *kd_job_next(KdJob *job);
/* Prints the error of an input that could not be used. */
void kd_job_blame(const KdInput *in, const GError *error);
/* Prints the findings so far and forgets them. */
void kd_job_say(KdJob *job);
/* kd_outputs_flush, with no line about progress in the way. */
gboolean kd_job_flush(KdJob *job, guint output, gboolean at_once, GError **error);
/* Prints the findings, writes all outputs; the exit status. */
KdExit kd_job_finish(KdJob *job);
/* Prints an error of the program; the exit status. */
KdExit kd_job_fail(const GError *error);
/* Writes a text to standard output; the exit status. */
KdExit kd_job_print(const char *text);
