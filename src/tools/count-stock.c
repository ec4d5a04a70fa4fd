/* Counts which phrases stand in the same place in texts of the genre, and writes data/cues/stock.txt from it:
 * short phrases of public use, by what stands before them and how they end, from which wrong options are
 * taken where a text has too few of its own. Counts and phrases, never sentences.
 *
 * usage: count-stock OUTPUT-FILE HELD-BACK CORPUS-FILE…
 * A corpus file holds documents, a blank line between them. Corpus lines that share a run of fourteen Han
 * characters with a text of the folder HELD-BACK are not counted. Same files, same table. */
#include "base/utf8.h"
#include "builder/stock.h"
#include "extractor/extractor.h"
#include "reader/reader.h"
#include "tools/corpus.h"

#include <stdio.h>
#include <string.h>

#define DOCUMENTS_LEAST 3 /* that a phrase must stand in */
#define PHRASES_LEAST 3   /* under a key */
#define PHRASES_MOST 16
#define LETTERS_MOST 12

typedef struct {
  guint documents;
  guint last; /* the document that was counted last, from 1 */
} Seen;

typedef struct {
  const KdCorpus *corpus;
  KdContext ctx;
  GHashTable *keys; /* char * → GHashTable of char * → Seen */
  guint document;
} Counter;

/* Han characters alone, none of them at the front that belongs to the words before: figures, names in Latin
 * letters and quoted words are no stock. */
static gboolean is_plain(const char *text, gsize len)
{
  static const char *const openers[] = {"要", "在", "对", "从", "把", "被", "和", "与", "及", "等", "的",
                                        "了", "是", "也", "又", "就", "将", "向", "于", "各", "其", "我"};
  guint n = 0;
  for (guint i = 0; i < G_N_ELEMENTS(openers); i++)
    if (g_str_has_prefix(text, openers[i]))
      return FALSE;
  for (const char *p = text; p < text + len; p = g_utf8_next_char(p), n++)
    if (!kd_is_han(g_utf8_get_char(p)))
      return FALSE;
  return n >= 2 && n <= LETTERS_MOST;
}

static void count_phrase(Counter *c, const char *key, const char *phrase)
{
  GHashTable *phrases = g_hash_table_lookup(c->keys, key);
  if (phrases == NULL) {
    phrases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_hash_table_insert(c->keys, g_strdup(key), phrases);
  }
  Seen *seen = g_hash_table_lookup(phrases, phrase);
  if (seen == NULL) {
    seen = g_new0(Seen, 1);
    g_hash_table_insert(phrases, g_strdup(phrase), seen);
  }
  seen->documents += seen->last != c->document;
  seen->last = c->document;
}

static void count_targets(Counter *c, const KdDocument *d, const GArray *targets)
{
  for (guint i = 0; i < targets->len; i++) {
    const KdTarget *t = &g_array_index(targets, KdTarget, i);
    g_autofree char *key = is_plain(d->text + t->span.start, t->span.len) ? kd_stock_key(d->text, t) : NULL;
    g_autofree char *phrase = kd_span_dup(d->text, t->span);
    if (key)
      count_phrase(c, key, phrase);
  }
}

static void count_text(Counter *c, const GString *text)
{
  g_autoptr(KdDocument) d = kd_reader_read(&c->ctx, "corpus", (const guint8 *)text->str, text->len, NULL);
  if (d == NULL)
    return;
  c->document++;
  g_autoptr(GPtrArray) points = kd_extractor_extract(&c->ctx, d);
  g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(KdTarget));
  KdText t = {d, points, 0};
  for (guint i = 0; i < points->len; i++) {
    g_array_set_size(targets, 0);
    kd_targets_find(&c->ctx, &t, g_ptr_array_index(points, i), targets);
    count_targets(c, d, targets);
  }
  g_array_set_size(targets, 0);
  kd_targets_harvest(&c->ctx, &t, targets);
  count_targets(c, d, targets);
}

