#include "reader/ends.h"

#include "base/data.h"
#include "base/utf8.h"
#include "reader/grams.h"
#include "reader/seam.h"

#define FULL_STOP 0x3002
#define SEMICOLON 0xFF1B
#define COMMA 0xFF0C
#define PAUSE 0x3001
#define JOINED 0.4          /* from this probability on a torn paragraph is joined … */
#define JOINED_INDENTED 0.9 /* … where paragraphs are indented and its first line is not full */
#define LIKELY 0.2          /* a 。 is put back, and nothing is asked there */
#define HIGHEST 0.98        /* confidence: no model knows better */
#define SURE 0.92           /* … or nothing is in doubt */

typedef struct {
  KdPage *page;
  guint *columns;    /* half cells, by article */
  guint *narrowest;  /* lines are hardly ever shorter than this, by article */
  gboolean *indents; /* by article: paragraphs begin with blanks */
  KdGrams *grams;
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

static gint compare_widths(gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *)a, y = *(const guint *)b;
  return x < y ? -1 : x > y;
}

/* Three lines of a hundred are shorter. Columns are set unevenly, so that a last line of this width may be
 * full. */
static guint find_narrowest(GArray *widths, guint column)
{
  g_array_sort(widths, compare_widths);
  guint w = widths->len ? g_array_index(widths, guint, widths->len * 3 / 100) : column;
  return CLAMP(w, column > 8 ? column - 8 : 0, column);
}

/* Column widths: the commonest width of lines that are neither first nor last of their paragraph. An article
 * indents when its paragraphs' first lines are mostly two cells shorter. */
static void measure_article(Ends *e, guint a)
{
  const KdArticle *article = &g_array_index(e->page->articles, KdArticle, a);
  g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GArray) firsts = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = article->first_block; i < article->first_block + article->n_blocks; i++) {
    const KdDraft *d = kd_page_draft(e->page, i);
    if (d->kind != KD_BLOCK_PARAGRAPH)
      continue;
    g_autoptr(GArray) segments = kd_draft_segments(d);
    for (guint s = 0; s + 1 < segments->len; s++)
      g_array_append_val(s ? widths : firsts, g_array_index(segments, KdSegment, s).width);
  }
  guint column = kd_widths_mode(widths), shorter = 0;
  column = column ? column : kd_widths_mode(firsts);
  e->columns[a] = column ? column : e->page->column;
  e->narrowest[a] = find_narrowest(widths, e->columns[a]);
  for (guint i = 0; i < firsts->len; i++)
    shorter += g_array_index(firsts, guint, i) + 3 <= e->columns[a];
  e->indents[a] = firsts->len >= 2 && shorter * 3 >= firsts->len * 2;
}

