#include "builder/checks.h"

#include <string.h>

static gboolean check_fields(const KdQuestion *q, const KdGround *ground, char **why)
{
  (void)ground;
  (void)why;
  return q->stem && *q->stem && q->id && q->evidence->len;
}

static const KdCheck checks[] = {
    {KD_FINDING_ITEM_FIELDS, TRUE, check_fields},
};

guint kd_checks_count(void)
{
  return G_N_ELEMENTS(checks);
}

const KdCheck *kd_checks_get(guint i)
{
  g_assert(i < G_N_ELEMENTS(checks));
  return &checks[i];
}

const char *kd_check_name(const KdCheck *check)
{
  return kd_finding_code_name(check->code) + strlen("item-");
}

const KdCheck *kd_checks_find_hard(const KdQuestion *q, const KdGround *ground, char **why)
{
  for (guint i = 0; i < G_N_ELEMENTS(checks); i++)
    if (checks[i].hard && !checks[i].passes(q, ground, why))
      return &checks[i];
  return NULL;
}

guint kd_checks_run(const KdQuiz *quiz, const KdGround *ground, const char *file, KdFindings *findings)
{
  guint hard = 0;
  for (guint i = 0; i < quiz->questions->len; i++)
    for (guint c = 0; c < G_N_ELEMENTS(checks); c++) {
      const KdQuestion *q = kd_quiz_question(quiz, i);
      if (checks[c].passes(q, ground, NULL))
        continue;
      hard += checks[c].hard;
      kd_findings_add(findings, checks[c].code, (KdPlace){file, i + 1, 0}, q->id);
    }
  return hard;
}
