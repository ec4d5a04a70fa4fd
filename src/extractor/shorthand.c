#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/lists.h"
#include "extractor/quoted.h"

#define MARKER_REACH 24u   /* characters from the term to the word that opens its members */
#define SENTENCE_MAX 1000u /* characters of a sentence in which members are looked for, each time anew */
#define BEFORE_REACH 6u    /* characters from a list to the term that counts it */
#define PAIR_REACH 40u     /* from the first of two members to the term behind the second */
#define MIN_CERTAINTY 0.35

typedef struct {
  const KdContext *ctx;
  const KdDocument *document;
  guint32 sentence, article;
  KdSpan span;
  GPtrArray *points;
  KdListFinder *finder;
} Search;

static guint value_of(gunichar c)
{
  static const char digits[] = "一二三四五六七八九十";
  if (c == 0x4E24)
    return 2;
  const char *p = c ? g_utf8_strchr(digits, -1, c) : NULL;
  return p ? (guint)g_utf8_pointer_to_offset(digits, p) + 1 : 0;
}

/* Behind the term, where its members may begin: behind 即, 就是, 包括 or ：; n when there is no such word. */
static guint find_marker(const KdGlyphs *g, guint from)
{
  static const char *const words[] = {"即", "就是", "包括", "分别是", "是指", "："};
  for (guint i = from; i < g->n && i < from + MARKER_REACH; i++)
    for (guint k = 0; k < G_N_ELEMENTS(words); k++)
      if (kd_range_starts(g, (KdRange){i, g->n}, words[k]))
        return i + (guint)g_utf8_strlen(words[k], -1);
  guint next = from + (kd_glyph_char(g, from) == 0x201D);
  gunichar c = kd_glyph_char(g, next); /* “三农”（农业、…）, “三农”——农业、… */
  return c == 0xFF08 ? next + 1 : c == 0x2014 && kd_glyph_char(g, next + 1) == c ? next + 2 : g->n;
}

/* What the members are looked for in, and how many there must be. */
typedef struct {
  const Search *search;
  const KdGlyphs *g;
  guint from, wanted;
  KdPoint *point;
} Expansion;

/* A list in a stretch that begins where the members may begin. */
static void try_list(KdRange stretch, gunichar mark, guint region, gpointer data)
{
  Expansion *x = data;
  (void)mark;
  (void)region;
  if (x->point->members->len || stretch.b <= x->from || stretch.a > x->from + 4)
    return;
  g_autoptr(GPtrArray) lists =
      kd_lists_find(x->search->finder, x->g, (KdRange){MAX(stretch.a, x->from), stretch.b});
  for (guint i = 0; i < lists->len; i++) {
    const KdList *list = g_ptr_array_index(lists, i);
    if (list->members->len != x->wanted)
      continue;
    for (guint k = 0; k < list->members->len; k++)
      kd_point_add_member(x->point, kd_range_span(x->g, g_array_index(list->members, KdRange, k)));
    return;
  }
}

/* A；B；C。 to the end of the sentence: the first clause of each part. */
static void try_parts(const Expansion *x)
{
  const KdGlyphs *g = x->g;
  guint a = x->from;
  for (guint i = x->from; i <= g->n && x->point->members->len <= x->wanted;) {
    gunichar c = kd_glyph_char(g, i);
    gboolean end = i == g->n || kd_is_end_mark(c);
    if (end || c == 0xFF1B) {
      guint b = a;
      while (b < i && !kd_is_clause_mark(kd_glyph_char(g, b)))
        b = kd_glyphs_skip(g, b, i);
      if (b > a + 1)
        kd_point_add_member(x->point, kd_range_span(g, kd_range_trim(g, (KdRange){a, b})));
      a = i + 1;
      if (end)
        break;
    }
    i = kd_glyphs_skip(g, i, g->n);
  }
  if (x->point->members->len != x->wanted)
    g_array_set_size(x->point->members, 0);
}

/* 农业、农村、农民“三农”; A、B、C等“三X”: the list right before the term. */
static void try_before(KdRange stretch, gunichar mark, guint region, gpointer data)
{
  Expansion *x = data;
  (void)mark;
  (void)region;
  if (x->point->members->len || x->from < stretch.a || x->from >= stretch.b)
    return;
  g_autoptr(GPtrArray) lists = kd_lists_find(x->search->finder, x->g, stretch);
  for (guint i = 0; i < lists->len; i++) {
    const KdList *list = g_ptr_array_index(lists, i);
    guint at;
    gboolean near = list->tail <= x->from && x->from <= list->tail + BEFORE_REACH &&
                    !kd_range_find(x->g, (KdRange){list->tail, x->from}, "、", &at);
    if (!near || list->members->len != x->wanted || list->certainty < MIN_CERTAINTY)
      continue;
    for (guint k = 0; k < list->members->len; k++)
      kd_point_add_member(x->point, kd_range_span(x->g, g_array_index(list->members, KdRange, k)));
    return;
  }
}

