#include "exporter/exporter.h"
#include "exporter/json_tree.h"
#include "exporter/quiz_tree.h"

/* The set on one line. */
static void write_jsonl(const KdQuiz *quiz, const KdExportOptions *options, GString *out)
{
  (void)options;
  kd_json_write(kd_quiz_tree(quiz), FALSE, out);
  g_string_append_c(out, '\n');
}

const KdExporter kd_exporter_jsonl = {
    .name = "jsonl", .suffix = ".jsonl", .types = KD_EVERY_TYPE, .write = write_jsonl};
