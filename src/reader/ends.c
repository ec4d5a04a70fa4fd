#include "reader/ends.h"

#include "base/data.h"
#include "base/utf8.h"
#include "reader/endmark.h"
#include "reader/grams.h"
#include "reader/margins.h"
#include "reader/seam.h"

#define FULL_STOP 0x3002
#define SEMICOLON 0xFF1B
#define COMMA 0xFF0C
#define COLON 0xFF1A
#define PAUSE 0x3001
#define JOINED 0.15         /* from this probability on a torn paragraph is joined … */
#define JOINED_INDENTED 0.9 /* … where paragraphs are indented and its first line is not full */
#define LIKELY 0.2          /* a 。 is put back, and nothing is asked there */
#define LONGEST_LIST 40     /* members that are looked at */
#define HIGHEST 0.98        /* confidence: no model knows better */
#define CLEAR 0.9           /* … a cut can be told whatever stands around */
#define SURE 0.95           /* … or nothing is in doubt */

typedef struct {
  KdPage *page;
  const KdMargins *margins;
  KdGrams *grams;
  GHashTable *starts; /* guint64 *, owned: the first letters of sentences → how many begin so */
  KdSeamBasis seams;
} Ends;

typedef enum { END_SOUND, END_LOST_MARK, END_LIKELY_LOST, END_TORN, END_CUT } EndClass;

typedef struct {
  EndClass class;
  double confidence;
} End;

static gboolean is_text(const KdDraft *d)
{
  return d->kind == KD_BLOCK_PARAGRAPH || d->kind == KD_BLOCK_ABSTRACT;
}

static gunichar char_at(const KdDraft *d, guint i)
{
  return i < d->glyphs->len ? kd_draft_glyph(d, i)->c : 0;
}

/* Does the text elsewhere go on from the last characters of one draft to the first of the other? */
static gboolean is_word_torn(const Ends *e, const KdDraft *first, const KdDraft *second)
{
  guint n = first->glyphs->len;
  if (n < 2 || second->glyphs->len < 2)
    return FALSE;
  gunichar a = char_at(first, n - 2), b = char_at(first, n - 1), c = char_at(second, 0),
           d = char_at(second, 1);
  return kd_is_han(b) && kd_is_han(c) &&
         (kd_grams_triple(e->grams, a, b, c) > 0 || kd_grams_triple(e->grams, b, c, d) > 0);
}

/* Does the second draft go on from the first, which was torn? In a text that indents, its first line then
 * fills the column; elsewhere the words must show it, by the n-gram table where there is one. */
static gboolean continues(const Ends *e, const KdDraft *first, const KdDraft *second)
{
  if (second->label || second->indented || second->unmixed)
    return FALSE;
  if (!kd_margins_indents(e->margins, second->article))
    return e->page->ctx->ngrams == NULL && is_word_torn(e, first, second);
  g_autoptr(GArray) segments = kd_draft_segments(second);
  guint width = segments->len ? g_array_index(segments, KdSegment, 0).width : 0;
  return segments->len > 1 && width + 2 >= kd_margins_column(e->margins, second->article);
}

/* By the width of the last line alone: a full line was cut, or goes on. */
static End end_by_width(const Ends *e, const KdDraft *d, gint slack, gboolean alone)
{
  if (kd_margins_is_full(e->margins, d->article, slack))
    return (End){END_CUT, 0};
  return (End){!alone || kd_draft_letters(d) >= 8 ? END_LOST_MARK : END_SOUND, 0.95};
}

/* Does the text stop behind a mark that ends nothing? */
static gboolean is_open(const KdDraft *d)
{
  gunichar last = kd_draft_last_char(d, NULL);
  return last == COMMA || last == PAUSE || kd_is_opening(last);
}

/* From the probability `joined` on the paragraph goes on in the next one. */
static End end_by_seam(KdSeam seam, double joined)
{
  if (seam.torn >= joined)
    return (End){END_TORN, seam.torn};
  if (seam.lost >= SURE)
    return (End){END_LOST_MARK, seam.lost};
  return seam.lost >= LIKELY ? (End){END_LIKELY_LOST, seam.lost} : (End){END_CUT, seam.cut};
}

/* The three letters from glyph i on; 0 when there are fewer in front of the next mark. */
static guint64 start_at(const KdDraft *d, guint i)
{
  guint64 key = 0;
  while (i < d->glyphs->len && kd_is_opening(char_at(d, i)))
    i++;
  for (guint n = 0; n < 3; n++) {
    if (!kd_is_letter(char_at(d, i + n)))
      return 0;
    key = key << 21 | char_at(d, i + n);
  }
  return key;
}

