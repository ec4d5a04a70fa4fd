#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/lists.h"
#include "extractor/runs.h"

#define MIN_CERTAINTY 0.35 /* of a list that is reported */

typedef struct {
  const KdContext *ctx;
  const KdDocument *document;
  const KdGlyphs *g;
  guint32 article, block;
  KdSpan sentence;
  GArray *clauses; /* KdStretch */
  GPtrArray *points;
  KdListFinder *finder;
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

/* 按照A、B、C的程序: what the members are called says that they follow each other. */
static gboolean names_steps(const Search *s, KdRange stretch, const KdList *list)
{
  static const char *const words[] = {"的程序", "的步骤", "的流程", "的顺序"};
  static const char *const along[] = {"按照", "依照", "经过", "履行"};
  KdRange before = {stretch.a, g_array_index(list->members, KdRange, 0).a};
  KdRange behind = {list->tail, stretch.b};
  gboolean steps = FALSE, led = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    steps |= kd_range_starts(s->g, behind, words[i]);
  for (guint i = 0; i < G_N_ELEMENTS(along); i++)
    led |= kd_range_ends(s->g, before, along[i]);
  return steps && led;
}

/* What the last two members are joined by, 、 or 和; what follows the last where it is 等. */
static void give_list_reasons(const Search *s, KdPoint *p, const KdList *list)
{
  const KdRange *last = &g_array_index(list->members, KdRange, list->members->len - 1);
  kd_point_add_reason(p, KD_RULE_ENUMERATION, kd_range_span(s->g, (KdRange){last[-1].b, last->a}));
  if (list->open)
    kd_point_add_reason(p, KD_RULE_OPEN_LIST, kd_range_span(s->g, (KdRange){last->b, list->tail}));
}

/* Between two 、 may stand nothing but a blank. */
static gboolean has_empty_member(const Search *s, const KdList *list)
{
  for (guint i = 0; i < list->members->len; i++)
    if (kd_range_len(kd_range_trim(s->g, g_array_index(list->members, KdRange, i))) == 0)
      return TRUE;
  return FALSE;
}

static void add_list(Search *s, KdRange stretch, const KdList *list)
{
  if (list->certainty < MIN_CERTAINTY || has_empty_member(s, list))
    return;
  KdPoint *p = kd_point_new(KD_POINT_SERIES, "series");
  p->article = s->article;
  for (guint i = 0; i < list->members->len; i++)
    kd_point_add_member(p,
                        kd_range_span(s->g, kd_range_trim(s->g, g_array_index(list->members, KdRange, i))));
  p->head = kd_range_span(s->g, find_head(s, stretch, list));
  p->text = kd_range_span(s->g, kd_range_trim(s->g, stretch));
  p->ordered = list->steps || names_steps(s, stretch, list);
  p->confidence = list->certainty;
  give_list_reasons(s, p, list);
  if (p->ordered)
    kd_point_add_reason(p, KD_RULE_STEPS, p->head);
  g_ptr_array_add(s->points, p);
}

/* The words with which both clauses open, else end; empty: none. */
static KdRange find_common_words(const KdGlyphs *g, KdRange x, KdRange y)
{
  guint most = MIN(kd_range_len(x), kd_range_len(y)), front = 0, back = 0;
  while (front < most && kd_glyph_char(g, x.a + front) == kd_glyph_char(g, y.a + front))
    front++;
  while (back < most && kd_glyph_char(g, x.b - back - 1) == kd_glyph_char(g, y.b - back - 1))
    back++;
  return front ? (KdRange){x.a, x.a + front} : (KdRange){x.b - back, x.b};
}

static void add_run(const KdRange *members, guint n, KdPointRule rule, double confidence, gpointer data)
{
  Search *s = data;
  KdPoint *p = kd_point_new(KD_POINT_SERIES, "series");
  p->article = s->article;
  for (guint i = 0; i < n; i++)
    kd_point_add_member(p, kd_range_span(s->g, members[i]));
  p->text = s->sentence;
  p->confidence = confidence;
  kd_point_add_reason(p, rule, kd_range_span(s->g, find_common_words(s->g, members[n - 2], members[n - 1])));
  g_ptr_array_add(s->points, p);
}

/* A paragraph that breaks off has no mark at its end: its last words may be half a member. */
static gboolean breaks_off(const Search *s, KdRange stretch, gunichar mark)
{
  const KdBlock *b = kd_document_block(s->document, s->block);
  gboolean prose = b->kind == KD_BLOCK_PARAGRAPH || b->kind == KD_BLOCK_ABSTRACT;
  return prose && mark == 0 && kd_glyph(s->g, stretch.b)->at == kd_span_end(b->span);
}

static void look_at_stretch(KdRange stretch, gunichar mark, guint region, gpointer data)
{
  Search *s = data;
  KdStretch one = {stretch, mark, region};
  g_array_append_val(s->clauses, one);
  g_autoptr(GPtrArray) lists = kd_lists_find(s->finder, s->g, stretch);
  gboolean cut = breaks_off(s, stretch, mark);
  for (guint i = 0; i + cut < lists->len; i++)
    add_list(s, stretch, g_ptr_array_index(lists, i));
}

static void detect(const KdContext *ctx, const KdScan *scan, GPtrArray *points)
{
  const KdDocument *d = scan->document;
  Search s = {.ctx = ctx, .document = d, .points = points};
  g_autoptr(KdListFinder) finder = kd_list_finder_new(ctx);
  s.finder = finder;
  s.clauses = g_array_new(FALSE, FALSE, sizeof(KdStretch));
  for (guint32 i = 0; i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    const KdGlyphs *g = s.g = kd_scan_sentence(scan, i);
    s.sentence = sentence->span;
    s.block = sentence->block;
    s.article = kd_document_block(d, sentence->block)->article;
    g_array_set_size(s.clauses, 0);
    kd_stretches_foreach(g, look_at_stretch, &s);
    kd_runs_foreach(ctx, g, s.clauses, add_run, &s);
  }
  g_array_unref(s.clauses);
}

const KdDetector kd_detector_series = {.name = "series", .detect = detect};
