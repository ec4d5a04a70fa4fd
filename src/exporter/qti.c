#include "exporter/qti.h"

#include "exporter/package.h"
#include "exporter/qti_item.h"
#include "exporter/wording.h"
#include <string.h>

#define LOM_SPACE "http://ltsc.ieee.org/xsd/LOM"
#define OWN "kaodian-" /* begins what is no item's */
#define TEST OWN "test"
#define TEST_FILE "test.xml"
#define WEIGHT "POINTS"

typedef struct {
  const KdQtiDialect *dialect;
  const KdQuiz *quiz;
  GPtrArray *names; /* char *: identifiers of the items */
  KdPackage *package;
} Job;

static const char *name_of(const Job *job, guint i)
{
  return g_ptr_array_index(job->names, i);
}

static char *href_of(const Job *job, guint i)
{
  return g_strdup_printf("items/%s.xml", name_of(job, i));
}

/* --- identifiers --- */

/* A name of XML without colon, and of ASCII alone, which every program takes. */
static gboolean is_identifier(const char *id)
{
  if ((!g_ascii_isalpha(*id) && *id != '_') || g_str_has_prefix(id, OWN))
    return FALSE;
  for (const char *p = id; *p; p++)
    if (!g_ascii_isalnum(*p) && !strchr("-_.", *p))
      return FALSE;
  return TRUE;
}

/* The items' own ids where they are identifiers, numbers else. */
static GPtrArray *make_names(const KdQuiz *quiz)
{
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < quiz->questions->len; i++)
    g_hash_table_add(taken, kd_quiz_question(quiz, i)->id);
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    GString *name = g_string_new(q->id);
    if (!is_identifier(q->id))
      g_string_printf(name, "item-%u", i + 1);
    while (!is_identifier(q->id) && g_hash_table_contains(taken, name->str))
      g_string_append_c(name, '_');
    g_ptr_array_add(names, g_string_free(name, FALSE));
  }
  return names;
}

/* --- the manifest --- */

static void write_string(KdXml *x, const char *element, const char *text)
{
  kd_xml_open(x, element);
  kd_xml_open(x, "string");
  kd_xml_attr(x, "language", "zh-CN");
  kd_xml_text(x, text);
  kd_xml_close(x);
  kd_xml_close(x);
}

/* Headings as keywords, and the difficulty, in the words of LOM. */
static void write_metadata(KdXml *x, const KdQuestion *q)
{
  static const char *const levels[] = {"very easy", "easy", "medium", "difficult", "very difficult"};
  kd_xml_open(x, "metadata");
  kd_xml_open(x, "lom");
  kd_xml_attr(x, "xmlns", LOM_SPACE);
  if (q->tags->len) {
    kd_xml_open(x, "general");
    for (guint i = 0; i < q->tags->len; i++)
      write_string(x, "keyword", g_ptr_array_index(q->tags, i));
    kd_xml_close(x);
  }
  kd_xml_open(x, "educational");
  kd_xml_open(x, "difficulty");
  kd_xml_element(x, "source", "LOMv1.0");
  kd_xml_element(x, "value", levels[CLAMP(q->difficulty, 1, (int)G_N_ELEMENTS(levels)) - 1]);
  kd_xml_close(x);
  kd_xml_close(x);
  kd_xml_close(x);
  kd_xml_close(x);
}

/* Resources have the names of the items: qti-convert gives them these, and does not mend what depends on
 * them. */
static void open_resource(KdXml *x, const char *name, const char *type, const char *href)
{
  kd_xml_open(x, "resource");
  kd_xml_attr(x, "identifier", name);
  kd_xml_attr(x, "type", type);
  kd_xml_attr(x, "href", href);
}

static void close_resource(KdXml *x)
{
  kd_xml_close(x);
  kd_xml_newline(x);
}

static void write_test_resource(KdXml *x, const Job *job)
{
  open_resource(x, TEST, job->dialect->test_type, TEST_FILE);
  kd_xml_empty(x, "file", "href", TEST_FILE);
  for (guint i = 0; i < job->names->len; i++)
    kd_xml_empty(x, "dependency", "identifierref", name_of(job, i));
  close_resource(x);
}

static void write_item_resource(KdXml *x, const Job *job, guint i)
{
  g_autofree char *href = href_of(job, i);
  open_resource(x, name_of(job, i), job->dialect->item_type, href);
  write_metadata(x, kd_quiz_question(job->quiz, i));
  kd_xml_empty(x, "file", "href", href);
  close_resource(x);
}

static void add_part(const Job *job, const char *name, KdXml *x)
{
  g_autoptr(GString) text = kd_xml_finish(x);
  kd_package_add(job->package, name, text->str, text->len);
}

