#include "reader/unsound.h"

#include "base/utf8.h"
#include "reader/grams.h"
#include "reader/unmix.h"

#define OPEN_DOUBLE 0x201C
#define CLOSE_DOUBLE 0x201D
#define LEAD_LONGEST 34  /* letters */
#define LIKELY_MIXED 0.9 /* nats a line */

static gboolean is_text(const KdDraft *d)
{
  return d->kind == KD_BLOCK_PARAGRAPH || d->kind == KD_BLOCK_ABSTRACT;
}

static gunichar char_at(const KdDraft *d, guint i)
{
  return i < d->glyphs->len ? kd_draft_glyph(d, i)->c : 0;
}

static void mark_range(KdDraft *d, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    kd_draft_glyph(d, i)->flags |= KD_GLYPH_BROKEN;
}

static guint clause_start(const KdDraft *d, guint i)
{
  while (i > d->label && !kd_is_clause_mark(char_at(d, i - 1)))
    i--;
  while (i < d->glyphs->len && kd_is_closing(char_at(d, i)))
    i++;
  return i;
}

/* Behind the end mark of the sentence that i stands in. */
static guint sentence_end(const KdDraft *d, guint i)
{
  while (i < d->glyphs->len && !kd_is_end_mark(char_at(d, i)))
    i++;
  return MIN(i + 1, d->glyphs->len);
}

/* --- quotation marks ---------------------------------------------------------------------------------- */

typedef enum { SIDE_UNKNOWN, SIDE_OPEN, SIDE_CLOSE } Side;

static gboolean is_straight(const KdGlyph *g)
{
  return (g->flags & KD_GLYPH_FOLDED) && (g->c == OPEN_DOUBLE || g->c == CLOSE_DOUBLE);
}

/* Which way a quotation mark must look, by its neighbours. */
static Side side_of(const KdDraft *d, guint i)
{
  const KdGlyph *g = kd_draft_glyph(d, i);
  if (!is_straight(g))
    return g->c == OPEN_DOUBLE ? SIDE_OPEN : SIDE_CLOSE;
  gunichar before = i ? char_at(d, i - 1) : 0, after = char_at(d, i + 1);
  if (i == 0 || before == 0xFF1A || before == 0xFF0C || before == 0x3001)
    return SIDE_OPEN;
  if (after == 0 || kd_is_clause_mark(after) || after == 0x3001 || kd_is_end_mark(before))
    return SIDE_CLOSE;
  return SIDE_UNKNOWN;
}

/* Gives every straight mark its side; G_MAXUINT, or the mark without a partner. */
static guint pair_quotes(KdDraft *d)
{
  guint open = G_MAXUINT, unpaired = G_MAXUINT;
  for (guint i = 0; i < d->glyphs->len; i++) {
    KdGlyph *g = kd_draft_glyph(d, i);
    if (g->c != OPEN_DOUBLE && g->c != CLOSE_DOUBLE)
      continue;
    Side side = side_of(d, i);
    if (side == SIDE_UNKNOWN)
      side = open == G_MAXUINT ? SIDE_OPEN : SIDE_CLOSE;
    if (side == SIDE_OPEN && open != G_MAXUINT && unpaired == G_MAXUINT)
      unpaired = open;
    if (side == SIDE_CLOSE && open == G_MAXUINT && unpaired == G_MAXUINT)
      unpaired = i;
    open = side == SIDE_OPEN ? i : G_MAXUINT;
    g->c = side == SIDE_OPEN ? OPEN_DOUBLE : CLOSE_DOUBLE;
  }
  return unpaired == G_MAXUINT ? open : unpaired;
}

static gboolean is_odd(const KdDraft *d)
{
  guint n = 0;
  for (guint i = 0; i < d->glyphs->len; i++)
    n += char_at(d, i) == OPEN_DOUBLE || char_at(d, i) == CLOSE_DOUBLE;
  return n % 2 != 0;
}

/* A quotation over several paragraphs opens in each of them. */
static gboolean opens_again(const KdPage *page, guint i)
{
  return i + 1 < page->drafts->len && char_at(kd_page_draft(page, i + 1), 0) == OPEN_DOUBLE;
}

