#include "base/cues.h"

#include "base/data.h"
#include "kd-data.h"
#include <string.h>

#define CUES_PATH "/kaodian/cues/"
#define FILTER_BITS 8192u
#define FILTER_BYTES 3u /* of an entry that are hashed: one Han character */

struct KdWords {
  GStringChunk *chunk;     /* the entries and values */
  GHashTable *values;      /* Key, owned → char *, of chunk */
  gsize shortest, longest; /* bytes */
  guint64 lengths;         /* bit n: some entry has n bytes; bit 63: some have 63 or more */
  /* Bit h of each: some entry begins (ends) with bytes whose hash is h. Most places of a text begin no entry
   * of a table, and one look here says so. */
  guint8 fronts[FILTER_BITS / 8], backs[FILTER_BITS / 8];
};

struct KdCues {
  GHashTable *tables; /* char *, owned → KdWords, owned */
};

/* Look-ups are made on pieces of a text that end in no NUL. */
typedef struct {
  const char *text;
  gsize len;
} Key;

static guint hash_key(gconstpointer p)
{
  const Key *k = p;
  guint h = 5381;
  for (gsize i = 0; i < k->len; i++)
    h = h * 33 + (guchar)k->text[i];
  return h;
}

static gboolean equal_keys(gconstpointer a, gconstpointer b)
{
  const Key *x = a, *y = b;
  return x->len == y->len && memcmp(x->text, y->text, x->len) == 0;
}

static guint filter_hash(const char *bytes)
{
  guint h = 0;
  for (guint i = 0; i < FILTER_BYTES; i++)
    h = h * 131 + (guchar)bytes[i];
  return (h ^ h >> 13) % FILTER_BITS;
}

static gboolean filter_has(const guint8 *filter, const char *bytes)
{
  guint h = filter_hash(bytes);
  return filter[h / 8] >> h % 8 & 1;
}

static void filter_add(guint8 *filter, const char *bytes)
{
  guint h = filter_hash(bytes);
  filter[h / 8] |= (guint8)(1u << h % 8);
}

/* Can an entry of n bytes be there at all? */
static gboolean has_length(const KdWords *words, gsize n)
{
  return words->lengths >> MIN(n, 63) & 1;
}

static void words_free(gpointer p)
{
  KdWords *w = p;
  g_hash_table_unref(w->values);
  g_string_chunk_free(w->chunk);
  g_free(w);
}

static void add_line(KdWords *w, const char *line)
{
  if (*line == '\0' || *line == '#')
    return;
  const char *tab = strchr(line, '\t');
  gsize len = tab ? (gsize)(tab - line) : strlen(line);
  g_assert(len > 0 && g_utf8_validate(line, -1, NULL));
  Key *key = g_new(Key, 1);
  *key = (Key){g_string_chunk_insert_len(w->chunk, line, (gssize)len), len};
  g_hash_table_replace(w->values, key, g_string_chunk_insert(w->chunk, tab ? tab + 1 : ""));
  w->lengths |= G_GUINT64_CONSTANT(1) << MIN(len, 63);
  if (len >= FILTER_BYTES) {
    filter_add(w->fronts, key->text);
    filter_add(w->backs, key->text + len - FILTER_BYTES);
  }
  w->shortest = MIN(w->shortest, len);
  w->longest = MAX(w->longest, len);
}

static KdWords *words_parse(const char *data)
{
  KdWords *w = g_new0(KdWords, 1);
  w->chunk = g_string_chunk_new(4096);
  w->values = g_hash_table_new_full(hash_key, equal_keys, g_free, NULL);
  w->shortest = G_MAXSIZE;
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
  cues->tables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, words_free);
  GResource *all = kd_data_get_resource();
  g_auto(GStrv) names = g_resource_enumerate_children(all, CUES_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  for (guint i = 0; names && names[i]; i++) {
    g_autofree char *path = g_strconcat(CUES_PATH, names[i], NULL);
    g_autoptr(GBytes) bytes = kd_data_get(path + strlen("/kaodian/"));
    g_assert(g_str_has_suffix(names[i], ".txt"));
    g_autofree char *data = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_hash_table_insert(cues->tables, g_strndup(names[i], strlen(names[i]) - 4), words_parse(data));
  }
  return cues;
}

void kd_cues_free(KdCues *cues)
{
  if (cues == NULL)
    return;
  g_hash_table_unref(cues->tables);
  g_free(cues);
}

const KdWords *kd_cues_get(const KdCues *cues, const char *name)
{
  const KdWords *w = g_hash_table_lookup(cues->tables, name);
  g_assert(w != NULL);
  return w;
}

const char *kd_words_value(const KdWords *words, const char *text, gsize len)
{
  Key key = {text, len};
  return g_hash_table_lookup(words->values, &key);
}

gboolean kd_words_has(const KdWords *words, const char *text, gsize len)
{
  if (!has_length(words, len) || (len >= FILTER_BYTES && !filter_has(words->fronts, text)))
    return FALSE;
  return kd_words_value(words, text, len) != NULL;
}

gsize kd_words_prefix(const KdWords *words, const char *text, gsize len)
{
  gsize most = MIN(words->longest, len);
  if (most >= FILTER_BYTES && !filter_has(words->fronts, text))
    most = FILTER_BYTES - 1;
  for (gsize n = most; n >= words->shortest && n > 0; n--)
    if (has_length(words, n) && kd_words_value(words, text, n))
      return n;
  return 0;
}

gsize kd_words_suffix(const KdWords *words, const char *text, gsize len)
{
  gsize most = MIN(words->longest, len);
  if (most >= FILTER_BYTES && !filter_has(words->backs, text + len - FILTER_BYTES))
    most = FILTER_BYTES - 1;
  for (gsize n = most; n >= words->shortest && n > 0; n--)
    if (has_length(words, n) && kd_words_value(words, text + len - n, n))
      return n;
  return 0;
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
