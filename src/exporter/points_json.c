#include "exporter/documents.h"
#include "exporter/json_tree.h"

/* The detector and its rules, each with the words that it goes by and their line. */
static void add_reasons(cJSON *point, const KdDocument *d, const KdPoint *p)
{
  cJSON *explain = cJSON_AddObjectToObject(point, "explain");
  kd_json_add_text(explain, "detector", p->detector);
  cJSON *reasons = cJSON_AddArrayToObject(explain, "reasons");
  for (guint i = 0; i < p->n_reasons; i++) {
    KdReason r = p->reasons[i];
    cJSON *reason = cJSON_CreateObject();
    kd_json_add_text(reason, "rule", kd_rule_name(r.rule));
    kd_json_add_text(reason, "description", kd_rule_description(r.rule));
    kd_json_add_span(reason, "sign", d->text, r.sign);
    if (r.sign.len)
      cJSON_AddNumberToObject(reason, "line", kd_document_line(d, r.sign.start));
    cJSON_AddItemToArray(reasons, reason);
  }
}

static cJSON *point_tree(const KdDocument *d, const KdPoint *p, gboolean explain)
{
  cJSON *point = cJSON_CreateObject();
  g_autofree char *id = kd_point_id(p, d);
  kd_json_add_text(point, "id", id);
  kd_json_add_text(point, "kind", kd_point_kind_name(p->kind));
  kd_json_add_span(point, "head", d->text, p->head);
  cJSON *members = cJSON_AddArrayToObject(point, "members");
  for (guint i = 0; i < p->members->len; i++)
    kd_json_append_span(members, d->text, kd_point_member(p, i));
  kd_json_add_span(point, "text", d->text, p->text);
  kd_json_add_span(point, "value", d->text, p->value);
  if (p->occasion.len)
    kd_json_add_span(point, "occasion", d->text, p->occasion);
  cJSON_AddNumberToObject(point, "line", kd_document_line(d, kd_point_start(p)));
  cJSON_AddBoolToObject(point, "ordered", p->ordered);
  cJSON_AddBoolToObject(point, "repaired", kd_point_is_repaired(p, d));
  kd_json_add_share(point, "confidence", p->confidence);
  if (explain)
    add_reasons(point, d, p);
  return point;
}

/* The article's head; *points is where its points go. */
static cJSON *article_tree(const KdDocument *d, const KdArticle *a, cJSON **points)
{
  cJSON *article = cJSON_CreateObject();
  kd_json_add_span(article, "title", d->text, a->title);
  kd_json_add_span(article, "published", d->text, a->published);
  kd_json_add_span(article, "author", d->text, a->author);
  *points = cJSON_AddArrayToObject(article, "points");
  return article;
}

void kd_points_write_json(const KdDocument *d, const GPtrArray *points, KdPointsStyle style, GString *out)
{
  cJSON *root = cJSON_CreateObject();
  kd_json_add_text(root, "format", "kaodian-points/1");
  if (d->id)
    kd_json_add_text(root, "id", d->id);
  kd_json_add_text(root, "file", d->file);
  cJSON *articles = cJSON_AddArrayToObject(root, "articles");
  g_autofree cJSON **lists = g_new0(cJSON *, MAX(d->articles->len, 1));
  for (guint i = 0; i < d->articles->len; i++)
    cJSON_AddItemToArray(articles, article_tree(d, kd_document_article(d, i), &lists[i]));
  for (guint i = 0; i < points->len; i++) {
    const KdPoint *p = g_ptr_array_index(points, i);
    g_assert(p->article < d->articles->len);
    cJSON_AddItemToArray(lists[p->article], point_tree(d, p, style.explain));
  }
  kd_json_write(root, style.pretty, out);
}
