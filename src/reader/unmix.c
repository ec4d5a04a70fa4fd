#include "reader/unmix.h"

#include "base/utf8.h"
#include "reader/junction.h"

#define REACH 6       /* lines by which a line may stand behind the one it follows */
#define FEWEST 8      /* lines of a mixed block */
#define MOST 400      /* lines; longer blocks are no paragraphs */
#define WORST (-8.0)  /* score of a junction: the table does not know everything */
#define END_USUAL 5.0 /* by how much the end of a paragraph is rarer than another character */
#define SHORT 6       /* half cells by which a last line is shorter than the column */
#define GAIN                                                                                                 \
  19.0 /* nats by which two paragraphs are likelier than one, and one more a line that is mixed              \
        */
#define GAIN_DOUBT 15.5 /* … from which on the lines are not trusted */
#define LEAST_ZONE 5    /* lines that are mixed */
#define STRONG 3.0      /* score of a junction that can be trusted */
#define DOUBTFUL 0.0    /* … of one that stood so in the file */
#define WINDOW 8        /* junctions in a row */
#define SUSPECT 4       /* of them do not go together: worth a closer look */
#define BAD (-3.0)      /* score of a junction that does not */

/* Where the other column stands: not begun, ended, or its last line so many lines above. */
enum { NOT_BEGUN, ENDED, ABOVE, SLOTS = ABOVE + REACH + 1 };

/* The best way to get to a state; from: column * SLOTS + slot of the line above. */
typedef struct {
  double score;
  gint16 from; /* −1: there is no way */
} Cell;

typedef struct {
  const KdNgrams *ngrams;
  KdDraft *draft;
  const KdSegment *lines;
  guint n;
  KdRims *rims;
  guint column; /* half cells */
  double *ends; /* by line: score of an end behind it */
  Cell *cells;  /* n × 2 × SLOTS: by line, its column, where the other one stands */
} Mix;

static Cell *cell_at(const Mix *m, guint line, guint state)
{
  return &m->cells[(gsize)line * 2 * SLOTS + state];
}

/* A short line with an end mark: the last one of its paragraph. */
static gboolean is_last_line(const Mix *m, guint i)
{
  gunichar last = m->rims[i].last;
  return m->lines[i].width + SHORT <= m->column && (kd_is_end_mark(last) || last == 0x201D);
}

static double score_junction(const Mix *m, guint above, guint below)
{
  double s = kd_junction_score(m->ngrams, &m->rims[above], &m->rims[below]);
  return is_last_line(m, above) ? WORST : MAX(s, WORST);
}

static double score_end(const Mix *m, guint i)
{
  double s = kd_junction_end(m->ngrams, &m->rims[i]) + END_USUAL;
  return MAX(s, WORST) + (is_last_line(m, i) ? END_USUAL : 0);
}

static void offer(const Mix *m, guint line, guint state, double score, guint from)
{
  Cell *c = cell_at(m, line, state);
  if (c->from < 0 || score > c->score)
    *c = (Cell){score, (gint16)from};
}

/* Line i behind line i − 1, and behind each line that the other column may have ended with. */
static void step(const Mix *m, guint i)
{
  double behind[REACH + 2]; /* by how many lines further up than the line above */
  double start = kd_junction_start(m->ngrams, &m->rims[i]);
  for (guint k = 0; k < G_N_ELEMENTS(behind); k++)
    behind[k] = k < i ? score_junction(m, i - 1 - k, i) : WORST;
  for (guint state = 0; state < 2 * SLOTS; state++) {
    const Cell *c = cell_at(m, i - 1, state);
    guint column = state / SLOTS, slot = state % SLOTS, switched = (1 - column) * SLOTS + ABOVE;
    if (c->from < 0)
      continue;
    guint older = slot >= ABOVE ? slot + 1 : slot;
    if (older < SLOTS)
      offer(m, i, column * SLOTS + older, c->score + behind[0], state);
    if (slot == NOT_BEGUN)
      offer(m, i, switched, c->score + start, state);
    else if (slot >= ABOVE)
      offer(m, i, switched, c->score + behind[slot - ABOVE + 1], state);
  }
  for (guint state = 0; state < 2 * SLOTS; state++) {
    const Cell *c = cell_at(m, i, state);
    guint slot = state % SLOTS;
    if (c->from >= 0 && slot >= ABOVE)
      offer(m, i, state - slot + ENDED, c->score + m->ends[i - 1 - (slot - ABOVE)], (guint)c->from);
  }
}

