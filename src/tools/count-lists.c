/* Counts how lists are written in a corpus of the genre and writes two cue tables from it:
 * data/cues/boundaries.txt and data/cues/list-members.txt. What they hold is counts and short phrases of
 * public use, never sentences.
 *
 * usage: count-lists OUTPUT-FOLDER HELD-BACK CORPUS-FILE…
 * A corpus file holds documents, a blank line between them. HELD-BACK is a folder of texts on which the
 * extractor is measured: corpus lines that share a run of fourteen Han characters with one of them are not
 * counted, so that what is measured was not seen. Same files, same tables. */
#include "base/utf8.h"
#include "tools/corpus.h"

#include <gio/gio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_MEMBER 9 /* characters */
#define LONGEST_LISTED 7 /* characters of a phrase that goes into the table */
#define RARE_PAIR 40     /* a pair seen less often is as its characters are */
#define RARE_CHAR 60

/* How often something was seen: at all, at the beginning of a list's member, at the end of one. */
typedef struct {
  guint64 all, begins, ends;
} Counts;

typedef struct {
  guint documents;
  guint last; /* the document that was counted last, from 1 */
} Seen;

typedef struct {
  const KdCorpus *corpus;
  GHashTable *pairs;   /* guint64 *, two characters → Counts */
  GHashTable *members; /* char * → Seen */
  guint document;      /* number of the document being read, from 1 */
  Counts total;
} Counter;

static guint64 pair_key(gunichar a, gunichar b)
{
  return (guint64)a << 32 | b;
}

static Counts *pair_counts(Counter *c, gunichar a, gunichar b)
{
  guint64 key = pair_key(a, b);
  Counts *counts = g_hash_table_lookup(c->pairs, &key);
  if (counts == NULL) {
    counts = g_new0(Counts, 1);
    g_hash_table_insert(c->pairs, g_memdup2(&key, sizeof key), counts);
  }
  return counts;
}

static gboolean is_table_char(gunichar c)
{
  return c >= 0x4E00 && c <= 0x9FFF;
}

static void see_member(Counter *c, const gunichar *at, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!is_table_char(at[i]))
      return;
  g_autofree char *phrase = g_ucs4_to_utf8(at, n, NULL, NULL, NULL);
  Seen *seen = g_hash_table_lookup(c->members, phrase);
  if (seen == NULL) {
    seen = g_new0(Seen, 1);
    g_hash_table_insert(c->members, g_steal_pointer(&phrase), seen);
  }
  seen->documents += seen->last != c->document;
  seen->last = c->document;
}

/* What stands between two marks that are no 、: pairs, and the edges of its members where it is a list. */
static void count_clause(Counter *c, const gunichar *at, guint n)
{
  for (guint i = 0; i + 1 < n; i++)
    pair_counts(c, at[i], at[i + 1])->all++;
  c->total.all += n > 1 ? n - 1 : 0;
  for (guint from = 0, to = 0; from <= n; from = to + 1) {
    to = from;
    while (to < n && at[to] != 0x3001)
      to++;
    gboolean first = from == 0, last = to == n;
    if (to - from < 2 || (first && last))
      continue;
    if (!first) {
      pair_counts(c, at[from], at[from + 1])->begins++;
      c->total.begins++;
    }
    if (!last) {
      pair_counts(c, at[to - 2], at[to - 1])->ends++;
      c->total.ends++;
    }
    if (!first && !last && to - from <= LONGEST_MEMBER)
      see_member(c, at + from, to - from);
  }
}

static gboolean ends_clause(gunichar c)
{
  return kd_is_clause_mark(c) || kd_is_blank(c) || kd_is_opening(c) || kd_is_closing(c) || c == 0x2026;
}

static void count_line(Counter *c, const char *line)
{
  glong n = 0;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast(line, -1, &n);
  guint from = 0;
  for (guint i = 0; i <= (guint)n; i++) {
    if (i < (guint)n && !ends_clause(chars[i]))
      continue;
    if (i - from >= 2)
      count_clause(c, chars + from, i - from);
    from = i + 1;
  }
}

