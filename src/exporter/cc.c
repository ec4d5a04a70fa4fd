/* A Common Cartridge 1.1 with the set as its assessment. Its profile of QTI 1.2 has one blank an item and
 * neither matching nor ordering. */

#include "exporter/lines.h"
#include "exporter/package.h"
#include "exporter/qti12.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>

#define ASSESSMENT "R1/assessment.xml"
#define MOST_WEIGHT 99 /* the profile's weights have two digits */

static const char *const assessment_fields[][2] = {
    {"cc_profile", "cc.exam.v0p1"},
    {"qmd_assessmenttype", "Examination"},
    {"qmd_scoretype", "Percentage"},
    {"cc_maxattempts", "1"},
    {NULL, NULL},
};

static void write_fields(const KdQti12Item *item)
{
  g_autofree char *weight =
      item->unit ? g_strdup_printf("%u", item->question->half_points / item->unit) : NULL;
  if (weight)
    kd_qti12_field(item->x, "cc_weighting", weight);
  if (item->question->type == KD_QUESTION_SHORT)
    kd_qti12_field(item->x, "qmd_computerscored", "No");
}

static const KdQti12 cartridge = {
    .type_field = "cc_profile",
    .types =
        {
            [KD_QUESTION_FILL] = "cc.fib.v0p1",
            [KD_QUESTION_SINGLE] = "cc.multiple_choice.v0p1",
            [KD_QUESTION_MULTIPLE] = "cc.multiple_response.v0p1",
            [KD_QUESTION_JUDGE] = "cc.true_false.v0p1",
            [KD_QUESTION_SHORT] = "cc.essay.v0p1",
        },
    .judge_idents = {"true", "false"},
    .blank_prompt = "Dashline",
    .essay_prompt = "Box",
    .has_case = TRUE,
    .fields = assessment_fields,
    .write_fields = write_fields,
};

static guint common_divisor(guint a, guint b)
{
  return b ? common_divisor(b, a % b) : a;
}

/* How many half points weigh one: two where all scores are whole, else one. Where that gives weights too
 * large, the largest number that keeps their ratios; 0 where there is none. */
static guint choose_unit(const KdQuiz *quiz)
{
  guint most = 0, divisor = 0;
  for (guint i = 0; i < quiz->questions->len; i++) {
    guint half_points = kd_quiz_question(quiz, i)->half_points;
    most = MAX(most, half_points);
    divisor = common_divisor(divisor, half_points);
  }
  guint unit = divisor % 2 ? 1 : 2;
  if (most / unit > MOST_WEIGHT)
    unit = divisor;
  return most / unit > MOST_WEIGHT ? 0 : unit;
}

static void write_organizations(KdXml *x, const char *title)
{
  kd_xml_open(x, "organizations");
  kd_xml_open(x, "organization");
  kd_xml_attr(x, "identifier", "O1");
  kd_xml_attr(x, "structure", "rooted-hierarchy");
  kd_xml_open(x, "item");
  kd_xml_attr(x, "identifier", "I0");
  kd_xml_open(x, "item");
  kd_xml_attr(x, "identifier", "I1");
  kd_xml_attr(x, "identifierref", "R1");
  kd_xml_element(x, "title", title);
  for (guint i = 0; i < 4; i++)
    kd_xml_close(x);
}

static void write_metadata(KdXml *x, const char *title)
{
  kd_xml_open(x, "metadata");
  kd_xml_element(x, "schema", "IMS Common Cartridge");
  kd_xml_element(x, "schemaversion", "1.1.0");
  kd_xml_open(x, "lomimscc:lom");
  kd_xml_open(x, "lomimscc:general");
  kd_xml_open(x, "lomimscc:title");
  kd_xml_open(x, "lomimscc:string");
  kd_xml_attr(x, "language", "zh");
  kd_xml_text(x, title);
  for (guint i = 0; i < 5; i++)
    kd_xml_close(x);
}

static void write_resources(KdXml *x)
{
  kd_xml_open(x, "resources");
  kd_xml_open(x, "resource");
  kd_xml_attr(x, "identifier", "R1");
  kd_xml_attr(x, "type", "imsqti_xmlv1p2/imscc_xmlv1p1/assessment");
  kd_xml_empty(x, "file", "href", ASSESSMENT);
  kd_xml_close(x);
  kd_xml_close(x);
}

static GString *make_manifest(const KdQuiz *quiz, const char *ident)
{
  KdXml *x = kd_xml_new();
  g_autofree char *title = kd_lines_title(quiz);
  kd_xml_open(x, "manifest");
  kd_xml_attr(x, "identifier", ident);
  kd_xml_attr(x, "xmlns", "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1");
  kd_xml_attr(x, "xmlns:lomimscc", "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest");
  write_metadata(x, title);
  write_organizations(x, title);
  write_resources(x);
  kd_xml_close(x);
  return kd_xml_finish(x);
}

static gboolean write_cc(const KdExportJob *job, GString *out, GError **error)
{
  g_autofree char *ident = kd_qti12_ident(job->quiz);
  g_autofree char *assessment_ident = g_strconcat(ident, "_assessment", NULL);
  guint unit = choose_unit(job->quiz);
  g_autoptr(GString) manifest = make_manifest(job->quiz, ident);
  g_autoptr(GString) assessment = kd_qti12_document(&cartridge, job->quiz, assessment_ident, unit);
  g_autoptr(KdPackage) package = kd_package_new();
  if (unit == 0)
    kd_findings_add(job->findings, KD_FINDING_FORMAT_WITHOUT, (KdPlace){0},
                    _("cc: scores of more than 99 to 1"));
  kd_package_add(package, "imsmanifest.xml", manifest->str, manifest->len);
  kd_package_add(package, ASSESSMENT, assessment->str, assessment->len);
  return kd_package_write(package, out, error);
}

static char *find_obstacle(const KdQuestion *q)
{
  return kd_wording_typable(q) ? NULL : g_strdup(_("an answer that cannot be typed into a field"));
}

const KdExporter kd_exporter_cc = {
    .name = "cc",
    .suffix = ".imscc",
    .summary = N_("Common Cartridge 1.1, for learning systems of many makers; one blank an item, no "
                  "matching, no ordering; "
                  "scores as weights; explanation and source as feedback"),
    .proof = KD_PROOF_STANDARD,
    .binary = TRUE,
    .holds = {.types = KD_EVERY_TYPE & ~(1u << KD_QUESTION_ORDER | 1u << KD_QUESTION_MATCH), .max_blanks = 1},
    .find_obstacle = find_obstacle,
    .write = write_cc,
};
