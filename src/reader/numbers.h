#pragma once
/* Owns: nothing. Blanks and full-width dots that a scan put into numbers. Used by the reader, before marks
 * are folded. */

#include "reader/draft.h"

/* Closes the blanks in 2 3亿元, 45 ,678元 and 6.2 % of a page that is set in columns, and turns the
 * full-width dot of 123．5 into the usual one. Two numbers side by side stay apart. */
void kd_numbers_close(KdPage *page);
