#pragma once
/* Owns: nothing. What the CSV writer and the CSV reader must agree on. */

#include <glib.h>

/* Would a spreadsheet run the cell as a formula? With blanks and apostrophes in front it may, too, once they
 * are stripped; and an apostrophe in front of such a cell of the text must not be taken for the guard. */
gboolean kd_cell_is_formula(const char *cell);
