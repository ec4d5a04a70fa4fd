#include "exporter/typeline.h"

#include "base/utf8.h"
#include "exporter/hanrules.h"
#include "exporter/typerow.h"
#include <pango/pangocairo.h>

/* In squares. */
#define SCRIPT_GAP 0.08 /* between Han and Latin; more reads as a blank when the text is copied */
#define BEYOND_HOPE 3   /* columns: no squeezing makes that one line */
#define FEW 8           /* characters that go from one line to the next */

/* A paragraph with what measuring it needs. */
typedef struct {
  KdTypeParagraph *p;
  KdCluster *c;
  guint n;
  int em, width;
  gint64 *widths; /* of the clusters before each, with their gaps */
  gint64 *rooms;  /* how much of that can be squeezed out */
} Setting;

/* Clusters [start, end) of a line. */
typedef struct {
  guint start, end;
} Cut;

static gboolean is_white(const KdCluster *c)
{
  return c->unit == 0 && kd_is_blank(c->c);
}

static int in_ems(const Setting *s, double ems)
{
  return (int)(ems * s->em);
}

/* --- squeezing --- */

/* How much white there is before and behind a full-width mark: half a square, where its ink leaves it. */
static void find_room(const Setting *s, KdCluster *c)
{
  if (c->n_glyphs != 1 || c->width < s->em - 1 || !(kd_opens_wide(c->c) || kd_closes_wide(c->c)))
    return;
  const PangoGlyphItem *run = g_ptr_array_index(s->p->runs, c->run);
  PangoRectangle ink;
  pango_font_get_glyph_extents(run->item->analysis.font, run->glyphs->glyphs[c->glyph].glyph, &ink, NULL);
  int half = s->em / 2;
  if (kd_opens_wide(c->c) && ink.x >= half)
    c->lead = half;
  if (kd_closes_wide(c->c) && ink.x + ink.width <= half)
    c->tail = half;
}

/* Two marks that meet take one and a half squares. */
static void squeeze_pairs(Setting *s)
{
  for (guint i = 0; i + 1 < s->n; i++) {
    KdCluster *a = &s->c[i], *b = &s->c[i + 1];
    if (kd_closes_wide(a->c) && (kd_closes_wide(b->c) || kd_opens_wide(b->c)))
      kd_cluster_take_tail(a, a->tail);
    else if (kd_opens_wide(a->c) && kd_opens_wide(b->c))
      kd_cluster_take_lead(b, b->lead);
  }
}

static void prepare(Setting *s)
{
  for (guint i = 0; i < s->n; i++)
    find_room(s, &s->c[i]);
  squeeze_pairs(s);
  s->widths = g_new0(gint64, s->n + 1);
  s->rooms = g_new0(gint64, s->n + 1);
  for (guint i = 0; i < s->n; i++) {
    KdCluster *c = &s->c[i];
    if (i && kd_changes_script(s->c[i - 1].last, c->c))
      c->gap = in_ems(s, SCRIPT_GAP);
    s->widths[i + 1] = s->widths[i] + c->gap + (c->spare ? 0 : c->width);
    s->rooms[i + 1] = s->rooms[i] + (c->droppable ? c->width : (c->lead + c->tail) / 2);
  }
}

/* --- breaking --- */

static gboolean may_begin(const Setting *s, guint i)
{
  const KdCluster *a = &s->c[i - 1], *b = &s->c[i];
  if (is_white(b) || (b->unit && b->unit == a->unit))
    return FALSE;
  return kd_may_break(a->last, b->c, s->p->breaks[b->start - s->p->start]);
}

static Cut trim(const Setting *s, Cut cut)
{
  while (cut.end > cut.start + 1 && is_white(&s->c[cut.end - 1]))
    cut.end--;
  while (cut.start > 0 && cut.start + 1 < cut.end && is_white(&s->c[cut.start]))
    cut.start++;
  return cut;
}

