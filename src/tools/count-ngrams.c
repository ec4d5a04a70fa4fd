/* Counts the character n-grams of a corpus of the genre and writes the table that base/ngrams.h describes.
 *
 * usage: count-ngrams TABLE HELD-BACK CORPUS-FILE…
 * A line of a corpus file is a passage. Lines that share a run of fourteen Han characters with a text of the
 * folder HELD-BACK are not counted, so that what is measured on those texts was not seen. Same files, same
 * table. */
#include "base/ngrams.h"
#include "base/utf8.h"
#include "tools/corpus.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VOCABULARY 4096
#define BUCKETS 968000 /* with the vocabulary 7.8 MB */
#define TOKEN_BITS 12
#define MOST_KICKS 2000

/* An n-gram is kept when it was seen so often, by its order. */
static const guint least_seen[KD_NGRAMS_ORDER + 1] = {0, 0, 1, 2, 2, 2};

typedef struct {
  GArray *tokens; /* gunichar first, guint16 after the vocabulary is known */
} Reading;

typedef struct {
  guint64 key; /* the tokens, TOKEN_BITS each */
  guint order;
  guint count;
} Gram;

static void read_line(Reading *r, const char *line)
{
  const gunichar edge = '\n';
  g_array_append_val(r->tokens, edge);
  for (const char *p = line; *p; p = g_utf8_next_char(p)) {
    gunichar c = kd_ngrams_class(g_utf8_get_char(p));
    if (!kd_is_blank(c))
      g_array_append_val(r->tokens, c);
  }
  g_array_append_val(r->tokens, edge);
}

static int compare_u64(const void *a, const void *b)
{
  guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;
  return x < y ? -1 : x > y;
}

static int compare_u32(const void *a, const void *b)
{
  guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
  return x < y ? -1 : x > y;
}

/* The most frequent characters, ascending; the first two places stand for unknown and edge. */
static guint32 *make_vocabulary(const Reading *r)
{
  g_autofree guint32 *seen = g_new0(guint32, 0x110000);
  for (guint i = 0; i < r->tokens->len; i++)
    seen[g_array_index(r->tokens, gunichar, i)]++;
  seen['\n'] = 0;
  g_autofree guint64 *ranked = g_new(guint64, 0x110000);
  for (guint c = 0; c < 0x110000; c++)
    ranked[c] = (guint64)(G_MAXUINT32 - seen[c]) << 32 | c;
  qsort(ranked, 0x110000, sizeof *ranked, compare_u64);
  guint32 *vocabulary = g_new0(guint32, VOCABULARY);
  for (guint i = KD_TOKEN_FIRST; i < VOCABULARY; i++)
    vocabulary[i] = (guint32)ranked[i - KD_TOKEN_FIRST];
  qsort(vocabulary + KD_TOKEN_FIRST, VOCABULARY - KD_TOKEN_FIRST, sizeof *vocabulary, compare_u32);
  return vocabulary;
}

static guint16 *number_tokens(const Reading *r, const guint32 *vocabulary, guint32 *counts)
{
  g_autofree guint16 *number = g_new0(guint16, 0x110000);
  for (guint i = KD_TOKEN_FIRST; i < VOCABULARY; i++)
    number[vocabulary[i]] = (guint16)i;
  number['\n'] = KD_TOKEN_EDGE;
  guint16 *tokens = g_new(guint16, r->tokens->len);
  for (guint i = 0; i < r->tokens->len; i++) {
    tokens[i] = number[g_array_index(r->tokens, gunichar, i)];
    counts[tokens[i]]++;
  }
  return tokens;
}

/* Does an n-gram reach over an edge? It may begin or end with one. */
static gboolean is_within(const guint16 *tokens, guint order)
{
  for (guint i = 1; i + 1 < order; i++)
    if (tokens[i] == KD_TOKEN_EDGE)
      return FALSE;
  return tokens[0] != KD_TOKEN_EDGE || tokens[1] != KD_TOKEN_EDGE;
}

static void count_order(const guint16 *tokens, guint n, guint order, GArray *grams)
{
  g_autofree guint64 *keys = g_new(guint64, n);
  guint filled = 0;
  for (guint i = 0; i + order <= n; i++) {
    if (!is_within(tokens + i, order))
      continue;
    guint64 key = 0;
    for (guint k = 0; k < order; k++)
      key = key << TOKEN_BITS | tokens[i + k];
    keys[filled++] = key;
  }
  qsort(keys, filled, sizeof *keys, compare_u64);
  for (guint i = 0, j = 0; i < filled; i = j) {
    while (j < filled && keys[j] == keys[i])
      j++;
    Gram g = {keys[i], order, j - i};
    if (g.count >= least_seen[order])
      g_array_append_val(grams, g);
  }
}

