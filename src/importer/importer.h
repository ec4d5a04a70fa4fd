#pragma once
/* Owns: nothing after it returns. Quiz files, also edited by hand, → KdQuiz; used by app/ and the tests. */

#include "base/finding.h"
#include "model/quiz.h"

/* Reads a set from JSON (UTF-8), CSV (UTF-8 or UTF-16 with or without a byte order mark, GB18030 as Chinese
 * spreadsheets save it; cells parted by comma, tab or semicolon) or a workbook (xlsx); in both tables columns
 * are found by their names, others are not minded. The caller owns the set. name stands in messages; a
 * workbook is known by its first bytes, the others by the suffix of the name, and where that says nothing, by
 * the first character. Characters that cannot be seen are taken out, and rows that a reviewer marked 删除,
 * with a finding each. lines: NULL, or an array of guint32 to which the line of each item in the file (the
 * row of the sheet) is appended. NULL with KD_ERROR_FORMAT or KD_ERROR_ENCODING; the text begins
 * "NAME:LINE:COLUMN: ", "NAME: " where the file as a whole is meant. */
KdQuiz *kd_importer_read(const char *name, GBytes *bytes, KdFindings *findings, GArray *lines,
                         GError **error);

typedef struct {
  char *id, *text; /* owned by the caller; NULL where not read */
} KdLine;
/* A line of a JSON Lines file, borrowed, without its end. */
typedef struct {
  const char *name; /* of the file */
  guint32 number;   /* from 1 */
  const char *json;
  gsize len;
} KdJsonLine;
/* Reads {"id": "…", "text": "…"}. The caller owns what is read. FALSE with KD_ERROR_FORMAT or
 * KD_ERROR_ENCODING; then parts->id is set all the same where it could be read. */
gboolean kd_importer_read_line(const KdJsonLine *line, KdLine *parts, GError **error);
