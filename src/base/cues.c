#include "base/cues.h"

#include "base/data.h"
#include "base/utf8.h"
#include "kd-data.h"
#include <string.h>

#define CUES_PATH "/kaodian/cues/"
#define FILTER_BITS 8192u
#define NO_NODE 0u /* no step leads to the root, so its number is free */

/* A step from a node by a character to another. */
typedef struct {
  guint64 key; /* node and character; 0: the slot is free */
  guint32 to;
} Step;

/* Words letter by letter: from the root, node 0, one step a character. The steps of all nodes stand in one
 * hash table. Most places of a text begin no word, and one look at the filter says so. */
typedef struct {
  guint8 filter[FILTER_BITS / 8]; /* bit h: a step from the root has a character with hash h */
  Step *steps;
  guint mask; /* their number, a power of two, less 1 */
  guint n_steps;
  const char **values; /* by node; NULL: no word ends here */
  guint32 n_nodes;
} Trie;

struct KdWords {
  GStringChunk *chunk; /* the values */
  Trie forward, backward;
};

static guint filter_hash(gunichar c)
{
  return (c ^ c >> 13) % FILTER_BITS;
}

static guint64 step_key(guint32 node, gunichar c)
{
  return ((guint64)node << 21 | c) + 1;
}

static guint step_slot(const Trie *t, guint64 key)
{
  return (guint)(key * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) >> 40) & t->mask;
}

static guint32 trie_step(const Trie *t, guint32 node, gunichar c)
{
  guint64 key = step_key(node, c);
  for (guint i = step_slot(t, key);; i = (i + 1) & t->mask) {
    if (t->steps[i].key == key)
      return t->steps[i].to;
    if (t->steps[i].key == 0)
      return NO_NODE;
  }
}

static gboolean trie_may_begin(const Trie *t, gunichar c)
{
  guint h = filter_hash(c);
  return t->filter[h / 8] >> h % 8 & 1;
}

static void put_step(Trie *t, Step step)
{
  guint i = step_slot(t, step.key);
  while (t->steps[i].key)
    i = (i + 1) & t->mask;
  t->steps[i] = step;
}

/* Room for twice as many steps; the table stays at most half full. */
static void trie_grow(Trie *t)
{
  Step *old = t->steps;
  guint n = old ? t->mask + 1 : 0;
  guint size = n ? 2 * n : 64;
  t->mask = size - 1;
  t->steps = g_new0(Step, size);
  t->values = g_renew(const char *, t->values, size);
  for (guint i = 0; i < n; i++)
    if (old[i].key)
      put_step(t, old[i]);
  g_free(old);
}

static void trie_init(Trie *t)
{
  trie_grow(t);
  t->values[0] = NULL;
  t->n_nodes = 1;
}

static guint32 trie_add_step(Trie *t, guint32 node, gunichar c)
{
  guint32 to = trie_step(t, node, c);
  if (to != NO_NODE)
    return to;
  if (2 * (t->n_steps + 1) > t->mask + 1)
    trie_grow(t);
  if (node == 0) {
    guint h = filter_hash(c);
    t->filter[h / 8] |= (guint8)(1u << h % 8);
  }
  to = t->n_nodes++;
  t->values[to] = NULL;
  t->n_steps++;
  put_step(t, (Step){step_key(node, c), to});
  return to;
}

static void trie_clear(Trie *t)
{
  g_free(t->steps);
  g_free(t->values);
}

static void words_free(KdWords *w)
{
  trie_clear(&w->forward);
  trie_clear(&w->backward);
  g_string_chunk_free(w->chunk);
  g_free(w);
}

static void add_word(KdWords *w, const char *word, gsize len, const char *value)
{
  guint32 node = 0;
  for (const char *p = word; p < word + len; p = g_utf8_next_char(p))
    node = trie_add_step(&w->forward, node, kd_utf8_char(p));
  w->forward.values[node] = value;
  node = 0;
  for (const char *p = word + len; p > word;) {
    p = g_utf8_prev_char(p);
    node = trie_add_step(&w->backward, node, kd_utf8_char(p));
  }
  w->backward.values[node] = value;
}

