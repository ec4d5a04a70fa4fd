#include "exporter/exporter.h"

#include <string.h>

static const KdExporter *const exporters[] = {
#define EXPORTER(name) &kd_exporter_##name,
#include "exporter/exporters.def"
#undef EXPORTER
};

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

/* Why the format cannot hold the item; NULL when it can. The caller owns the text. */
static char *find_obstacle(const KdExporter *e, const KdQuestion *q)
{
  if ((e->types & (1u << q->type)) == 0)
    return g_strdup_printf("%s: %s: %s", e->name, q->id, kd_question_type_name(q->type));
  if (e->max_options && q->options->len > e->max_options)
    return g_strdup_printf("%s: %s: %u > %u", e->name, q->id, q->options->len, e->max_options);
  if (e->max_blanks && q->blanks->len > e->max_blanks)
    return g_strdup_printf("%s: %s: %u > %u", e->name, q->id, q->blanks->len, e->max_blanks);
  return NULL;
}

void kd_exporter_write(const KdExporter *exporter, const KdQuiz *quiz, const KdExportOptions *options,
                       KdFindings *findings, GString *out)
{
  static const KdExportOptions plain = {0};
  g_autoptr(GPtrArray) held = g_ptr_array_new();
  for (guint i = 0; i < quiz->questions->len; i++) {
    g_autofree char *obstacle = find_obstacle(exporter, kd_quiz_question(quiz, i));
    if (obstacle)
      kd_findings_add(findings, KD_FINDING_FORMAT_CANNOT_HOLD, (KdPlace){0}, obstacle);
    else
      g_ptr_array_add(held, g_ptr_array_index(quiz->questions, i));
  }
  KdQuiz view = *quiz;
  view.questions = held;
  gsize before = out->len;
  exporter->write(&view, options ? options : &plain, out);
  g_assert(g_utf8_validate(out->str + before, (gssize)(out->len - before), NULL));
}
