#include "extractor/extractor.h"

#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/expansion.h"
#include <string.h>

static const KdDetector *const detectors[] = {
#define DETECTOR(name) &kd_detector_##name,
#include "extractor/detectors.def"
#undef DETECTOR
};

static void free_point(gpointer p)
{
  kd_point_free(p);
}

static gboolean is_list(const KdPoint *p)
{
  return p->kind == KD_POINT_MEASURES || p->kind == KD_POINT_ORDINALS || p->kind == KD_POINT_SERIES;
}

/* Drops the members that touch a broken place. What is left of measures and ordinals is still a list where
 * two are sound; of a series only where three are. FALSE: nothing is left of the point. */
static gboolean keep_sound(KdPoint *p, const KdDocument *d)
{
  guint before = p->members->len;
  for (guint i = before; i > 0; i--)
    if (kd_document_is_broken(d, kd_point_member(p, i - 1)))
      g_array_remove_index(p->members, i - 1);
  if (kd_document_is_broken(d, p->head))
    p->head = (KdSpan){0, 0};
  if (p->members->len < before) {
    if (p->kind != KD_POINT_MEASURES && p->kind != KD_POINT_ORDINALS)
      return FALSE;
    p->confidence *= 0.9;
  }
  if (is_list(p))
    return p->members->len >= (p->kind == KD_POINT_SERIES ? 3u : 2u);
  if (p->kind == KD_POINT_TERM || p->kind == KD_POINT_SHORTHAND)
    return p->head.len > 0;
  return !kd_document_is_broken(d, p->text) && !kd_document_is_broken(d, p->value);
}

static void append_letters(GString *key, const KdDocument *d, KdSpan s)
{
  g_string_append_c(key, '\n');
  kd_letters_append(key, d->text + s.start, s.len);
}

/* Two points with one key are the same point. */
static char *make_key(const KdPoint *p, const KdDocument *d)
{
  GString *key = g_string_new(is_list(p) ? "list" : kd_point_kind_name(p->kind));
  if (is_list(p)) {
    for (guint i = 0; i < p->members->len; i++)
      append_letters(key, d, kd_point_member(p, i));
  } else if (p->kind == KD_POINT_TERM || p->kind == KD_POINT_SHORTHAND) {
    append_letters(key, d, p->head);
  } else {
    append_letters(key, d, p->value);
    append_letters(key, d, p->text);
    if (p->kind == KD_POINT_DEFINITION)
      append_letters(key, d, p->head);
  }
  return g_string_free(key, FALSE);
}

static int compare_points(gconstpointer a, gconstpointer b)
{
  const KdPoint *x = *(KdPoint *const *)a, *y = *(KdPoint *const *)b;
  guint32 p = kd_point_start(x), q = kd_point_start(y);
  if (p != q)
    return p < q ? -1 : 1;
  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  KdSpan r = kd_point_extent(x), s = kd_point_extent(y);
  return r.len < s.len ? 1 : r.len > s.len ? -1 : 0;
}

static void check_span(const KdDocument *d, KdSpan s)
{
  g_assert(kd_span_end(s) <= d->len);
  g_assert(((guchar)d->text[s.start] & 0xC0) != 0x80 && ((guchar)d->text[kd_span_end(s)] & 0xC0) != 0x80);
}

static void check_point(const KdDocument *d, const KdPoint *p)
{
  g_assert(p->article < d->articles->len && p->confidence >= 0 && p->confidence <= 1);
  g_assert(p->n_reasons > 0);
  for (guint i = 0; i < p->n_reasons; i++) {
    g_assert(strcmp(kd_rule_detector(p->reasons[i].rule), p->detector) == 0);
    check_span(d, p->reasons[i].sign);
  }
  check_span(d, p->head);
  check_span(d, p->text);
  check_span(d, p->value);
  check_span(d, p->occasion);
  guint32 end = 0;
  for (guint i = 0; i < p->members->len; i++) {
    KdSpan m = kd_point_member(p, i);
    check_span(d, m);
    g_assert(m.len > 0 && m.start >= end);
    end = kd_span_end(m);
  }
}

/* The same point once more: a shorthand is better where the text says what it stands for. */
static gboolean is_better(const KdPoint *next, const KdPoint *kept)
{
  return next->kind == KD_POINT_SHORTHAND && kept->members->len == 0 && next->members->len > 0;
}

/* Moves what is new from `found`, which is in the order of the text, to the result. */
static GPtrArray *take_first_ones(GPtrArray *found, const KdDocument *d)
{
  GPtrArray *points = g_ptr_array_new_with_free_func(free_point);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < found->len; i++) {
    KdPoint *p = g_ptr_array_index(found, i);
    check_point(d, p);
    g_autofree char *key = make_key(p, d);
    gpointer at = g_hash_table_lookup(seen, key); /* index + 1 */
    if (at == NULL) {
      g_ptr_array_add(points, g_steal_pointer(&found->pdata[i]));
      g_hash_table_insert(seen, g_steal_pointer(&key), GUINT_TO_POINTER(points->len));
      continue;
    }
    gpointer *kept = &points->pdata[GPOINTER_TO_UINT(at) - 1];
    if (is_better(p, *kept)) {
      found->pdata[i] = *kept;
      *kept = p;
    }
  }
  g_ptr_array_sort(points, compare_points);
  return points;
}

GPtrArray *kd_extractor_extract(const KdContext *ctx, const KdDocument *document)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(free_point);
  g_autoptr(KdScan) scan = kd_scan_new(document);
  for (guint i = 0; i < G_N_ELEMENTS(detectors); i++)
    detectors[i]->detect(ctx, scan, found);
  g_autoptr(GPtrArray) sound = g_ptr_array_new_with_free_func(free_point);
  for (guint i = 0; i < found->len; i++)
    if (keep_sound(g_ptr_array_index(found, i), document))
      g_ptr_array_add(sound, g_steal_pointer(&found->pdata[i]));
  g_ptr_array_sort(sound, compare_points);
  kd_expansion_fill(ctx, document, sound);
  g_ptr_array_sort(sound, compare_points);
  return take_first_ones(sound, document);
}
