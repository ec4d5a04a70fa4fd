#pragma once
/* Owns: nothing after it returns. The items of a paper as data for the script of a practice sheet
 * (data/practice/practice.js); used by html.c. */

#include "exporter/paper.h"

/* Appends the items as JSON that may stand in a script element. */
void kd_practice_write(const KdPaper *paper, GString *out);
