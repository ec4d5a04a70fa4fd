#pragma once
/* Owns: the cue tables of data/cues, word lists that the stages look things up in. Loaded once, read only
 * after that. A table is a text file compiled into the program: one entry a line, "#" starts a comment line,
 * an optional value stands behind a tab. */

#include <glib.h>
#include <string.h>

#define KD_CUES_SLOTS 256u

typedef struct KdWords KdWords; /* one table */

/* Every table, by the hash of its name. */
typedef struct {
  struct {
    char *name; /* NULL: the slot is free */
    gsize len;
    KdWords *words;
  } slots[KD_CUES_SLOTS];
} KdCues;

/* Loads all tables. A table that is not well formed is a bug of the build and stops the program. */
KdCues *kd_cues_new(void);
void kd_cues_free(KdCues *cues);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdCues, kd_cues_free)

/* The slot of the table of this name, or the free one where it would stand. Tables are asked for everywhere;
 * for a name written in the code all but the comparison is done by the compiler. */
static inline guint kd_cues_slot(const KdCues *cues, const char *name)
{
  gsize len = strlen(name);
  guint h =
      (guint)len * 7u + (guchar)name[0] * 31u + (guchar)name[len / 2] * 11u + (guchar)name[len - 1] * 97u;
  guint i = h % KD_CUES_SLOTS;
  while (cues->slots[i].name && (cues->slots[i].len != len || memcmp(cues->slots[i].name, name, len) != 0))
    i = (i + 1) % KD_CUES_SLOTS;
  return i;
}

/* The table data/cues/NAME.txt, borrowed; that it exists is asserted. */
static inline const KdWords *kd_cues_get(const KdCues *cues, const char *name)
{
  const KdWords *words = cues->slots[kd_cues_slot(cues, name)].words;
  g_assert(words != NULL);
  return words;
}

gboolean kd_words_has(const KdWords *words, const char *text, gsize len);
/* Bytes of the longest entry that begins (ends) the text; 0 when none does. */
gsize kd_words_prefix(const KdWords *words, const char *text, gsize len);
gsize kd_words_suffix(const KdWords *words, const char *text, gsize len);
/* The first place in the text where an entry stands, longest entry first; FALSE when there is none. Both
 * results are byte counts from text. */
gboolean kd_words_search(const KdWords *words, const char *text, gsize len, gsize *at, gsize *entry_len);
/* The value behind the entry ("" where it has none), borrowed; NULL when there is no such entry. */
const char *kd_words_value(const KdWords *words, const char *text, gsize len);