static void count_file(Counter *c, const char *path)
{
  g_auto(GStrv) lines = kd_corpus_read_lines(path);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; lines[i]; i++) {
    if (*lines[i] == '\0' && text->len) {
      count_text(c, text);
      g_string_truncate(text, 0);
    } else if (*lines[i] && !kd_corpus_is_held_back(c->corpus, lines[i])) {
      g_string_append_printf(text, "%s\n", lines[i]);
    }
  }
  if (text->len)
    count_text(c, text);
}

typedef struct {
  const char *phrase;
  guint documents;
} Row;

static gint compare_rows(gconstpointer a, gconstpointer b)
{
  const Row *x = a, *y = b;
  return x->documents != y->documents ? (x->documents > y->documents ? -1 : 1) : strcmp(x->phrase, y->phrase);
}

static void append_key(GString *out, const char *key, GHashTable *phrases, GPtrArray *listed)
{
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
  GHashTableIter i;
  gpointer phrase, seen;
  g_hash_table_iter_init(&i, phrases);
  while (g_hash_table_iter_next(&i, &phrase, &seen)) {
    Row row = {phrase, ((const Seen *)seen)->documents};
    if (row.documents >= DOCUMENTS_LEAST)
      g_array_append_val(rows, row);
  }
  if (rows->len < PHRASES_LEAST)
    return;
  g_array_sort(rows, compare_rows);
  g_string_append_printf(out, "%s\t", key);
  for (guint r = 0; r < MIN(rows->len, PHRASES_MOST); r++) {
    const char *each = g_array_index(rows, Row, r).phrase;
    g_string_append_printf(out, "%s%s", r ? " " : "", each);
    g_ptr_array_add(listed, (gpointer)each);
  }
  g_string_append_c(out, '\n');
}

static gint compare_strings(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *make_table(const Counter *c)
{
  GString *out = g_string_new(NULL);
  guint n = 0;
  g_string_append_printf(
      out,
      "# Phrases of the genre that stand in for each other, counted by count-stock in %u documents: "
      "what they are and\n# stand behind, with the two characters that they end in; then those "
      "in at least %u documents, the commonest first.\n",
      c->document, DOCUMENTS_LEAST);
  g_autoptr(GPtrArray) listed = g_ptr_array_new();
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array(c->keys, &n);
  qsort(keys, n, sizeof *keys, compare_strings);
  for (guint i = 0; i < n; i++)
    append_key(out, keys[i], g_hash_table_lookup(c->keys, keys[i]), listed);
  /* Every phrase once more, for looking it up by itself. */
  g_ptr_array_sort(listed, compare_strings);
  for (guint i = 0; i < listed->len; i++)
    if (i == 0 || strcmp(g_ptr_array_index(listed, i), g_ptr_array_index(listed, i - 1)) != 0)
      g_string_append_printf(out, "=%s\n", (const char *)g_ptr_array_index(listed, i));
  return g_string_free(out, FALSE);
}

int main(int argc, char **argv)
{
  if (argc < 4) {
    fputs("usage: count-stock OUTPUT-FILE HELD-BACK CORPUS-FILE…\n", stderr);
    return 2;
  }
  g_autoptr(KdCorpus) corpus = kd_corpus_new(argv[2]);
  g_autoptr(KdCues) cues = kd_cues_new();
  g_autoptr(KdFindings) findings = kd_findings_new();
  Counter c = {.corpus = corpus, .ctx = {cues, findings, 1, NULL}};
  c.keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  for (int i = 3; i < argc; i++)
    count_file(&c, argv[i]);
  g_autofree char *table = make_table(&c);
  g_autoptr(GError) error = NULL;
  if (!g_file_set_contents(argv[1], table, -1, &error))
    g_error("%s", error->message);
  g_hash_table_unref(c.keys);
  return 0;
}
