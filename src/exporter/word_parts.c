/* The parts of a Word file that stand around its text. */

#include "exporter/word.h"

#define TYPES "http://schemas.openxmlformats.org/package/2006/content-types"
#define RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define WORD_NS "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define DATE "1980-01-01T00:00:00Z" /* as in the package: no clock, same bytes */

void kd_word_root(KdXml *x, const char *element)
{
  kd_xml_open(x, element);
  kd_xml_attr(x, "xmlns:w", WORD_NS);
  kd_xml_attr(x, "xmlns:r", OFFICE "relationships");
}

void kd_word_add(KdPackage *package, const char *name, KdXml *x)
{
  GString *text = kd_xml_finish(x);
  kd_package_add(package, name, text->str, text->len);
  g_string_free(text, TRUE);
}

/* --- package --- */

static const struct {
  const char *part, *type;
} types[] = {
    {"/word/document.xml", WORD "document.main+xml"},
    {"/word/styles.xml", WORD "styles+xml"},
    {"/word/settings.xml", WORD "settings+xml"},
    {"/word/footer1.xml", WORD "footer+xml"},
    {"/word/footer2.xml", WORD "footer+xml"},
    {"/word/header1.xml", WORD "header+xml"},
    {"/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"},
    {"/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"},
};

typedef struct {
  const char *id, *type, *target;
} Relation;

static void add_types(KdPackage *package)
{
  KdXml *x = kd_xml_new();
  kd_xml_open(x, "Types");
  kd_xml_attr(x, "xmlns", TYPES);
  kd_xml_open(x, "Default");
  kd_xml_attr(x, "Extension", "rels");
  kd_xml_attr(x, "ContentType", "application/vnd.openxmlformats-package.relationships+xml");
  kd_xml_close(x);
  kd_xml_open(x, "Default");
  kd_xml_attr(x, "Extension", "xml");
  kd_xml_attr(x, "ContentType", "application/xml");
  kd_xml_close(x);
  for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
    kd_xml_open(x, "Override");
    kd_xml_attr(x, "PartName", types[i].part);
    kd_xml_attr(x, "ContentType", types[i].type);
    kd_xml_close(x);
  }
  kd_xml_close(x);
  kd_word_add(package, "[Content_Types].xml", x);
}

static void add_relations(KdPackage *package, const char *name, const Relation *relations, guint n)
{
  KdXml *x = kd_xml_new();
  kd_xml_open(x, "Relationships");
  kd_xml_attr(x, "xmlns", RELATIONS);
  for (guint i = 0; i < n; i++) {
    kd_xml_open(x, "Relationship");
    kd_xml_attr(x, "Id", relations[i].id);
    kd_xml_attr(x, "Type", relations[i].type);
    kd_xml_attr(x, "Target", relations[i].target);
    kd_xml_close(x);
  }
  kd_xml_close(x);
  kd_word_add(package, name, x);
}

static void add_all_relations(KdPackage *package)
{
  static const Relation outer[] = {
      {"rId1", OFFICE "relationships/officeDocument", "word/document.xml"},
      {"rId2", PACKAGE "relationships/metadata/core-properties", "docProps/core.xml"},
      {"rId3", OFFICE "relationships/extended-properties", "docProps/app.xml"},
  };
  static const Relation inner[] = {
      {"rId1", OFFICE "relationships/styles", "styles.xml"},
      {"rId2", OFFICE "relationships/settings", "settings.xml"},
      {"rId3", OFFICE "relationships/footer", "footer1.xml"},
      {"rId4", OFFICE "relationships/header", "header1.xml"},
      {"rId5", OFFICE "relationships/footer", "footer2.xml"},
  };
  add_relations(package, "_rels/.rels", outer, G_N_ELEMENTS(outer));
  add_relations(package, "word/_rels/document.xml.rels", inner, G_N_ELEMENTS(inner));
}

/* --- properties and settings --- */

static void write_date(KdXml *x, const char *element)
{
  kd_xml_open(x, element);
  kd_xml_attr(x, "xsi:type", "dcterms:W3CDTF");
  kd_xml_text(x, DATE);
  kd_xml_close(x);
}

static void add_properties(KdPackage *package, const KdPaper *paper)
{
  KdXml *x = kd_xml_new();
  kd_xml_open(x, "cp:coreProperties");
  kd_xml_attr(x, "xmlns:cp", PACKAGE "metadata/core-properties");
  kd_xml_attr(x, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  kd_xml_attr(x, "xmlns:dcterms", "http://purl.org/dc/terms/");
  kd_xml_attr(x, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  kd_xml_element(x, "dc:title", paper->title);
  kd_xml_element(x, "dc:creator", paper->by ? paper->by : "kaodian");
  kd_xml_element(x, "dc:language", "zh-CN");
  write_date(x, "dcterms:created");
  write_date(x, "dcterms:modified");
  kd_xml_close(x);
  kd_word_add(package, "docProps/core.xml", x);
  x = kd_xml_new();
  kd_xml_open(x, "Properties");
  kd_xml_attr(x, "xmlns", OFFICE "extended-properties");
  kd_xml_element(x, "Application", "kaodian");
  kd_xml_close(x);
  kd_word_add(package, "docProps/app.xml", x);
}

/* Marks are squeezed before a line is broken, as Chinese typesetting has it. */
static void add_settings(KdPackage *package, const KdPaper *paper)
{
  KdXml *x = kd_xml_new();
  kd_word_root(x, "w:settings");
  kd_word_set_number(x, "w:defaultTabStop", 420);
  if (kd_word_has_facing_pages(paper))
    kd_xml_element(x, "w:evenAndOddHeaders", "");
  kd_word_set(x, "w:characterSpacingControl", "compressPunctuation");
  kd_xml_open(x, "w:compat");
  kd_xml_element(x, "w:balanceSingleByteDoubleByteWidth", "");
  kd_xml_element(x, "w:useFELayout", "");
  kd_xml_open(x, "w:compatSetting");
  kd_xml_attr(x, "w:name", "compatibilityMode");
  kd_xml_attr(x, "w:uri", "http://schemas.microsoft.com/office/word");
  kd_xml_attr(x, "w:val", "15");
  kd_xml_close(x);
  kd_xml_close(x);
  kd_xml_open(x, "w:themeFontLang");
  kd_xml_attr(x, "w:val", "en-US");
  kd_xml_attr(x, "w:eastAsia", "zh-CN");
  kd_xml_close(x);
  kd_xml_close(x);
  kd_word_add(package, "word/settings.xml", x);
}

void kd_word_add_parts(KdPackage *package, const KdPaper *paper, const KdWordLook *look)
{
  add_types(package);
  add_all_relations(package);
  KdXml *x = kd_xml_new();
  kd_word_styles(x, look);
  kd_word_add(package, "word/styles.xml", x);
  add_settings(package, paper);
  kd_word_margins(package, paper, look);
  add_properties(package, paper);
}
