#include "exporter/print.h"

#include "base/utf8.h"
#include <string.h>

#define RULE 0.5

static KdSetup centred(const KdPrint *p, double size, double pitch)
{
  return (KdSetup){size, pitch, 0, kd_print_full_width(p), FALSE, TRUE, KD_KEEP_NOT};
}

/* A title that is too long for a line ends it behind a closing mark or at a blank, where there is one that
 * parts it in two that fit; the words of a title stay whole where they can. */
static char *part_title(KdPrint *p, const char *title, double width)
{
  double size = p->form.title_size, whole = kd_print_measure(p, title, KD_FACE_TITLE, size), least = whole;
  const char *best = NULL;
  gboolean may_be_two = whole > width && whole <= 2 * width;
  for (const char *end = title; may_be_two && *end; end = g_utf8_next_char(end)) {
    gunichar c = g_utf8_get_char(end);
    if (c != ' ' && c != 0x3000 && !kd_is_closing(c) && !kd_is_clause_mark(c))
      continue;
    g_autofree char *first = g_strndup(title, (gsize)(g_utf8_next_char(end) - title));
    double one = kd_print_measure(p, first, KD_FACE_TITLE, size), longer = MAX(one, whole - one);
    if (longer <= width && longer < least) {
      least = longer;
      best = g_utf8_next_char(end);
    }
  }
  return best ? g_strdup_printf("%.*s\n%s", (int)(best - title), title, best) : g_strdup(title);
}

static void add_titles(KdPrint *p)
{
  const KdPageForm *f = &p->form;
  const KdPaper *paper = p->paper;
  KdSetup title = centred(p, f->title_size, f->title_pitch), line = centred(p, f->size, f->pitch);
  g_autofree char *parted = part_title(p, paper->title, title.width);
  kd_print_string(p, parted, KD_FACE_TITLE, &title);
  if (paper->subtitle)
    kd_print_string(p, paper->subtitle, KD_FACE_NOTE, &line);
  if (paper->by)
    kd_print_string(p, paper->by, KD_FACE_NOTE, &line);
  kd_print_string(p, paper->summary, KD_FACE_BODY, &line);
}

/* 党支部＿＿＿＿　姓名＿＿＿＿　得分＿＿＿＿, as long as the column lets them be. */
static void add_fields(KdPrint *p)
{
  const char *const *fields = p->paper->fields;
  KdSetup s = centred(p, p->form.size, p->form.pitch * 1.2);
  guint n = 0, chars = 0;
  for (; fields[n]; n++)
    chars += (guint)g_utf8_strlen(fields[n], -1) + (n > 0);
  guint squares = (guint)(s.width / s.size);
  guint width = squares > chars ? CLAMP((squares - chars) / (n + 1), 3, 8) : 3;
  g_autoptr(KdTypeText) text = kd_type_text_new();
  for (guint i = 0; i < n; i++) {
    kd_type_text_add(text, KD_FACE_BODY, i ? "　" : "", -1);
    kd_type_text_add(text, KD_FACE_BODY, fields[i], -1);
    kd_type_text_add_blank(text, KD_FACE_BODY, i ? width : width + width / 2);
  }
  kd_print_space(p, p->form.pitch * 0.2);
  kd_print_text(p, text, &s);
}

/* --- the table of scores --- */

/* What stands in a column of the table's head: 题号, the sections' numbers, 总分. */
static char *name_column(const KdPaper *paper, guint i)
{
  if (i == 0 || i > paper->sections->len)
    return g_strdup(i ? "总分" : "题号");
  const char *label = kd_paper_section(paper, i - 1)->label, *end = strstr(label, "、");
  return g_strndup(label, end ? (gsize)(end - label) : strlen(label));
}

static void add_cell(KdPrint *p, KdBox *box, const char *string, double middle, double top)
{
  double size = p->form.note_size;
  KdTypeLine *line = kd_print_line(p, string, KD_FACE_BODY, size);
  kd_box_add_line(box, line, middle - line->width / 2, top + kd_page_baseline(size, box->height / 2));
}

static void add_table(KdPrint *p)
{
  guint n = p->paper->sections->len + 2;
  double full = kd_print_full_width(p), cell = MIN(full / n, 4.5 * p->form.size), width = n * cell;
  double row = p->form.size * 1.9, left = (full - width) / 2;
  kd_print_space(p, p->form.pitch * 0.2);
  KdBox *box = kd_print_box(p, 2 * row, KD_KEEP_NOT);
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = name_column(p->paper, i);
    add_cell(p, box, name, left + (i + 0.5) * cell, 0);
    if (i == 0)
      add_cell(p, box, "得分", left + 0.5 * cell, row);
  }
  for (guint i = 0; i <= n; i++)
    kd_box_add_rule(box, left + i * cell - RULE / 2, -RULE / 2, RULE, 2 * row + RULE);
  for (guint i = 0; i <= 2; i++)
    kd_box_add_rule(box, left - RULE / 2, i * row - RULE / 2, width + RULE, RULE);
}

void kd_print_head(KdPrint *p)
{
  add_titles(p);
  if (p->paper->has_fields && !p->paper->options->seal)
    add_fields(p);
  if (p->paper->has_table)
    add_table(p);
  kd_print_space(p, p->form.pitch * 0.7);
}
