#include "exporter/remarks.h"

#include <string.h>

void kd_remarks_text(GString *out, const char *text)
{
  kd_wording_html(out, text, strlen(text));
}

void kd_remarks_stem(GString *out, const KdQuestion *q, KdBlankWriter blank)
{
  const char *rest = q->stem;
  guint n = 0;
  for (KdPiece piece; kd_piece_next(q, &rest, &piece);) {
    if (piece.kind == KD_PIECE_BLANK && blank)
      blank(out, q, n++);
    else
      kd_wording_html(out, piece.text, piece.len);
  }
}

char *kd_remarks_explanation(const KdQuestion *q)
{
  GString *out = g_string_new(q->explanation);
  if (q->swap_from) {
    g_autofree char *said = g_strdup_printf("应为“%s”", q->swap_from);
    g_autofree char *correction = g_strdup_printf("“%s”%s。", q->swap_to, said);
    if (strstr(out->str, said) == NULL)
      g_string_prepend(out, correction);
  }
  return g_string_free(out, out->len == 0);
}

void kd_remarks_html(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autofree char *explanation = kd_remarks_explanation(q);
  if (explanation) {
    g_string_append(out, "<p>解析：");
    kd_remarks_text(out, explanation);
    g_string_append(out, "</p>");
  }
  g_autoptr(GString) places = g_string_new(NULL);
  kd_wording_places(places, quiz, q);
  if (places->len) {
    g_string_append(out, "<p>出处：");
    kd_remarks_text(out, places->str);
    g_string_append(out, "</p>");
  }
}

void kd_remarks_line(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autofree char *explanation = kd_remarks_explanation(q);
  g_autoptr(GString) places = g_string_new(NULL);
  kd_wording_places(places, quiz, q);
  if (explanation) {
    g_string_append(out, "解析：");
    kd_wording_line(out, explanation);
  }
  if (places->len) {
    g_string_append_printf(out, "%s出处：", explanation ? "　" : "");
    kd_wording_line(out, places->str);
  }
}

/* Or tabs, which lead out of a field. */
static gboolean has_lines(const char *text)
{
  g_autoptr(GString) line = g_string_new(NULL);
  kd_wording_line(line, text);
  return strcmp(line->str, text) != 0;
}

gboolean kd_remarks_has_lines(const KdQuestion *q)
{
  return kd_wording_any(q, has_lines);
}