/* Width of the last line; *alone: is it the only one? */
static guint last_width(const KdDraft *d, gboolean *alone)
{
  guint width = 0, i = d->glyphs->len;
  while (i > 0) {
    const KdGlyph *g = kd_draft_glyph(d, --i);
    width += kd_glyph_width(g->c);
    if (g->flags & KD_GLYPH_WRAP)
      break;
  }
  *alone = i == 0;
  return width;
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
 * fills the column; elsewhere the words must show it. */
static gboolean continues(const Ends *e, const KdDraft *first, const KdDraft *second)
{
  if (second->label || second->indented)
    return FALSE;
  if (!e->indents[second->article])
    return is_word_torn(e, first, second);
  g_autoptr(GArray) segments = kd_draft_segments(second);
  guint width = segments->len ? g_array_index(segments, KdSegment, 0).width : 0;
  return segments->len > 1 && width + 2 >= e->columns[second->article];
}

/* By the width of the last line alone: a full line was cut, or goes on. */
static End end_by_width(const Ends *e, const KdDraft *d, guint width, gboolean alone)
{
  if (width + 2 >= e->columns[d->article] || width >= e->narrowest[d->article])
    return (End){END_CUT, 0};
  return (End){!alone || kd_draft_letters(d) >= 8 ? END_LOST_MARK : END_SOUND, 0.95};
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

/* next: the paragraph behind d, or NULL. */
static End classify_end(const Ends *e, const KdDraft *d, const KdDraft *next)
{
  gunichar last = kd_draft_last_char(d, NULL);
  if (last == 0 || kd_is_end_mark(last) || last == 0x2026 || last == 0xFF1A || last == 0xFF1B)
    return (End){END_SOUND, 0};
  gboolean alone, open = last == COMMA || last == PAUSE || kd_is_opening(last);
  guint width = last_width(d, &alone);
  gint slack = (gint)width - (gint)e->columns[d->article];
  if (next && continues(e, d, next))
    if (open || end_by_width(e, d, width, alone).class == END_CUT)
      return (End){END_TORN, 1};
  gboolean may_join = next && !next->label && !next->indented;
  double joined = !may_join ? 2 : e->indents[d->article] ? JOINED_INDENTED : JOINED;
  if (e->page->ctx->ngrams && slack >= KD_SEAM_SHORT && !(alone && kd_draft_letters(d) < 8))
    return end_by_seam(kd_seam_weigh(&e->seams, d, next, slack), joined);
  return open ? (End){END_CUT, 0} : end_by_width(e, d, width, alone);
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

/* Joins the text of the second to the first; the second is left empty. */
static void join(KdDraft *first, KdDraft *second)
{
  guint at = first->glyphs->len;
  g_array_append_vals(first->glyphs, second->glyphs->data, second->glyphs->len);
  kd_draft_glyph(first, at)->flags |= KD_GLYPH_WRAP;
  first->last_line = second->last_line;
  g_array_set_size(second->glyphs, 0);
}

/* Does the neighbour, numbered as d is, end with a semicolon? */
static gboolean has_semicolon(const KdDraft *d, const KdDraft *neighbour)
{
  return neighbour && neighbour->label_kind == d->label_kind && neighbour->glyphs->len &&
         kd_draft_last_char(neighbour, NULL) == SEMICOLON;
}

/* Do the words behind the last mark announce what follows? 做到以下几点 */
static gboolean announces(const KdDraft *d)
{
  for (guint i = d->glyphs->len; i-- > d->label + 1 && !kd_is_clause_mark(char_at(d, i));)
    if (char_at(d, i) == 0x4E0B && (char_at(d, i - 1) == 0x4EE5 || char_at(d, i - 1) == 0x5982))
      return TRUE; /* 以下 如下 */
  return FALSE;
}

/* The next draft of any kind that is no noise; NULL at the end. */
static const KdDraft *find_following(const KdPage *page, guint i)
{
  for (i++; i < page->drafts->len; i++) {
    const KdDraft *d = kd_page_draft(page, i);
    if (d->kind != KD_BLOCK_NOISE && d->glyphs->len)
      return d;
  }
  return NULL;
}

/* The mark that a paragraph ends with: ； between numbered members of a list, ： in front of the first one.
 */
static gunichar find_end_mark(const KdPage *page, guint i)
{
  const KdDraft *d = kd_page_draft(page, i), *before = i ? kd_page_draft(page, i - 1) : NULL;
  const KdDraft *next = find_following(page, i);
  if (next && next->label && next->label_kind != d->label_kind && announces(d))
    return 0xFF1A;
  gboolean goes_on = next && d->label && next->label_kind == d->label_kind;
  return goes_on && (has_semicolon(d, before) || has_semicolon(d, next)) ? SEMICOLON : FULL_STOP;
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

static const KdDraft *draft_or_null(const KdPage *page, guint i)
{
  return i == G_MAXUINT ? NULL : kd_page_draft(page, i);
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
  if (end.class == END_LIKELY_LOST || end.class == END_CUT)
    mark_cut(d);
  if (end.class == END_LIKELY_LOST || end.class == END_LOST_MARK)
    add_end_mark(d, find_end_mark(page, i), (guint)(MIN(end.confidence, HIGHEST) * 1000));
}

void kd_ends_mend(KdPage *page)
{
  if (!page->wrapped)
    return;
  g_autofree guint *columns = g_new0(guint, page->articles->len + 1);
  g_autofree guint *narrowest = g_new0(guint, page->articles->len + 1);
  g_autofree gboolean *indents = g_new0(gboolean, page->articles->len + 1);
  g_autoptr(KdGrams) grams = kd_grams_new(page);
  g_autoptr(KdGapNet) gaps = kd_gapnet_new(kd_data_get("seams.bin"));
  Ends e = {page, columns, narrowest, indents, grams, {page->ctx->ngrams, gaps}};
  for (guint a = 0; a < page->articles->len; a++)
    measure_article(&e, a);
  for (guint i = 0; i < page->drafts->len; i++)
    if (is_text(kd_page_draft(page, i)) && kd_page_draft(page, i)->glyphs->len)
      mend_draft(&e, i);
  drop_empty(page);
}