static void check_quotes(KdPage *page, guint i)
{
  KdDraft *d = kd_page_draft(page, i);
  if (!is_odd(d))
    return;
  guint at = pair_quotes(d);
  if (at == G_MAXUINT || (at == 0 && opens_again(page, i)))
    return;
  const KdGlyph *g = kd_draft_glyph(d, at);
  kd_findings_add(page->ctx->findings, KD_FINDING_UNPAIRED_QUOTE, (KdPlace){page->file, g->line, g->column},
                  NULL);
  if (!page->wrapped || !is_text(d))
    return;
  guint to = g->c == OPEN_DOUBLE ? d->glyphs->len : sentence_end(d, at);
  mark_range(d, clause_start(d, at), to);
}

/* After a join, marks that were paired in halves are paired anew, by turns. */
static void repair_pairs(KdDraft *d)
{
  gboolean open = FALSE;
  for (guint i = 0; i < d->glyphs->len; i++) {
    KdGlyph *g = kd_draft_glyph(d, i);
    if (is_straight(g))
      g->c = open ? CLOSE_DOUBLE : OPEN_DOUBLE;
    if (g->c == OPEN_DOUBLE || g->c == CLOSE_DOUBLE)
      open = g->c == OPEN_DOUBLE;
  }
}

/* --- mixed lines -------------------------------------------------------------------------------------- */

static guint column_of(const KdPage *page, const GArray *segments)
{
  g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 1; i + 1 < segments->len; i++)
    g_array_append_val(widths, g_array_index(segments, KdSegment, i).width);
  return widths->len >= 4 ? kd_widths_mode(widths) : page->column;
}

static gboolean is_line_end_mark(gunichar c)
{
  return kd_is_clause_mark(c) || c == 0x3001 || c == 0x201D || c == 0xFF09 || c == 0x300B;
}

/* Half cells of the word or number that a line begins with: it may have been too long for the line above. */
static guint first_word_width(const KdDraft *d, guint i)
{
  guint n = 0;
  while (char_at(d, i + n) < 0x80 && kd_is_letter(char_at(d, i + n)))
    n++;
  return 2 * n;
}

/* A line in the middle of a paragraph that cannot stand there. All characters are counted as whole cells:
 * here a line must not be taken for shorter than it is. */
static gboolean has_strange_line(const KdPage *page, KdDraft *d)
{
  const KdNgrams *ngrams = page->ctx->ngrams;
  g_autoptr(GArray) segments = kd_draft_segments(d);
  guint column = column_of(page, segments);
  for (guint i = 1; i + 1 < segments->len; i++) {
    const KdSegment *s = &g_array_index(segments, KdSegment, i);
    gunichar last = char_at(d, s->first + s->n - 1);
    guint width = 2 * s->n + first_word_width(d, s->first + s->n);
    if (width + 8 <= column && kd_is_end_mark(last))
      return TRUE;
    /* Behind a mark it is a run of marks that was parted. */
    gunichar first = char_at(d, s->first), second = char_at(d, s->first + 1);
    if (kd_is_letter(char_at(d, s->first - 1)) &&
        (is_line_end_mark(first) || (first == OPEN_DOUBLE && is_line_end_mark(second))))
      return !ngrams || kd_unmix_gain(ngrams, d) >= LIKELY_MIXED;
  }
  return FALSE;
}

typedef struct {
  guint end; /* glyphs of the first sentence */
  guint clauses;
  guint letters;
  guint wraps; /* inside it */
} Lead;

static Lead read_lead(const KdDraft *d)
{
  Lead lead = {sentence_end(d, 0), 0, 0, 0};
  for (guint i = 0; i < lead.end; i++) {
    const KdGlyph *g = kd_draft_glyph(d, i);
    lead.clauses += kd_is_clause_mark(g->c);
    lead.letters += kd_is_letter(g->c);
    lead.wraps += (g->flags & KD_GLYPH_WRAP) != 0;
  }
  return lead;
}

/* Leads of the paragraphs under one heading, by number of clauses. */
static guint count_like_leads(const KdPage *page, const KdDraft *d, const Lead *lead)
{
  guint n = 0, seen = 0;
  const KdArticle *a = &g_array_index(page->articles, KdArticle, d->article);
  for (guint i = a->first_block; i < a->first_block + a->n_blocks && seen < 64; i++) {
    const KdDraft *other = kd_page_draft(page, i);
    if (other->kind != KD_BLOCK_PARAGRAPH || other->parent != d->parent || other->glyphs->len == 0)
      continue;
    seen++;
    Lead l = read_lead(other);
    n += l.clauses == lead->clauses && l.letters <= LEAD_LONGEST && l.wraps <= 1;
  }
  return n;
}

