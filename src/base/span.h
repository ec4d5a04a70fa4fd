#pragma once
/* Owns: nothing; spans are values. Used everywhere between the reader and the builder. A span means something
 * only together with the text of its document. */

#include <glib.h>

typedef struct {
  guint32 start; /* byte offset into the document's text */
  guint32 len;   /* bytes; 0 says "none" */
} KdSpan;

static inline KdSpan kd_span(guint32 start, guint32 end)
{
  g_assert(end >= start);
  return (KdSpan){start, end - start};
}

static inline guint32 kd_span_end(KdSpan s)
{
  return s.start + s.len;
}

static inline gboolean kd_span_is_empty(KdSpan s)
{
  return s.len == 0;
}

static inline gboolean kd_span_equal(KdSpan a, KdSpan b)
{
  return a.start == b.start && a.len == b.len;
}

static inline gboolean kd_span_contains(KdSpan outer, KdSpan inner)
{
  return inner.start >= outer.start && kd_span_end(inner) <= kd_span_end(outer);
}

static inline gboolean kd_span_overlaps(KdSpan a, KdSpan b)
{
  return a.start < kd_span_end(b) && b.start < kd_span_end(a);
}

/* How many elements of the array begin at or before the offset; the elements are structs, or guint32, that
 * begin with an offset or a span, in ascending order. By bisection. */
guint32 kd_offsets_count(const GArray *elements, guint32 offset);

/* A copy of what the span covers; the caller owns it. */
static inline char *kd_span_dup(const char *text, KdSpan s)
{
  return g_strndup(text + s.start, s.len);
}