/* The line's width with nothing squeezed but its ends. */
static gint64 measure(const Setting *s, Cut cut)
{
  cut = trim(s, cut);
  gint64 width = s->widths[cut.end] - s->widths[cut.start] - s->c[cut.start].gap;
  return width - s->c[cut.start].lead - s->c[cut.end - 1].tail;
}

/* How much can be squeezed out of a line, its ends aside. */
static gint64 measure_room(const Setting *s, Cut cut)
{
  cut = trim(s, cut);
  return s->rooms[cut.end] - s->rooms[cut.start] - s->c[cut.start].lead / 2 - s->c[cut.end - 1].tail / 2;
}

/* Nothing fits that may stand alone: as many characters as fit, one at least, a unit whole. */
static guint break_anywhere(const Setting *s, guint start)
{
  guint end = start + 1;
  while (end < s->n && s->widths[end + 1] - s->widths[start] <= s->width)
    end++;
  guint whole = end;
  while (whole > start + 1 && whole < s->n && s->c[whole].unit && s->c[whole].unit == s->c[whole - 1].unit)
    whole--;
  return whole > start + 1 ? whole : end;
}

/* Where the line that begins at start ends. The first end beyond the column is taken if that squeezes less
 * than the last one before it would stretch. */
static guint find_end(const Setting *s, guint start)
{
  guint best = start;
  gint64 slack = s->width;
  for (guint i = start + 1; i <= s->n; i++) {
    if (s->widths[i] - s->widths[start] > BEYOND_HOPE * (gint64)s->width)
      break;
    if (i < s->n && !may_begin(s, i))
      continue;
    gint64 over = measure(s, (Cut){start, i}) - s->width;
    if (over <= 0) {
      best = i;
      slack = -over;
      continue;
    }
    if (s->p->form->justify && over < slack && over <= measure_room(s, (Cut){start, i}))
      best = i;
    break;
  }
  return best > start ? best : break_anywhere(s, start);
}

/* Characters of a line that are no marks. */
static guint count_bodies(const Setting *s, Cut cut)
{
  guint n = 0;
  for (guint i = cut.start; i < cut.end; i++)
    n += s->c[i].c == 0xFF3F || kd_is_letter(s->c[i].c) || s->c[i].kind == KD_UNIT_CHOICE;
  return n;
}

/* A last line of one character gets another from the line above. */
static void mend_last(const Setting *s, GArray *cuts)
{
  if (cuts->len < 2)
    return;
  Cut *last = &g_array_index(cuts, Cut, cuts->len - 1), *above = last - 1;
  if (count_bodies(s, *last) > 1)
    return;
  for (guint i = last->start - 1; i > above->start + 1 && last->start - i < FEW; i--) {
    if (!may_begin(s, i))
      continue;
    if (count_bodies(s, (Cut){i, last->end}) > 1 && measure(s, (Cut){i, last->end}) <= s->width) {
      above->end = last->start = i;
      return;
    }
  }
}

static GArray *cut_lines(const Setting *s)
{
  GArray *cuts = g_array_new(FALSE, FALSE, sizeof(Cut));
  for (guint start = 0; start < s->n;) {
    Cut cut = {start, find_end(s, start)};
    g_array_append_val(cuts, cut);
    start = cut.end;
    while (start < s->n && is_white(&s->c[start]))
      start++;
  }
  mend_last(s, cuts);
  return cuts;
}

/* --- lines --- */

/* Part of a run, with its own text. */
typedef struct {
  char *text;
  PangoGlyphItem glyphs;
  double width;
} Piece;

static void piece_clear(gpointer p)
{
  Piece *piece = p;
  g_free(piece->text);
  pango_item_free(piece->glyphs.item);
  pango_glyph_string_free(piece->glyphs.glyphs);
}

KdTypeLine *kd_type_line_new(void)
{
  KdTypeLine *line = g_new0(KdTypeLine, 1);
  line->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  g_array_set_clear_func(line->pieces, piece_clear);
  return line;
}

void kd_type_line_free(gpointer p)
{
  KdTypeLine *line = p;
  g_array_unref(line->pieces);
  g_free(line);
}