/* The column of each line; by how much two paragraphs are likelier than one. */
static double solve(Mix *m, guint8 *columns)
{
  for (gsize k = 0; k < (gsize)m->n * 2 * SLOTS; k++)
    m->cells[k].from = -1;
  for (guint i = 0; i < m->n; i++)
    m->ends[i] = score_end(m, i);
  *cell_at(m, 0, NOT_BEGUN) = (Cell){0, 0};
  for (guint i = 1; i < m->n; i++)
    step(m, i);
  const Cell *one = cell_at(m, m->n - 1, NOT_BEGUN);
  const Cell *a = cell_at(m, m->n - 1, ENDED), *b = cell_at(m, m->n - 1, SLOTS + ENDED);
  if (a->from < 0 && b->from < 0)
    return 0;
  gboolean second = a->from < 0 || (b->from >= 0 && b->score > a->score);
  guint state = second ? SLOTS + ENDED : ENDED;
  double gain = (second ? b->score : a->score) - one->score;
  for (guint i = m->n; i-- > 0;) {
    columns[i] = state >= SLOTS;
    state = (guint)cell_at(m, i, state)->from;
  }
  return gain;
}

/* --- parting ------------------------------------------------------------------------------------------ */

/* The clauses on both sides of glyph at. */
static void mark_around(KdDraft *d, guint at)
{
  guint from = at, to = at;
  while (from > 0 && (from == at || !kd_is_clause_mark(kd_draft_glyph(d, from - 1)->c)))
    from--;
  while (to < d->glyphs->len && !kd_is_clause_mark(kd_draft_glyph(d, to)->c))
    to++;
  for (guint i = from; i < MIN(to + 1, d->glyphs->len); i++)
    kd_draft_glyph(d, i)->flags |= KD_GLYPH_BROKEN;
}

/* The lines of one column as a draft of their own. */
static KdDraft *take_column(const Mix *m, const guint8 *columns, guint column)
{
  KdDraft *d = kd_draft_new();
  guint last = G_MAXUINT;
  g_autoptr(GArray) weak = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < m->n; i++) {
    if (columns[i] != column)
      continue;
    guint at = d->glyphs->len;
    g_array_append_vals(d->glyphs, kd_draft_glyph(m->draft, m->lines[i].first), m->lines[i].n);
    KdGlyph *g = kd_draft_glyph(d, at);
    gboolean moved = i > 0 && last + 1 != i;
    double score = last == G_MAXUINT ? STRONG : score_junction(m, last, i);
    if (moved) {
      g->flags |= KD_GLYPH_MOVED;
      g->confidence = score >= STRONG ? 950 : 600;
    }
    if (score < (moved ? STRONG : DOUBTFUL))
      g_array_append_val(weak, at);
    g->flags = (guint16)(at ? g->flags | KD_GLYPH_WRAP : g->flags & ~KD_GLYPH_WRAP);
    last = i;
  }
  for (guint k = 0; k < weak->len; k++)
    mark_around(d, g_array_index(weak, guint, k));
  d->first_line = kd_draft_glyph(d, 0)->line;
  d->last_line = kd_draft_glyph(d, d->glyphs->len - 1)->line;
  return d;
}

static guint column_width(const GArray *lines)
{
  g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < lines->len; i++)
    g_array_append_val(widths, g_array_index(lines, KdSegment, i).width);
  return kd_widths_mode(widths);
}

/* Are there lines enough in a row that do not go together? */
static gboolean is_suspect(const Mix *m)
{
  guint bad = 0;
  g_autofree gboolean *is_bad = g_new0(gboolean, m->n);
  for (guint i = 1; i < m->n; i++) {
    is_bad[i] = score_junction(m, i - 1, i) < BAD;
    bad += is_bad[i];
    bad -= i > WINDOW && is_bad[i - WINDOW];
    if (bad >= SUSPECT)
      return TRUE;
  }
  return FALSE;
}

