#pragma once
/* Owns: nothing. What a line says about itself: page furniture, source, author, summary; used by the outline.
 */

#include "reader/draft.h"

/* Sets role, and field where the role names something, of every draft. */
void kd_furniture_mark(KdPage *page);
/* The characters at the start of a draft under a title that are the name of a person or of a body, perhaps
 * with a date behind; 0 when it is none. */
guint kd_furniture_byline(const KdPage *page, const KdDraft *d);
/* Is the draft a short line that newspapers print at the head of a page? */
gboolean kd_furniture_is_running_head(const KdPage *page, const KdDraft *d);
/* Is the draft, one line of the file, page furniture wherever it stands: page number, running head, editors?
 */
gboolean kd_furniture_is_page_line(const KdPage *page, const KdDraft *d);