/* The glyphs of a cluster, moved and widened as it says; start: of the piece's text. */
static void copy_glyphs(PangoGlyphString *to, const PangoGlyphString *from, const KdCluster *c, guint start)
{
  int at = to->num_glyphs, natural = 0;
  pango_glyph_string_set_size(to, at + (int)c->n_glyphs);
  for (guint g = 0; g < c->n_glyphs; g++) {
    PangoGlyphInfo *info = &to->glyphs[at + (int)g];
    *info = from->glyphs[c->glyph + g];
    natural += info->geometry.width;
    info->geometry.x_offset -= c->shift;
    to->log_clusters[at + (int)g] = (int)(c->start - start);
  }
  to->glyphs[at + (int)c->n_glyphs - 1].geometry.width += c->width - natural;
}

/* Clusters of one run that stand side by side in it. */
static void add_piece(KdTypeLine *line, const KdTypeParagraph *p, const KdCluster *c, guint n)
{
  const PangoGlyphItem *run = g_ptr_array_index(p->runs, c->run);
  guint start = G_MAXUINT, end = 0;
  gint64 width = 0;
  for (guint i = 0; i < n; i++) {
    start = MIN(start, c[i].start);
    end = MAX(end, c[i].start + c[i].len);
    width += c[i].width;
  }
  Piece piece = {.text = g_strndup(p->text + start, end - start), .width = (double)width / PANGO_SCALE};
  piece.glyphs.item = pango_item_copy(run->item);
  piece.glyphs.item->offset = 0;
  piece.glyphs.item->length = (int)(end - start);
  piece.glyphs.item->num_chars = (int)g_utf8_strlen(piece.text, -1);
  piece.glyphs.glyphs = pango_glyph_string_new();
  for (guint i = 0; i < n; i++)
    copy_glyphs(piece.glyphs.glyphs, run->glyphs, &c[i], start);
  g_array_append_val(line->pieces, piece);
  line->width += piece.width;
}

static KdTypeLine *make_line(const KdTypeParagraph *p, const KdTypeRow *r)
{
  KdTypeLine *line = kd_type_line_new();
  for (guint i = 0; i < r->n;) {
    guint n = 1;
    while (i + n < r->n && !r->c[i].spare && !r->c[i + n].spare && r->c[i + n].run == r->c[i].run &&
           r->c[i + n].glyph == r->c[i + n - 1].glyph + r->c[i + n - 1].n_glyphs)
      n++;
    if (!r->c[i].spare)
      add_piece(line, p, &r->c[i], n);
    i += n;
  }
  return line;
}

static KdTypeLine *compose(const Setting *s, Cut cut, gboolean justify)
{
  cut = trim(s, cut);
  guint n = cut.end - cut.start;
  g_autofree KdCluster *copy = g_memdup2(&s->c[cut.start], n * sizeof(KdCluster));
  KdTypeRow row = {copy, n, s->em, s->width};
  kd_type_row_settle(&row, justify);
  return make_line(s->p, &row);
}

void kd_type_paragraph_set(KdTypeParagraph *p, GPtrArray *lines)
{
  Setting s = {.p = p, .c = (KdCluster *)(void *)p->clusters->data, .n = p->clusters->len};
  s.em = (int)(p->form->size * PANGO_SCALE);
  s.width = (int)(p->form->width * PANGO_SCALE);
  prepare(&s);
  g_autoptr(GArray) cuts = cut_lines(&s);
  for (guint i = 0; i < cuts->len; i++)
    g_ptr_array_add(lines, compose(&s, g_array_index(cuts, Cut, i), p->form->justify && i + 1 < cuts->len));
  g_free(s.widths);
  g_free(s.rooms);
}

void kd_type_line_draw(const KdTypeLine *line, cairo_t *cr, double x, double baseline)
{
  for (guint i = 0; i < line->pieces->len; i++) {
    Piece *piece = &g_array_index(line->pieces, Piece, i);
    cairo_move_to(cr, x, baseline);
    pango_cairo_show_glyph_item(cr, piece->text, &piece->glyphs);
    x += piece->width;
  }
}
