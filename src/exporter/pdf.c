/* A paper to print: type is set in lines, lines are put in boxes, boxes are poured on pages. */

#include "exporter/print.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define ANSWER_PITCH 2.0 /* from line to line where an answer is written, in squares */
#define LINES_TOGETHER 8 /* so many lines for an answer are not parted by a page */
#define RULE 0.5

/* --- stems --- */

static void add_piece(KdTypeText *text, const KdPaperPiece *piece, guint widest)
{
  if (piece->kind == KD_PIECE_TEXT)
    kd_type_text_add(text, KD_FACE_BODY, piece->text, (gssize)piece->len);
  else if (piece->kind == KD_PIECE_BLANK)
    kd_type_text_add_blank(text, KD_FACE_BODY, MIN(piece->width, widest));
  else
    kd_type_text_add_choice(text, KD_FACE_BODY);
}

static char *name_item(const KdPaperItem *item)
{
  return g_strdup_printf("%u．", item->number);
}

static void label_box(KdPrint *p, KdBox *box, const char *label, double x)
{
  const KdPageForm *f = &p->form;
  kd_box_add_label(box, kd_print_line(p, label, KD_FACE_BODY, f->size), x,
                   kd_page_baseline(f->size, f->pitch));
}

/* As items are set behind their numbers. */
static KdSetup hanging(const KdPrint *p)
{
  KdSetup s = kd_print_setup(p);
  s.x = p->hang;
  s.width -= p->hang;
  return s;
}

static void add_stem(KdPrint *p, const KdPaperItem *item)
{
  g_autoptr(KdTypeText) text = kd_type_text_new();
  KdSetup s = hanging(p);
  s.justify = TRUE;
  guint widest = (guint)MAX(3, s.width / s.size - 4);
  for (guint i = 0; i < item->stem->len; i++) {
    const KdPaperPiece *piece = &g_array_index(item->stem, KdPaperPiece, i);
    /* The letters of a matching item are written behind its left parts. */
    if (!(piece->kind == KD_PIECE_CHOICE && item->question->type == KD_QUESTION_MATCH))
      add_piece(text, piece, widest);
  }
  if (item->points)
    kd_type_text_add(text, KD_FACE_BODY, item->points, -1);
  g_autofree char *label = name_item(item);
  label_box(p, kd_print_text(p, text, &s), label, 0);
}

/* --- options --- */

/* Options stand 4, 2 or 1 in a row: as many as the widest lets stand. */
static guint count_in_row(KdPrint *p, const KdQuestion *q, double label, double width)
{
  double widest = 0;
  for (guint i = 0; i < kd_wording_choices(q); i++)
    widest = MAX(widest, kd_print_measure(p, kd_wording_choice(q, i), KD_FACE_BODY, p->form.size));
  widest += label + p->form.size;
  return widest <= width / 4 ? 4 : widest <= width / 2 ? 2 : 1;
}

static double measure_labels(KdPrint *p, guint n)
{
  double widest = 0;
  for (guint i = 0; i < n; i++) {
    g_autofree char *label = g_strdup_printf("%c．", kd_wording_letter(i));
    widest = MAX(widest, kd_print_measure(p, label, KD_FACE_BODY, p->form.size));
  }
  return widest;
}

static void add_options(KdPrint *p, const KdQuestion *q)
{
  guint n = kd_wording_choices(q);
  double label_width = measure_labels(p, n);
  KdSetup s = hanging(p);
  guint in_row = count_in_row(p, q, label_width, s.width);
  double cell = s.width / in_row;
  s.x += label_width;
  s.width -= label_width;
  KdBox *box = NULL;
  for (guint i = 0; i < n; i++) {
    g_autofree char *label = g_strdup_printf("%c．", kd_wording_letter(i));
    const char *choice = kd_wording_choice(q, i);
    double x = p->hang + i % in_row * cell, baseline = kd_page_baseline(s.size, s.pitch);
    if (in_row == 1) {
      label_box(p, kd_print_string(p, choice, KD_FACE_BODY, &s), label, x);
      continue;
    }
    box = i % in_row ? box : kd_print_box(p, s.pitch, KD_KEEP_ITEM);
    kd_box_add_line(box, kd_print_line(p, label, KD_FACE_BODY, s.size), x, baseline);
    kd_box_add_line(box, kd_print_line(p, choice, KD_FACE_BODY, s.size), x + label_width, baseline);
  }
}

