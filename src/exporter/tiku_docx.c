/* 题库 for Word: the lines of tiku, a paragraph each, in the three parts that a document cannot do without.
 */

#include "exporter/bank.h"
#include "exporter/package.h"
#include "exporter/xml.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static const char content_types[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument."
    "wordprocessingml.document.main+xml\"/></Types>\n";

static const char relations[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    "officeDocument\" Target=\"word/document.xml\"/></Relationships>\n";

static void write_element(KdXml *x, const char *element, const char *const (*attributes)[2])
{
  kd_xml_open(x, element);
  for (; (*attributes)[0]; attributes++)
    kd_xml_attr(x, (*attributes)[0], (*attributes)[1]);
  kd_xml_close(x);
}

/* Without a part for styles every run says its fonts: 宋体 for Chinese, marks that both scripts have as well.
 */
static void write_run_look(KdXml *x)
{
  static const char *const fonts[][2] = {{"w:ascii", "Times New Roman"},
                                         {"w:hAnsi", "Times New Roman"},
                                         {"w:eastAsia", "宋体"},
                                         {"w:hint", "eastAsia"},
                                         {NULL, NULL}};
  static const char *const size[][2] = {{"w:val", "21"}, {NULL, NULL}};
  static const char *const language[][2] = {{"w:val", "en-US"}, {"w:eastAsia", "zh-CN"}, {NULL, NULL}};
  kd_xml_open(x, "w:rPr");
  write_element(x, "w:rFonts", fonts);
  write_element(x, "w:sz", size);
  write_element(x, "w:szCs", size);
  write_element(x, "w:lang", language);
  kd_xml_close(x);
}

static void write_paragraph(KdXml *x, const char *line)
{
  kd_xml_open(x, "w:p");
  if (*line) {
    kd_xml_open(x, "w:r");
    write_run_look(x);
    kd_xml_open(x, "w:t");
    kd_xml_attr(x, "xml:space", "preserve");
    kd_xml_text(x, line);
    kd_xml_close(x);
    kd_xml_close(x);
  }
  kd_xml_close(x);
  kd_xml_newline(x);
}

/* A4, in twentieths of a point. */
static void write_page(KdXml *x)
{
  static const char *const size[][2] = {{"w:w", "11906"}, {"w:h", "16838"}, {NULL, NULL}};
  static const char *const margins[][2] = {{"w:top", "1440"},  {"w:right", "1440"}, {"w:bottom", "1440"},
                                           {"w:left", "1440"}, {"w:header", "851"}, {"w:footer", "992"},
                                           {"w:gutter", "0"},  {NULL, NULL}};
  kd_xml_open(x, "w:sectPr");
  write_element(x, "w:pgSz", size);
  write_element(x, "w:pgMar", margins);
  kd_xml_close(x);
}

static GString *make_document(const GPtrArray *lines)
{
  KdXml *x = kd_xml_new();
  kd_xml_open(x, "w:document");
  kd_xml_attr(x, "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
  kd_xml_open(x, "w:body");
  for (guint i = 0; i < lines->len; i++)
    write_paragraph(x, g_ptr_array_index(lines, i));
  write_page(x);
  kd_xml_close(x);
  kd_xml_close(x);
  return kd_xml_finish(x);
}

static gboolean write_tiku_docx(const KdExportJob *job, GString *out, GError **error)
{
  g_autoptr(GPtrArray) lines = kd_bank_lines(job->quiz);
  g_autoptr(GString) document = make_document(lines);
  g_autoptr(KdPackage) package = kd_package_new();
  kd_package_add(package, "[Content_Types].xml", content_types, strlen(content_types));
  kd_package_add(package, "_rels/.rels", relations, strlen(relations));
  kd_package_add(package, "word/document.xml", document->str, document->len);
  return kd_package_write(package, out, error);
}

const KdExporter kd_exporter_tiku_docx = {
    .name = "tiku-docx",
    .suffix = ".docx",
    .summary = N_("题库 for Word, a paragraph a line: what tiku holds, in the same form"),
    .proof = KD_PROOF_HEARSAY,
    .binary = TRUE,
    .holds = KD_BANK_HOLDS,
    .find_obstacle = kd_bank_find_obstacle,
    .write = write_tiku_docx,
};
