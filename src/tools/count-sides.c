/* Counts what stands right before the first member of a list and right behind the last one, in a corpus of
 * the genre, and writes two cue tables from it: data/cues/list-leads.txt and data/cues/list-trails.txt. What
 * they hold is counts of one to three characters.
 *
 * usage: count-sides OUTPUT-FOLDER HELD-BACK CORPUS-FILE…
 * Where the edges lie is told by the members in between and the rest of the extractor's evidence, but for the
 * table of n-grams and these tables; each place counts by its chance (one step of expectation maximisation:
 * Dempster and others, JRSS B 39, 1977). Corpus lines that share a run of fourteen Han characters with a text
 * of the folder HELD-BACK are not counted. Same files, same tables. */
#include "base/utf8.h"
#include "tools/rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_KEY 3 /* characters */
#define RARE 4        /* a key seen less often is as the one that is a character shorter */
#define DRAWN 5       /* how many sightings that one counts for */
#define TELLING 0.4   /* how much a key must differ from it, as a logarithm */
#define FITTING -2.0  /* of the part before 和, to be a member */

/* How often something stood at a place where the edge may lie, and how often the edge lay there. */
typedef struct {
  double all, edges;
} Counts;

typedef struct {
  KdRowWalk rows;
  GHashTable *keys[2]; /* by side: char * → Counts */
  Counts total[2];
  /* of the edge looked at */
  KdEdgeSide side;
  KdRange chunk;
  GArray *places; /* Place */
} Counter;

typedef struct {
  guint at;
  double score;
} Place;

static void take_place(guint at, const double *features, gpointer data)
{
  Counter *c = data;
  const KdEdges *e = kd_list_finder_edges(c->rows.finder);
  Place place = {at, 0};
  for (guint i = 0; i < KD_EDGE_COUNT; i++)
    place.score += features[i] * e->weights[c->side][i];
  g_array_append_val(c->places, place);
}

static void count_key(Counter *c, KdRange r, double chance)
{
  gsize len;
  const char *text = kd_range_text(c->rows.g, r, &len);
  g_autofree char *key = g_strndup(text, len);
  Counts *counts = g_hash_table_lookup(c->keys[c->side], key);
  if (counts == NULL) {
    counts = g_new0(Counts, 1);
    g_hash_table_insert(c->keys[c->side], g_steal_pointer(&key), counts);
  }
  counts->all++;
  counts->edges += chance;
}

/* The characters at the other side of the edge: what governs the list, or follows it. */
static void count_place(Counter *c, guint at, double chance)
{
  c->total[c->side].all++;
  c->total[c->side].edges += chance;
  for (guint n = 1; n <= LONGEST_KEY; n++) {
    KdRange r = c->side == KD_EDGE_FIRST ? (KdRange){at - n, at} : (KdRange){at, at + n};
    if (c->side == KD_EDGE_FIRST ? at < c->chunk.a + n : at + n > c->chunk.b)
      return;
    count_key(c, r, chance);
  }
}

static void count_edge(Counter *c, const KdModel *m, KdRange chunk, KdEdgeSide side)
{
  c->side = side;
  c->chunk = chunk;
  g_array_set_size(c->places, 0);
  kd_edges_foreach(kd_list_finder_edges(c->rows.finder), m, (KdCut){chunk, side}, take_place, c);
  double sum = 0;
  for (guint i = 0; i < c->places->len; i++)
    sum += exp(g_array_index(c->places, Place, i).score);
  for (guint i = 0; i < c->places->len && sum > 0; i++) {
    const Place *place = &g_array_index(c->places, Place, i);
    count_place(c, place->at, exp(place->score) / sum);
  }
}

/* Behind 和 in the last chunk, where what stands before it is a member like the others; its start where there
 * is no 和; its end where the list cannot be read. */
static guint find_last(const Counter *c, const KdModel *m, KdRange chunk)
{
  for (guint i = chunk.a + 1; i + 1 < chunk.b && i < chunk.a + KD_MEMBER_MAX; i++) {
    guint gap = kd_edges_joiner(kd_list_finder_edges(c->rows.finder), chunk, i);
    if (gap)
      return kd_edges_fit(m, i - chunk.a) > FITTING ? i + gap : chunk.b;
  }
  return chunk.a;
}