static void count_file(Counter *c, const char *path)
{
  g_auto(GStrv) lines = kd_corpus_read_lines(path);
  c->document++;
  for (guint i = 0; lines[i]; i++) {
    if (*lines[i] == '\0')
      c->document++;
    else if (!kd_corpus_is_held_back(c->corpus, lines[i]))
      count_line(c, lines[i]);
  }
}

/* --- tables
 * ---------------------------------------------------------------------------------------------------- */

/* A character's counts as the first and as the second of a pair. */
typedef struct {
  Counts first, second;
} CharCounts;

typedef struct {
  const Counter *counter;
  GHashTable *chars; /* character → CharCounts */
  double begin_rate, end_rate;
} Tables;

static void add_counts(Counts *to, const Counts *more)
{
  to->all += more->all;
  to->begins += more->begins;
  to->ends += more->ends;
}

static CharCounts *char_counts(const Tables *t, gunichar c)
{
  CharCounts *counts = g_hash_table_lookup(t->chars, GUINT_TO_POINTER(c));
  if (counts == NULL) {
    counts = g_new0(CharCounts, 1);
    g_hash_table_insert(t->chars, GUINT_TO_POINTER(c), counts);
  }
  return counts;
}

/* Rates of a character, drawn towards the whole where it is rare. */
static double begin_of_char(const Tables *t, gunichar c)
{
  const Counts *n = &char_counts(t, c)->first;
  return ((double)n->begins + t->begin_rate * 20) / ((double)n->all + 20);
}

static double end_of_char(const Tables *t, gunichar c)
{
  const Counts *n = &char_counts(t, c)->second;
  return ((double)n->ends + t->end_rate * 20) / ((double)n->all + 20);
}

/* a … q, i for 0; a step is 1 / per_unit. */
static char letter_of(double value, double per_unit, int zero)
{
  long step = lrint(value * per_unit) + zero;
  return (char)('a' + CLAMP(step, 0, 16));
}

static gint compare_keys(gconstpointer a, gconstpointer b)
{
  guint64 x = **(const guint64 *const *)a, y = **(const guint64 *const *)b;
  return x < y ? -1 : x > y;
}

static gint compare_chars(gconstpointer a, gconstpointer b)
{
  return *(const gunichar *)a < *(const gunichar *)b ? -1 : 1;
}

static void append_char_rows(const Tables *t, GString *out)
{
  g_autoptr(GArray) chars = g_array_new(FALSE, FALSE, sizeof(gunichar));
  GHashTableIter i;
  gpointer key, value;
  g_hash_table_iter_init(&i, t->chars);
  while (g_hash_table_iter_next(&i, &key, &value)) {
    const CharCounts *n = value;
    gunichar c = GPOINTER_TO_UINT(key);
    if (is_table_char(c) && n->first.all + n->second.all >= RARE_CHAR)
      g_array_append_val(chars, c);
  }
  g_array_sort(chars, compare_chars);
  for (guint k = 0; k < chars->len; k++) {
    gunichar c = g_array_index(chars, gunichar, k);
    g_string_append_unichar(out, c);
    g_string_append_printf(out, "\t%c%c\n", letter_of(log(begin_of_char(t, c) / t->begin_rate), 2, 8),
                           letter_of(log(end_of_char(t, c) / t->end_rate), 2, 8));
  }
}

/* A pair's row, where it says more than its characters do. */
static void append_pair_row(const Tables *t, guint64 key, const Counts *n, GString *out)
{
  gunichar a = (gunichar)(key >> 32), b = (gunichar)(key & G_MAXUINT32);
  if (!is_table_char(a) || !is_table_char(b) || n->all < RARE_PAIR)
    return;
  const double drawn = 12;
  double first = begin_of_char(t, a), second = end_of_char(t, b), all = (double)n->all;
  double begins = log(((double)n->begins + drawn * first) / (all + drawn) / t->begin_rate);
  double ends = log(((double)n->ends + drawn * second) / (all + drawn) / t->end_rate);
  double sticks = log(all * (double)t->counter->total.all / (double)char_counts(t, a)->first.all /
                      (double)char_counts(t, b)->second.all);
  if (fabs(begins - log(first / t->begin_rate)) < .8 && fabs(ends - log(second / t->end_rate)) < .8 &&
      sticks < 2.5)
    return;
  g_string_append_unichar(out, a);
  g_string_append_unichar(out, b);
  g_string_append_printf(out, "\t%c%c%c\n", letter_of(begins, 2, 8), letter_of(ends, 2, 8),
                         letter_of(sticks, 1.5, 4));
}

