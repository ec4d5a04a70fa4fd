#include "exporter/page.h"

#include "base/error.h"
#include "base/utf8.h"
#include "exporter/wording.h"
#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#define MM (72 / 25.4)
#define DATE "1980-01-01T00:00:00Z" /* of every paper: same set, same bytes */
#define HAIRLINE 0.5

/* --- measures --- */

double kd_page_baseline(double size, double pitch)
{
  const double ascent = 0.88; /* of a square */
  return (pitch - size) / 2 + ascent * size;
}

static void set_sizes(KdPageForm *f, const KdPaperOptions *o)
{
  if (o->style == KD_STYLE_GONGWEN) { /* GB/T 9704: 3号, 22 lines of 28 on a page; the title 2号 */
    f->size = 15.75;
    f->pitch = 225 * MM / 22;
    f->title_size = 22;
    f->note_size = 14;
    f->footer_size = 14;
  } else { /* 小四, the title 三号 */
    f->size = 12;
    f->pitch = 20;
    f->title_size = 16;
    f->note_size = 10.5;
    f->footer_size = 10.5;
  }
  if (o->large) {
    f->size = o->style == KD_STYLE_GONGWEN ? 20 : 18;
    f->pitch = o->style == KD_STYLE_GONGWEN ? 36 : 30;
    f->title_size = 24;
    f->note_size = 16;
    f->footer_size = 14;
  }
  f->title_pitch = f->title_size * 1.6;
  f->note_pitch = f->note_size * 1.6;
}

/* Columns are whole squares wide: a full line has no slack. */
KdPageForm kd_page_form(const KdPaperOptions *o)
{
  KdPageForm f = {.width = 210 * MM, .height = 297 * MM, .left = 28 * MM, .top = 20 * MM};
  double width = f.width - f.left - 20 * MM, height = f.height - 2 * f.top;
  if (o->style == KD_STYLE_GONGWEN) {
    f.top = 37 * MM;
    width = 156 * MM;
    height = 225 * MM + 0.1;
  }
  set_sizes(&f, o);
  guint columns = CLAMP(o->columns, 1, 2);
  double column = columns == 1 ? width : (width - 2 * f.size) / 2;
  guint squares = (guint)(column / f.size);
  f.frame = (KdFrame){columns, squares * f.size, height, 0, o->sheet == KD_SHEET_A3X2 ? 2 : 1};
  if (columns == 2)
    f.frame.gap = width - 2 * f.frame.width;
  return f;
}

/* --- drawing --- */

typedef struct {
  const KdPages *pages;
  cairo_surface_t *surface;
  cairo_t *cr;
  guint n_pages, n_numbered; /* empty halves of sheets have no number */
  guint sheet, number;       /* from 1 */
  int parent;                /* the bookmark of level 0 that was set last */
} Drawing;

static KdTypeLine *set_plain(const Drawing *d, const char *string, KdFace face, double size)
{
  g_autoptr(KdTypeText) text = kd_type_text_new();
  kd_type_text_add(text, face, string, -1);
  KdForm form = {.size = size, .width = d->pages->form->height};
  g_autoptr(GPtrArray) lines = kd_typeset(d->pages->typesetter, text, &form);
  return g_ptr_array_steal_index(lines, 0);
}

static void draw_centred(const Drawing *d, KdTypeLine *line, double x, double baseline)
{
  kd_type_line_draw(line, d->cr, x - line->width / 2, baseline);
  kd_type_line_free(line);
}

/* 第1页　共5页; in an official paper — 1 —, outside. */
static void draw_footer(const Drawing *d, guint page)
{
  const KdPageForm *f = d->pages->form;
  double width = f->frame.columns * f->frame.width + (f->frame.columns - 1) * f->frame.gap;
  double bottom = f->top + f->frame.height;
  if (d->pages->paper->options->style == KD_STYLE_GONGWEN) {
    g_autofree char *number = g_strdup_printf("— %u —", d->number);
    KdTypeLine *line = set_plain(d, number, KD_FACE_BODY, f->footer_size);
    double x = page % 2 ? f->left + f->footer_size : f->left + width - f->footer_size - line->width;
    kd_type_line_draw(line, d->cr, x, bottom + 7 * MM + f->footer_size * 0.3);
    kd_type_line_free(line);
    return;
  }
  g_autofree char *number = g_strdup_printf("第%u页　共%u页", d->number, d->n_numbered);
  draw_centred(d, set_plain(d, number, KD_FACE_BODY, f->footer_size), f->left + width / 2, bottom + 9 * MM);
}

/* The sealed margin, read from the side: who writes, a dotted line, and on it what it is. */
static void draw_seal(const Drawing *d)
{
  const KdPageForm *f = d->pages->form;
  double middle = f->height / 2;
  g_autoptr(KdTypeText) text = kd_type_text_new();
  static const char *const labels[] = {"单位", "　姓名"};
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
    kd_type_text_add(text, KD_FACE_BODY, labels[i], -1);
    kd_type_text_add_blank(text, KD_FACE_BODY, i ? 10 : 16);
  }
  KdForm form = {.size = 12, .width = f->height};
  g_autoptr(GPtrArray) lines = kd_typeset(d->pages->typesetter, text, &form);
  cairo_save(d->cr);
  cairo_translate(d->cr, 0, middle);
  cairo_rotate(d->cr, -G_PI / 2);
  draw_centred(d, g_ptr_array_steal_index(lines, 0), 0, 11 * MM);
  KdTypeLine *words = set_plain(d, "密　　封　　线　　内　　不　　要　　答　　题", KD_FACE_BODY, 9);
  double half = words->width / 2 + 9, line = 18 * MM;
  draw_centred(d, words, 0, line + 3);
  const double dots[] = {1, 3};
  cairo_set_dash(d->cr, dots, 2, 0);
  cairo_set_line_width(d->cr, HAIRLINE * 1.5);
  for (int side = -1; side <= 1; side += 2) {
    cairo_move_to(d->cr, side * half, line);
    cairo_line_to(d->cr, side * (middle - 15 * MM), line);
  }
  cairo_stroke(d->cr);
  cairo_restore(d->cr);
}

