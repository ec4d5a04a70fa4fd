/* What stands in the margins of a Word file, and the sections that say so. */

#include "exporter/word.h"

gboolean kd_word_has_facing_pages(const KdPaper *paper)
{
  return paper->options->style == KD_STYLE_GONGWEN;
}

/* --- footer --- */

static void write_run(KdXml *x, const char *element, const char *text)
{
  kd_xml_open(x, "w:r");
  kd_xml_open(x, "w:rPr");
  kd_xml_open(x, "w:rFonts");
  kd_xml_attr(x, "w:hint", "eastAsia");
  kd_xml_close(x);
  kd_xml_close(x);
  kd_xml_open(x, element);
  kd_xml_attr(x, "xml:space", "preserve");
  kd_xml_text(x, text);
  kd_xml_close(x);
  kd_xml_close(x);
}

static void write_mark(KdXml *x, const char *kind)
{
  kd_xml_open(x, "w:r");
  kd_xml_open(x, "w:fldChar");
  kd_xml_attr(x, "w:fldCharType", kind);
  kd_xml_close(x);
  kd_xml_close(x);
}

static void write_field(KdXml *x, const char *code)
{
  write_mark(x, "begin");
  write_run(x, "w:instrText", code);
  write_mark(x, "separate");
  write_run(x, "w:t", "1");
  write_mark(x, "end");
}

static void open_paragraph(KdXml *x, const char *style)
{
  kd_xml_open(x, "w:p");
  kd_xml_open(x, "w:pPr");
  kd_word_set(x, "w:pStyle", style);
  kd_xml_close(x);
}

/* 第 1 页　共 5 页; in an official paper — 1 —, outside. */
static void add_footer(KdPackage *package, const KdPaper *paper, const char *name, const char *outside)
{
  KdXml *x = kd_xml_new();
  gboolean faces = kd_word_has_facing_pages(paper);
  kd_word_root(x, "w:ftr");
  kd_xml_open(x, "w:p");
  kd_xml_open(x, "w:pPr");
  kd_word_set(x, "w:pStyle", "Footer");
  if (faces)
    kd_word_set(x, "w:jc", outside);
  kd_xml_close(x);
  write_run(x, "w:t", faces ? "— " : "第 ");
  write_field(x, " PAGE ");
  write_run(x, "w:t", faces ? " —" : " 页　共 ");
  if (!faces)
    write_field(x, " NUMPAGES ");
  if (!faces)
    write_run(x, "w:t", " 页");
  kd_xml_close(x);
  kd_xml_close(x);
  kd_word_add(package, name, x);
}

/* --- header: the sealed margin --- */

#define SEAL_LEFT 400
#define SEAL_WIDTH 1000

static void set_width(KdXml *x, const char *element, guint width)
{
  kd_xml_open(x, element);
  kd_xml_attr_number(x, "w:w", width);
  kd_xml_attr(x, "w:type", "dxa");
  kd_xml_close(x);
}

static void write_seal_frame(KdXml *x, const KdWordLook *look)
{
  kd_xml_open(x, "w:tblPr");
  kd_xml_open(x, "w:tblpPr");
  kd_xml_attr(x, "w:vertAnchor", "page");
  kd_xml_attr(x, "w:horzAnchor", "page");
  kd_xml_attr_number(x, "w:tblpX", SEAL_LEFT);
  kd_xml_attr_number(x, "w:tblpY", look->top);
  kd_xml_close(x);
  set_width(x, "w:tblW", SEAL_WIDTH);
  kd_xml_open(x, "w:tblBorders");
  kd_xml_open(x, "w:right");
  kd_xml_attr(x, "w:val", "dashed");
  kd_xml_attr(x, "w:sz", "8");
  kd_xml_attr(x, "w:space", "0");
  kd_xml_attr(x, "w:color", "auto");
  kd_xml_close(x);
  kd_xml_close(x);
  kd_word_set(x, "w:tblLayout", "fixed");
  kd_xml_close(x);
  kd_xml_open(x, "w:tblGrid");
  kd_xml_open(x, "w:gridCol");
  kd_xml_attr_number(x, "w:w", SEAL_WIDTH);
  kd_xml_close(x);
  kd_xml_close(x);
}

static void write_seal_line(KdXml *x, const char *text)
{
  open_paragraph(x, "KdSeal");
  write_run(x, "w:t", text);
  kd_xml_close(x);
}

