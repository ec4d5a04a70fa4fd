#pragma once
/* Owns: nothing. Where a line of Chinese may end, and how wide its marks are (clreq, the recommended level,
 * GB/T 15834); used by the typesetter. */

#include <glib.h>

/* May a line end between a and b? unicode: what the line breaking of Unicode says, which decides for letters
 * of other scripts. */
gboolean kd_may_break(gunichar a, gunichar b, gboolean unicode);
/* A full-width mark whose ink stands in the right half of its square, in its left half. */
gboolean kd_opens_wide(gunichar c);
gboolean kd_closes_wide(gunichar c);
/* Is there a little room between the two where a line is justified? None within …… and between letters. */
gboolean kd_may_stretch(gunichar a, gunichar b);
/* Do Han and Latin meet here? */
gboolean kd_changes_script(gunichar a, gunichar b);
