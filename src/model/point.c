#include "model/point.h"

#include "base/random.h"
#include "model/names.h"

static const char *const kind_names[] = {
    [KD_POINT_MEASURES] = "measures",     [KD_POINT_ORDINALS] = "ordinals", [KD_POINT_SERIES] = "series",
    [KD_POINT_SHORTHAND] = "shorthand",   [KD_POINT_QUOTE] = "quote",       [KD_POINT_FIGURE] = "figure",
    [KD_POINT_DEFINITION] = "definition", [KD_POINT_TERM] = "term",
};
G_STATIC_ASSERT(G_N_ELEMENTS(kind_names) == KD_POINT_KINDS);

static const struct {
  const char *name, *detector, *description;
} rules[] = {
#define RULE(id, detector, name, description) [KD_RULE_##id] = {name, #detector, description},
#include "model/rules.def"
#undef RULE
};
G_STATIC_ASSERT(G_N_ELEMENTS(rules) == KD_RULES);

const char *kd_rule_name(KdPointRule rule)
{
  return rules[rule].name;
}

const char *kd_rule_detector(KdPointRule rule)
{
  return rules[rule].detector;
}

const char *kd_rule_description(KdPointRule rule)
{
  return rules[rule].description;
}

const char *kd_point_kind_name(KdPointKind k)
{
  return kind_names[k];
}

gboolean kd_point_kind_parse(const char *name, KdPointKind *kind)
{
  int i = kd_names_find(kind_names, KD_POINT_KINDS, name);
  if (i < 0)
    return FALSE;
  *kind = (KdPointKind)i;
  return TRUE;
}

KdPoint *kd_point_new(KdPointKind kind, const char *detector)
{
  KdPoint *p = g_new0(KdPoint, 1);
  p->kind = kind;
  p->detector = detector;
  p->members = g_array_new(FALSE, FALSE, sizeof(KdSpan));
  return p;
}

void kd_point_free(KdPoint *p)
{
  if (p == NULL)
    return;
  g_array_unref(p->members);
  g_free(p);
}

void kd_point_add_member(KdPoint *p, KdSpan member)
{
  g_array_append_val(p->members, member);
}

void kd_point_add_reason(KdPoint *p, KdPointRule rule, KdSpan sign)
{
  if (p->n_reasons < KD_REASONS_MAX)
    p->reasons[p->n_reasons++] = (KdReason){rule, sign};
}

KdSpan kd_point_member(const KdPoint *p, guint i)
{
  g_assert(i < p->members->len);
  return g_array_index(p->members, KdSpan, i);
}

guint32 kd_point_start(const KdPoint *p)
{
  if (p->members->len)
    return kd_point_member(p, 0).start;
  if (p->text.len)
    return p->text.start;
  return p->value.len ? p->value.start : p->head.start;
}

static KdSpan cover(KdSpan a, KdSpan b)
{
  if (a.len == 0)
    return b;
  if (b.len == 0)
    return a;
  return kd_span(MIN(a.start, b.start), MAX(kd_span_end(a), kd_span_end(b)));
}

KdSpan kd_point_extent(const KdPoint *p)
{
  KdSpan all = cover(p->text, p->value);
  for (guint i = 0; i < p->members->len; i++)
    all = cover(all, kd_point_member(p, i));
  return all.len ? all : p->head;
}

gboolean kd_point_is_repaired(const KdPoint *p, const KdDocument *d)
{
  gboolean repaired = kd_document_is_repaired(d, p->text) || kd_document_is_repaired(d, p->value);
  for (guint i = 0; !repaired && i < p->members->len; i++)
    repaired = kd_document_is_repaired(d, kd_point_member(p, i));
  return repaired;
}

static void append_span(GString *key, const KdDocument *d, KdSpan s)
{
  g_string_append_c(key, '\n');
  g_string_append_len(key, d->text + s.start, s.len);
}

char *kd_point_id(const KdPoint *p, const KdDocument *d)
{
  g_autoptr(GString) key = g_string_new(kind_names[p->kind]);
  append_span(key, d, p->head);
  append_span(key, d, p->text);
  append_span(key, d, p->value);
  for (guint i = 0; i < p->members->len; i++)
    append_span(key, d, kd_point_member(p, i));
  guint64 h = kd_hash_string(key->str);
  return g_strdup_printf("p-%08x", (guint32)(h ^ (h >> 32)));
}
