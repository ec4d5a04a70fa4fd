#include "builder/ambiguous.h"

#include "base/utf8.h"
#include <string.h>

#define SHOWN_MOST 24 /* characters of a stem in the words about what was left out */

static gboolean has_gap(const KdQuestion *q)
{
  return q->type == KD_QUESTION_FILL || q->type == KD_QUESTION_SINGLE;
}

/* The letters of the stem with its gaps, alike for blanks and choices. The caller owns it. */
static char *stem_key(const KdQuestion *q)
{
  g_auto(GStrv) pieces = g_strsplit(q->stem, q->type == KD_QUESTION_FILL ? KD_BLANK : KD_CHOICE, -1);
  g_autoptr(GString) key = g_string_new(NULL);
  for (guint i = 0; pieces[i]; i++) {
    g_string_append(key, i ? KD_BLANK : "");
    kd_letters_append(key, pieces[i], strlen(pieces[i]));
  }
  return g_string_free(g_steal_pointer(&key), FALSE);
}

/* The caller owns it. */
static char *right_key(const KdQuestion *q)
{
  g_autoptr(GString) key = g_string_new(NULL);
  g_autoptr(GPtrArray) right = kd_question_list_right(q);
  for (guint i = 0; i < right->len; i++)
    g_string_append_printf(key, "%s\n", (const char *)g_ptr_array_index(right, i));
  return g_string_free(g_steal_pointer(&key), FALSE);
}

/* Stem → its answers; "" where items differ, which no answers are. */
static GHashTable *collect_answers(const GPtrArray *questions)
{
  GHashTable *answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < questions->len; i++) {
    const KdQuestion *q = g_ptr_array_index(questions, i);
    if (!has_gap(q))
      continue;
    g_autofree char *stem = stem_key(q), *right = right_key(q);
    const char *known = g_hash_table_lookup(answers, stem);
    if (known == NULL)
      g_hash_table_insert(answers, g_steal_pointer(&stem), g_steal_pointer(&right));
    else if (strcmp(known, right) != 0)
      g_hash_table_insert(answers, g_steal_pointer(&stem), g_strdup(""));
  }
  return answers;
}

/* Where its words stand; a text has as many sources as articles. */
static KdPlace find_place(const KdWorkshop *shop, const KdEvidence *e)
{
  guint i = shop->texts->len - 1;
  while (i > 0 && ((const KdText *)g_ptr_array_index(shop->texts, i))->first_source > e->source)
    i--;
  return (KdPlace){((const KdText *)g_ptr_array_index(shop->texts, i))->document->file, e->line, 0};
}

static void report(const KdWorkshop *shop, const KdQuestion *q)
{
  KdPlace place = q->evidence->len ? find_place(shop, kd_question_evidence(q, 0)) : (KdPlace){0};
  g_autofree char *start = g_utf8_substring(q->stem, 0, MIN(g_utf8_strlen(q->stem, -1), SHOWN_MOST));
  g_autofree char *detail =
      g_strdup_printf("“%s%s”, %s, %s: ambiguous", start, strlen(start) < strlen(q->stem) ? "…" : "",
                      kd_question_type_name(q->type), kd_point_kind_name(q->point_kind));
  kd_findings_add(shop->ctx->findings, KD_FINDING_LEFT_OUT_FLAW, place, detail);
}

void kd_drop_ambiguous(KdWorkshop *shop)
{
  g_autoptr(GHashTable) answers = collect_answers(shop->questions);
  gsize n = 0;
  g_autofree gpointer *items = g_ptr_array_steal(shop->questions, &n);
  for (gsize i = 0; i < n; i++) {
    KdQuestion *q = items[i];
    g_autofree char *stem = q->type == KD_QUESTION_FILL ? stem_key(q) : NULL;
    const char *known = stem ? g_hash_table_lookup(answers, stem) : NULL;
    if (known == NULL || *known) {
      g_ptr_array_add(shop->questions, q);
      continue;
    }
    report(shop, q);
    kd_question_free(q);
  }
}
