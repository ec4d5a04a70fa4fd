#include "base/utf8.h"
#include "exporter/documents.h"
#include "exporter/json_tree.h"

/* A block's text begins behind a label of marks ("##"), which says nothing that its level does not. */
static KdSpan shown_span(const KdDocument *d, const KdBlock *b)
{
  gboolean marks = b->label.len && kd_letter_count(d->text + b->label.start, b->label.len) == 0 &&
                   d->text[b->label.start] == '#';
  return marks ? kd_span_trim(d->text, kd_block_words(b)) : b->span;
}

/* Adds the broken places inside the span, in characters from its start. *next walks along the document's
 * broken places, which are in the order of the text as the blocks are. */
static void add_broken_spans(cJSON *block, const KdDocument *d, KdSpan shown, guint *next)
{
  cJSON *spans = cJSON_CreateArray();
  guint i = *next;
  while (i < d->broken->len && kd_span_end(g_array_index(d->broken, KdSpan, i)) <= shown.start)
    i++;
  *next = i;
  for (; i < d->broken->len; i++) {
    KdSpan s = g_array_index(d->broken, KdSpan, i);
    if (s.start >= kd_span_end(shown))
      break;
    guint32 start = MAX(s.start, shown.start), end = MIN(kd_span_end(s), kd_span_end(shown));
    cJSON *pair = cJSON_CreateArray();
    guint at = kd_char_count(d->text + shown.start, start - shown.start);
    cJSON_AddItemToArray(pair, cJSON_CreateNumber(at));
    cJSON_AddItemToArray(pair, cJSON_CreateNumber(kd_char_count(d->text + start, end - start)));
    cJSON_AddItemToArray(spans, pair);
  }
  if (cJSON_GetArraySize(spans) > 0)
    cJSON_AddItemToObject(block, "broken_spans", spans);
  else
    cJSON_Delete(spans);
}

static cJSON *block_tree(const KdDocument *d, const KdBlock *b, guint *next_broken)
{
  cJSON *block = cJSON_CreateObject();
  KdSpan shown = shown_span(d, b);
  g_autofree char *text = kd_span_dup(d->text, shown);
  kd_json_add_text(block, "kind", kd_block_kind_name(b->kind));
  if (b->level)
    cJSON_AddNumberToObject(block, "level", b->level);
  kd_json_add_text(block, "text", text);
  kd_json_add_pair(block, "lines", b->first_line, b->last_line);
  cJSON_AddBoolToObject(block, "broken", b->broken);
  if (b->broken)
    add_broken_spans(block, d, shown, next_broken);
  return block;
}

static cJSON *repair_tree(const KdRepair *r)
{
  cJSON *repair = cJSON_CreateObject();
  cJSON_AddNumberToObject(repair, "line", r->line);
  cJSON_AddNumberToObject(repair, "column", r->column);
  kd_json_add_text(repair, "kind", kd_repair_kind_name(r->kind));
  kd_json_add_text(repair, "before", r->before);
  kd_json_add_text(repair, "after", r->after);
  kd_json_add_share(repair, "confidence", r->confidence);
  return repair;
}

/* What of an article is filled in by one walk over all repairs. */
typedef struct {
  cJSON *repairs, *suggestions;
} Lists;

static cJSON *article_tree(const KdDocument *d, const KdArticle *a, guint *next_broken, Lists *lists)
{
  cJSON *article = cJSON_CreateObject();
  kd_json_add_span(article, "title", d->text, a->title);
  kd_json_add_span(article, "published", d->text, a->published);
  kd_json_add_span(article, "author", d->text, a->author);
  kd_json_add_pair(article, "lines", a->first_line, a->last_line);
  cJSON *blocks = cJSON_AddArrayToObject(article, "blocks");
  for (guint32 i = a->first_block; i < a->first_block + a->n_blocks; i++)
    cJSON_AddItemToArray(blocks, block_tree(d, kd_document_block(d, i), next_broken));
  cJSON_AddNumberToObject(article, "joins", a->joins);
  lists->repairs = cJSON_AddArrayToObject(article, "repairs");
  lists->suggestions = cJSON_AddArrayToObject(article, "suggestions");
  return article;
}

void kd_text_write_json(const KdDocument *d, gboolean pretty, GString *out)
{
  cJSON *root = cJSON_CreateObject();
  kd_json_add_text(root, "format", "kaodian-text/1");
  if (d->id)
    kd_json_add_text(root, "id", d->id);
  kd_json_add_text(root, "file", d->file);
  kd_json_add_text(root, "encoding", d->encoding);
  cJSON *articles = cJSON_AddArrayToObject(root, "articles");
  g_autofree Lists *lists = g_new0(Lists, MAX(d->articles->len, 1));
  guint next_broken = 0;
  for (guint i = 0; i < d->articles->len; i++)
    cJSON_AddItemToArray(articles, article_tree(d, kd_document_article(d, i), &next_broken, &lists[i]));
  for (guint i = 0; i < d->repairs->len; i++) {
    const KdRepair *r = &g_array_index(d->repairs, KdRepair, i);
    g_assert(r->article < d->articles->len);
    const Lists *l = &lists[r->article];
    cJSON_AddItemToArray(r->applied ? l->repairs : l->suggestions, repair_tree(r));
  }
  kd_json_write(root, pretty, out);
}
