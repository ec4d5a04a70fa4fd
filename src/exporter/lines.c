#include "exporter/lines.h"

#include "exporter/wording.h"

char *kd_lines_title(const KdQuiz *quiz)
{
  g_autoptr(GString) title = g_string_new(NULL);
  GString *line = g_string_new(NULL);
  kd_wording_title(title, quiz);
  kd_wording_line(line, title->str);
  return g_string_free(line, FALSE);
}

void kd_lines_stem(GString *out, const KdQuestion *q, const char *mark)
{
  g_autoptr(GString) stem = g_string_new(NULL);
  const char *rest = q->stem;
  for (KdPiece piece; kd_piece_next(q, &rest, &piece);) {
    if (piece.kind == KD_PIECE_BLANK)
      g_string_append(stem, mark);
    else
      g_string_append_len(stem, piece.text, (gssize)piece.len);
  }
  kd_wording_line(out, stem->str);
}

void kd_lines_points(GString *out, const KdQuestion *q)
{
  guint n = q->answers->len;
  for (guint i = 0; i < n; i++) {
    if (n > 1)
      g_string_append_printf(out, "%s（%u）", i ? "；" : "", i + 1);
    kd_wording_line(out, kd_question_answer(q, i));
  }
}

void kd_lines_accepted(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->blanks->len; i++) {
    const KdBlank *b = kd_question_blank(q, i);
    if (b->accept->len && q->blanks->len > 1)
      g_string_append_printf(out, "第%u空", i + 1);
    for (guint a = 0; a < b->accept->len; a++) {
      g_string_append(out, a ? "、" : "也可答：");
      kd_wording_line(out, g_ptr_array_index(b->accept, a));
    }
    g_string_append(out, b->accept->len ? "。" : "");
  }
}

gboolean kd_lines_pairs_off(const KdQuestion *q)
{
  g_autoptr(GHashTable) texts = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < q->places->len; i++)
    if (!g_hash_table_add(texts, (gpointer)kd_question_right(q, kd_question_place(q, i))))
      return FALSE;
  return g_hash_table_size(texts) == q->right->len;
}
