#pragma once
/* Owns: nothing. What the name of a numeric shorthand says: how many there are of what; used by those who
 * look for its members among the other points. */

#include "model/document.h"

/* Reads 三, 十, 十四 off the front of s; 0: no such number. */
guint kd_counted_read(const char *text, KdSpan *s);
/* Does the member hold the word that is counted: a word of two characters and more anywhere, one of a single
 * character at an edge? */
gboolean kd_counted_holds(const char *text, KdSpan member, KdSpan word);
/* The same only at an edge. */
gboolean kd_counted_frames(const char *text, KdSpan member, KdSpan word);
gboolean kd_span_has_number(const char *text, KdSpan s);
