#include "exporter/exporter.h"

#include "base/error.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static const KdExporter *const exporters[] = {
#define EXPORTER(name) &kd_exporter_##name,
#include "exporter/exporters.def"
#undef EXPORTER
};

static const char *const proofs[] = {
    [KD_PROOF_OWN] = N_("kaodian's own, or for people"),
    [KD_PROOF_VENDOR] = N_("the vendor's own program code read a sample"),
    [KD_PROOF_STANDARD] = N_("open standard; other people's programs read a sample"),
    [KD_PROOF_MANUAL] = N_("after the vendor's manual or template; its import was not tried"),
    [KD_PROOF_HEARSAY] = N_("未经平台验证 (not verified on the platform; after other people's programs)"),
};
G_STATIC_ASSERT(G_N_ELEMENTS(proofs) == KD_PROOFS);

guint kd_exporter_count(void)
{
  return G_N_ELEMENTS(exporters);
}

const KdExporter *kd_exporter_get(guint i)
{
  g_assert(i < G_N_ELEMENTS(exporters));
  return exporters[i];
}

const KdExporter *kd_exporter_find(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(exporters); i++)
    if (strcmp(exporters[i]->name, name) == 0)
      return exporters[i];
  return NULL;
}

const KdExporter *kd_exporter_find_suffix(const char *path)
{
  gsize len = strlen(path);
  for (guint i = 0; i < G_N_ELEMENTS(exporters); i++) {
    gsize n = exporters[i]->suffix ? strlen(exporters[i]->suffix) : 0;
    if (n && len > n && g_ascii_strcasecmp(path + len - n, exporters[i]->suffix) == 0)
      return exporters[i];
  }
  return NULL;
}

const char *kd_proof_text(KdProof proof)
{
  return proofs[proof];
}

static guint longest_choice(const KdQuestion *q)
{
  guint most = 0;
  for (guint i = 0; i < kd_wording_choices(q); i++)
    most = MAX(most, (guint)g_utf8_strlen(kd_wording_choice(q, i), -1));
  return most;
}

/* "10 options, at most 8"; NULL when n is not above the limit. */
static char *exceed(guint n, guint most, const char *what)
{
  return most && n > most ? g_strdup_printf(_("%s: %u, at most %u"), what, n, most) : NULL;
}

/* Why the format cannot hold the item; NULL when it can. The caller owns the text. */
static char *find_obstacle(const KdExporter *e, const KdQuestion *q)
{
  const KdCapacity *holds = &e->holds;
  if ((holds->types & (1u << q->type)) == 0)
    return g_strdup_printf(_("no items of the type %s"), kd_question_type_label(q->type));
  if (!holds->any_order && q->blanks->len > 1 && !q->ordered)
    return g_strdup(_("several blanks that may be filled in any order"));
  char *why = exceed(q->blanks->len, holds->max_blanks, _("blanks"));
  if (why == NULL)
    why = exceed(kd_wording_choices(q), holds->max_choices, _("options"));
  if (why == NULL && holds->stem_chars)
    why = exceed((guint)g_utf8_strlen(q->stem, -1), holds->stem_chars, _("characters of the stem"));
  if (why == NULL && holds->choice_chars)
    why = exceed(longest_choice(q), holds->choice_chars, _("characters of an option"));
  if (why == NULL && e->find_obstacle)
    why = e->find_obstacle(q);
  return why;
}

/* A set written by hand may have other blanks in its stem than answers, or none or two right options where
 * one is due; kaodian's own formats hold it all the same, so that it can be mended. */
static char *find_mismatch(const KdExporter *e, const KdQuestion *q)
{
  if (e->proof == KD_PROOF_OWN)
    return NULL;
  guint right = kd_question_right_count(q);
  if ((q->type == KD_QUESTION_SINGLE && right != 1) || (q->type == KD_QUESTION_MULTIPLE && right == 0))
    return g_strdup_printf(_("right options: %u"), right);
  if (q->type != KD_QUESTION_FILL || kd_question_gap_count(q) == q->blanks->len)
    return NULL;
  return g_strdup_printf(_("blanks in the stem: %u, answers: %u"), kd_question_gap_count(q), q->blanks->len);
}

void kd_exporter_leave_out(const KdExporter *exporter, const KdQuestion *q, const char *obstacle,
                           KdFindings *findings)
{
  g_autofree char *detail = g_strdup_printf("%s: %s: %s", exporter->name, q->id, obstacle);
  kd_findings_add(findings, KD_FINDING_FORMAT_CANNOT_HOLD, (KdPlace){0}, detail);
}

char *kd_exporter_few_options(const KdQuestion *q)
{
  gboolean is_choice = (KD_CHOICE_TYPES & (1u << q->type)) != 0;
  return is_choice && q->options->len < 2 ? g_strdup(_("fewer than two options")) : NULL;
}

static GPtrArray *list_held(const KdExporter *e, const KdQuiz *quiz, KdFindings *findings)
{
  GPtrArray *held = g_ptr_array_new();
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    g_autofree char *obstacle = find_obstacle(e, q);
    if (obstacle == NULL)
      obstacle = find_mismatch(e, q);
    if (obstacle == NULL) {
      g_ptr_array_add(held, (gpointer)q);
      continue;
    }
    kd_exporter_leave_out(e, q, obstacle, findings);
  }
  return held;
}

gboolean kd_exporter_write(const KdExporter *exporter, const KdExportJob *job, GString *out, GError **error)
{
  static const KdExportOptions plain = {0};
  g_autoptr(GPtrArray) held = list_held(exporter, job->quiz, job->findings);
  KdQuiz view = *job->quiz;
  view.questions = held;
  KdExportJob own = {&view, job->options ? job->options : &plain, job->findings};
  gsize before = out->len;
  if (!exporter->write(&own, out, error))
    return FALSE;
  g_assert(exporter->binary || g_utf8_validate(out->str + before, (gssize)(out->len - before), NULL));
  return TRUE;
}
