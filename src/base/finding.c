#include "base/finding.h"

#include <string.h>

typedef struct {
  const char *name;
  KdSeverity severity;
  const char *message;
  const char *label;
} Row;

static const Row rows[KD_FINDING_COUNT] = {
#define FINDING(id, severity, message, label)                                                                \
  [KD_FINDING_##id] = {#id, KD_SEVERITY_##severity, message, label},
#include "base/findings.def"
#undef FINDING
};

struct KdFindings {
  GArray *items; /* KdFinding, owned */
  guint counts[KD_FINDING_COUNT];
};

static void clear_finding(gpointer p)
{
  KdFinding *f = p;
  g_free(f->file);
  g_free(f->detail);
}

KdFindings *kd_findings_new(void)
{
  KdFindings *f = g_new0(KdFindings, 1);
  f->items = g_array_new(FALSE, FALSE, sizeof(KdFinding));
  g_array_set_clear_func(f->items, clear_finding);
  return f;
}

void kd_findings_free(KdFindings *f)
{
  if (f == NULL)
    return;
  g_array_unref(f->items);
  g_free(f);
}

void kd_findings_clear(KdFindings *f)
{
  g_array_set_size(f->items, 0);
  memset(f->counts, 0, sizeof f->counts);
}

void kd_findings_add(KdFindings *f, KdFindingCode code, KdPlace place, const char *detail)
{
  KdFinding item = {.code = code,
                    .severity = rows[code].severity,
                    .file = g_strdup(place.file),
                    .line = place.line,
                    .column = place.column,
                    .detail = g_strdup(detail)};
  g_array_append_val(f->items, item);
  f->counts[code]++;
}

guint kd_findings_count(const KdFindings *f)
{
  return f->items->len;
}

const KdFinding *kd_findings_get(const KdFindings *f, guint i)
{
  return &g_array_index(f->items, KdFinding, i);
}

guint kd_findings_count_code(const KdFindings *f, KdFindingCode code)
{
  return f->counts[code];
}

KdSeverity kd_findings_worst(const KdFindings *f)
{
  KdSeverity worst = KD_SEVERITY_NOTE;
  for (guint i = 0; i < KD_FINDING_COUNT; i++)
    if (f->counts[i] && rows[i].severity > worst)
      worst = rows[i].severity;
  return worst;
}

/* "SHORT_SET" → "short-set"; interned, so that it lives as long as the program. */
const char *kd_finding_code_name(KdFindingCode code)
{
  g_autofree char *name = g_ascii_strdown(rows[code].name, -1);
  g_strdelimit(name, "_", '-');
  return g_intern_string(name);
}

const char *kd_finding_message(KdFindingCode code)
{
  return rows[code].message;
}

const char *kd_finding_label(KdFindingCode code)
{
  return rows[code].label;
}

const char *kd_severity_name(KdSeverity s)
{
  static const char *const names[] = {
      [KD_SEVERITY_NOTE] = "note", [KD_SEVERITY_WARNING] = "warning", [KD_SEVERITY_ERROR] = "error"};
  return names[s];
}

char *kd_finding_line(const KdFinding *f, const char *severity, const char *message)
{
  GString *line = g_string_new(f->file ? f->file : "kaodian");
  if (f->line)
    g_string_append_printf(line, ":%u", f->line);
  if (f->line && f->column)
    g_string_append_printf(line, ":%u", f->column);
  g_string_append_printf(line, ": %s: %s", severity, message);
  if (f->detail)
    g_string_append_printf(line, ": %s", f->detail);
  g_string_append_printf(line, " [%s]", kd_finding_code_name(f->code));
  return g_string_free(line, FALSE);
}
