#include "reader/grams.h"

#include "base/utf8.h"

#define FEWEST_PLACES 64u
#define FULL(n) ((n) / 4 * 3)

/* Open addressing: what is counted comes and goes by the thousand. */
typedef struct {
  guint64 key; /* 0: none */
  guint32 n;
} Place;

struct KdGrams {
  Place *places;
  guint size; /* a power of two */
  guint used;
};

static guint64 key_of(gunichar a, gunichar b, gunichar c)
{
  return ((guint64)a << 42) | ((guint64)b << 21) | c;
}

static Place *find_place(const KdGrams *grams, guint64 key)
{
  guint64 h = key * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
  guint i = (guint)(h >> 32) & (grams->size - 1);
  while (grams->places[i].key && grams->places[i].key != key)
    i = (i + 1) & (grams->size - 1);
  return &grams->places[i];
}

static void grow(KdGrams *grams)
{
  Place *old = grams->places;
  guint size = grams->size;
  grams->size = size * 2;
  grams->places = g_new0(Place, grams->size);
  for (guint i = 0; i < size; i++)
    if (old[i].key)
      *find_place(grams, old[i].key) = old[i];
  g_free(old);
}

static void count(KdGrams *grams, guint64 key)
{
  if (grams->used >= FULL(grams->size))
    grow(grams);
  Place *p = find_place(grams, key);
  grams->used += p->key == 0;
  p->key = key;
  p->n++;
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
  guint letters = 0;
  for (guint i = 0; i < page->drafts->len; i++)
    letters += kd_page_draft(page, i)->glyphs->len;
  grams->size = FEWEST_PLACES;
  while (grams->size < 2 * letters)
    grams->size *= 2;
  grams->places = g_new0(Place, grams->size);
  for (guint i = 0; i < page->drafts->len; i++)
    count_draft(grams, kd_page_draft(page, i));
  return grams;
}

void kd_grams_free(KdGrams *grams)
{
  if (grams == NULL)
    return;
  g_free(grams->places);
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
  return key ? find_place(grams, key)->n : 0;
}
