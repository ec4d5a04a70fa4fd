#include "app/pipeline.h"
#include "exporter/documents.h"
#include <stdio.h>
#include <string.h>

/* For the time being: kaodian text|points -f json FILE. */
int main(int argc, char **argv)
{
  if (argc != 5 || strcmp(argv[2], "-f") != 0 || strcmp(argv[3], "json") != 0) {
    fputs("usage: kaodian text|points -f json FILE\n", stderr);
    return 2;
  }
  g_autoptr(KdCues) cues = kd_cues_new();
  g_autoptr(KdFindings) findings = kd_findings_new();
  KdContext ctx = {cues, findings, 1};
  g_autofree char *data = NULL;
  gsize len = 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(KdDocument) document = NULL;
  if (g_file_get_contents(argv[4], &data, &len, &error)) {
    g_autoptr(GBytes) bytes = g_bytes_new(data, len);
    document = kd_pipeline_read(&ctx, argv[4], NULL, bytes, &error);
  }
  if (document == NULL) {
    fprintf(stderr, "%s\n", error->message);
    return 2;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  if (strcmp(argv[1], "text") == 0) {
    kd_text_write_json(document, TRUE, out);
  } else {
    g_autoptr(GPtrArray) points = kd_pipeline_extract(&ctx, document);
    kd_points_write_json(document, points, TRUE, out);
  }
  for (guint i = 0; i < kd_findings_count(findings); i++) {
    const KdFinding *f = kd_findings_get(findings, i);
    fprintf(stderr, "%s:%u:%u: %s: %s [%s]\n", f->file, f->line, f->column, kd_severity_name(f->severity),
            f->detail ? f->detail : kd_finding_message(f->code), kd_finding_code_name(f->code));
  }
  return fwrite(out->str, 1, out->len, stdout) == out->len && fflush(stdout) == 0 ? 0 : 2;
}