static void count_row(KdListFinder *finder, gboolean open, gpointer data)
{
  Counter *c = data;
  guint n = 0;
  const KdRange *chunks = kd_list_finder_chunks(finder, &n);
  if (n < 3 || n > KD_LIST_MAX)
    return;
  KdModel m = kd_edges_model(kd_list_finder_edges(finder), chunks + 1, n - 2);
  count_edge(c, &m, chunks[0], KD_EDGE_FIRST);
  KdRange last = {find_last(c, &m, chunks[n - 1]), chunks[n - 1].b};
  if (!open && last.a < last.b)
    count_edge(c, &m, last, KD_EDGE_LAST);
}

/* --- tables -----------------------------------------------------------------------------------------------
 */

/* The key without the character that is farthest from the edge; NULL: it has but one. */
static char *shorter_key(const char *key, KdEdgeSide side)
{
  if (key == NULL || g_utf8_strlen(key, -1) < 2)
    return NULL;
  if (side == KD_EDGE_FIRST)
    return g_strdup(g_utf8_next_char(key));
  return g_strndup(key, (gsize)(g_utf8_prev_char(key + strlen(key)) - key));
}

/* The share of edges behind (before) a key, drawn towards that of the shorter one. */
static double rate_of(const Counter *c, KdEdgeSide side, const char *key)
{
  g_autofree char *shorter = shorter_key(key, side);
  if (key == NULL)
    return c->total[side].edges / c->total[side].all;
  const Counts *n = g_hash_table_lookup(c->keys[side], key);
  double backed = rate_of(c, side, shorter);
  return n ? (n->edges + DRAWN * backed) / (n->all + DRAWN) : backed;
}

static gint compare_strings(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void write_side(const Counter *c, KdEdgeSide side, const char *folder)
{
  guint n = 0;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array(c->keys[side], &n);
  qsort(keys, n, sizeof *keys, compare_strings);
  GString *out = g_string_new(NULL);
  g_string_append_printf(out,
                         "# How readily the %s, counted by count-sides: i is what\n# chance would give, each "
                         "letter further is a factor of 1.65 more, each before it as much less. What is not "
                         "listed\n# is as what is a character shorter.\n",
                         side == KD_EDGE_FIRST ? "first member of a list begins behind these characters"
                                               : "last member of a list ends before these characters");
  for (guint i = 0; i < n; i++) {
    const char *key = keys[i];
    g_autofree char *shorter = shorter_key(key, side);
    if (((const Counts *)g_hash_table_lookup(c->keys[side], key))->all < RARE)
      continue;
    double rate = rate_of(c, side, key), backed = rate_of(c, side, shorter);
    if (shorter && fabs(log(rate / backed)) < TELLING)
      continue;
    long step = lrint(2 * log(rate / rate_of(c, side, NULL))) + 8;
    g_string_append_printf(out, "%s\t%c\n", key, (char)('a' + CLAMP(step, 0, 16)));
  }
  g_autofree char *path =
      g_build_filename(folder, side == KD_EDGE_FIRST ? "list-leads.txt" : "list-trails.txt", NULL);
  g_autoptr(GError) error = NULL;
  if (!g_file_set_contents(path, out->str, -1, &error))
    g_error("%s", error->message);
  g_string_free(out, TRUE);
}

int main(int argc, char **argv)
{
  if (argc < 4) {
    fputs("usage: count-sides OUTPUT-FOLDER HELD-BACK CORPUS-FILE…\n", stderr);
    return 2;
  }
  g_autoptr(KdCorpus) corpus = kd_corpus_new(argv[2]);
  g_autoptr(KdCues) cues = kd_cues_new();
  g_autoptr(KdFindings) findings = kd_findings_new();
  KdContext ctx = {cues, findings, 1, NULL};
  Counter c = {.rows = {.corpus = corpus, .finder = kd_list_finder_new(&ctx), .take = count_row, .data = &c},
               .places = g_array_new(FALSE, FALSE, sizeof(Place))};
  for (guint side = 0; side < 2; side++)
    c.keys[side] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (int i = 3; i < argc; i++)
    kd_row_walk_file(&c.rows, argv[i]);
  for (guint side = 0; side < 2; side++) {
    write_side(&c, side, argv[1]);
    g_hash_table_unref(c.keys[side]);
  }
  g_array_unref(c.places);
  kd_list_finder_free(c.rows.finder);
  return 0;
}
