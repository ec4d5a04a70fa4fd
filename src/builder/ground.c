#include "builder/ground.h"

#include "base/utf8.h"
#include <string.h>

#define NEEDLE_SHORT 128 /* bytes */

/* Letters of one needle. */
typedef struct {
  guint32 *at;
  guint n;
} Letters;

struct KdGround {
  guint32 *letters; /* of all blocks in order; 0 stands between two blocks */
  guint32 n;
  guint32 *starts;   /* n_buckets + 1: where the places of a bucket of pairs begin */
  guint32 *places;   /* letter offsets by bucket, ascending inside a bucket */
  guint32 n_buckets; /* a power of two */
};

/* Writes the letters of text, at most as many as it has bytes, to out; how many they are. */
static guint put_letters(guint32 *out, const char *text, gsize len)
{
  guint n = 0;
  for (const char *p = text; p < text + len; p = g_utf8_next_char(p)) {
    gunichar c = kd_utf8_char(p);
    if (kd_is_letter(c))
      out[n++] = kd_fold_width(c);
  }
  return n;
}

static guint32 bucket_of(const KdGround *g, guint32 a, guint32 b)
{
  guint32 h = a * 2654435761u ^ b * 2246822519u;
  return (h ^ (h >> 15u)) & (g->n_buckets - 1);
}

static void add_text(KdGround *g, const KdText *t)
{
  for (guint32 i = 0; i < t->document->blocks->len; i++) {
    const KdBlock *b = kd_document_block(t->document, i);
    g->n += put_letters(g->letters + g->n, t->document->text + b->span.start, b->span.len);
    g->letters[g->n++] = 0;
  }
}

/* Counting sort of all places by the bucket of the pair that begins there. */
static void index_pairs(KdGround *g)
{
  g->n_buckets = 1u << 8;
  while (g->n_buckets < g->n && g->n_buckets < (1u << 22))
    g->n_buckets *= 2;
  g->starts = g_new0(guint32, (gsize)g->n_buckets + 1);
  g->places = g_new(guint32, MAX(g->n, 1));
  for (guint32 i = 0; i + 1 < g->n; i++)
    g->starts[bucket_of(g, g->letters[i], g->letters[i + 1]) + 1]++;
  for (guint32 b = 0; b < g->n_buckets; b++)
    g->starts[b + 1] += g->starts[b];
  g_autofree guint32 *next = g_memdup2(g->starts, sizeof(guint32) * g->n_buckets);
  for (guint32 i = 0; i + 1 < g->n; i++)
    g->places[next[bucket_of(g, g->letters[i], g->letters[i + 1])]++] = i;
}

KdGround *kd_ground_new(const GPtrArray *texts)
{
  KdGround *g = g_new0(KdGround, 1);
  gsize room = 0;
  for (guint i = 0; i < texts->len; i++) {
    const KdDocument *d = ((const KdText *)g_ptr_array_index(texts, i))->document;
    room += kd_char_count(d->text, d->len) + d->blocks->len;
  }
  g->letters = g_new(guint32, MAX(room, 1));
  for (guint i = 0; i < texts->len; i++)
    add_text(g, g_ptr_array_index(texts, i));
  index_pairs(g);
  return g;
}

void kd_ground_free(KdGround *g)
{
  if (g == NULL)
    return;
  g_free(g->letters);
  g_free(g->starts);
  g_free(g->places);
  g_free(g);
}

static guint places_of(const KdGround *g, guint32 a, guint32 b)
{
  guint32 k = bucket_of(g, a, b);
  return g->starts[k + 1] - g->starts[k];
}

static guint rarest_pair(const KdGround *g, Letters needle)
{
  guint best = 0, fewest = G_MAXUINT;
  for (guint i = 0; i + 1 < needle.n; i++) {
    guint n = places_of(g, needle.at[i], needle.at[i + 1]);
    if (n < fewest) {
      fewest = n;
      best = i;
    }
  }
  return best;
}

static gboolean stands_at(const KdGround *g, Letters needle, guint32 at)
{
  return at + needle.n <= g->n && memcmp(g->letters + at, needle.at, needle.n * sizeof(guint32)) == 0;
}

