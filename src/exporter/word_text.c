/* Paragraphs of a Word file and the text in them. */

#include "exporter/word.h"
#include <string.h>

guint kd_word_em(const KdWordLook *look)
{
  return look->body_size * 10;
}

guint kd_word_options_indent(const KdWordLook *look)
{
  return kd_word_em(look) * 2;
}

void kd_word_blank(GString *out, guint width)
{
  for (guint i = 0; i < 2 * width; i++)
    g_string_append_c(out, '_');
}

static void write_tab(KdXml *x, const char *kind, const char *leader, guint at)
{
  kd_xml_open(x, "w:tab");
  kd_xml_attr(x, "w:val", kind);
  if (leader)
    kd_xml_attr(x, "w:leader", leader);
  kd_xml_attr_number(x, "w:pos", at);
  kd_xml_close(x);
}

static void write_tabs(const KdWordText *d, const KdWordForm *f)
{
  guint width = d->look->widths[0];
  if (f->cells < 2 && !f->rules)
    return;
  kd_xml_open(d->x, "w:tabs");
  for (guint i = 1; i < f->cells; i++)
    write_tab(d->x, "left", NULL,
              kd_word_options_indent(d->look) + (width - kd_word_options_indent(d->look)) * i / f->cells);
  if (f->rules)
    write_tab(d->x, "right", "underscore", width);
  kd_xml_close(d->x);
}

static void open_paragraph(const KdWordText *d, const KdWordForm *f)
{
  kd_xml_open(d->x, "w:p");
  kd_xml_open(d->x, "w:pPr");
  kd_word_set(d->x, "w:pStyle", f->style);
  if (f->keeps_next)
    kd_xml_element(d->x, "w:keepNext", "");
  if (f->breaks_page)
    kd_xml_element(d->x, "w:pageBreakBefore", "");
  write_tabs(d, f);
  if (f->left) {
    kd_xml_open(d->x, "w:ind");
    kd_xml_attr_number(d->x, "w:left", f->left);
    kd_xml_attr_number(d->x, "w:hanging", f->hanging);
    kd_xml_close(d->x);
  }
  if (f->ragged)
    kd_word_set(d->x, "w:jc", "left");
  kd_xml_close(d->x);
}

static void close_paragraph(const KdWordText *d)
{
  kd_xml_close(d->x);
  kd_xml_newline(d->x);
}

/* Without the hint quotation marks and dashes would come out of the Latin font, too narrow. */
static void open_run(const KdWordText *d)
{
  kd_xml_open(d->x, "w:r");
  kd_xml_open(d->x, "w:rPr");
  kd_xml_open(d->x, "w:rFonts");
  kd_xml_attr(d->x, "w:hint", "eastAsia");
  kd_xml_close(d->x);
  kd_xml_close(d->x);
}

static void write_plain(const KdWordText *d, const char *text, gsize len)
{
  if (len == 0)
    return;
  kd_xml_open(d->x, "w:t");
  kd_xml_attr(d->x, "xml:space", "preserve");
  kd_xml_text_len(d->x, text, len);
  kd_xml_close(d->x);
}

/* A run; line ends and tabs of the text are elements of their own. */
static void add_text_len(const KdWordText *d, const char *text, gsize len)
{
  const char *end = text + len, *plain = text;
  open_run(d);
  for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean ends_line = c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    if (!ends_line && c != '\t')
      continue;
    write_plain(d, plain, (gsize)(p - plain));
    plain = g_utf8_next_char(p);
    if (c != '\r' || plain >= end || *plain != '\n')
      kd_xml_element(d->x, ends_line ? "w:br" : "w:tab", "");
  }
  write_plain(d, plain, (gsize)(end - plain));
  kd_xml_close(d->x);
}

static void add_text(const KdWordText *d, const char *text)
{
  add_text_len(d, text, strlen(text));
}

void kd_word_paragraph(const KdWordText *d, const KdWordForm *f, const char *text)
{
  open_paragraph(d, f);
  add_text(d, text);
  close_paragraph(d);
}
