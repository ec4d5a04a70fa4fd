#include "reader/margins.h"

#include "base/utf8.h"

#include <math.h>

#define NARROWEST_SLACK (-12) /* half cells that are counted one by one */
#define WIDEST_SLACK 8
#define SLACKS (WIDEST_SLACK - NARROWEST_SLACK + 1)
#define WEIGHT_BEFORE 20.0 /* lines that the usual shape of columns counts for */
#define COLUMN_USUAL 32    /* half cells */

typedef struct {
  guint column;    /* half cells */
  guint narrowest; /* lines are hardly ever shorter */
  gboolean indents;
} Margin;

struct KdMargins {
  Margin *articles;
  guint counts[SLACKS]; /* inner lines of the page, by slack */
  guint lines;
  double losses;
};

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

static guint slack_index(gint slack)
{
  return (guint)(CLAMP(slack, NARROWEST_SLACK, WIDEST_SLACK) - NARROWEST_SLACK);
}

/* Column widths: the commonest width of lines that are neither first nor last of their paragraph. An article
 * indents when its paragraphs' first lines are mostly two cells shorter. */
static void measure_article(KdMargins *m, const KdPage *page, guint a)
{
  const KdArticle *article = &g_array_index(page->articles, KdArticle, a);
  Margin *margin = &m->articles[a];
  g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GArray) firsts = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = article->first_block; i < article->first_block + article->n_blocks; i++) {
    const KdDraft *d = kd_page_draft(page, i);
    if (d->kind != KD_BLOCK_PARAGRAPH)
      continue;
    g_autoptr(GArray) segments = kd_draft_segments(d);
    for (guint s = 0; s + 1 < segments->len; s++)
      g_array_append_val(s ? widths : firsts, g_array_index(segments, KdSegment, s).width);
  }
  guint column = kd_widths_mode(widths), shorter = 0;
  column = column ? column : kd_widths_mode(firsts);
  margin->column = column ? column : page->column;
  margin->narrowest = find_narrowest(widths, margin->column);
  for (guint i = 0; i < widths->len; i++)
    m->counts[slack_index((gint)g_array_index(widths, guint, i) - (gint)margin->column)]++;
  m->lines += widths->len;
  for (guint i = 0; i < firsts->len; i++)
    shorter += g_array_index(firsts, guint, i) + 3 <= margin->column;
  margin->indents = firsts->len >= 2 && shorter * 3 >= firsts->len * 2;
}

static gboolean is_open(const KdDraft *d)
{
  gunichar last = kd_draft_last_char(d, NULL);
  return last && !kd_is_end_mark(last) && last != 0x2026 && last != 0xFF1A && last != 0xFF1B;
}

/* A last line of a paragraph has any width alike: as many of those that lost their mark look full as the
 * full widths are a part of all. */
static void count_losses(KdMargins *m, const KdPage *page)
{
  double lost = 0, open = 0;
  for (guint i = 0; i < page->drafts->len; i++) {
    const KdDraft *d = kd_page_draft(page, i);
    if (d->kind != KD_BLOCK_PARAGRAPH || d->glyphs->len == 0 || !is_open(d))
      continue;
    gboolean alone;
    gint slack = kd_margins_slack(m, d, &alone);
    if (alone)
      continue;
    double column = MAX(m->articles[d->article].column, 12), full = 4 - KD_MARGIN_SHORT;
    if (slack < KD_MARGIN_SHORT)
      lost += full / (column + KD_MARGIN_SHORT);
    else
      open++;
  }
  m->losses = log((lost + 1) / (MAX(open - lost, 0) + 1));
}

KdMargins *kd_margins_new(const KdPage *page)
{
  KdMargins *m = g_new0(KdMargins, 1);
  m->articles = g_new0(Margin, page->articles->len + 1);
  for (guint a = 0; a < page->articles->len; a++)
    measure_article(m, page, a);
  count_losses(m, page);
  return m;
}

void kd_margins_free(KdMargins *margins)
{
  if (margins == NULL)
    return;
  g_free(margins->articles);
  g_free(margins);
}

guint kd_margins_column(const KdMargins *margins, guint article)
{
  return margins->articles[article].column;
}

gboolean kd_margins_indents(const KdMargins *margins, guint article)
{
  return margins->articles[article].indents;
}

gint kd_margins_slack(const KdMargins *margins, const KdDraft *d, gboolean *alone)
{
  guint width = 0, i = d->glyphs->len;
  while (i > 0) {
    const KdGlyph *g = kd_draft_glyph(d, --i);
    width += kd_glyph_width(g->c);
    if (g->flags & KD_GLYPH_WRAP)
      break;
  }
  *alone = i == 0;
  return (gint)width - (gint)margins->articles[d->article].column;
}

gboolean kd_margins_is_full(const KdMargins *margins, guint article, gint slack)
{
  const Margin *m = &margins->articles[article];
  return slack + 2 >= 0 || slack + (gint)m->column >= (gint)m->narrowest;
}

/* Part of the lines that are by so much wider than the column, on the pages we know. */
static double usual_share(gint slack)
{
  guint off = (guint)ABS(slack);
  return off <= 1 ? 0.2 : off <= 2 ? 0.12 : off <= 4 ? 0.03 : off <= 8 ? 0.005 : 0.001;
}

double kd_margins_full_odds(const KdMargins *margins, guint article, gint slack)
{
  guint column = margins->articles[article].column;
  double n = margins->counts[slack_index(slack)] + WEIGHT_BEFORE * usual_share(slack);
  double full = n / (margins->lines + WEIGHT_BEFORE), last = 1.0 / (MAX(column, 12) + 4);
  return log(full / last);
}

double kd_margins_loss_odds(const KdMargins *margins)
{
  return margins->losses;
}
