/* Counts which phrases stand in the same place in texts of the genre, and writes data/stock.txt from it:
 * short phrases of public use, by what stands before them, how they end or what stands beside them in lists,
 * from which wrong options are taken where a text has too few of its own. Counts and phrases, never
 * sentences.
 *
 * usage: count-stock OUTPUT-FILE HELD-BACK CORPUS-FILE…
 * A corpus file holds documents, a blank line between them. Corpus lines that share a run of fourteen Han
 * characters with a text of the folder HELD-BACK are not counted. Same files, same table. */
#include "base/utf8.h"
#include "builder/clause.h"
#include "builder/stock.h"
#include "extractor/extractor.h"
#include "reader/reader.h"
#include "tools/corpus.h"

#include <stdio.h>
#include <string.h>

#define PHRASES_LEAST 2 /* under a key */
#define LETTERS_MOST 12

/* For each kind of key: documents and files of the corpus that a phrase must stand in, and how many phrases
 * are listed. What stands in one file alone is of one kind of text alone: the news, the reports. */
typedef struct {
  char kind;
  guint documents_least, files_least, phrases_most;
} Limits;

static const Limits limits[] = {
    {'o', 3, 2, 24}, {'n', 3, 2, 60}, {'v', 2, 1, 400}, {'s', 3, 2, 32}, {'m', 3, 2, 16}};

static const Limits *limits_of(const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS(limits); i++)
    if (limits[i].kind == *key)
      return &limits[i];
  g_assert_not_reached();
}

typedef struct {
  guint documents, files;
  guint last, last_file; /* what was counted last, from 1 */
} Seen;

typedef struct {
  const KdCorpus *corpus;
  KdContext ctx;
  GHashTable *keys; /* char * → GHashTable of char * → Seen */
  guint document, file;
} Counter;

/* Han characters alone, none of them at the front that belongs to the words before: figures, names in Latin
 * letters and quoted words are no stock. */
static gboolean is_plain(const char *text, gsize len)
{
  static const char *const openers[] = {"要", "在", "对", "从",   "把",   "被",   "和",       "与",
                                        "及", "等", "的", "了",   "是",   "也",   "又",       "就",
                                        "将", "向", "于", "各",   "其",   "我",   "这",       "那",
                                        "该", "此", "本", "一个", "有关", "相关", "八个方面", "十个方面"};
  guint n = 0;
  for (guint i = 0; i < G_N_ELEMENTS(openers); i++)
    if (g_str_has_prefix(text, openers[i]))
      return FALSE;
  /* What is named after an idea is no wrong option for another one. */
  if (g_strstr_len(text, (gssize)len, "主义"))
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
  seen->files += seen->last_file != c->file;
  seen->last_file = c->file;
}

