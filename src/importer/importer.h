#pragma once
/* Owns: nothing after it returns. Quiz files, also edited by hand, → KdQuiz; used by app/ and the tests. */

#include "base/finding.h"
#include "model/quiz.h"

/* Reads a set from JSON (UTF-8) or CSV (UTF-8 or UTF-16 with or without a byte order mark, GB18030 as Chinese
 * spreadsheets save it; cells parted by comma, tab or semicolon; columns found by their names). The caller
 * owns the set. name stands in messages and decides by its suffix; where that says nothing, the first
 * character does. Characters that cannot be seen are taken out, with a finding. lines: NULL, or an array of
 * guint32 to which the line of each item in the file is appended. NULL with KD_ERROR_FORMAT or
 * KD_ERROR_ENCODING; the text begins "NAME:LINE:COLUMN: ". */
KdQuiz *kd_importer_read(const char *name, GBytes *bytes, KdFindings *findings, GArray *lines,
                         GError **error);

/* Reads {"id": "…", "text": "…"}, line number `line` of a JSON Lines file. The caller owns *id and *text.
 * FALSE with KD_ERROR_FORMAT; then *id is set all the same where it could be read. */
typedef struct {
  char *id, *text; /* owned by the caller; NULL where not read */
} KdLine;
gboolean kd_importer_read_line(const char *name, guint32 line, const char *json, KdLine *parts,
                               GError **error);