/* What is filled in by hand, and the line that it is covered by; read from the left. */
static void write_seal(KdXml *x, const KdPaper *paper, const KdWordLook *look)
{
  g_autoptr(GString) fields = g_string_new(NULL);
  for (guint i = 0; paper->fields[i] && paper->fields[i + 1]; i++)
    g_string_append_printf(fields, "%s%s____________________", i ? "　　" : "", paper->fields[i]);
  kd_xml_open(x, "w:tbl");
  write_seal_frame(x, look);
  kd_xml_open(x, "w:tr");
  kd_xml_open(x, "w:trPr");
  kd_xml_open(x, "w:trHeight");
  kd_xml_attr_number(x, "w:val", look->page_height - look->top - look->bottom);
  kd_xml_attr(x, "w:hRule", "exact");
  kd_xml_close(x);
  kd_xml_close(x);
  kd_xml_open(x, "w:tc");
  kd_xml_open(x, "w:tcPr");
  set_width(x, "w:tcW", SEAL_WIDTH);
  kd_word_set(x, "w:textDirection", "btLr");
  kd_word_set(x, "w:vAlign", "bottom");
  kd_xml_close(x);
  write_seal_line(x, fields->str);
  write_seal_line(x, "密　　封　　线　　内　　不　　要　　答　　题");
  kd_xml_close(x);
  kd_xml_close(x);
  kd_xml_close(x);
}

static void add_header(KdPackage *package, const KdPaper *paper, const KdWordLook *look)
{
  KdXml *x = kd_xml_new();
  kd_word_root(x, "w:hdr");
  if (paper->options->seal && paper->has_items)
    write_seal(x, paper, look);
  open_paragraph(x, "KdSeal");
  kd_xml_close(x);
  kd_xml_close(x);
  kd_word_add(package, "word/header1.xml", x);
}

/* --- sections --- */

gboolean kd_word_has_two_sections(const KdPaper *paper)
{
  return paper->options->columns == 2 && paper->options->sheet == KD_SHEET_A4;
}

static void refer(KdXml *x, const char *element, const char *type, const char *id)
{
  kd_xml_open(x, element);
  kd_xml_attr(x, "w:type", type);
  kd_xml_attr(x, "r:id", id);
  kd_xml_close(x);
}

static void write_page(KdXml *x, const KdWordLook *look)
{
  kd_xml_open(x, "w:pgSz");
  kd_xml_attr_number(x, "w:w", look->page_width);
  kd_xml_attr_number(x, "w:h", look->page_height);
  if (look->page_width > look->page_height)
    kd_xml_attr(x, "w:orient", "landscape");
  kd_xml_close(x);
  kd_xml_open(x, "w:pgMar");
  kd_xml_attr_number(x, "w:top", look->top);
  kd_xml_attr_number(x, "w:right", look->right);
  kd_xml_attr_number(x, "w:bottom", look->bottom);
  kd_xml_attr_number(x, "w:left", look->left);
  kd_xml_attr_number(x, "w:header", 400);
  kd_xml_attr_number(x, "w:footer", look->bottom / 2);
  kd_xml_attr_number(x, "w:gutter", 0);
  kd_xml_close(x);
}

static void write_columns(KdXml *x, const KdWordLook *look)
{
  kd_xml_open(x, "w:cols");
  kd_xml_attr_number(x, "w:num", look->columns);
  kd_xml_attr(x, "w:equalWidth", "0");
  for (guint i = 0; i < look->columns; i++) {
    kd_xml_open(x, "w:col");
    kd_xml_attr_number(x, "w:w", look->widths[i]);
    kd_xml_attr_number(x, "w:space", i + 1 < look->columns ? look->gaps[i] : 0);
    kd_xml_close(x);
  }
  kd_xml_close(x);
}

void kd_word_section(KdXml *x, const KdPaper *paper, const KdWordLook *look, gboolean first, gboolean last)
{
  gboolean has_seal = first && paper->options->seal && paper->has_items;
  kd_xml_open(x, "w:sectPr");
  if (has_seal)
    refer(x, "w:headerReference", "first", "rId4");
  if (has_seal)
    refer(x, "w:footerReference", "first", "rId3");
  if (first)
    refer(x, "w:footerReference", "default", "rId3");
  if (first && kd_word_has_facing_pages(paper))
    refer(x, "w:footerReference", "even", "rId5");
  if (!first)
    kd_word_set(x, "w:type", "continuous");
  write_page(x, look);
  if (last && look->columns > 1)
    write_columns(x, look);
  if (has_seal)
    kd_xml_element(x, "w:titlePg", "");
  kd_xml_close(x);
}

void kd_word_margins(KdPackage *package, const KdPaper *paper, const KdWordLook *look)
{
  add_footer(package, paper, "word/footer1.xml", "right");
  add_footer(package, paper, "word/footer2.xml", "left");
  add_header(package, paper, look);
}
