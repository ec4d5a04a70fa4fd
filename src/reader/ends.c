#include "reader/ends.h"

#include "base/utf8.h"
#include "reader/grams.h"

#define FULL_STOP 0x3002
#define COMMA 0xFF0C
#define PAUSE 0x3001

typedef struct {
  KdPage *page;
  guint *columns;    /* half cells, by article */
  guint *narrowest;  /* lines are hardly ever shorter than this, by article */
  gboolean *indents; /* by article: paragraphs begin with blanks */
  KdGrams *grams;
} Ends;

typedef enum { END_SOUND, END_LOST_MARK, END_CUT } EndClass;

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

static EndClass classify_end(const Ends *e, const KdDraft *d)
{
  gunichar last = kd_draft_last_char(d, NULL);
  if (last == 0 || kd_is_end_mark(last) || last == 0x2026 || last == 0xFF1A || last == 0xFF1B)
    return END_SOUND;
  if (last == COMMA || last == PAUSE || kd_is_opening(last))
    return END_CUT;
  gboolean alone;
  guint width = last_width(d, &alone);
  if (width + 2 >= e->columns[d->article] || width >= e->narrowest[d->article])
    return END_CUT;
  return !alone || kd_draft_letters(d) >= 8 ? END_LOST_MARK : END_SOUND;
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

static void add_full_stop(KdDraft *d, guint confidence)
{
  guint32 at = 0;
  kd_draft_last_char(d, &at);
  guint n = d->glyphs->len;
  gboolean quoted = at + 1 < n;
  const KdGlyph *last = kd_draft_glyph(d, n - 1);
  KdGlyph g = {.c = FULL_STOP, .line = last->line, .column = last->column + 1, .flags = KD_GLYPH_ADDED};
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

static void mend_draft(const Ends *e, guint i)
{
  KdPage *page = e->page;
  KdDraft *d = kd_page_draft(page, i);
  EndClass end = classify_end(e, d);
  while (end == END_CUT) {
    guint next = find_next(page, i);
    if (next == G_MAXUINT || !continues(e, d, kd_page_draft(page, next)))
      break;
    join(d, kd_page_draft(page, next));
    end = classify_end(e, d);
    if (kd_page_draft(page, next)->glyphs->len == 0 && next == page->drafts->len - 1)
      break;
  }
  if (end == END_LOST_MARK)
    add_full_stop(d, 950);
  else if (end == END_CUT)
    mark_cut(d);
}

void kd_ends_mend(KdPage *page)
{
  if (!page->wrapped)
    return;
  g_autofree guint *columns = g_new0(guint, page->articles->len + 1);
  g_autofree guint *narrowest = g_new0(guint, page->articles->len + 1);
  g_autofree gboolean *indents = g_new0(gboolean, page->articles->len + 1);
  g_autoptr(KdGrams) grams = kd_grams_new(page);
  Ends e = {page, columns, narrowest, indents, grams};
  for (guint a = 0; a < page->articles->len; a++)
    measure_article(&e, a);
  for (guint i = 0; i < page->drafts->len; i++)
    if (is_text(kd_page_draft(page, i)) && kd_page_draft(page, i)->glyphs->len)
      mend_draft(&e, i);
  drop_empty(page);
}
