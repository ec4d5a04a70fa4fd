#pragma once
/* Owns: what a command is about to write. Used by the commands; lives as long as a command runs. A file
 * appears whole or not at all, and of several none appears before all are written out. */

#include <glib.h>

typedef struct KdOutputs KdOutputs;

KdOutputs *kd_outputs_new(void);
void kd_outputs_free(KdOutputs *o);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdOutputs, kd_outputs_free)

/* Announces an output; "-" is standard output. FALSE with KD_ERROR_USAGE when it is one of the inputs
 * (KdFileId, also through links) or was announced before, with KD_ERROR_IO when it cannot be written to.
 * Nothing is touched yet. */
gboolean kd_outputs_announce(KdOutputs *o, const char *path, const GArray *inputs, GError **error);
/* What goes into the output announced as number i, until it is written. The text is borrowed. */
void kd_outputs_set(KdOutputs *o, guint i, GString *text);
/* Takes some of the text off output number i, so that it need not be held in memory. at_once: standard
 * output, a device or a pipe gets it now, a file when it is whole; else nothing is seen of it before
 * kd_outputs_write. FALSE with KD_ERROR_IO. */
gboolean kd_outputs_flush(KdOutputs *o, guint i, gboolean at_once, GError **error);
/* Writes all. An existing file is replaced, its mode kept; a new one gets the mode that the umask allows.
 * FALSE with KD_ERROR_IO: then no file has changed, unless the error is that the last step, the renaming,
 * failed half-way. Whatever ends the program leaves nothing half written: what is written beside a file has
 * no name, or one that a stop removes and the next run after a kill. */
gboolean kd_outputs_write(KdOutputs *o, GError **error);