static void add_line(KdWords *w, const char *line)
{
  if (*line == '\0' || *line == '#')
    return;
  const char *tab = strchr(line, '\t');
  gsize len = tab ? (gsize)(tab - line) : strlen(line);
  g_assert(len > 0 && g_utf8_validate(line, -1, NULL));
  add_word(w, line, len, tab ? g_string_chunk_insert(w->chunk, tab + 1) : "");
}

static KdWords *words_parse(const char *data)
{
  KdWords *w = g_new0(KdWords, 1);
  w->chunk = g_string_chunk_new(4096);
  trie_init(&w->forward);
  trie_init(&w->backward);
  /* Line by line in place: some tables are long. */
  g_autofree char *copy = g_strdup(data);
  for (char *line = copy, *end; line != NULL; line = end) {
    end = strchr(line, '\n');
    if (end != NULL)
      *end++ = '\0';
    add_line(w, line);
  }
  return w;
}

KdCues *kd_cues_new(void)
{
  KdCues *cues = g_new0(KdCues, 1);
  GResource *all = kd_data_get_resource();
  g_auto(GStrv) names = g_resource_enumerate_children(all, CUES_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  for (guint i = 0; names && names[i]; i++) {
    g_assert(i < KD_CUES_SLOTS / 2);
    g_autofree char *path = g_strconcat(CUES_PATH, names[i], NULL);
    g_autoptr(GBytes) bytes = kd_data_get(path + strlen("/kaodian/"));
    g_assert(g_str_has_suffix(names[i], ".txt"));
    g_autofree char *data = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    char *name = g_strndup(names[i], strlen(names[i]) - 4);
    g_assert(*name);
    guint slot = kd_cues_slot(cues, name);
    cues->slots[slot].name = name;
    cues->slots[slot].len = strlen(name);
    cues->slots[slot].words = words_parse(data);
  }
  return cues;
}

void kd_cues_free(KdCues *cues)
{
  if (cues == NULL)
    return;
  for (guint i = 0; i < KD_CUES_SLOTS; i++) {
    g_free(cues->slots[i].name);
    g_clear_pointer(&cues->slots[i].words, words_free);
  }
  g_free(cues);
}

const char *kd_words_value(const KdWords *words, const char *text, gsize len)
{
  const Trie *t = &words->forward;
  guint32 node = 0;
  for (const char *p = text, *end = text + len; p < end; p = g_utf8_next_char(p)) {
    gunichar c = kd_utf8_char(p);
    if (node == 0 && !trie_may_begin(t, c))
      return NULL;
    node = trie_step(t, node, c);
    if (node == NO_NODE)
      return NULL;
  }
  return t->values[node];
}

gboolean kd_words_has(const KdWords *words, const char *text, gsize len)
{
  return kd_words_value(words, text, len) != NULL;
}

gsize kd_words_prefix(const KdWords *words, const char *text, gsize len)
{
  const Trie *t = &words->forward;
  const char *p = text, *end = text + len;
  if (p >= end || !trie_may_begin(t, kd_utf8_char(p)))
    return 0;
  gsize longest = 0;
  guint32 node = 0;
  while (p < end && (node = trie_step(t, node, kd_utf8_char(p))) != NO_NODE) {
    p = g_utf8_next_char(p);
    if (t->values[node] && p <= end)
      longest = (gsize)(p - text);
  }
  return longest;
}

static const char *char_before(const char *p)
{
  do
    p--;
  while (((guchar)*p & 0xC0) == 0x80);
  return p;
}

gsize kd_words_suffix(const KdWords *words, const char *text, gsize len)
{
  const Trie *t = &words->backward;
  const char *end = text + len, *p = end;
  if (len == 0 || !trie_may_begin(t, kd_utf8_char(char_before(p))))
    return 0;
  gsize longest = 0;
  guint32 node = 0;
  while (p > text && (node = trie_step(t, node, kd_utf8_char(char_before(p)))) != NO_NODE) {
    p = char_before(p);
    if (t->values[node])
      longest = (gsize)(end - p);
  }
  return longest;
}

gboolean kd_words_search(const KdWords *words, const char *text, gsize len, gsize *at, gsize *entry_len)
{
  for (const char *p = text; p < text + len; p = g_utf8_next_char(p)) {
    gsize n = kd_words_prefix(words, p, len - (gsize)(p - text));
    if (n == 0)
      continue;
    *at = (gsize)(p - text);
    *entry_len = n;
    return TRUE;
  }
  return FALSE;
}
