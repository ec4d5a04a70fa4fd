/* A paper to read on a screen: the items in sections by type, then the key. */

#include "exporter/paper.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define ROW_CHARS 34 /* options that are no longer than this together stand on one line */

/* Short options share a line; one of several lines shares with none. */
static gboolean fit_on_line(const KdQuestion *q)
{
  guint chars = 0;
  for (guint i = 0; i < kd_wording_choices(q); i++) {
    const char *choice = kd_wording_choice(q, i);
    chars += (guint)g_utf8_strlen(choice, -1) + 2;
    if (strpbrk(choice, "\r\n"))
      return FALSE;
  }
  return chars <= ROW_CHARS;
}

static void append_choices(GString *out, const KdQuestion *q)
{
  guint n = kd_wording_choices(q);
  const char *between = fit_on_line(q) ? "　" : "\n   ";
  for (guint i = 0; i < n; i++)
    g_string_append_printf(out, "%s%c. %s", i ? between : "   ", kd_wording_letter(i),
                           kd_wording_choice(q, i));
  if (n)
    g_string_append_c(out, '\n');
}

static void append_stem(GString *out, const KdPaperItem *item)
{
  for (guint i = 0; i < item->stem->len; i++) {
    const KdPaperPiece *piece = &g_array_index(item->stem, KdPaperPiece, i);
    if (piece->kind == KD_PIECE_TEXT)
      g_string_append_len(out, piece->text, (gssize)piece->len);
    else
      g_string_append(out, piece->kind == KD_PIECE_BLANK ? KD_BLANK : KD_CHOICE);
  }
}

static void append_item(GString *out, const KdPaperItem *item)
{
  const KdQuestion *q = item->question;
  g_string_append_printf(out, "%u. ", item->number);
  append_stem(out, item);
  g_string_append_printf(out, "%s\n", item->points ? item->points : "");
  for (guint i = 0; i < q->left->len; i++)
    g_string_append_printf(out, "   （%u）%s\n", i + 1, kd_question_left(q, i));
  append_choices(out, q);
}

static void append_key(GString *out, const KdPaperItem *item)
{
  g_autoptr(GString) answer = g_string_new(item->answer);
  gboolean in_lines = item->question->type == KD_QUESTION_SHORT;
  g_string_replace(answer, "\n", "\n   ", 0);
  g_string_append_printf(out, "%u.%s%s\n", item->number, in_lines ? "\n   " : " ", answer->str);
  if (item->explanation)
    g_string_append_printf(out, "   解析：%s\n", item->explanation);
  if (item->places)
    g_string_append_printf(out, "   出处：%s\n", item->places);
}

static void append_section(GString *out, const KdPaper *paper, const KdPaperSection *section)
{
  g_string_append_printf(out, "\n%s\n\n", section->head);
  for (guint i = 0; i < section->items->len; i++) {
    append_item(out, kd_paper_item(section, i));
    if (paper->key_follows)
      append_key(out, kd_paper_item(section, i));
  }
}

static void append_section_key(GString *out, const KdPaperSection *section)
{
  g_string_append_printf(out, "\n%s\n\n", section->label);
  for (guint i = 0; i < section->items->len; i++)
    append_key(out, kd_paper_item(section, i));
}

static gboolean write_text(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  g_autoptr(KdPaper) paper = kd_paper_new(job->quiz, &job->options->paper);
  g_string_append_printf(out, "%s\n", paper->title);
  if (paper->subtitle)
    g_string_append_printf(out, "%s\n", paper->subtitle);
  g_string_append_printf(out, "%s\n", paper->summary);
  if (paper->by)
    g_string_append_printf(out, "%s\n", paper->by);
  for (guint s = 0; paper->has_items && s < paper->sections->len; s++)
    append_section(out, paper, kd_paper_section(paper, s));
  if (!paper->has_key)
    return TRUE;
  if (paper->has_items)
    g_string_append_printf(out, "\n\n%s\n", paper->key_head);
  for (guint s = 0; s < paper->sections->len; s++)
    append_section_key(out, kd_paper_section(paper, s));
  return TRUE;
}

const KdExporter kd_exporter_text = {
    .name = "text",
    .suffix = ".txt",
    .summary = N_("for people: a paper with its key"),
    .holds = {.types = KD_EVERY_TYPE, .max_choices = KD_LETTERS, .any_order = TRUE, .paper = TRUE},
    .write = write_text,
};