static void add_bookmark(Drawing *d, const KdBox *box, double x, double y)
{
  g_autofree char *where = g_strdup_printf("page=%u pos=[%d %d]", d->sheet, (int)x, (int)y);
  int parent = box->level ? d->parent : CAIRO_PDF_OUTLINE_ROOT;
  int id = cairo_pdf_surface_add_outline(d->surface, parent, box->outline, where, 0);
  if (box->level == 0)
    d->parent = id;
}

static void draw_box(Drawing *d, const KdPlacement *place, double sheet_x)
{
  const KdPageForm *f = d->pages->form;
  double x = f->left + place->x, y = f->top + place->y;
  const KdBox *box = place->box;
  if (box->outline)
    add_bookmark(d, box, sheet_x + x, y);
  for (guint i = 0; i < box->lines->len; i++) {
    const KdPlacedLine *line = &g_array_index(box->lines, KdPlacedLine, i);
    kd_type_line_draw(line->line, d->cr, x + line->x, y + line->baseline);
  }
  for (guint i = 0; i < box->rules->len; i++) {
    const KdRule *r = &g_array_index(box->rules, KdRule, i);
    cairo_rectangle(d->cr, x + r->x, y + r->y, r->width, r->height);
    cairo_fill(d->cr);
  }
}

static guint page_at(const GArray *placements, guint i)
{
  return g_array_index(placements, KdPlacement, i).page;
}

static void count_pages(Drawing *d)
{
  const GArray *placements = d->pages->placements;
  for (guint i = 0; i < placements->len; i++)
    d->n_numbered += i == 0 || page_at(placements, i) != page_at(placements, i - 1);
  d->n_pages = page_at(placements, placements->len - 1) + 1; /* the title stands on the first */
}

static void draw_pages(Drawing *d)
{
  const GArray *placements = d->pages->placements;
  const KdPaper *paper = d->pages->paper;
  guint per_sheet = d->pages->form->frame.per_sheet;
  for (guint page = 0, next = 0; page < d->n_pages; page++) {
    double sheet_x = page % per_sheet * d->pages->form->width;
    d->sheet = page / per_sheet + 1;
    cairo_save(d->cr);
    cairo_translate(d->cr, sheet_x, 0);
    if (page == 0 && paper->options->seal && paper->has_items)
      draw_seal(d);
    gboolean is_empty = page_at(placements, next) != page;
    d->number += !is_empty;
    for (; next < placements->len && page_at(placements, next) == page; next++)
      draw_box(d, &g_array_index(placements, KdPlacement, next), sheet_x);
    if (!is_empty)
      draw_footer(d, page);
    cairo_restore(d->cr);
    if ((page + 1) % per_sheet == 0 || page + 1 == d->n_pages)
      cairo_show_page(d->cr);
  }
}

static cairo_status_t append_bytes(void *out, const unsigned char *data, unsigned int len)
{
  g_string_append_len(out, (const char *)data, len);
  return CAIRO_STATUS_SUCCESS;
}

static void set_field(cairo_surface_t *surface, cairo_pdf_metadata_t field, const char *text)
{
  g_autoptr(GString) line = g_string_new(NULL);
  kd_wording_line(line, text);
  g_autofree char *printable = kd_printable_dup(line->str);
  cairo_pdf_surface_set_metadata(surface, field, printable);
}

static void set_metadata(cairo_surface_t *surface, const KdPaper *paper)
{
  set_field(surface, CAIRO_PDF_METADATA_TITLE, paper->title);
  if (paper->by)
    set_field(surface, CAIRO_PDF_METADATA_AUTHOR, paper->by);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "kaodian " KD_VERSION);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, DATE);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, DATE);
}

gboolean kd_pages_write(const KdPages *pages, GString *out, GError **error)
{
  const KdPageForm *f = pages->form;
  Drawing d = {.pages = pages, .parent = CAIRO_PDF_OUTLINE_ROOT};
  count_pages(&d);
  d.surface =
      cairo_pdf_surface_create_for_stream(append_bytes, out, f->width * f->frame.per_sheet, f->height);
  set_metadata(d.surface, pages->paper);
  d.cr = cairo_create(d.surface);
  draw_pages(&d);
  cairo_status_t status = cairo_status(d.cr);
  cairo_destroy(d.cr);
  cairo_surface_finish(d.surface);
  status = status ? status : cairo_surface_status(d.surface);
  cairo_surface_destroy(d.surface);
  if (status)
    g_set_error(error, KD_ERROR, KD_ERROR_IO, _("the PDF cannot be made: %s"),
                cairo_status_to_string(status));
  return status == CAIRO_STATUS_SUCCESS;
}
