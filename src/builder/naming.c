#include "builder/naming.h"

#include "base/utf8.h"
#include <string.h>

const char *kd_name_verb(const KdContext *ctx, const char *name, gsize len)
{
  const KdWords *kinds = kd_cues_get(ctx->cues, "document-kinds");
  gsize n = kd_words_suffix(kinds, name, len);
  return n ? kd_words_value(kinds, name + len - n, n) : "";
}

static KdSpan title_of(const KdBench *bench)
{
  const KdDocument *d = bench->text->document;
  return kd_span_trim_marks(d->text, kd_document_article(d, bench->point->article)->title);
}

const char *kd_document_verb(const KdBench *bench)
{
  KdSpan title = title_of(bench);
  const char *words = bench->text->document->text + title.start;
  const char *verb = kd_name_verb(bench->shop->ctx, words, title.len);
  /* 政府工作报告——…在…会议上: the name stands in front of the dash. */
  const char *dash = *verb ? NULL : g_strstr_len(words, title.len, "——");
  return dash ? kd_name_verb(bench->shop->ctx, words, (gsize)(dash - words)) : verb;
}

KdSpan kd_document_name(const KdBench *bench)
{
  KdSpan title = title_of(bench);
  gboolean marked = g_strstr_len(bench->text->document->text + title.start, title.len, "《") != NULL;
  return marked ? (KdSpan){title.start, 0} : title;
}
