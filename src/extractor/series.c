#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/lists.h"

#define CLAUSE_MAX 45u /* characters of a clause that is a member */
#define RUN_MAX 20u    /* clauses of one series */

typedef struct {
  KdRange range;
  gunichar mark;
  guint region;
} Stretch;

typedef struct {
  const KdContext *ctx;
  const KdDocument *document;
  const KdGlyphs *g;
  guint32 article;
  KdSpan sentence;
  GArray *stretches; /* Stretch */
  GPtrArray *points;
} Search;

/* The phrase that says what the members are: what follows 等 or 的 up to a verb, else what stands before
 * the first member behind its governing verb. */
static KdRange find_head(const Search *s, KdRange stretch, const KdList *list)
{
  const KdWords *governors = kd_cues_get(s->ctx->cues, "governors");
  const KdRange none = {0, 0};
  guint a = list->tail;
  gboolean bound = list->open;
  if (a < stretch.b && kd_glyph_char(s->g, a) == 0x7684) {
    a++;
    bound = TRUE;
  }
  if (bound) {
    guint e = a;
    while (e < stretch.b && e < a + 14 &&
           (e < a + 2 || kd_range_prefix(s->g, (KdRange){e, stretch.b}, governors) < 2))
      e = kd_glyphs_skip(s->g, e, stretch.b);
    return e >= a + 2 && e <= a + 14 ? (KdRange){a, e} : none;
  }
  guint end = g_array_index(list->members, KdRange, 0).a;
  guint from = end > stretch.a + 12 ? end - 12 : stretch.a;
  for (guint i = from; i + 2 <= end; i++) {
    guint n = kd_range_prefix(s->g, (KdRange){i, end}, governors);
    if (n >= 2 && i + n + 2 <= end)
      from = i + n;
  }
  KdRange r = {from, end};
  while (r.b > r.a && kd_range_suffix(s->g, r, kd_cues_get(s->ctx->cues, "edge-characters")))
    r.b--;
  return kd_range_len(r) >= 2 && kd_range_len(r) < 12 ? r : none;
}

static void add_list(Search *s, KdRange stretch, const KdList *list)
{
  KdPoint *p = kd_point_new(KD_POINT_SERIES, "series");
  p->article = s->article;
  for (guint i = 0; i < list->members->len; i++)
    kd_point_add_member(p,
                        kd_range_span(s->g, kd_range_trim(s->g, g_array_index(list->members, KdRange, i))));
  p->head = kd_range_span(s->g, find_head(s, stretch, list));
  p->text = kd_range_span(s->g, kd_range_trim(s->g, stretch));
  p->confidence = 0.98 * list->certainty;
  g_ptr_array_add(s->points, p);
}

static guint common_prefix(const KdGlyphs *g, KdRange x, KdRange y)
{
  guint n = 0;
  while (x.a + n < x.b && y.a + n < y.b && kd_glyph_char(g, x.a + n) == kd_glyph_char(g, y.a + n))
    n++;
  return n;
}

static gboolean same_chars(const KdGlyphs *g, guint i, guint k, guint n)
{
  for (guint j = 0; j < n; j++)
    if (kd_glyph_char(g, i + j) != kd_glyph_char(g, k + j))
      return FALSE;
  return TRUE;
}

static const Stretch *stretch_at(const Search *s, guint i)
{
  return &g_array_index(s->stretches, Stretch, i);
}

/* Do clauses i and i + 1 stand in one run: joined by ， or ； ? */
static gboolean joined(const Search *s, guint i)
{
  if (i + 1 >= s->stretches->len)
    return FALSE;
  const Stretch *x = stretch_at(s, i), *y = stretch_at(s, i + 1);
  return x->region == y->region && (x->mark == 0xFF0C || x->mark == 0xFF1B) && x->range.b + 1 == y->range.a;
}

/* Does every clause from i + 1 to j hold the same characters at one place, and are all as long as another? */
static gboolean same_metre(const Search *s, guint i, guint j, guint len)
{
  for (guint k = i; k <= j; k++)
    if (kd_range_len(stretch_at(s, k)->range) != len)
      return FALSE;
  for (guint at = 0; at < len; at++) {
    gboolean same = TRUE;
    for (guint k = i + 1; same && k <= j; k++)
      same = same_chars(s->g, stretch_at(s, i)->range.a + at, stretch_at(s, k)->range.a + at, 1);
    if (same)
      return TRUE;
  }
  return FALSE;
}

