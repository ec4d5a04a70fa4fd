/* Bytes → a quiz set from a workbook, checked and written again. Bytes that are no zip package become the
 * sheet of one, since hardly any change of a package survives its checksums. */
#include "exporter/package.h"
#include "import.h"
#include "target.h"

#include <string.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATION(id, type, target)                                                                           \
  "<Relationship Id=\"" id "\" Type=\"" TYPES type "\" Target=\"" target "\"/>"

static const char *const parts[][2] = {
    {"_rels/.rels", "<Relationships>" RELATION("a", "officeDocument", "xl/workbook.xml") "</Relationships>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships>" RELATION("b", "worksheet", "sheet.xml") RELATION("c", "sharedStrings", "texts.xml")
         RELATION("d", "styles", "styles.xml") "</Relationships>"},
    {"xl/workbook.xml",
     "<workbook xmlns:r=\"" TYPES "\"><sheets><sheet name=\"a\" r:id=\"b\"/></sheets></workbook>"},
    {"xl/texts.xml",
     "<sst><si><t>题型</t></si><si><t>题干</t></si><si><t>答案</t></si><si><t>判断题</t></si></sst>"},
    {"xl/styles.xml",
     "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
};

static GString *wrap(const uint8_t *bytes, size_t len)
{
  g_autoptr(KdPackage) package = kd_package_new();
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    kd_package_add(package, parts[i][0], parts[i][1], strlen(parts[i][1]));
  kd_package_add(package, "xl/sheet.xml", (const char *)bytes, len);
  GString *out = g_string_new(NULL);
  gboolean fine = kd_package_write(package, out, NULL);
  g_assert(fine);
  return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  if (len >= 2 && memcmp(bytes, "PK", 2) == 0) {
    kd_fuzz_import("fuzz.xlsx", bytes, len);
  } else {
    g_autoptr(GString) package = wrap(bytes, len);
    kd_fuzz_import("fuzz.xlsx", (const guint8 *)package->str, package->len);
  }
  return 0;
}
