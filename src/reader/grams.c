#include "reader/grams.h"

#include "base/utf8.h"

struct KdGrams {
  GHashTable *counts; /* guint64 *, owned → guint */
};

static guint64 key_of(gunichar a, gunichar b, gunichar c)
{
  return ((guint64)a << 42) | ((guint64)b << 21) | c;
}

static void count(KdGrams *grams, guint64 key)
{
  guint n = GPOINTER_TO_UINT(g_hash_table_lookup(grams->counts, &key));
  if (n)
    g_hash_table_replace(grams->counts, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(n + 1));
  else
    g_hash_table_insert(grams->counts, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(1));
}

static void count_draft(KdGrams *grams, const KdDraft *d)
{
  gunichar a = 0, b = 0;
  for (guint i = 0; i < d->glyphs->len; i++) {
    const KdGlyph *g = kd_draft_glyph(d, i);
    if (g->flags & KD_GLYPH_WRAP)
      a = b = 0;
    gunichar c = kd_is_letter(g->c) ? g->c : 0;
    if (b && c) {
      count(grams, key_of(0, 0, c));
      count(grams, key_of(0, b, c));
    }
    if (a && b && c)
      count(grams, key_of(a, b, c));
    a = b;
    b = c;
  }
}

KdGrams *kd_grams_new(const KdPage *page)
{
  KdGrams *grams = g_new0(KdGrams, 1);
  grams->counts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < page->drafts->len; i++)
    count_draft(grams, kd_page_draft(page, i));
  return grams;
}

void kd_grams_free(KdGrams *grams)
{
  if (grams == NULL)
    return;
  g_hash_table_unref(grams->counts);
  g_free(grams);
}

guint kd_grams_single(const KdGrams *grams, gunichar c)
{
  return kd_grams_triple(grams, 0, 0, c);
}

guint kd_grams_pair(const KdGrams *grams, gunichar a, gunichar b)
{
  return kd_grams_triple(grams, 0, a, b);
}

guint kd_grams_triple(const KdGrams *grams, gunichar a, gunichar b, gunichar c)
{
  guint64 key = key_of(a, b, c);
  return GPOINTER_TO_UINT(g_hash_table_lookup(grams->counts, &key));
}
