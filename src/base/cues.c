#include "base/cues.h"

#include "base/data.h"
#include "base/utf8.h"
#include "kd-data.h"
#include <string.h>

#define CUES_PATH "/kaodian/cues/"
#define FILTER_BITS 8192u
#define NO_NODE 0u /* no step leads to the root, so its number is free */
#define NODE_BITS 20u
#define NODES_MOST (1u << NODE_BITS)

/* Words letter by letter: from the root, node 0, one step a character. The steps of all nodes stand in one
 * hash table: node, character, and the node where the step leads, which no step leads to the root. Most
 * places of a text begin no word, and one look at the filter says so. */
typedef struct {
  guint8 filter[FILTER_BITS / 8]; /* bit h: a step from the root has a character with hash h */
  guint64 *steps;                 /* 0: the slot is free */
  guint mask;                     /* their number, a power of two, less 1 */
  guint32 *values;                /* by node: where the value stands in the table; 0: no word ends here */
  guint32 n_nodes, room;
} Trie;

struct KdWords {
  char *table; /* the lines, each with a NUL for its line feed */
  gsize len;
  Trie forward;
  Trie backward; /* made when it is first asked for: few tables are read from behind */
  gsize has_backward;
};

static guint filter_hash(gunichar c)
{
  return (c ^ c >> 13) % FILTER_BITS;
}

/* 20 bits of a node, 21 of a character, 20 of the node behind. */
static guint64 step_key(guint32 node, gunichar c)
{
  return (guint64)node << 21 | c;
}

static guint step_slot(const Trie *t, guint64 key)
{
  return (guint)(key * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) >> 40) & t->mask;
}

static guint32 trie_step(const Trie *t, guint32 node, gunichar c)
{
  guint64 key = step_key(node, c);
  for (guint i = step_slot(t, key);; i = (i + 1) & t->mask) {
    guint64 step = t->steps[i];
    if (step >> NODE_BITS == key)
      return (guint32)(step & (NODES_MOST - 1));
    if (step == 0)
      return NO_NODE;
  }
}

static gboolean trie_may_begin(const Trie *t, gunichar c)
{
  guint h = filter_hash(c);
  return t->filter[h / 8] >> h % 8 & 1;
}

static void put_step(Trie *t, guint64 step)
{
  guint i = step_slot(t, step >> NODE_BITS);
  while (t->steps[i])
    i = (i + 1) & t->mask;
  t->steps[i] = step;
}

/* Room for twice as many steps; the table stays at most half full. */
static void grow_steps(Trie *t)
{
  guint64 *old = t->steps;
  guint n = old ? t->mask + 1 : 0, size = n ? 2 * n : 16;
  t->mask = size - 1;
  t->steps = g_new0(guint64, size);
  for (guint i = 0; i < n; i++)
    if (old[i])
      put_step(t, old[i]);
  g_free(old);
}

static guint32 add_node(Trie *t)
{
  g_assert(t->n_nodes < NODES_MOST);
  if (t->n_nodes == t->room) {
    t->room = t->room ? t->room + t->room / 2 : 8;
    t->values = g_renew(guint32, t->values, t->room);
  }
  t->values[t->n_nodes] = 0;
  return t->n_nodes++;
}

static guint32 trie_add_step(Trie *t, guint32 node, gunichar c)
{
  guint32 to = trie_step(t, node, c);
  if (to != NO_NODE)
    return to;
  if (2 * t->n_nodes > t->mask)
    grow_steps(t);
  if (node == 0) {
    guint h = filter_hash(c);
    t->filter[h / 8] |= (guint8)(1u << h % 8);
  }
  to = add_node(t);
  put_step(t, step_key(node, c) << NODE_BITS | to);
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
  g_free(w->table);
  g_free(w);
}

/* The end of the word of a line. */
static const char *word_end(const char *line)
{
  return line + strcspn(line, "\t");
}

static guint32 value_at(const KdWords *w, const char *end)
{
  return (guint32)(end - w->table) + (*end == '\t');
}

static void add_forward(KdWords *w, const char *line)
{
  guint32 node = 0;
  const char *end = word_end(line);
  g_assert(end > line && g_utf8_validate(line, -1, NULL));
  for (const char *p = line; p < end; p = g_utf8_next_char(p))
    node = trie_add_step(&w->forward, node, kd_utf8_char(p));
  w->forward.values[node] = value_at(w, end);
}

static void add_backward(KdWords *w, const char *line)
{
  guint32 node = 0;
  const char *end = word_end(line);
  for (const char *p = end; p > line;) {
    p = g_utf8_prev_char(p);
    node = trie_add_step(&w->backward, node, kd_utf8_char(p));
  }
  w->backward.values[node] = value_at(w, end);
}

static void fill_trie(KdWords *w, Trie *t, void (*add)(KdWords *, const char *line))
{
  grow_steps(t);
  add_node(t);
  for (const char *line = w->table; line < w->table + w->len; line += strlen(line) + 1)
    if (*line && *line != '#')
      add(w, line);
  t->values = g_renew(guint32, t->values, t->n_nodes);
}

static KdWords *words_parse(const char *data, gsize len)
{
  KdWords *w = g_new0(KdWords, 1);
  w->table = g_strndup(data, len);
  w->len = len;
  for (char *p = w->table; (p = strchr(p, '\n'));)
    *p++ = '\0';
  fill_trie(w, &w->forward, add_forward);
  return w;
}

/* Threads may ask at the same time. */
static const Trie *get_backward(const KdWords *words)
{
  KdWords *w = (KdWords *)words;
  if (g_once_init_enter(&w->has_backward)) {
    fill_trie(w, &w->backward, add_backward);
    g_once_init_leave(&w->has_backward, 1);
  }
  return &w->backward;
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
    char *name = g_strndup(names[i], strlen(names[i]) - 4);
    g_assert(*name);
    guint slot = kd_cues_slot(cues, name);
    cues->slots[slot].name = name;
    cues->slots[slot].len = strlen(name);
    cues->slots[slot].words = words_parse(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
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
  return t->values[node] ? words->table + t->values[node] : NULL;
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
  const Trie *t = get_backward(words);
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