static void count_start(Ends *e, guint64 key)
{
  guint n = GPOINTER_TO_UINT(g_hash_table_lookup(e->starts, &key));
  if (key)
    g_hash_table_replace(e->starts, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(n + 1));
}

static void count_starts(Ends *e)
{
  for (guint k = 0; k < e->page->drafts->len; k++) {
    const KdDraft *d = kd_page_draft(e->page, k);
    if (!is_text(d))
      continue;
    count_start(e, start_at(d, d->label));
    for (guint i = d->label + 1; i < d->glyphs->len; i++)
      if (char_at(d, i - 1) == FULL_STOP)
        count_start(e, start_at(d, i));
  }
}

/* Do other sentences begin as d does? */
static gboolean has_known_start(const Ends *e, const KdDraft *d)
{
  guint64 key = start_at(d, d->label);
  return GPOINTER_TO_UINT(g_hash_table_lookup(e->starts, &key)) > 1;
}

/* next: the paragraph behind d, or NULL. */
static KdSeamSight see_end(const Ends *e, const KdDraft *d, const KdDraft *next, gint slack)
{
  return (KdSeamSight){
      .next = next,
      .full = kd_margins_full_odds(e->margins, d->article, slack),
      .losses = kd_margins_loss_odds(e->margins),
      .known_words = next && is_word_torn(e, d, next),
      .known_start = next && has_known_start(e, next),
  };
}

/* next: the paragraph behind d, or NULL. */
static End classify_end(const Ends *e, const KdDraft *d, const KdDraft *next)
{
  gunichar last = kd_draft_last_char(d, NULL);
  if (last == 0 || kd_is_end_mark(last) || last == 0x2026 || last == COLON || last == 0xFF1B)
    return (End){END_SOUND, 0};
  gboolean alone, open = is_open(d);
  gint slack = kd_margins_slack(e->margins, d, &alone);
  if (next && continues(e, d, next))
    if (open || end_by_width(e, d, slack, alone).class == END_CUT)
      return (End){END_TORN, 1};
  gboolean may_join = next && !next->label && !next->indented && !next->unmixed;
  double joined = !may_join ? 2 : kd_margins_indents(e->margins, d->article) ? JOINED_INDENTED : JOINED;
  if (alone && d->label && kd_draft_letters(d) < 8)
    return (End){END_LOST_MARK, 0.95};
  if (e->page->ctx->ngrams && slack >= KD_MARGIN_SHORT && !(alone && kd_draft_letters(d) < 8)) {
    KdSeamSight sight = see_end(e, d, next, slack);
    return end_by_seam(kd_seam_weigh(&e->seams, d, &sight), joined);
  }
  return open ? (End){END_CUT, 0} : end_by_width(e, d, slack, alone);
}

/* The next block of text in the same article, over noise; NULL when something else stands there. */
static guint find_next(const KdPage *page, guint i)
{
  guint32 article = kd_page_draft(page, i)->article;
  for (i++; i < page->drafts->len; i++) {
    const KdDraft *d = kd_page_draft(page, i);
    if (d->article != article)
      return G_MAXUINT;
    if (d->kind != KD_BLOCK_NOISE)
      return d->kind == KD_BLOCK_PARAGRAPH ? i : G_MAXUINT;
  }
  return G_MAXUINT;
}

static const KdDraft *draft_or_null(const KdPage *page, guint i)
{
  return i == G_MAXUINT ? NULL : kd_page_draft(page, i);
}

/* Joins the text of the second to the first; the second is left empty. */
static void join(KdDraft *first, KdDraft *second)
{
  guint at = first->glyphs->len;
  g_array_append_vals(first->glyphs, second->glyphs->data, second->glyphs->len);
  kd_draft_glyph(first, at)->flags |= KD_GLYPH_WRAP;
  first->last_line = second->last_line;
  g_array_set_size(second->glyphs, 0);
}

static void add_end_mark(KdDraft *d, gunichar mark, guint confidence)
{
  guint32 at = 0;
  kd_draft_last_char(d, &at);
  guint n = d->glyphs->len;
  gboolean quoted = at + 1 < n;
  const KdGlyph *last = kd_draft_glyph(d, n - 1);
  KdGlyph g = {.c = mark, .line = last->line, .column = last->column + 1, .flags = KD_GLYPH_ADDED};
  g.confidence = (guint16)(quoted ? confidence - 20 : confidence);
  g_array_append_val(d->glyphs, g);
}

