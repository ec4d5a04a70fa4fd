/* The public interface on top of the pipeline. */

#include "app/blueprint.h"
#include "app/settings.h"
#include "base/error.h"
#include "exporter/documents.h"
#include "kaodian.h"
#include <glib/gi18n-lib.h>
#include <string.h>

struct KdSession {
  KdCues *cues;
  KdNgrams *ngrams;
  KdFindings *findings;
  KdSettings settings;
  GPtrArray *documents; /* KdDocument * */
};

struct KdSet {
  char *name; /* of its file; NULL: it was made here */
  KdQuiz *quiz;
  GArray *lines; /* guint32, by item; empty when it was made here */
};

const char *kd_library_version(void)
{
  return KD_VERSION;
}

KdSession *kd_session_new(void)
{
  KdSession *s = g_new0(KdSession, 1);
  s->cues = kd_cues_new();
  s->ngrams = kd_ngrams_open(NULL, NULL);
  g_assert(s->ngrams != NULL);
  s->findings = kd_findings_new();
  kd_settings_init(&s->settings);
  s->documents = g_ptr_array_new_with_free_func((GDestroyNotify)kd_document_free);
  return s;
}

void kd_session_free(KdSession *s)
{
  if (s == NULL)
    return;
  g_ptr_array_unref(s->documents);
  kd_settings_clear(&s->settings);
  kd_findings_free(s->findings);
  kd_ngrams_free(s->ngrams);
  kd_cues_free(s->cues);
  g_free(s);
}

static KdContext context_of(const KdSession *s)
{
  return (KdContext){s->cues, s->findings, s->settings.seed, s->ngrams};
}

gboolean kd_session_set(KdSession *s, const char *option, const char *value, GError **error)
{
  return kd_settings_set(&s->settings, option, value, error);
}

gboolean kd_session_blueprint(KdSession *s, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid(name, -1);
  return kd_blueprint_read(&s->settings, valid, bytes, error);
}

gboolean kd_session_read(KdSession *s, const char *name, GBytes *bytes, GError **error)
{
  KdContext ctx = context_of(s);
  g_autofree char *valid = g_utf8_make_valid(name, -1);
  KdDocument *d = kd_pipeline_read(&ctx, valid, NULL, bytes, error);
  if (d)
    g_ptr_array_add(s->documents, d);
  return d != NULL;
}

guint kd_session_count(const KdSession *s)
{
  return s->documents->len;
}

static GBytes *take_bytes(GString *text)
{
  return g_string_free_to_bytes(text);
}

GBytes *kd_session_text(KdSession *s, guint i)
{
  g_return_val_if_fail(i < s->documents->len, NULL);
  GString *out = g_string_new(NULL);
  kd_text_write_json(g_ptr_array_index(s->documents, i), TRUE, out);
  return take_bytes(out);
}

GBytes *kd_session_points(KdSession *s, guint i)
{
  g_return_val_if_fail(i < s->documents->len, NULL);
  KdContext ctx = context_of(s);
  const KdDocument *d = g_ptr_array_index(s->documents, i);
  g_autoptr(GPtrArray) points = kd_pipeline_extract(&ctx, d);
  GString *out = g_string_new(NULL);
  kd_points_write_json(d, points, (KdPointsStyle){.pretty = TRUE}, out);
  return take_bytes(out);
}

static KdSet *make_set(const char *name, KdQuiz *quiz, GArray *lines)
{
  KdSet *set = g_new0(KdSet, 1);
  set->name = g_strdup(name);
  set->quiz = quiz;
  set->lines = lines;
  return set;
}

static GArray *new_lines(void)
{
  return g_array_new(FALSE, FALSE, sizeof(guint32));
}

KdSet *kd_session_generate(KdSession *s, GError **error)
{
  if (!kd_settings_check(&s->settings, error))
    return NULL;
  if (s->documents->len == 0) {
    g_set_error_literal(error, KD_ERROR, KD_ERROR_EMPTY, _("no text has been read"));
    return NULL;
  }
  KdContext ctx = context_of(s);
  return make_set(NULL, kd_pipeline_generate(&ctx, s->documents, &s->settings.plan), new_lines());
}

KdSet *kd_session_load(KdSession *s, const char *name, GBytes *bytes, GError **error)
{
  g_autoptr(GArray) lines = new_lines();
  g_autofree char *valid = g_utf8_make_valid(name, -1);
  KdQuiz *quiz = kd_importer_read(valid, bytes, s->findings, lines, error);
  return quiz ? make_set(valid, quiz, g_steal_pointer(&lines)) : NULL;
}

void kd_set_free(KdSet *set)
{
  if (set == NULL)
    return;
  kd_quiz_free(set->quiz);
  g_array_unref(set->lines);
  g_free(set->name);
  g_free(set);
}

guint kd_set_count(const KdSet *set)
{
  return set->quiz->questions->len;
}

GBytes *kd_set_export(const KdSet *set, KdSession *s, const char *format, GError **error)
{
  const KdExporter *exporter = kd_exporter_find(format);
  if (exporter == NULL) {
    g_set_error(error, KD_ERROR, KD_ERROR_USAGE, _("no format is called \"%s\""), format);
    return NULL;
  }
  if (s->settings.export.paper.key == KD_KEY_SEPARATE && exporter->holds.paper) {
    g_set_error_literal(error, KD_ERROR, KD_ERROR_USAGE,
                        _("key separate: one export is one paper; ask for none, then for alone"));
    return NULL;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  KdExportJob job = {set->quiz, &s->settings.export, s->findings};
  if (!kd_exporter_write(exporter, &job, out, error))
    return NULL;
  return take_bytes(g_steal_pointer(&out));
}

static KdDocument *find_document(const KdSession *s, const KdSource *source)
{
  for (guint i = 0; i < s->documents->len; i++) {
    KdDocument *d = g_ptr_array_index(s->documents, i);
    if (strcmp(d->file, source->file) == 0 || g_strcmp0(d->sha256, source->sha256) == 0)
      return d;
  }
  return NULL;
}

guint kd_set_verify(const KdSet *set, KdSession *s)
{
  KdContext ctx = context_of(s);
  guint before = kd_findings_count(s->findings);
  g_autoptr(GPtrArray) documents = g_ptr_array_new();
  for (guint i = 0; i < set->quiz->sources->len; i++)
    g_ptr_array_add(documents, find_document(s, kd_quiz_source(set->quiz, i)));
  kd_pipeline_verify(&ctx, set->quiz, documents, set->lines, set->name);
  return kd_findings_count(s->findings) - before;
}

guint kd_session_finding_count(const KdSession *s)
{
  return kd_findings_count(s->findings);
}

char *kd_session_finding(const KdSession *s, guint i)
{
  g_return_val_if_fail(i < kd_findings_count(s->findings), NULL);
  const KdFinding *f = kd_findings_get(s->findings, i);
  return kd_finding_line(f, kd_severity_name(f->severity), kd_finding_message(f->code));
}

const char *kd_session_finding_severity(const KdSession *s, guint i)
{
  g_return_val_if_fail(i < kd_findings_count(s->findings), NULL);
  return kd_severity_name(kd_findings_get(s->findings, i)->severity);
}
