#include "extractor/markers.h"

#include "base/utf8.h"
#include <string.h>

gboolean kd_marker_read(const KdContext *ctx, const char *text, KdSpan s, KdMarker *m)
{
  const KdWords *markers = kd_cues_get(ctx->cues, "ordinal-markers");
  gsize n = kd_words_prefix(markers, text + s.start, s.len);
  if (n == 0)
    return FALSE;
  const char *value = kd_words_value(markers, text + s.start, n);
  *m = (KdMarker){value[0], (guint)g_ascii_strtoull(value + 1, NULL, 10), (guint32)n};
  const char *behind = text + s.start + n;
  gunichar c = n < s.len ? g_utf8_get_char(behind) : 0;
  gboolean marked = kd_is_clause_mark(c) || c == 0x3001;
  /* 第一批 and 一来一往 are no markers */
  if (strchr("bfk", m->family) && !marked && c != 0)
    return FALSE;
  if (marked)
    m->len += (guint32)(g_utf8_next_char(behind) - behind);
  return TRUE;
}