/* Flags what follows the last sound clause. Where the cut stands right behind a mark, the clause is whole:
 * only its last letter and the mark are flagged. */
static void mark_cut(KdDraft *d)
{
  guint n = d->glyphs->len, from = n;
  gunichar last = kd_draft_glyph(d, n - 1)->c;
  if (last == COMMA) {
    from = n >= 2 ? n - 2 : 0;
  } else {
    while (from > d->label && !kd_is_clause_mark(kd_draft_glyph(d, from - 1)->c))
      from--;
    while (from < n && kd_is_closing(kd_draft_glyph(d, from)->c))
      from++;
  }
  for (guint i = from; i < n; i++)
    kd_draft_glyph(d, i)->flags |= KD_GLYPH_BROKEN;
}

/* Indices change when emptied drafts go: parents and articles follow. */
static void drop_empty(KdPage *page)
{
  guint n = page->drafts->len, to = 0;
  g_autofree guint32 *moved = g_new(guint32, n + 1);
  GPtrArray *kept = g_ptr_array_new_with_free_func((GDestroyNotify)kd_draft_free);
  for (guint i = 0; i < n; i++) {
    KdDraft *d = g_ptr_array_index(page->drafts, i);
    moved[i] = to;
    if (d->glyphs->len == 0) {
      kd_draft_free(d);
    } else {
      g_ptr_array_add(kept, d);
      to++;
    }
  }
  moved[n] = to;
  g_ptr_array_set_free_func(page->drafts, NULL);
  g_ptr_array_unref(page->drafts);
  page->drafts = kept;
  for (guint i = 0; i < kept->len; i++) {
    KdDraft *d = kd_page_draft(page, i);
    d->parent = d->parent == KD_NONE ? KD_NONE : moved[d->parent];
  }
  for (guint i = 0; i < page->articles->len; i++) {
    KdArticle *a = &g_array_index(page->articles, KdArticle, i);
    guint32 end = moved[a->first_block + a->n_blocks];
    a->first_block = moved[a->first_block];
    a->n_blocks = end - a->first_block;
  }
}

/* The clauses on both sides of a junction that is not sure. */
static void mark_junction(KdDraft *d, guint at)
{
  guint from = at - 1, to = at;
  while (from > d->label && !kd_is_clause_mark(char_at(d, from - 1)))
    from--;
  while (to + 1 < d->glyphs->len && !kd_is_clause_mark(char_at(d, to)))
    to++;
  for (guint i = from; i <= to; i++)
    kd_draft_glyph(d, i)->flags |= KD_GLYPH_BROKEN;
}

static void mend_draft(const Ends *e, guint i)
{
  KdPage *page = e->page;
  KdDraft *d = kd_page_draft(page, i);
  guint next = find_next(page, i);
  End end = classify_end(e, d, draft_or_null(page, next));
  while (end.class == END_TORN) {
    guint at = d->glyphs->len;
    join(d, kd_page_draft(page, next));
    if (end.confidence < SURE)
      mark_junction(d, at);
    next = find_next(page, next);
    end = classify_end(e, d, draft_or_null(page, next));
  }
  if (end.class == END_SOUND)
    return;
  gunichar mark = kd_end_mark_choose(page, i);
  /* What announces a list that stands there was not cut, nor was what ends as its neighbours do, unless the
   * words are clearly broken off. */
  gboolean broken_off = end.class == END_CUT && end.confidence >= CLEAR;
  if (!is_open(d) && !broken_off && (mark == COLON || kd_end_mark_is_parallel(page, i)))
    end = (End){END_LOST_MARK, MAX(end.confidence, SURE)};
  if (end.class != END_LOST_MARK)
    mark_cut(d);
  if (end.class != END_CUT)
    add_end_mark(d, mark, (guint)(MIN(end.confidence, HIGHEST) * 1000));
}

void kd_ends_mend(KdPage *page)
{
  if (!page->wrapped)
    return;
  g_autoptr(KdMargins) margins = kd_margins_new(page);
  g_autoptr(KdGrams) grams = kd_grams_new(page);
  g_autoptr(KdGapNet) gaps = kd_gapnet_new(kd_data_get("seams.bin"));
  g_autoptr(GHashTable) starts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  Ends e = {page, margins, grams, starts, {page->ctx->ngrams, gaps}};
  count_starts(&e);
  for (guint i = 0; i < page->drafts->len; i++)
    if (is_text(kd_page_draft(page, i)) && kd_page_draft(page, i)->glyphs->len)
      mend_draft(&e, i);
  drop_empty(page);
}