/* The left parts of a matching item, each with brackets for a letter. */
static void add_left(KdPrint *p, const KdQuestion *q)
{
  KdSetup s = hanging(p);
  g_autofree char *widest = g_strdup_printf("（%u）", q->left->len);
  double label_width = kd_print_measure(p, widest, KD_FACE_BODY, s.size);
  s.x += label_width;
  s.width -= label_width;
  for (guint i = 0; i < q->left->len; i++) {
    g_autoptr(KdTypeText) text = kd_type_text_new();
    g_autofree char *label = g_strdup_printf("（%u）", i + 1);
    kd_type_text_add(text, KD_FACE_BODY, kd_question_left(q, i), -1);
    kd_type_text_add_choice(text, KD_FACE_BODY);
    label_box(p, kd_print_text(p, text, &s), label, p->hang);
  }
}

/* --- items --- */

static void add_answer_lines(KdPrint *p, guint n)
{
  double pitch = ANSWER_PITCH * p->form.size;
  for (guint i = 0; i < n; i++) {
    gboolean apart = n > LINES_TOGETHER && i >= LINES_TOGETHER / 2 && i + 2 < n;
    KdBox *box = kd_print_box(p, pitch, apart ? KD_KEEP_NOT : KD_KEEP_ITEM);
    kd_box_add_rule(box, p->hang, pitch - RULE, p->form.frame.width - p->hang, RULE);
  }
}

static KdBox *last_box(const KdPrint *p)
{
  return g_ptr_array_index(p->boxes, p->boxes->len - 1);
}

/* A note behind a label: 解析：…, 出处：…, which holds to what stands above it. */
static void add_note(KdPrint *p, const char *label, const char *note, KdKeep keep)
{
  if (note == NULL)
    return;
  last_box(p)->keep = keep;
  KdSetup s = hanging(p);
  s.size = p->form.note_size;
  s.pitch = p->form.note_pitch;
  s.justify = TRUE;
  s.inner = KD_KEEP_NOT;
  g_autoptr(KdTypeText) text = kd_type_text_new();
  kd_type_text_add(text, KD_FACE_HEAD, label, -1);
  kd_type_text_add(text, KD_FACE_NOTE, note, -1);
  kd_print_text(p, text, &s);
}

/* The key of an item, behind its number or behind 答案：. */
static void add_key(KdPrint *p, const KdPaperItem *item, gboolean below)
{
  KdSetup s = hanging(p);
  s.inner = KD_KEEP_NOT;
  g_autoptr(KdTypeText) text = kd_type_text_new();
  kd_type_text_add(text, KD_FACE_HEAD, below ? "答案：" : "", -1);
  kd_type_text_add(text, KD_FACE_BODY, item->answer, -1);
  if (below)
    last_box(p)->keep = KD_KEEP_CLOSE;
  KdBox *first = kd_print_text(p, text, &s);
  g_autofree char *label = name_item(item);
  if (!below)
    label_box(p, first, label, 0);
  add_note(p, "解析：", item->explanation, below ? KD_KEEP_NOT : KD_KEEP_CLOSE);
  add_note(p, "出处：", item->places, KD_KEEP_CLOSE);
  last_box(p)->keep = KD_KEEP_NOT;
}

static void add_item(KdPrint *p, const KdPaperItem *item)
{
  const KdQuestion *q = item->question;
  p->t.item = q->id;
  add_stem(p, item);
  add_left(p, q);
  if (kd_wording_choices(q))
    add_options(p, q);
  add_answer_lines(p, item->answer_lines);
  last_box(p)->keep = KD_KEEP_NOT;
  if (item->answer_lines)
    kd_print_space(p, p->form.pitch * 0.3);
  if (p->paper->key_follows)
    add_key(p, item, TRUE);
  kd_print_space(p, p->form.pitch * 0.2);
}

