#include "app/pipeline.h"

#include "base/random.h"
#include "builder/builder.h"
#include "extractor/extractor.h"
#include "reader/reader.h"

KdDocument *kd_pipeline_read(const KdContext *ctx, const char *name, const char *id, GBytes *bytes,
                             GError **error)
{
  gsize len = 0;
  const guint8 *data = g_bytes_get_data(bytes, &len);
  g_autoptr(KdDocument) document = kd_reader_read(ctx, name, data, len, error);
  if (document == NULL)
    return NULL;
  g_free(document->id);
  document->id = g_strdup(id);
  return g_steal_pointer(&document);
}

GPtrArray *kd_pipeline_extract(const KdContext *ctx, const KdDocument *document)
{
  return kd_extractor_extract(ctx, document);
}

static char *dup_or_null(const KdDocument *d, KdSpan s)
{
  return s.len ? kd_span_dup(d->text, s) : NULL;
}

/* A source an article, in the order of the documents. */
static void add_sources(KdQuiz *quiz, const KdDocument *d)
{
  for (guint i = 0; i < d->articles->len; i++) {
    const KdArticle *a = kd_document_article(d, i);
    g_autofree char *title = dup_or_null(d, a->title);
    KdSource *s = kd_quiz_add_source(quiz, d->file, title);
    s->sha256 = g_strdup(d->sha256);
    s->published = dup_or_null(d, a->published);
    s->author = dup_or_null(d, a->author);
  }
}

/* A title inside a title stands in 〈〉. */
static void append_title(GString *out, const char *title)
{
  g_string_append(out, "《");
  for (const char *p = title; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_string_append_unichar(out, c == 0x300A ? 0x3008 : c == 0x300B ? 0x3009 : c);
  }
  g_string_append(out, "》");
}

char *kd_pipeline_make_title(const KdQuiz *quiz)
{
  GString *title = g_string_new(NULL);
  guint i = 0;
  while (i < quiz->sources->len && kd_quiz_source(quiz, i)->article == NULL)
    i++;
  if (i < quiz->sources->len)
    append_title(title, kd_quiz_source(quiz, i)->article);
  if (title->len && quiz->sources->len > 1)
    g_string_append_printf(title, "等%u篇文章", quiz->sources->len);
  g_string_append(title, "练习题");
  return g_string_free(title, FALSE);
}

/* Where two items have the same id, the later one gets the next that is free, made from its own. */
static void part_ids(KdQuiz *quiz)
{
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < quiz->questions->len; i++) {
    KdQuestion *q = g_ptr_array_index(quiz->questions, i);
    if (q->id == NULL)
      kd_question_make_id(q);
    while (g_hash_table_contains(ids, q->id)) {
      guint64 h = kd_hash_string(q->id);
      g_free(q->id);
      q->id = g_strdup_printf("q-%08x", (guint32)(h ^ (h >> 32)));
    }
    g_hash_table_add(ids, q->id);
  }
}

KdQuiz *kd_pipeline_generate(const KdContext *ctx, const GPtrArray *documents, const KdPlan *plan)
{
  KdQuiz *quiz = kd_quiz_new(NULL);
  g_autofree KdText *texts = g_new0(KdText, MAX(documents->len, 1));
  g_autoptr(GPtrArray) list = g_ptr_array_new();
  g_autoptr(GPtrArray) points = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < documents->len; i++) {
    const KdDocument *d = g_ptr_array_index(documents, i);
    g_ptr_array_add(points, kd_extractor_extract(ctx, d));
    texts[i] = (KdText){d, g_ptr_array_index(points, i), quiz->sources->len};
    g_ptr_array_add(list, &texts[i]);
    add_sources(quiz, d);
  }
  quiz->title = plan->title ? g_strdup(plan->title) : kd_pipeline_make_title(quiz);
  quiz->by = g_strdup(plan->by);
  quiz->id = g_strdup(plan->id);
  quiz->seed = ctx->seed;
  KdBuildOptions build = {.types = 0, .kinds = plan->kinds};
  g_autoptr(GPtrArray) candidates = kd_builder_build(ctx, list, &build);
  if (plan->old)
    kd_exclude_items(ctx, candidates, plan->old);
  kd_selector_select(ctx, candidates, &plan->blueprint, quiz);
  part_ids(quiz);
  if (quiz->questions->len == 0)
    kd_findings_add(ctx->findings, KD_FINDING_EMPTY_SET, (KdPlace){0}, plan->id);
  return quiz;
}

/* Findings of the checks name the number of an item; readers want its line. */
static void add_with_lines(KdFindings *to, const KdFindings *from, const GArray *lines)
{
  for (guint i = 0; i < kd_findings_count(from); i++) {
    const KdFinding *f = kd_findings_get(from, i);
    guint line = f->line && f->line <= lines->len ? g_array_index(lines, guint32, f->line - 1) : 0;
    kd_findings_add(to, f->code, (KdPlace){f->file, line, 0}, f->detail);
  }
}

void kd_pipeline_verify(const KdContext *ctx, const KdQuiz *quiz, const GPtrArray *documents,
                        const GArray *lines, const char *file)
{
  g_autofree KdText *texts = g_new0(KdText, MAX(documents->len, 1));
  g_autoptr(GPtrArray) list = g_ptr_array_new();
  const KdDocument *last = NULL;
  for (guint i = 0; i < documents->len; i++) {
    const KdDocument *d = g_ptr_array_index(documents, i);
    /* The articles of a document are sources one behind the other. */
    if (d && d != last) {
      texts[i] = (KdText){d, NULL, i};
      g_ptr_array_add(list, &texts[i]);
    }
    last = d;
  }
  g_autoptr(KdGround) ground = list->len ? kd_ground_new(list) : NULL;
  g_autoptr(KdFindings) found = kd_findings_new();
  KdContext own = *ctx;
  own.findings = found;
  KdCheckBasis basis = {&own, ground};
  kd_checks_run(&basis, quiz, file);
  add_with_lines(ctx->findings, found, lines);
}
