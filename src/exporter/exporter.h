#pragma once
/* Owns: nothing after it returns. KdQuiz → bytes, in any of the formats of exporters.def; used by app/ and
 * the tests. */

#include "base/finding.h"
#include "model/quiz.h"

typedef struct {
  gboolean csv_no_bom;  /* no byte order mark in front */
  gboolean csv_lf;      /* lines end in LF, not CRLF */
  gboolean csv_no_data; /* without the column 数据 */
  gboolean csv_raw;     /* cells that a spreadsheet would run stay as they are */
} KdExportOptions;

/* A format: what it can hold, and how it is written. write sees only items that it can hold, and appends. */
typedef struct {
  const char *name;   /* as behind -f */
  const char *suffix; /* ".csv"; NULL: chosen by name only */
  guint types;        /* bits 1u << KdQuestionType */
  guint max_options;  /* of an item; 0: any number */
  guint max_blanks;   /* the same */
  void (*write)(const KdQuiz *quiz, const KdExportOptions *options, GString *out);
} KdExporter;

#define KD_EVERY_TYPE ((1u << KD_QUESTION_TYPES) - 1)

#define EXPORTER(name) extern const KdExporter kd_exporter_##name;
#include "exporter/exporters.def"
#undef EXPORTER

guint kd_exporter_count(void);
const KdExporter *kd_exporter_get(guint i);
/* By name; NULL when there is none. */
const KdExporter *kd_exporter_find(const char *name);
/* By the suffix of a path, in either case; NULL when there is none. */
const KdExporter *kd_exporter_find_suffix(const char *path);

/* Appends the set in a format. An item that the format cannot hold is left out whole, with a finding
 * FORMAT_CANNOT_HOLD. options NULL: as the contract has it. Valid UTF-8 is asserted. */
void kd_exporter_write(const KdExporter *exporter, const KdQuiz *quiz, const KdExportOptions *options,
                       KdFindings *findings, GString *out);