/* 坚持A、坚持B两个…: of two, what stands right before the term and opens with the same word twice. */
static void try_pair_before(const Expansion *x)
{
  const KdGlyphs *g = x->g;
  guint least = x->from > PAIR_REACH ? x->from - PAIR_REACH : 0, dun = x->from;
  while (dun > least && kd_glyph_char(g, dun - 1) != 0x3001 && !kd_is_clause_mark(kd_glyph_char(g, dun - 1)))
    dun--;
  if (dun <= least + 4 || kd_glyph_char(g, dun - 1) != 0x3001 || dun + 4 > x->from)
    return;
  for (guint i = dun - 4; i > least && !kd_is_clause_mark(kd_glyph_char(g, i)); i--) {
    if (kd_glyph_char(g, i) != kd_glyph_char(g, dun) || kd_glyph_char(g, i + 1) != kd_glyph_char(g, dun + 1))
      continue;
    kd_point_add_member(x->point, kd_range_span(g, (KdRange){i, dun - 1}));
    guint end = x->from - (kd_glyph_char(g, x->from - 1) == 0x8FD9); /* 这两个 */
    kd_point_add_member(x->point, kd_range_span(g, (KdRange){dun, end}));
    return;
  }
}

/* 三会一课 counts several things; 三个一以贯之 does not. */
static gboolean counts_several(const KdGlyphs *g, KdRange term)
{
  guint from = term.a + 1;
  if (g_utf8_strchr("个大种项条类", -1, kd_glyph_char(g, from)))
    return FALSE;
  while (from < term.b && !kd_is_han_number(kd_glyph_char(g, from)))
    from++;
  return from < term.b;
}

/* Fills in the members where the sentence lists as many as the number says. */
static void expand(const Search *s, const KdGlyphs *g, KdRange term, KdPoint *p)
{
  guint wanted = value_of(kd_glyph_char(g, term.a));
  guint from = find_marker(g, term.b);
  if (wanted < 2 || g->n > SENTENCE_MAX || counts_several(g, term))
    return;
  Expansion x = {s, g, from, wanted, p};
  if (wanted >= 3 && from < g->n)
    kd_stretches_foreach(g, try_list, &x);
  if (p->members->len == 0 && from < g->n)
    try_parts(&x);
  if (p->members->len) {
    kd_point_add_reason(p, KD_RULE_EXPANDED_BEHIND, kd_range_span(g, (KdRange){from - 1, from}));
    return;
  }
  x.from = term.a;
  if (term.a > 0 && kd_glyph_char(g, term.a - 1) == 0x201C)
    x.from--;
  if (p->members->len == 0 && wanted >= 3)
    kd_stretches_foreach(g, try_before, &x);
  else if (p->members->len == 0 && x.from == term.a)
    try_pair_before(&x);
  if (p->members->len)
    kd_point_add_reason(p, KD_RULE_EXPANDED_BEFORE, (KdSpan){0, 0});
}

static void add(Search *s, const KdGlyphs *g, KdRange term, KdPointRule rule, double confidence)
{
  KdPoint *p = kd_point_new(KD_POINT_SHORTHAND, "shorthand");
  p->article = s->article;
  p->head = kd_range_span(g, term);
  p->text = s->span;
  p->confidence = confidence;
  kd_point_add_reason(p, rule, kd_range_span(g, (KdRange){term.a, term.a + 1}));
  expand(s, g, term, p);
  g_ptr_array_add(s->points, p);
}

static void look_at(const KdGlyphs *g, KdRange r, gpointer data)
{
  Search *s = data;
  if (kd_quoted_counted(g, r))
    add(s, g, (KdRange){r.a - 3, r.b + 1}, KD_RULE_NUMBER_COUNTED, 0.85);
  else if (kd_quoted_kind(s->ctx, g, r) == KD_QUOTED_SHORTHAND)
    add(s, g, r, KD_RULE_NUMBER_QUOTED, 0.92);
}

static void look_for_fixed(Search *s, const KdGlyphs *g)
{
  const KdWords *fixed = kd_cues_get(s->ctx->cues, "shorthand");
  if ((g->classes & KD_CLASS_NUMBER) == 0)
    return;
  for (guint i = 0; i < g->n;) {
    guint n = kd_glyph(g, i)->classes & KD_CLASS_NUMBER ? kd_range_prefix(g, (KdRange){i, g->n}, fixed) : 0;
    gboolean part =
        n && ((i > 0 && kd_is_han_number(kd_glyph_char(g, i - 1))) || kd_glyph_char(g, i - 1) == 0x7B2C);
    if (n && !part)
      add(s, g, (KdRange){i, i + n}, KD_RULE_NUMBER_KNOWN, 0.92);
    i += n ? n : 1;
  }
}

static void detect(const KdContext *ctx, const KdScan *scan, GPtrArray *points)
{
  const KdDocument *d = scan->document;
  g_autoptr(KdListFinder) finder = kd_list_finder_new(ctx);
  for (guint32 i = 0; i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    const KdGlyphs *g = kd_scan_sentence(scan, i);
    Search s = {.ctx = ctx, .document = d, .sentence = i, .span = sentence->span, .points = points};
    s.finder = finder;
    s.article = kd_document_block(d, sentence->block)->article;
    look_for_fixed(&s, g);
    kd_quoted_foreach(g, look_at, &s);
  }
}

const KdDetector kd_detector_shorthand = {.name = "shorthand", .detect = detect};
