#include "reader/reader.h"

#include "base/error.h"
#include "base/utf8.h"
#include "reader/assemble.h"
#include "reader/dash.h"
#include "reader/decode.h"
#include "reader/draft.h"
#include "reader/ends.h"
#include "reader/foreign.h"
#include "reader/lines.h"
#include "reader/lost.h"
#include "reader/marks.h"
#include "reader/numbers.h"
#include "reader/outline.h"
#include "reader/sentences.h"
#include "reader/unmix.h"
#include "reader/unsound.h"
#include "reader/wraps.h"

#define TOLD_HEAD 20 /* characters of a broken place that a message shows */
#define TOLD_TAIL 8

static gboolean has_letter(const KdPage *page)
{
  for (guint i = 0; i < page->glyphs->len; i++)
    if (kd_is_letter(g_array_index(page->glyphs, KdGlyph, i).c))
      return TRUE;
  return FALSE;
}

/* Frees the decoded text, and the lines as soon as there are blocks: of a large file there is room for few
 * copies. */
static KdPage *read_page(const KdContext *ctx, const char *file, KdDecoded *decoded, GError **error)
{
  g_autoptr(KdPage) page = kd_page_new(ctx, file);
  kd_lines_split(page, decoded);
  g_clear_pointer(&decoded->text, g_free);
  if (!has_letter(page)) {
    g_set_error(error, KD_ERROR, KD_ERROR_EMPTY, "%s: there is no text in it", file);
    return NULL;
  }
  kd_wraps_close(page);
  g_clear_pointer(&page->glyphs, g_array_unref);
  kd_numbers_close(page);
  kd_marks_fold(page);
  kd_dash_restore(page);
  kd_unmix(page);
  kd_outline_build(page);
  kd_ends_mend(page);
  kd_unsound_mark(page);
  kd_lost_restore(page);
  return g_steal_pointer(&page);
}

/* The words of a span, its middle left out where they are many. */
static char *shorten(const char *text, KdSpan s)
{
  const char *start = text + s.start, *end = start + s.len, *head = start, *tail = end;
  for (guint n = 0; n < TOLD_HEAD && head < end; n++)
    head = g_utf8_next_char(head);
  for (guint n = 0; n < TOLD_TAIL && tail > head; n++)
    tail = g_utf8_prev_char(tail);
  return tail == head ? kd_span_dup(text, s)
                      : g_strdup_printf("%.*s……%.*s", (int)(head - start), start, (int)(end - tail), tail);
}

static void tell(const KdContext *ctx, const KdDocument *d)
{
  for (guint i = 0; i < d->repairs->len; i++) {
    const KdRepair *r = &g_array_index(d->repairs, KdRepair, i);
    if (!r->applied)
      kd_findings_add(ctx->findings, KD_FINDING_REPAIR_SUGGESTED, (KdPlace){d->file, r->line, r->column},
                      r->after);
  }
  for (guint i = 0; i < d->broken->len; i++) {
    KdSpan s = g_array_index(d->broken, KdSpan, i);
    g_autofree char *words = shorten(d->text, s);
    KdPlace place = {d->file, kd_document_line(d, s.start), kd_document_column(d, s.start)};
    kd_findings_add(ctx->findings, KD_FINDING_BROKEN_TEXT, place, words);
  }
}

KdDocument *kd_reader_read(const KdContext *ctx, const char *file, const guint8 *bytes, gsize len,
                           GError **error)
{
  KdDecoded decoded;
  if (!kd_foreign_check(file, bytes, len, error) || !kd_decode(file, bytes, len, &decoded, error))
    return NULL;
  g_autoptr(KdPage) page = read_page(ctx, file, &decoded, error);
  if (page == NULL)
    return NULL;
  g_autoptr(KdDocument) d = kd_document_new(file);
  d->encoding = decoded.encoding;
  d->sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, len);
  kd_assemble(page, d);
  g_clear_pointer(&page, kd_page_free);
  for (guint32 i = 0; i < d->blocks->len; i++)
    kd_sentences_split(d, i);
  kd_document_index_repairs(d);
  kd_document_check(d);
  tell(ctx, d);
  return g_steal_pointer(&d);
}
