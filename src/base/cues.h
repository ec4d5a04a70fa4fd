#pragma once
/* Owns: the cue tables of data/cues, word lists that the stages look things up in. Loaded once, read only
 * after that. A table is a text file compiled into the program: one entry a line, "#" starts a comment line,
 * an optional value stands behind a tab. */

#include <glib.h>

typedef struct KdCues KdCues;   /* every table */
typedef struct KdWords KdWords; /* one table */

/* Loads all tables. A table that is not well formed is a bug of the build and stops the program. */
KdCues *kd_cues_new(void);
void kd_cues_free(KdCues *cues);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdCues, kd_cues_free)

/* The table data/cues/NAME.txt, borrowed; that it exists is asserted. */
const KdWords *kd_cues_get(const KdCues *cues, const char *name);

gboolean kd_words_has(const KdWords *words, const char *text, gsize len);
/* Bytes of the longest entry that begins (ends) the text; 0 when none does. */
gsize kd_words_prefix(const KdWords *words, const char *text, gsize len);
gsize kd_words_suffix(const KdWords *words, const char *text, gsize len);
/* The first place in the text where an entry stands, longest entry first; FALSE when there is none. Both
 * results are byte counts from text. */
gboolean kd_words_search(const KdWords *words, const char *text, gsize len, gsize *at, gsize *entry_len);
/* The value behind the entry ("" where it has none), borrowed; NULL when there is no such entry. */
const char *kd_words_value(const KdWords *words, const char *text, gsize len);
