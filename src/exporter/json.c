#include "exporter/exporter.h"
#include "exporter/json_tree.h"
#include "exporter/quiz_tree.h"

static void write_json(const KdQuiz *quiz, const KdExportOptions *options, GString *out)
{
  (void)options;
  kd_json_write(kd_quiz_tree(quiz), TRUE, out);
}

const KdExporter kd_exporter_json = {
    .name = "json", .suffix = ".json", .types = KD_EVERY_TYPE, .write = write_json};