/* Up to where a mixed paragraph is sound. */
static guint sound_part(const KdPage *page, const KdDraft *d)
{
  Lead lead = read_lead(d);
  if (lead.letters > LEAD_LONGEST || lead.wraps > 1)
    return d->label;
  if (lead.wraps == 0)
    return lead.end;
  return lead.clauses == 2 && count_like_leads(page, d, &lead) >= 3 ? lead.end : d->label;
}

/* The characters at which lines near a paragraph begin and end. */
typedef struct {
  GArray *starts, *ends; /* gunichar */
} Edges;

/* The line that ends in front of glyph at is torn off in the middle of a word: what its last two characters
 * nearly always go on with in this text, or what the next line's first one nearly always follows, stands at
 * the edge of another line near by. */
static gboolean is_bad_junction(const KdGrams *grams, const KdDraft *d, guint at, const Edges *edges)
{
  gunichar a = char_at(d, at - 2), b = char_at(d, at - 1), next = char_at(d, at);
  if (!kd_is_han(a) || !kd_is_han(b) || !kd_is_han(next) || kd_grams_pair(grams, b, next))
    return FALSE;
  guint left = kd_grams_pair(grams, a, b), right = kd_grams_single(grams, next);
  for (guint i = 0; i < edges->starts->len; i++) {
    gunichar c = g_array_index(edges->starts, gunichar, i);
    gunichar e = g_array_index(edges->ends, gunichar, i);
    guint after = kd_grams_triple(grams, a, b, c), before = kd_grams_pair(grams, e, next);
    if ((after >= 2 && after * 10 >= left * 8) || (before >= 2 && before * 2 >= right))
      return TRUE;
  }
  return FALSE;
}

static void collect_edges(const KdPage *page, guint i, Edges *edges)
{
  for (guint k = i ? i - 1 : 0; k <= i + 1 && k < page->drafts->len; k++) {
    const KdDraft *d = kd_page_draft(page, k);
    for (guint g = 1; g < d->glyphs->len && edges->starts->len < 200; g++) {
      if (!(kd_draft_glyph(d, g)->flags & KD_GLYPH_WRAP))
        continue;
      g_array_append_val(edges->starts, kd_draft_glyph(d, g)->c);
      g_array_append_val(edges->ends, kd_draft_glyph(d, g - 1)->c);
    }
  }
}

static guint clause_end(const KdDraft *d, guint i)
{
  while (i < d->glyphs->len && !kd_is_clause_mark(char_at(d, i)))
    i++;
  return MIN(i + 1, d->glyphs->len);
}

/* A paragraph beside a mixed one: from the start of the sentence to the end of the clause where a line does
 * not fit. */
static void mark_neighbour(KdPage *page, const KdGrams *grams, guint i)
{
  KdDraft *d = kd_page_draft(page, i);
  g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(gunichar));
  g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(gunichar));
  Edges edges = {starts, ends};
  collect_edges(page, i, &edges);
  guint from = d->label;
  for (guint g = 2; g < d->glyphs->len; g++) {
    if (kd_is_end_mark(char_at(d, g - 1)))
      from = g;
    if ((kd_draft_glyph(d, g)->flags & KD_GLYPH_WRAP) && is_bad_junction(grams, d, g, &edges))
      mark_range(d, from, clause_end(d, g));
  }
}

static void mark_mixed(KdPage *page)
{
  guint n = page->drafts->len;
  g_autofree gboolean *mixed = g_new0(gboolean, n + 1);
  gboolean any = FALSE;
  for (guint i = 0; i < n; i++) {
    KdDraft *d = kd_page_draft(page, i);
    mixed[i] = is_text(d) && (d->mixed || has_strange_line(page, d));
    any = any || mixed[i];
    if (mixed[i])
      mark_range(d, sound_part(page, d), d->glyphs->len);
  }
  if (!any)
    return;
  g_autoptr(KdGrams) grams = kd_grams_new(page);
  for (guint i = 0; i < n; i++)
    if (!mixed[i] && is_text(kd_page_draft(page, i)) && ((i && mixed[i - 1]) || mixed[i + 1]))
      mark_neighbour(page, grams, i);
}

void kd_unsound_mark(KdPage *page)
{
  for (guint i = 0; i < page->drafts->len; i++) {
    repair_pairs(kd_page_draft(page, i));
    check_quotes(page, i);
  }
  if (page->wrapped)
    mark_mixed(page);
}