/* A key on its way into the table. */
typedef struct {
  guint32 buckets[2];
  guint16 slot;
} Entry;

static Entry make_entry(const Gram *g)
{
  guint16 tokens[KD_NGRAMS_ORDER];
  for (guint i = 0; i < g->order; i++)
    tokens[i] = (guint16)(g->key >> (TOKEN_BITS * (g->order - 1 - i)) & ((1u << TOKEN_BITS) - 1));
  guint64 h = kd_ngrams_hash(tokens, g->order);
  guint16 print = (guint16)(h & 0x7FF);
  long power = lrint(log(g->count) / log(KD_NGRAMS_STEP));
  Entry e = {{(guint32)((h >> 11) % BUCKETS), (guint32)((h >> 33) % BUCKETS)},
             (guint16)((print ? print : 1) << 5 | CLAMP(power, 0, 31))};
  return e;
}

/* Cuckoo hashing: who finds no place pushes another on to its other bucket. */
static gboolean place_entry(Entry *table, Entry e)
{
  guint32 bucket = e.buckets[0];
  for (guint kick = 0; kick < MOST_KICKS; kick++) {
    for (guint b = 0; b < 2; b++)
      for (guint s = 0; s < KD_NGRAMS_SLOTS; s++) {
        Entry *place = &table[(gsize)e.buckets[b] * KD_NGRAMS_SLOTS + s];
        if (place->slot == 0) {
          *place = e;
          return TRUE;
        }
      }
    Entry *victim = &table[(gsize)bucket * KD_NGRAMS_SLOTS + kick % KD_NGRAMS_SLOTS];
    Entry out = *victim;
    *victim = e;
    e = out;
    bucket = out.buckets[0] == bucket ? out.buckets[1] : out.buckets[0];
  }
  return FALSE;
}

static void write_table(const char *path, const guint32 *vocabulary, const guint32 *counts,
                        const Entry *table, guint64 n_tokens)
{
  g_autoptr(GByteArray) out = g_byte_array_new();
  KdNgramsHeader header = {
      .magic = KD_NGRAMS_MAGIC, .vocabulary = VOCABULARY, .buckets = BUCKETS, .tokens = n_tokens};
  g_byte_array_append(out, (const guint8 *)&header, sizeof header);
  g_byte_array_append(out, (const guint8 *)vocabulary, VOCABULARY * sizeof *vocabulary);
  g_byte_array_append(out, (const guint8 *)counts, VOCABULARY * sizeof *counts);
  for (gsize i = 0; i < (gsize)BUCKETS * KD_NGRAMS_SLOTS; i++)
    g_byte_array_append(out, (const guint8 *)&table[i].slot, sizeof table[i].slot);
  g_autoptr(GError) error = NULL;
  if (!g_file_set_contents(path, (const char *)out->data, out->len, &error))
    g_error("%s", error->message);
}

int main(int argc, char **argv)
{
  if (argc < 4) {
    fputs("usage: count-ngrams TABLE HELD-BACK CORPUS-FILE…\n", stderr);
    return 2;
  }
  g_autoptr(KdCorpus) corpus = kd_corpus_new(argv[2]);
  Reading r = {g_array_new(FALSE, FALSE, sizeof(gunichar))};
  for (int i = 3; i < argc; i++) {
    g_auto(GStrv) lines = kd_corpus_read_lines(argv[i]);
    for (guint k = 0; lines[k]; k++)
      if (*lines[k] && !kd_corpus_is_held_back(corpus, lines[k]))
        read_line(&r, lines[k]);
  }
  g_autofree guint32 *vocabulary = make_vocabulary(&r);
  g_autofree guint32 *counts = g_new0(guint32, VOCABULARY);
  g_autofree guint16 *tokens = number_tokens(&r, vocabulary, counts);
  g_autoptr(GArray) grams = g_array_new(FALSE, FALSE, sizeof(Gram));
  for (guint order = 2; order <= KD_NGRAMS_ORDER; order++) {
    guint before = grams->len;
    count_order(tokens, r.tokens->len, order, grams);
    fprintf(stderr, "%u-grams kept: %u\n", order, grams->len - before);
  }
  g_autofree Entry *table = g_new0(Entry, (gsize)BUCKETS * KD_NGRAMS_SLOTS);
  fprintf(stderr, "%u of %u places\n", grams->len, BUCKETS * KD_NGRAMS_SLOTS);
  for (guint i = 0; i < grams->len; i++)
    if (!place_entry(table, make_entry(&g_array_index(grams, Gram, i))))
      g_error("the table is too small: %u n-grams", grams->len);
  write_table(argv[1], vocabulary, counts, table, r.tokens->len);
  g_array_unref(r.tokens);
  return 0;
}
