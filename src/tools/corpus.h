#pragma once
/* Owns: what the counting tools share: reading a corpus, and holding back the texts on which is measured.
 * Used by tools/ only; lives as long as a run of a tool. A file that cannot be read stops the program. */

#include <glib.h>

typedef struct KdCorpus KdCorpus;

/* Every run of fourteen Han characters of the texts in the folder is remembered. */
KdCorpus *kd_corpus_new(const char *held_back_folder);
void kd_corpus_free(KdCorpus *c);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdCorpus, kd_corpus_free)

/* Does a line share one of those runs? Every third run of the line is looked up. */
gboolean kd_corpus_is_held_back(const KdCorpus *c, const char *line);
/* The lines of a file without the blanks at their ends; the caller owns them. */
GStrv kd_corpus_read_lines(const char *path);