static char *make_boundaries(const Counter *c)
{
  Tables t = {.counter = c, .chars = g_hash_table_new_full(NULL, NULL, NULL, g_free)};
  t.begin_rate = (double)c->total.begins / (double)c->total.all;
  t.end_rate = (double)c->total.ends / (double)c->total.all;
  guint n_keys = 0;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array(c->pairs, &n_keys);
  qsort(keys, n_keys, sizeof *keys, compare_keys);
  for (guint i = 0; i < n_keys; i++) {
    const guint64 *key = keys[i];
    const Counts *n = g_hash_table_lookup(c->pairs, key);
    add_counts(&char_counts(&t, (gunichar)(*key >> 32))->first, n);
    add_counts(&char_counts(&t, (gunichar)(*key & G_MAXUINT32))->second, n);
  }
  GString *out = g_string_new(NULL);
  g_string_append_printf(out,
                         "# How readily a member of a list begins (first letter) or ends (second letter) "
                         "with a character or a pair of\n"
                         "# characters, counted by count-lists in %.1f million characters of documents and "
                         "news: i is what chance\n"
                         "# would give, each letter further is a factor of 1.65 more, each before it as much "
                         "less. A pair that is not\n"
                         "# listed is as its first (its second) character. The third letter says how much "
                         "the two of a pair stick\n"
                         "# together: e is chance, each letter a factor of 1.95.\n",
                         (double)c->total.all / 1e6);
  append_char_rows(&t, out);
  for (guint i = 0; i < n_keys; i++) {
    const guint64 *key = keys[i];
    append_pair_row(&t, *key, g_hash_table_lookup(c->pairs, key), out);
  }
  g_hash_table_unref(t.chars);
  return g_string_free(out, FALSE);
}

static gint compare_strings(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *make_members(const Counter *c)
{
  GString *out =
      g_string_new("# Phrases that stood between two 、 in two documents or more, counted by count-lists.\n");
  guint n = 0;
  g_autofree gpointer *phrases = g_hash_table_get_keys_as_array(c->members, &n);
  qsort(phrases, n, sizeof *phrases, compare_strings);
  for (guint i = 0; i < n; i++) {
    const char *phrase = phrases[i];
    const Seen *seen = g_hash_table_lookup(c->members, phrase);
    if (seen->documents >= 2 && g_utf8_strlen(phrase, -1) <= LONGEST_LISTED)
      g_string_append_printf(out, "%s\n", phrase);
  }
  return g_string_free(out, FALSE);
}

/* --- files
 * ------------------------------------------------------------------------------------------------------ */

static void write_table(const char *folder, const char *name, const char *table)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(GError) error = NULL;
  if (!g_file_set_contents(path, table, -1, &error))
    g_error("%s", error->message);
}

int main(int argc, char **argv)
{
  if (argc < 4) {
    fputs("usage: count-lists OUTPUT-FOLDER HELD-BACK CORPUS-FILE…\n", stderr);
    return 2;
  }
  g_autoptr(KdCorpus) corpus = kd_corpus_new(argv[2]);
  Counter c = {.corpus = corpus,
               .pairs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free),
               .members = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
  for (int i = 3; i < argc; i++) {
    count_file(&c, argv[i]);
  }
  g_autofree char *boundaries = make_boundaries(&c);
  g_autofree char *members = make_members(&c);
  write_table(argv[1], "boundaries.txt", boundaries);
  write_table(argv[1], "list-members.txt", members);
  g_hash_table_unref(c.pairs);
  g_hash_table_unref(c.members);
  return 0;
}