static void add_manifest(const Job *job)
{
  KdXml *x = kd_xml_new();
  kd_xml_open(x, "manifest");
  kd_xml_attr(x, "xmlns", job->dialect->package_space);
  kd_xml_attr(x, "xmlns:xsi", KD_QTI_INSTANCE_SPACE);
  kd_xml_attr(x, "xsi:schemaLocation", job->dialect->package_place);
  kd_xml_attr(x, "identifier", OWN "manifest");
  kd_xml_newline(x);
  kd_xml_open(x, "metadata");
  kd_xml_element(x, "schema", job->dialect->package_schema);
  kd_xml_element(x, "schemaversion", job->dialect->package_version);
  kd_xml_close(x);
  kd_xml_open(x, "organizations");
  kd_xml_close(x);
  kd_xml_open(x, "resources");
  kd_xml_newline(x);
  write_test_resource(x, job);
  for (guint i = 0; i < job->names->len; i++)
    write_item_resource(x, job, i);
  kd_xml_close(x);
  kd_xml_close(x);
  add_part(job, "imsmanifest.xml", x);
}

/* --- the test --- */

static void write_item_reference(const KdQtiXml *x, const Job *job, guint i)
{
  g_autofree char *href = href_of(job, i);
  g_autofree char *weight = kd_qti_item_weight(kd_quiz_question(job->quiz, i));
  kd_qti_open(x, "assessmentItemRef", "identifier", name_of(job, i), "href", href, NULL);
  kd_qti_empty(x, "weight", "identifier", WEIGHT, "value", weight, NULL);
  kd_qti_close(x);
  kd_xml_newline(x->xml);
}

static void write_section(const KdQtiXml *x, const Job *job, const char *title)
{
  kd_qti_open(x, "assessmentSection", "identifier", OWN "section", "title", title, "visible", "true", NULL);
  kd_xml_newline(x->xml);
  if (job->quiz->by) {
    kd_qti_open(x, "rubricBlock", "view", "candidate", "use", "instructions", NULL);
    kd_qti_open_content(x);
    kd_xml_element(x->xml, "p", job->quiz->by);
    kd_qti_close_content(x);
    kd_qti_close(x);
    kd_xml_newline(x->xml);
  }
  for (guint i = 0; i < job->names->len; i++)
    write_item_reference(x, job, i);
  kd_qti_close(x);
}

/* The sum of an outcome of all items, each in points. */
static void write_total(const KdQtiXml *x, const char *outcome)
{
  kd_qti_open(x, "setOutcomeValue", "identifier", outcome, NULL);
  kd_qti_open(x, "sum", NULL);
  kd_qti_empty(x, "testVariables", "variableIdentifier", outcome, "weightIdentifier", WEIGHT, NULL);
  kd_qti_close(x);
  kd_qti_close(x);
}

/* The items in their order, moved through freely; the explanation is shown when an item has been answered. */
static void add_test(const Job *job)
{
  g_autoptr(GString) title = g_string_new(NULL);
  kd_wording_title(title, job->quiz);
  KdQtiXml x = kd_qti_begin(job->dialect, "assessmentTest", "identifier", TEST, "title", title->str, NULL);
  kd_qti_number(&x, "SCORE", "0");
  kd_qti_number(&x, "MAXSCORE", "0");
  kd_qti_open(&x, "testPart", "identifier", OWN "part", "navigationMode", "nonlinear", "submissionMode",
              "individual", NULL);
  kd_qti_empty(&x, "itemSessionControl", "showFeedback", "true", NULL);
  kd_xml_newline(x.xml);
  write_section(&x, job, title->str);
  kd_qti_close(&x);
  kd_xml_newline(x.xml);
  kd_qti_open(&x, "outcomeProcessing", NULL);
  write_total(&x, "SCORE");
  write_total(&x, "MAXSCORE");
  kd_qti_close(&x);
  kd_qti_close(&x);
  add_part(job, TEST_FILE, x.xml);
}

gboolean kd_qti_write(const KdQtiDialect *dialect, const KdExportJob *job, GString *out, GError **error)
{
  g_autoptr(GPtrArray) names = make_names(job->quiz);
  g_autoptr(KdPackage) package = kd_package_new();
  Job own = {dialect, job->quiz, names, package};
  add_manifest(&own);
  add_test(&own);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *href = href_of(&own, i);
    g_autoptr(GString) text = kd_qti_item_write(dialect, job->quiz, i, name_of(&own, i));
    kd_package_add(package, href, text->str, text->len);
  }
  return kd_package_write(package, out, error);
}
