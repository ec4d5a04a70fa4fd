#include "selector/exclude.h"

#include "base/utf8.h"
#include <string.h>

static void append_letters(GString *out, const char *text)
{
  kd_letters_append(out, text, strlen(text));
}

/* The right answers, char *, borrowed, in the order of the gaps; of what is matched or put in order the parts
 * as they belong together. */
static GPtrArray *list_answers(const KdQuestion *q)
{
  GPtrArray *answers = kd_question_list_right(q);
  for (guint i = 0; i < q->places->len && kd_question_place(q, i) < q->right->len; i++) {
    if (i < q->left->len)
      g_ptr_array_add(answers, g_ptr_array_index(q->left, i));
    g_ptr_array_add(answers, g_ptr_array_index(q->right, kd_question_place(q, i)));
  }
  if (q->swap_from)
    g_ptr_array_add(answers, q->swap_from);
  return answers;
}

/* What the item asks: the statement with its gaps filled and its swap undone, and the words asked for. The
 * caller owns it. */
static char *make_key(const KdQuestion *q)
{
  g_autoptr(GPtrArray) answers = list_answers(q);
  g_autoptr(GString) key = g_string_new(NULL);
  const char *gap = q->blanks->len ? KD_BLANK : q->swap_to ? q->swap_to : KD_CHOICE;
  g_auto(GStrv) pieces = g_strsplit(q->stem, gap, q->swap_to ? 2 : -1);
  for (guint i = 0; pieces[i]; i++) {
    append_letters(key, pieces[i]);
    if (pieces[i + 1] && i < answers->len)
      append_letters(key, g_ptr_array_index(answers, i));
  }
  for (guint i = 0; i < answers->len; i++) {
    g_string_append_c(key, '\n');
    append_letters(key, g_ptr_array_index(answers, i));
  }
  return g_string_free(g_steal_pointer(&key), FALSE);
}

/* What its point is known by; NULL: it has none. A point that is one thing to know (a quotation, a figure,
 * shorthand) is the same question in every form; of a list the whole is one question, and each member
 * another. The caller owns it. */
static char *make_point_key(const KdQuestion *q)
{
  gboolean is_list = q->point_kind == KD_POINT_MEASURES || q->point_kind == KD_POINT_ORDINALS ||
                     q->point_kind == KD_POINT_SERIES;
  if (q->point_id == NULL || (is_list && !kd_question_asks_whole(q)))
    return NULL;
  return g_strdup_printf("%s\n%s", q->point_id, is_list ? "whole" : "");
}

/* Ids, points and keys of the old items. */
static GHashTable *collect(const GPtrArray *old)
{
  GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < old->len; i++) {
    const KdQuiz *quiz = g_ptr_array_index(old, i);
    for (guint k = 0; k < quiz->questions->len; k++) {
      g_hash_table_add(known, g_strdup(kd_quiz_question(quiz, k)->id));
      g_hash_table_add(known, make_key(kd_quiz_question(quiz, k)));
      g_autofree char *point = make_point_key(kd_quiz_question(quiz, k));
      if (point)
        g_hash_table_add(known, g_steal_pointer(&point));
    }
  }
  return known;
}

static gboolean is_known(GHashTable *known, const KdQuestion *q)
{
  g_autofree char *key = make_key(q), *point = make_point_key(q);
  return (q->id && g_hash_table_contains(known, q->id)) || g_hash_table_contains(known, key) ||
         (point && g_hash_table_contains(known, point));
}

void kd_exclude_items(const KdContext *ctx, GPtrArray *candidates, const GPtrArray *old)
{
  g_autoptr(GHashTable) known = collect(old);
  gsize n = 0;
  g_autofree gpointer *items = g_ptr_array_steal(candidates, &n);
  for (gsize i = 0; i < n; i++) {
    KdQuestion *q = items[i];
    if (!is_known(known, q)) {
      g_ptr_array_add(candidates, q);
      continue;
    }
    kd_findings_add(ctx->findings, KD_FINDING_LEFT_OUT_EXCLUDED, (KdPlace){0}, q->id);
    kd_question_free(q);
  }
}
