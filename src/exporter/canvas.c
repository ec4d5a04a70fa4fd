/* A package in QTI 1.2 as Canvas writes and reads it: a manifest, the assessment, its settings. Classic
 * quizzes have no ordering, and compare the blanks of an item one by one, so that answers in any order cannot
 * be graded. */

#include "exporter/lines.h"
#include "exporter/package.h"
#include "exporter/qti12.h"
#include "exporter/remarks.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const assessment_fields[][2] = {{"cc_maxattempts", "1"}, {NULL, NULL}};

static void write_fields(const KdQti12Item *item)
{
  g_autoptr(GString) points = g_string_new(NULL);
  g_autoptr(GString) idents = g_string_new(NULL);
  g_autofree char *bank = g_strconcat("aq_", item->question->id, NULL);
  kd_wording_points(points, item->question->half_points);
  for (guint i = 0; i < kd_qti12_answers(item->question); i++)
    g_string_append_printf(idents, "%s%u", i ? "," : "", item->first + i);
  kd_qti12_field(item->x, "points_possible", points->str);
  kd_qti12_field(item->x, "original_answer_ids", idents->str);
  kd_qti12_field(item->x, "assessment_question_identifierref", bank);
}

static const KdQti12 canvas = {
    .type_field = "question_type",
    .types =
        {
            [KD_QUESTION_FILL] = "short_answer_question",
            [KD_QUESTION_SINGLE] = "multiple_choice_question",
            [KD_QUESTION_MULTIPLE] = "multiple_answers_question",
            [KD_QUESTION_JUDGE] = "true_false_question",
            [KD_QUESTION_SHORT] = "essay_question",
            [KD_QUESTION_MATCH] = "matching_question",
        },
    .several_blanks = "fill_in_multiple_blanks_question",
    .fields = assessment_fields,
    .write_fields = write_fields,
};

static void write_resources(KdXml *x, const char *ident, const char *assessment, const char *meta)
{
  g_autofree char *meta_ident = g_strconcat(ident, "_meta", NULL);
  kd_xml_open(x, "resources");
  kd_xml_open(x, "resource");
  kd_xml_attr(x, "identifier", ident);
  kd_xml_attr(x, "type", "imsqti_xmlv1p2");
  kd_xml_empty(x, "file", "href", assessment);
  kd_xml_empty(x, "dependency", "identifierref", meta_ident);
  kd_xml_close(x);
  kd_xml_open(x, "resource");
  kd_xml_attr(x, "identifier", meta_ident);
  kd_xml_attr(x, "type", "associatedcontent/imscc_xmlv1p1/learning-application-resource");
  kd_xml_attr(x, "href", meta);
  kd_xml_empty(x, "file", "href", meta);
  kd_xml_close(x);
  kd_xml_close(x);
}

static GString *make_manifest(const char *ident, const char *assessment, const char *meta)
{
  KdXml *x = kd_xml_new();
  g_autofree char *manifest_ident = g_strconcat(ident, "_manifest", NULL);
  kd_xml_open(x, "manifest");
  kd_xml_attr(x, "identifier", manifest_ident);
  kd_xml_attr(x, "xmlns", "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1");
  kd_xml_open(x, "metadata");
  kd_xml_element(x, "schema", "IMS Content");
  kd_xml_element(x, "schemaversion", "1.1.3");
  kd_xml_close(x);
  kd_xml_open(x, "organizations");
  kd_xml_close(x);
  write_resources(x, ident, assessment, meta);
  kd_xml_close(x);
  return kd_xml_finish(x);
}

static GString *make_meta(const KdQuiz *quiz, const char *ident)
{
  KdXml *x = kd_xml_new();
  g_autofree char *title = kd_lines_title(quiz);
  g_autoptr(GString) points = g_string_new(NULL);
  g_autoptr(GString) description = g_string_new(NULL);
  guint half_points = 0;
  for (guint i = 0; i < quiz->questions->len; i++)
    half_points += kd_quiz_question(quiz, i)->half_points;
  kd_wording_points(points, half_points);
  if (quiz->by)
    kd_remarks_text(description, quiz->by);
  kd_xml_open(x, "quiz");
  kd_xml_attr(x, "identifier", ident);
  kd_xml_attr(x, "xmlns", "http://canvas.instructure.com/xsd/cccv1p0");
  kd_xml_element(x, "title", title);
  kd_xml_element(x, "description", description->str);
  kd_xml_element(x, "shuffle_answers", "false"); /* the options stand in the set's order */
  kd_xml_element(x, "scoring_policy", "keep_highest");
  kd_xml_element(x, "quiz_type", "assignment");
  kd_xml_element(x, "points_possible", points->str);
  kd_xml_element(x, "allowed_attempts", "1");
  kd_xml_close(x);
  return kd_xml_finish(x);
}

static gboolean write_canvas(const KdExportJob *job, GString *out, GError **error)
{
  g_autofree char *ident = kd_qti12_ident(job->quiz);
  g_autofree char *assessment = g_strdup_printf("%s/%s.xml", ident, ident);
  g_autofree char *meta = g_strdup_printf("%s/assessment_meta.xml", ident);
  g_autoptr(GString) manifest_text = make_manifest(ident, assessment, meta);
  g_autoptr(GString) assessment_text = kd_qti12_document(&canvas, job->quiz, ident, 1);
  g_autoptr(GString) meta_text = make_meta(job->quiz, ident);
  g_autoptr(KdPackage) package = kd_package_new();
  kd_package_add(package, "imsmanifest.xml", manifest_text->str, manifest_text->len);
  kd_package_add(package, assessment, assessment_text->str, assessment_text->len);
  kd_package_add(package, meta, meta_text->str, meta_text->len);
  return kd_package_write(package, out, error);
}

/* Blanks are named by what stands in brackets; Canvas reads the stem after its HTML is decoded, so that no
 * spelling of a bracket is safe. */
static char *find_obstacle(const KdQuestion *q)
{
  const char *rest = q->stem;
  if (!kd_wording_typable(q))
    return g_strdup(_("an answer that cannot be typed into a field"));
  if (q->blanks->len < 2)
    return NULL;
  for (KdPiece piece; kd_piece_next(q, &rest, &piece);)
    if (piece.kind == KD_PIECE_TEXT && memchr(piece.text, '[', piece.len))
      return g_strdup_printf(_("%s in a stem with several blanks"), "[");
  return NULL;
}

const KdExporter kd_exporter_canvas = {
    .name = "canvas",
    .suffix = ".zip",
    .summary =
        N_("Canvas classic quizzes (QTI 1.2 package); no ordering; explanation and source as feedback"),
    .proof = KD_PROOF_STANDARD,
    .binary = TRUE,
    .holds = {.types = KD_EVERY_TYPE & ~(1u << KD_QUESTION_ORDER)},
    .find_obstacle = find_obstacle,
    .write = write_canvas,
};
