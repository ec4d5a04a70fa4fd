#pragma once
/* Owns: nothing. Spelled list markers (一是, 第一，, 首先, ①, ——) at the front of a clause; used by the
 * detectors of ordinals and measures. */

#include "base/context.h"
#include "model/document.h"

typedef struct {
  char family;  /* markers of one family go together */
  guint number; /* from 1; 0: no number, or the last one (最后) */
  guint32 len;  /* bytes, the mark behind it included */
} KdMarker;

/* The marker that begins the span; FALSE when none does. */
gboolean kd_marker_read(const KdContext *ctx, const char *text, KdSpan s, KdMarker *m);
