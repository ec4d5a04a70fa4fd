#include "reader/measure.h"

#include "base/utf8.h"

#define LONGEST 120 /* cells of a line */
#define UNKNOWN (KD_SLACKS - 1)

static guint width_of(const KdGlyph *g, gboolean half)
{
  if (g->flags & (KD_GLYPH_ADDED | KD_GLYPH_SUGGESTED))
    return 0;
  return half ? kd_glyph_width(g->c) : 2;
}

/* Cells, by half a cell rounded up, of the line that ends in front of glyph i. */
static guint measure_line(const KdDraft *d, guint i, gboolean half, gboolean *first)
{
  guint width = 0;
  *first = TRUE;
  while (i > 0 && *first && width < 2 * LONGEST) {
    const KdGlyph *g = kd_draft_glyph(d, --i);
    width += width_of(g, half);
    *first = !(g->flags & KD_GLYPH_WRAP);
  }
  return (width + 1) / 2;
}

typedef struct {
  guint counts[LONGEST + 1]; /* lines, by cells */
} Lengths;

static void count_lines(const KdDraft *d, gboolean half, Lengths *lengths)
{
  gboolean first;
  for (guint i = 1; i < d->glyphs->len; i++)
    if (kd_draft_glyph(d, i)->flags & KD_GLYPH_WRAP) {
      guint cells = measure_line(d, i, half, &first);
      lengths->counts[MIN(cells, LONGEST)] += !first;
    }
}

static guint find_commonest(const Lengths *lengths)
{
  guint best = 0;
  for (guint w = 1; w < LONGEST; w++)
    if (lengths->counts[w] > lengths->counts[best])
      best = w;
  return lengths->counts[best] ? best : 0;
}

static guint count_uneven(const Lengths *lengths, guint cells)
{
  guint sum = 0;
  for (guint w = 0; w <= LONGEST; w++)
    sum += lengths->counts[w] * MIN(w > cells ? w - cells : cells - w, 4);
  return sum;
}

KdMeasure kd_measure_drafts(const KdPage *page, guint first, guint n)
{
  Lengths whole = {{0}}, half = {{0}};
  for (guint i = first; i < first + n; i++) {
    const KdDraft *d = kd_page_draft(page, i);
    if (d->kind != KD_BLOCK_PARAGRAPH && d->kind != KD_BLOCK_ABSTRACT)
      continue;
    count_lines(d, FALSE, &whole);
    count_lines(d, TRUE, &half);
  }
  guint cells = find_commonest(&whole), halves = find_commonest(&half);
  gboolean is_half = count_uneven(&half, halves) < count_uneven(&whole, cells);
  return (KdMeasure){is_half ? halves : cells, is_half};
}

guint kd_measure_slack(const KdMeasure *m, const KdDraft *d, guint i)
{
  gboolean first;
  gint longer = (gint)measure_line(d, i, m->half, &first) - (gint)m->cells;
  if (m->cells == 0 || (first && longer < -3))
    return UNKNOWN;
  return (guint)CLAMP(longer, -4, 2) + 4;
}
