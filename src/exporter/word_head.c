/* What stands above the questions of a Word file: title, line for the name, table of scores. */

#include "exporter/word.h"
#include <string.h>

static void add_fields(const KdWordText *d)
{
  g_autoptr(GString) line = g_string_new(NULL);
  guint n = g_strv_length((char **)d->paper->fields);
  guint width = CLAMP(kd_word_line_chars(d->look) / n, 8, 11) - 4;
  for (guint i = 0; i < n; i++) {
    if (d->paper->options->seal && i + 1 < n)
      continue;
    g_string_append_printf(line, "%s%s", line->len ? "　" : "", d->paper->fields[i]);
    kd_word_blank(line, width);
  }
  kd_word_paragraph(d, &(KdWordForm){.style = "KdFields"}, line->str);
}

static void set_borders(const KdWordText *d)
{
  static const char *const sides[] = {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"};
  kd_xml_open(d->x, "w:tblBorders");
  for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
    kd_xml_open(d->x, sides[i]);
    kd_xml_attr(d->x, "w:val", "single");
    kd_xml_attr(d->x, "w:sz", "4");
    kd_xml_attr(d->x, "w:space", "0");
    kd_xml_attr(d->x, "w:color", "auto");
    kd_xml_close(d->x);
  }
  kd_xml_close(d->x);
}

static void add_cell(const KdWordText *d, guint width, const char *text)
{
  kd_xml_open(d->x, "w:tc");
  kd_xml_open(d->x, "w:tcPr");
  kd_xml_open(d->x, "w:tcW");
  kd_xml_attr_number(d->x, "w:w", width);
  kd_xml_attr(d->x, "w:type", "dxa");
  kd_xml_close(d->x);
  kd_word_set(d->x, "w:vAlign", "center");
  kd_xml_close(d->x);
  kd_word_paragraph(d, &(KdWordForm){.style = "KdScore", .keeps_next = TRUE}, text);
  kd_xml_close(d->x);
}

/* A row: its name, a cell a section, the total. names: the cells of the sections name them. */
static void add_row(const KdWordText *d, guint width, const char *name, const char *total, gboolean names)
{
  kd_xml_open(d->x, "w:tr");
  kd_xml_open(d->x, "w:trPr");
  kd_xml_open(d->x, "w:trHeight");
  kd_xml_attr_number(d->x, "w:val", kd_word_em(d->look) * 2);
  kd_xml_attr(d->x, "w:hRule", "atLeast");
  kd_xml_close(d->x);
  if (names)
    kd_xml_element(d->x, "w:tblHeader", "");
  kd_xml_close(d->x);
  add_cell(d, width, name);
  for (guint i = 0; i < d->paper->sections->len; i++) {
    const char *label = kd_paper_section(d->paper, i)->label;
    g_autofree char *number = g_strndup(label, (gsize)(strstr(label, "、") - label));
    add_cell(d, width, names ? number : "");
  }
  add_cell(d, width, total);
  kd_xml_close(d->x);
}

static void add_score_table(const KdWordText *d)
{
  guint n = d->paper->sections->len + 2, whole = d->look->page_width - d->look->left - d->look->right;
  guint room = kd_word_has_two_sections(d->paper) ? whole : d->look->widths[0];
  guint width = MIN(room / n, 4 * kd_word_em(d->look));
  kd_xml_open(d->x, "w:tbl");
  kd_xml_open(d->x, "w:tblPr");
  kd_xml_open(d->x, "w:tblW");
  kd_xml_attr_number(d->x, "w:w", width * n);
  kd_xml_attr(d->x, "w:type", "dxa");
  kd_xml_close(d->x);
  kd_word_set(d->x, "w:jc", "center");
  set_borders(d);
  kd_word_set(d->x, "w:tblLayout", "fixed");
  kd_xml_close(d->x);
  kd_xml_open(d->x, "w:tblGrid");
  for (guint i = 0; i < n; i++) {
    kd_xml_open(d->x, "w:gridCol");
    kd_xml_attr_number(d->x, "w:w", width);
    kd_xml_close(d->x);
  }
  kd_xml_close(d->x);
  add_row(d, width, "题号", "总分", TRUE);
  add_row(d, width, "得分", "", FALSE);
  kd_xml_close(d->x);
  kd_xml_newline(d->x);
}

void kd_word_head(const KdWordText *d)
{
  kd_word_paragraph(d, &(KdWordForm){.style = "Title"}, d->paper->title);
  if (d->paper->subtitle)
    kd_word_paragraph(d, &(KdWordForm){.style = "KdSubtitle"}, d->paper->subtitle);
  kd_word_paragraph(d, &(KdWordForm){.style = "KdNote"}, d->paper->summary);
  if (d->paper->by)
    kd_word_paragraph(d, &(KdWordForm){.style = "KdNote"}, d->paper->by);
  if (d->paper->has_fields)
    add_fields(d);
  if (d->paper->has_table)
    add_score_table(d);
  if (!kd_word_has_two_sections(d->paper))
    return;
  kd_xml_open(d->x, "w:p");
  kd_xml_open(d->x, "w:pPr");
  kd_word_set(d->x, "w:pStyle", "KdScore");
  kd_word_section(d->x, d->paper, d->look, TRUE, FALSE);
  kd_xml_close(d->x);
  kd_xml_close(d->x);
  kd_xml_newline(d->x);
}
