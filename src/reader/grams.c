#include "reader/grams.h"

#include "base/utf8.h"

#define PAUSE 0x3001
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
  KdGramsStyle style;
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

/* A key of its own for a run beside a mark. */
static guint64 key_beside(KdGramsSide side, gunichar a, gunichar b, gunichar c)
{
  return (key_of(a, b, c) ^ (guint64)side << 61) * G_GUINT64_CONSTANT(0xFF51AFD7ED558CCD);
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

static gunichar letter_at(const KdDraft *d, gint64 i)
{
  gunichar c = i >= 0 && i < d->glyphs->len ? kd_draft_glyph(d, (guint)i)->c : 0;
  return kd_is_letter(c) ? c : 0;
}

static gboolean is_wrap(const KdDraft *d, gint64 i)
{
  return kd_draft_glyph(d, (guint)i)->flags & KD_GLYPH_WRAP;
}

/* The runs on both sides of the mark at glyph i. */
static void count_beside(KdGrams *grams, const KdDraft *d, gint64 i)
{
  gunichar l1 = letter_at(d, i - 1), l2 = letter_at(d, i - 2), l3 = letter_at(d, i - 3);
  gunichar r1 = letter_at(d, i + 1), r2 = letter_at(d, i + 2), r3 = letter_at(d, i + 3);
  gunichar mark = kd_draft_glyph(d, (guint)i)->c;
  if (l1 && r1)
    count(grams, key_beside(KD_GRAMS_ACROSS, 0, l1, r1));
  if (l1 && l2 && !is_wrap(d, i - 1)) {
    count(grams, key_beside(KD_GRAMS_ENDS, 0, l2, l1));
    count(grams, key_beside(KD_GRAMS_ENDS, mark, l2, l1));
    if (l3 && !is_wrap(d, i - 2))
      count(grams, key_beside(KD_GRAMS_ENDS, l3, l2, l1));
    if (r1)
      count(grams, key_beside(KD_GRAMS_ACROSS, l2, l1, r1));
  }
  if (r1 && r2 && !is_wrap(d, i + 2)) {
    count(grams, key_beside(KD_GRAMS_STARTS, 0, r1, r2));
    count(grams, key_beside(KD_GRAMS_STARTS, mark, r1, r2));
    if (r3 && !is_wrap(d, i + 3))
      count(grams, key_beside(KD_GRAMS_STARTS, r1, r2, r3));
  }
  grams->style.pauses += mark == PAUSE;
  grams->style.clauses += mark != PAUSE;
  grams->style.sentences += kd_is_end_mark(mark);
}

static void count_draft(KdGrams *grams, const KdDraft *d)
{
  gunichar a = 0, b = 0;
  for (guint i = 0; i < d->glyphs->len; i++) {
    const KdGlyph *g = kd_draft_glyph(d, i);
    if (g->flags & KD_GLYPH_WRAP)
      a = b = 0;
    gunichar c = kd_is_letter(g->c) ? g->c : 0;
    if (kd_is_clause_mark(g->c) || g->c == PAUSE)
      count_beside(grams, d, i);
    grams->style.letters += c != 0;
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

static guint count_of(const KdGrams *grams, guint64 key)
{
  return find_place(grams, key)->n;
}

guint kd_grams_beside(const KdGrams *grams, KdGramsSide side, gunichar a, gunichar b, gunichar c)
{
  return count_of(grams, key_beside(side, a, b, c));
}

guint kd_grams_beside_mark(const KdGrams *grams, KdGramsSide side, gunichar mark, gunichar b, gunichar c)
{
  return count_of(grams, key_beside(side, mark, b, c));
}

guint kd_grams_across(const KdGrams *grams, gunichar a, gunichar b, gunichar c)
{
  return count_of(grams, key_beside(KD_GRAMS_ACROSS, a, b, c));
}

KdGramsStyle kd_grams_style(const KdGrams *grams)
{
  return grams->style;
}