/* --- sections --- */

static void add_section_head(KdPrint *p, const char *head, const char *label, guint level)
{
  kd_print_space(p, p->form.pitch * 0.3);
  KdSetup s = kd_print_setup(p);
  s.inner = KD_KEEP_CLOSE;
  p->t.item = NULL;
  KdBox *first = kd_print_string(p, head, KD_FACE_HEAD, &s);
  first->outline = g_strdup(label);
  first->level = level;
}

static void add_sections(KdPrint *p)
{
  for (guint s = 0; s < p->paper->sections->len; s++) {
    const KdPaperSection *section = kd_paper_section(p->paper, s);
    add_section_head(p, section->head, section->label, 0);
    for (guint i = 0; i < section->items->len; i++)
      add_item(p, kd_paper_item(section, i));
  }
}

static void add_section_keys(KdPrint *p, guint level)
{
  for (guint s = 0; s < p->paper->sections->len; s++) {
    const KdPaperSection *section = kd_paper_section(p->paper, s);
    add_section_head(p, section->label, section->label, level);
    for (guint i = 0; i < section->items->len; i++) {
      p->t.item = kd_paper_item(section, i)->question->id;
      add_key(p, kd_paper_item(section, i), FALSE);
      kd_print_space(p, p->form.pitch * 0.1);
    }
  }
}

static void add_key_head(KdPrint *p)
{
  KdSetup s = kd_print_setup(p);
  s.size = p->form.title_size;
  s.pitch = p->form.title_pitch;
  s.width = kd_print_full_width(p);
  s.centre = TRUE;
  KdBox *box = kd_print_string(p, p->paper->key_head, KD_FACE_TITLE, &s);
  box->outline = g_strdup(p->paper->key_head);
}

/* --- the paper --- */

/* Items stand behind the widest number, at half a square. */
static double find_hang(KdPrint *p)
{
  g_autofree char *widest = g_strdup_printf("%u．", MAX(10, p->paper->n_items));
  double width = kd_print_measure(p, widest, KD_FACE_BODY, p->form.size), half = p->form.size / 2;
  return ceil(width / half) * half;
}

static void fill_flow(KdPrint *p, KdFlow *flow)
{
  KdFlowPart *part = kd_flow_add_part(flow);
  p->boxes = part->head;
  kd_print_head(p);
  p->boxes = part->body;
  if (p->paper->has_items)
    add_sections(p);
  if (!p->paper->has_key)
    return;
  if (p->paper->has_items) {
    part = kd_flow_add_part(flow);
    p->boxes = part->head;
    add_key_head(p);
    p->boxes = part->body;
  }
  add_section_keys(p, p->paper->has_items ? 1 : 0);
}

static gboolean write_pdf(const KdExportJob *job, GString *out, GError **error)
{
  g_autoptr(KdPaper) paper = kd_paper_new(job->quiz, &job->options->paper);
  g_autoptr(KdFonts) fonts = kd_fonts_new(&job->options->paper, job->findings, error);
  if (fonts == NULL)
    return FALSE;
  g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  KdPrint p = {.paper = paper, .form = kd_page_form(&job->options->paper)};
  p.t = (KdTypesetter){fonts, job->findings, NULL, said};
  p.hang = find_hang(&p);
  g_autoptr(KdFlow) flow = kd_flow_new();
  fill_flow(&p, flow);
  p.t.item = NULL;
  g_autoptr(GArray) placements = kd_flow_pour(flow, &p.form.frame);
  KdPages pages = {paper, &p.form, placements, &p.t};
  return kd_pages_write(&pages, out, error);
}

const KdExporter kd_exporter_pdf = {
    .name = "pdf",
    .suffix = ".pdf",
    .summary = N_("for people: a test paper to print, with its key"),
    .binary = TRUE,
    .holds = {.types = KD_EVERY_TYPE, .max_choices = KD_LETTERS, .any_order = TRUE, .paper = TRUE},
    .write = write_pdf,
};