/* Where the first clause of a run begins when all others begin with the n characters of `model`; G_MAXUINT:
 * nowhere. */
static guint find_start(const Search *s, KdRange first, KdRange model, guint n)
{
  const KdWords *openers = kd_cues_get(s->ctx->cues, "series-openers");
  for (guint i = first.a; i + n <= first.b; i = kd_glyphs_skip(s->g, i, first.b)) {
    if (!same_chars(s->g, i, model.a, n))
      continue;
    KdRange before = {first.a, i};
    if (i == first.a || kd_range_suffix(s->g, before, openers))
      return i;
  }
  return G_MAXUINT;
}

static void add_run(Search *s, guint i, guint j, guint start, double confidence)
{
  KdPoint *p = kd_point_new(KD_POINT_SERIES, "series");
  p->article = s->article;
  for (guint k = i; k <= j; k++) {
    KdRange r = stretch_at(s, k)->range;
    if (k == i)
      r.a = start;
    kd_point_add_member(p, kd_range_span(s->g, kd_range_trim(s->g, r)));
  }
  p->text = s->sentence;
  p->confidence = confidence;
  g_ptr_array_add(s->points, p);
}

/* The last clause of a run that begins at i; i where there is none. */
static guint find_run(const Search *s, guint i, guint *start, double *confidence)
{
  if (!joined(s, i) || !joined(s, i + 1))
    return i;
  KdRange second = stretch_at(s, i + 1)->range, third = stretch_at(s, i + 2)->range;
  guint n = MIN(common_prefix(s->g, second, third), 6);
  guint j = i + 2;
  gboolean weak =
      kd_range_is(s->g, (KdRange){second.a, second.a + n}, kd_cues_get(s->ctx->cues, "weak-prefixes"));
  if (n >= 2 && !weak && kd_range_len(second) <= CLAUSE_MAX) {
    *start = find_start(s, stretch_at(s, i)->range, second, 2);
    while (j - i < RUN_MAX && joined(s, j) && same_chars(s->g, stretch_at(s, j + 1)->range.a, second.a, 2))
      j++;
    *confidence = 0.85;
    return *start == G_MAXUINT ? i : j;
  }
  guint len = kd_range_len(second);
  if (len < 4 || len > 12 || !same_metre(s, i, j, len))
    return i;
  while (j - i < RUN_MAX && joined(s, j) && same_metre(s, i, j + 1, len))
    j++;
  *start = stretch_at(s, i)->range.a;
  *confidence = 0.8;
  return j;
}

static void find_runs(Search *s)
{
  for (guint i = 0; i < s->stretches->len;) {
    guint start = 0;
    double confidence = 0;
    guint j = find_run(s, i, &start, &confidence);
    if (j > i)
      add_run(s, i, j, start, confidence);
    i = j + 1;
  }
}

static void look_at_stretch(KdRange stretch, gunichar mark, guint region, gpointer data)
{
  Search *s = data;
  Stretch one = {stretch, mark, region};
  g_array_append_val(s->stretches, one);
  g_autoptr(GPtrArray) lists = kd_lists_find(s->ctx, s->g, stretch);
  for (guint i = 0; i < lists->len; i++)
    add_list(s, stretch, g_ptr_array_index(lists, i));
}

static void detect(const KdContext *ctx, const KdDocument *d, GPtrArray *points)
{
  Search s = {.ctx = ctx, .document = d, .points = points};
  s.stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
  for (guint32 i = 0; i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    g_autoptr(KdGlyphs) g = kd_glyphs_new(d, sentence->span);
    s.g = g;
    s.sentence = sentence->span;
    s.article = kd_document_block(d, sentence->block)->article;
    g_array_set_size(s.stretches, 0);
    kd_stretches_foreach(g, look_at_stretch, &s);
    find_runs(&s);
  }
  g_array_unref(s.stretches);
}

const KdDetector kd_detector_series = {.name = "series", .detect = detect};