static guint count_single(const KdGround *g, guint32 letter, guint limit)
{
  guint found = 0;
  for (guint32 i = 0; i < g->n && found < limit; i++)
    found += g->letters[i] == letter;
  return found;
}

static guint count_places(const KdGround *g, Letters needle, guint limit)
{
  if (needle.n == 0)
    return limit;
  if (needle.n == 1)
    return count_single(g, needle.at[0], limit);
  guint pair = rarest_pair(g, needle);
  guint32 k = bucket_of(g, needle.at[pair], needle.at[pair + 1]);
  guint found = 0;
  for (guint32 i = g->starts[k]; i < g->starts[k + 1] && found < limit; i++) {
    guint32 at = g->places[i];
    found += at >= pair && stands_at(g, needle, at - pair);
  }
  return found;
}

static guint count_text(const KdGround *g, const char *text, gsize len, guint limit)
{
  guint32 few[NEEDLE_SHORT];
  g_autofree guint32 *many = len > NEEDLE_SHORT ? g_new(guint32, len) : NULL;
  guint32 *at = many ? many : few;
  return count_places(g, (Letters){at, put_letters(at, text, len)}, limit);
}

gboolean kd_ground_has(const KdGround *g, const char *text)
{
  return count_text(g, text, strlen(text), 1) > 0;
}

guint kd_ground_count(const KdGround *g, const char *text, guint limit)
{
  return count_text(g, text, strlen(text), limit);
}

static gboolean has_run(const KdGround *g, const guint32 *at, guint n)
{
  return count_places(g, (Letters){(guint32 *)at, n}, 1) > 0;
}

/* The letters of text that are not covered by its longest run which stands in the sources. */
static guint count_foreign(const KdGround *g, const char *text, gsize len)
{
  g_autofree guint32 *at = g_new(guint32, len + 1);
  guint n = put_letters(at, text, len), best = 0;
  for (guint from = 0, to = 0; from < n && n - from > best; from++) {
    to = MAX(to, from);
    while (to < n && has_run(g, at + from, to + 1 - from))
      to++;
    best = MAX(best, to - from);
  }
  return n - best;
}

/* Without 《…》: naming a text is free. */
static char *without_titles(const char *stem)
{
  GString *out = g_string_new(NULL);
  gboolean inside = FALSE;
  for (const char *p = stem; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    inside = inside || (c == 0x300A && strstr(p, "》"));
    if (!inside)
      g_string_append_unichar(out, c);
    inside = inside && c != 0x300B;
  }
  return g_string_free(out, FALSE);
}

/* The stem behind a lead-in of at most 40 characters (……指出，); the stem itself where it has none. */
static const char *skip_lead_in(const char *stem)
{
  static const char *const verbs[] = {"指出", "强调", "提出", "要求", "认为",
                                      "明确", "规定", "写道", "说",   "看来"};
  const char *p = stem;
  for (guint n = 0; n < 40 && *p; n++, p = g_utf8_next_char(p))
    for (guint i = 0; i < G_N_ELEMENTS(verbs); i++) {
      const char *mark = p + strlen(verbs[i]);
      if (g_str_has_prefix(p, verbs[i]) && (g_str_has_prefix(mark, "，") || g_str_has_prefix(mark, "：")))
        return mark + strlen("，");
    }
  return stem;
}

static gboolean splits_stem(gunichar c)
{
  return kd_is_clause_mark(c) || kd_is_opening(c) || kd_is_closing(c);
}

static guint own_by_clause(const KdGround *g, const char *stem)
{
  guint own = 0;
  const char *start = stem;
  for (const char *p = stem;; p = g_utf8_next_char(p)) {
    if (*p && !splits_stem(g_utf8_get_char(p)))
      continue;
    own += count_foreign(g, start, (gsize)(p - start));
    if (*p == '\0')
      return own;
    start = g_utf8_next_char(p);
  }
}

guint kd_ground_own_letters(const KdGround *g, const char *stem)
{
  if (kd_ground_has(g, stem))
    return 0;
  g_autofree char *bare = without_titles(stem);
  guint whole = own_by_clause(g, bare);
  const char *rest = skip_lead_in(bare);
  return rest == bare ? whole : MIN(whole, own_by_clause(g, rest));
}
