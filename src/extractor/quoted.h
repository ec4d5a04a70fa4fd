#pragma once
/* Owns: nothing. The quotations of a sentence, outermost ones; used by the detectors of quotes, terms and
 * shorthand. */

#include "base/context.h"
#include "extractor/glyphs.h"

/* Calls back for each “…” of the glyphs that is not inside another and not inside 《》; r is the inside. */
typedef void (*KdQuotedFunc)(const KdGlyphs *g, KdRange r, gpointer data);
void kd_quoted_foreach(const KdGlyphs *g, KdQuotedFunc func, gpointer data);
/* Letters of a range. */
guint kd_range_letters(const KdGlyphs *g, KdRange r);

typedef enum {
  KD_QUOTED_OTHER, /* a list in quotation marks, a single letter: nothing to mark */
  KD_QUOTED_SPEECH,
  KD_QUOTED_TERM,
  KD_QUOTED_SHORTHAND
} KdQuotedKind;

/* What the quotation at r (its inside) is. */
KdQuotedKind kd_quoted_kind(const KdContext *ctx, const KdGlyphs *g, KdRange r);
/* The verb of saying right before the opening mark of r (： or ， between them allowed); FALSE: none. */
gboolean kd_quoted_verb(const KdContext *ctx, const KdGlyphs *g, KdRange r, KdRange *verb);
/* The same for a verb of two characters or more with its object of a few characters between: 要求浙江“…”. */
gboolean kd_quoted_far_verb(const KdContext *ctx, const KdGlyphs *g, KdRange r, KdRange *verb);
/* Characters of the verb of saying that ends the range; 0: none, or it is part of another word (简称). */
guint kd_quoted_verb_suffix(const KdContext *ctx, const KdGlyphs *g, KdRange r);
/* 三个“十条”: does a number with 个 in front count what is named by a number? */
gboolean kd_quoted_counted(const KdGlyphs *g, KdRange r);