/* lines: KdSegment, of the draft; the caller owns it and clears the mix. */
static Mix open_mix(const KdNgrams *ngrams, KdDraft *d, const GArray *lines)
{
  guint n = lines->len;
  Mix m = {.ngrams = ngrams, .draft = d, .lines = (const KdSegment *)(gpointer)lines->data, .n = n};
  m.rims = g_new(KdRims, n);
  m.ends = g_new(double, n);
  m.cells = g_new(Cell, (gsize)n * 2 * SLOTS);
  m.column = column_width(lines);
  for (guint i = 0; i < n; i++)
    m.rims[i] = kd_rims_read(ngrams, d, m.lines[i].first, m.lines[i].n);
  return m;
}

static void clear_mix(Mix *m)
{
  g_free(m->rims);
  g_free(m->ends);
  g_free(m->cells);
}

double kd_unmix_gain(const KdNgrams *ngrams, KdDraft *d)
{
  g_autoptr(GArray) lines = kd_draft_segments(d);
  if (lines->len < 2 || lines->len > MOST)
    return 0;
  Mix m = open_mix(ngrams, d, lines);
  g_autofree guint8 *columns = g_new0(guint8, m.n);
  double gain = solve(&m, columns) / m.n;
  clear_mix(&m);
  return gain;
}

/* The second paragraph of a mixed draft, taken out of it. */
static KdDraft *part(const Mix *m, const guint8 *columns)
{
  KdDraft *d = m->draft, *first = take_column(m, columns, 0), *second = take_column(m, columns, 1);
  GArray *glyphs = d->glyphs;
  d->glyphs = first->glyphs;
  d->last_line = first->last_line;
  first->glyphs = glyphs;
  kd_draft_free(first);
  second->unmixed = TRUE;
  return second;
}

/* The lines from the first on among which there are lines of both columns. */
static guint count_mixed(const Mix *m, const guint8 *columns)
{
  guint last[2] = {0, 0};
  for (guint i = 0; i < m->n; i++)
    last[columns[i]] = i;
  return MIN(last[0], last[1]) + 1;
}

typedef enum { UNMIXED, DOUBTFULLY_MIXED, MIXED } Mixture;

static Mixture weigh_mixture(Mix *m, guint8 *columns)
{
  double gain = is_suspect(m) ? solve(m, columns) : 0;
  guint zone = count_mixed(m, columns);
  if (zone < LEAST_ZONE || gain < GAIN_DOUBT + zone)
    return UNMIXED;
  return gain >= GAIN + zone ? MIXED : DOUBTFULLY_MIXED;
}

/* Is one of the paragraphs that a draft was parted into mixed itself? Then there were three columns. */
static gboolean is_still_mixed(const KdNgrams *ngrams, KdDraft *d)
{
  g_autoptr(GArray) lines = kd_draft_segments(d);
  if (lines->len < FEWEST)
    return FALSE;
  Mix m = open_mix(ngrams, d, lines);
  g_autofree guint8 *columns = g_new0(guint8, m.n);
  Mixture mixture = weigh_mixture(&m, columns);
  clear_mix(&m);
  return mixture != UNMIXED;
}

/* NULL when the draft is not mixed. */
static KdDraft *unmix_draft(const KdNgrams *ngrams, KdDraft *d)
{
  g_autoptr(GArray) lines = kd_draft_segments(d);
  guint n = lines->len;
  if (n < FEWEST || n > MOST)
    return NULL;
  Mix m = open_mix(ngrams, d, lines);
  g_autofree guint8 *columns = g_new0(guint8, n);
  Mixture mixture = weigh_mixture(&m, columns);
  KdDraft *second = mixture == MIXED ? part(&m, columns) : NULL;
  clear_mix(&m);
  d->mixed = mixture == DOUBTFULLY_MIXED;
  if (second)
    d->mixed = second->mixed = is_still_mixed(ngrams, d) || is_still_mixed(ngrams, second);
  return second;
}

void kd_unmix(KdPage *page)
{
  const KdNgrams *ngrams = page->ctx->ngrams;
  if (!page->wrapped || ngrams == NULL)
    return;
  GPtrArray *out = g_ptr_array_new_full(page->drafts->len, (GDestroyNotify)kd_draft_free);
  for (guint i = 0; i < page->drafts->len; i++) {
    KdDraft *d = kd_page_draft(page, i);
    g_ptr_array_add(out, d);
    KdDraft *second = d->hashes ? NULL : unmix_draft(ngrams, d);
    if (second)
      g_ptr_array_add(out, second);
  }
  g_ptr_array_set_free_func(page->drafts, NULL);
  g_ptr_array_unref(page->drafts);
  page->drafts = out;
}
