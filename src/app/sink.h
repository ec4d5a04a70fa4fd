#pragma once
/* Owns: where a quiz set is written to, each with its format and options. Used by the commands that write
 * sets; lives as long as a command runs. */

#include "app/job.h"

typedef struct {
  const KdExporter *exporter;
  KdExportOptions options; /* its texts belong to the job */
  GString *out;            /* of the job */
  guint paper;             /* number of the paper, 0 is A */
  guint number;            /* of the output in the job */
} KdSink;

/* Announces the outputs of the job and makes a sink for each, in order: with several papers one a paper,
 * under a name with its letter in it; of a paper whose key is to stand apart one more for the key. The caller
 * owns the array of KdSink; NULL with the error. */
GArray *kd_sinks_new(KdJob *job, GError **error);
/* Writes a set into every sink that takes a set a line, or into every other. FALSE with KD_ERROR_IO. */
gboolean kd_sinks_write(const GArray *sinks, const KdQuiz *quiz, gboolean lines, KdJob *job, GError **error);
/* What sinks that take a set a line hold is written as far as it may be: where no other set is to come, a
 * line cannot be in vain. FALSE with KD_ERROR_IO. */
gboolean kd_sinks_flush(const GArray *sinks, KdJob *job, GError **error);
/* Is there a sink that takes (does not take) a set a line? */
gboolean kd_sinks_have(const GArray *sinks, gboolean lines);