/* 促|发展, 保|安全: the verb of the clause still stands before the noun. */
static gboolean opens_with_verb(const KdContext *ctx, const char *phrase)
{
  static const char *const verbs[] = {"促", "保", "抓",   "谋",   "作",   "惠",
                                      "护", "扩", "共谋", "方向", "参加", "做"};
  for (guint i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (g_str_has_prefix(phrase, verbs[i]))
      return TRUE;
  return kd_phrase_opens_with_verb(ctx, phrase, strlen(phrase));
}

/* What is counted under a noun is one by itself: long enough to say more than its own end. */
static gboolean fits_key(const Counter *c, const char *key, const char *phrase)
{
  return *key != 'n' || (g_utf8_strlen(phrase, -1) >= 3 && !opens_with_verb(&c->ctx, phrase));
}

static void count_targets(Counter *c, const KdDocument *d, const GArray *targets)
{
  for (guint i = 0; i < targets->len; i++) {
    const KdTarget *t = &g_array_index(targets, KdTarget, i);
    if (t->role != KD_ROLE_VALUE && !is_plain(d->text + t->span.start, t->span.len))
      continue;
    g_autoptr(GPtrArray) keys = kd_stock_keys(d->text, t);
    g_autofree char *words = kd_span_dup(d->text, t->span), *phrase = kd_stock_spell(words);
    for (guint k = 0; k < keys->len && strchr(phrase, ' ') == NULL; k++)
      if (fits_key(c, g_ptr_array_index(keys, k), phrase))
        count_phrase(c, g_ptr_array_index(keys, k), phrase);
  }
}

/* What stands beside what in the lists of the text. */
static void count_company(Counter *c, const KdDocument *d, const KdPoint *point)
{
  if (point->kind != KD_POINT_SERIES || !kd_list_is_even(&c->ctx, d, point))
    return;
  for (guint i = 0; i < point->members->len; i++)
    for (guint k = 0; k < point->members->len; k++) {
      KdSpan a = kd_point_member(point, i), b = kd_point_member(point, k);
      if (i == k || !is_plain(d->text + a.start, a.len) || !is_plain(d->text + b.start, b.len))
        continue;
      g_autofree char *word = kd_span_dup(d->text, a), *key = kd_stock_company_key(word);
      g_autofree char *beside = kd_span_dup(d->text, b);
      count_phrase(c, key, beside);
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
    count_company(c, d, g_ptr_array_index(points, i));
  }
  g_array_set_size(targets, 0);
  kd_targets_harvest(&c->ctx, &t, targets);
  count_targets(c, d, targets);
}

static void count_file(Counter *c, const char *path)
{
  g_auto(GStrv) lines = kd_corpus_read_lines(path);
  g_autoptr(GString) text = g_string_new(NULL);
  c->file++;
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
  guint documents, files;
} Row;

/* What stands in texts of many kinds is at home in any; then the commonest. */
static gint compare_rows(gconstpointer a, gconstpointer b)
{
  const Row *x = a, *y = b;
  if (x->files != y->files)
    return x->files > y->files ? -1 : 1;
  return x->documents != y->documents ? (x->documents > y->documents ? -1 : 1) : strcmp(x->phrase, y->phrase);
}

#define ALIKE_MOST 30 /* numbers of as many digits before and behind the point */

/* Of the numbers of one form only so many: round ones are many, and stand in for no others. */
static gboolean has_company_enough(const char *key, const char *phrase, guint *counts)
{
  if (*key != 'v')
    return FALSE;
  const char *point = strchr(phrase, '.');
  gsize whole = strspn(phrase, "0123456789"), behind = point ? strspn(point + 1, "0123456789") : 0;
  gsize zeros = 0;
  while (zeros < whole && phrase[whole - 1 - zeros] == '0')
    zeros++;
  guint form = (guint)(MIN(whole, 7) * 8 + (point ? 4 + MIN(behind, 3) : MIN(zeros, 3)));
  return ++counts[form] > ALIKE_MOST;
}

/* "n建设\t…"; NULL where too few phrases are common. The caller owns it. */
static char *make_line(const char *key, GHashTable *phrases, GHashTable *listed)
{
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
  const Limits *limit = limits_of(key);
  GHashTableIter i;
  gpointer phrase, seen;
  g_hash_table_iter_init(&i, phrases);
  while (g_hash_table_iter_next(&i, &phrase, &seen)) {
    Row row = {phrase, ((const Seen *)seen)->documents, ((const Seen *)seen)->files};
    if (row.documents >= limit->documents_least && row.files >= limit->files_least)
      g_array_append_val(rows, row);
  }
  if (rows->len < PHRASES_LEAST)
    return NULL;
  g_array_sort(rows, compare_rows);
  GString *line = g_string_new(key);
  guint forms[64] = {0};
  for (guint r = 0, n = 0; r < rows->len && n < limit->phrases_most; r++) {
    const char *each = g_array_index(rows, Row, r).phrase;
    if (has_company_enough(key, each, forms))
      continue;
    g_string_append_printf(line, "%c%s", n ? ' ' : '\t', each);
    g_hash_table_add(listed, (gpointer)each);
    n++;
  }
  return g_string_free(line, FALSE);
}

static gint compare_strings(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The lines in the order of their bytes: they are looked up where they lie. */
static char *make_table(const Counter *c)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GHashTable) listed = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTableIter i;
  gpointer key, phrases;
  g_hash_table_iter_init(&i, c->keys);
  while (g_hash_table_iter_next(&i, &key, &phrases)) {
    char *line = make_line(key, phrases, listed);
    if (line)
      g_ptr_array_add(lines, line);
  }
  /* Every phrase once more, for looking it up by itself. */
  g_hash_table_iter_init(&i, listed);
  while (g_hash_table_iter_next(&i, &key, NULL))
    g_ptr_array_add(lines, g_strconcat("=", key, NULL));
  g_ptr_array_sort(lines, compare_strings);
  GString *out = g_string_new(NULL);
  for (guint n = 0; n < lines->len; n++)
    g_string_append_printf(out, "%s\n", (const char *)g_ptr_array_index(lines, n));
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
