/* One file that a browser prints as the test paper and a phone shows as a practice sheet; it loads nothing.
 * The rules and the script are data/practice. */

#include "base/data.h"
#include "exporter/practice.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* --- elements --- */

/* <tag class="kind">text</tag>; kind may be NULL. */
static void add(GString *out, const char *tag, const char *kind, const char *text)
{
  g_string_append_printf(out, "<%s", tag);
  if (kind)
    g_string_append_printf(out, " class=\"%s\"", kind);
  g_string_append_c(out, '>');
  kd_wording_html(out, text, strlen(text));
  g_string_append_printf(out, "</%s>\n", tag);
}

static void add_number(GString *out, const KdPaperItem *item)
{
  g_string_append_printf(out, "<span class=\"no\">%u．</span>", item->number);
}

/* Letters in a line of the paper. */
static guint line_chars(const KdPaper *paper)
{
  static const guint chars[KD_STYLES][2] = {[KD_STYLE_EXAM] = {38, 25}, [KD_STYLE_GONGWEN] = {28, 22}};
  const KdPaperOptions *o = paper->options;
  guint line = chars[o->style][o->large ? 1 : 0];
  return o->columns == 2 ? line / 2 - 1 : line;
}

/* A line to write on, with nothing to break it; six Han letters short of a whole line of the paper at most.
 */
static void add_blank(GString *out, const KdPaper *paper, guint width)
{
  g_string_append(out, "<span class=\"blank\">");
  for (guint i = 0; i < MIN(width, MAX(line_chars(paper), 10) - 6); i++)
    g_string_append(out, "__");
  g_string_append(out, "</span>");
}

/* --- the head of the paper --- */

/* The line for the name; under a sealing line only the score is on it, the rest is in the sealed margin. */
static void add_fields(GString *out, const KdPaper *paper)
{
  g_string_append(out, "<p class=\"fields\">");
  for (guint i = 0; paper->fields[i]; i++) {
    if (paper->options->seal && paper->fields[i + 1])
      continue;
    g_string_append_printf(out, "<span>%s", paper->fields[i]);
    add_blank(out, paper, paper->options->style == KD_STYLE_GONGWEN || paper->options->large ? 5 : 7);
    g_string_append(out, "</span> ");
  }
  g_string_append(out, "</p>\n");
  if (!paper->options->seal)
    return;
  g_string_append(out, "<div class=\"seal\"><span>");
  for (guint i = 0; paper->fields[i] && paper->fields[i + 1]; i++)
    g_string_append_printf(out, "%s____________________　　", paper->fields[i]);
  g_string_append(out, "</span><span>密　　封　　线　　内　　不　　要　　答　　题</span></div>\n");
}

static void add_score_table(GString *out, const KdPaper *paper)
{
  g_string_append(out, "<table><tr><th scope=\"row\">题号</th>");
  for (guint i = 0; i < paper->sections->len; i++) {
    const char *label = kd_paper_section(paper, i)->label;
    g_string_append_printf(out, "<th>%.*s</th>", (int)(strstr(label, "、") - label), label);
  }
  g_string_append(out, "<th>总分</th></tr><tr><th scope=\"row\">得分</th>");
  for (guint i = 0; i <= paper->sections->len; i++)
    g_string_append(out, "<td></td>");
  g_string_append(out, "</tr></table>\n");
}

static void add_head(GString *out, const KdPaper *paper)
{
  add(out, "h1", NULL, paper->title);
  if (paper->subtitle)
    add(out, "p", "note", paper->subtitle);
  add(out, "p", "note", paper->summary);
  if (paper->by)
    add(out, "p", "note", paper->by);
  if (paper->has_fields)
    add_fields(out, paper);
  if (paper->has_table)
    add_score_table(out, paper);
}

/* --- items --- */

static void add_stem(GString *out, const KdPaper *paper, const KdPaperItem *item)
{
  g_string_append(out, "<p class=\"stem\">");
  add_number(out, item);
  g_string_append(out, "<span class=\"text\">");
  for (guint i = 0; i < item->stem->len; i++) {
    const KdPaperPiece *piece = &g_array_index(item->stem, KdPaperPiece, i);
    if (piece->kind == KD_PIECE_TEXT)
      kd_wording_html(out, piece->text, piece->len);
    else if (piece->kind == KD_PIECE_BLANK)
      add_blank(out, paper, piece->width);
    else
      g_string_append(out, "<span class=\"brackets\">（　　）</span>");
  }
  g_string_append_printf(out, "%s</span></p>\n", item->points ? item->points : "");
}

static void add_choices(GString *out, const KdPaper *paper, const KdQuestion *q)
{
  guint n = kd_wording_choices(q);
  if (n == 0)
    return;
  guint row = kd_paper_choices_in_row(q, line_chars(paper) - 2);
  g_string_append_printf(out, "<ul class=\"options row%u\">\n", row);
  for (guint i = 0; i < n; i++) {
    g_string_append_printf(out, "<li>%c．", kd_wording_letter(i));
    kd_wording_html(out, kd_wording_choice(q, i), strlen(kd_wording_choice(q, i)));
    g_string_append(out, "</li>\n");
  }
  g_string_append(out, "</ul>\n");
}

static void add_parts(GString *out, const KdQuestion *q)
{
  if (q->left->len == 0)
    return;
  g_string_append(out, "<ul class=\"parts\">\n");
  for (guint i = 0; i < q->left->len; i++) {
    g_autofree char *part = g_strdup_printf("（%u）%s", i + 1, kd_question_left(q, i));
    add(out, "li", NULL, part);
  }
  g_string_append(out, "</ul>\n");
}

static void add_lines(GString *out, guint n)
{
  if (n == 0)
    return;
  g_string_append(out, "<div class=\"lines\">");
  for (guint i = 0; i < n; i++)
    g_string_append(out, "<div></div>");
  g_string_append(out, "</div>\n");
}

static void add_key(GString *out, const KdPaperItem *item, gboolean numbered)
{
  g_string_append(out, "<div class=\"key\">\n<p class=\"answer\">");
  if (numbered)
    add_number(out, item);
  else
    g_string_append(out, "<span class=\"no\">答案：</span>");
  add(out, "span", "text", item->answer);
  g_string_append(out, "</p>\n");
  if (item->explanation) {
    g_autofree char *text = g_strconcat("解析：", item->explanation, NULL);
    add(out, "p", "note explanation", text);
  }
  if (item->places) {
    g_autofree char *text = g_strconcat("出处：", item->places, NULL);
    add(out, "p", "note places", text);
  }
  g_string_append(out, "</div>\n");
}

static void add_item(GString *out, const KdPaper *paper, const KdPaperItem *item)
{
  g_string_append_printf(out, "<div class=\"item %s\">\n", kd_question_type_name(item->question->type));
  add_stem(out, paper, item);
  add_parts(out, item->question);
  add_choices(out, paper, item->question);
  if (paper->key_follows)
    add_key(out, item, FALSE);
  else
    add_lines(out, item->answer_lines);
  g_string_append(out, "</div>\n");
}

static void add_items(GString *out, const KdPaper *paper)
{
  g_string_append_printf(out, "<div class=\"body%s\">\n", paper->key_follows ? " after" : "");
  for (guint s = 0; s < paper->sections->len; s++) {
    const KdPaperSection *section = kd_paper_section(paper, s);
    add(out, "h2", NULL, section->head);
    for (guint i = 0; i < section->items->len; i++)
      add_item(out, paper, kd_paper_item(section, i));
  }
  g_string_append(out, "</div>\n");
}

static void add_keys(GString *out, const KdPaper *paper)
{
  g_string_append(out, "<div class=\"keys\">\n");
  if (paper->has_items)
    add(out, "h2", "key-head", paper->key_head);
  for (guint s = 0; s < paper->sections->len; s++) {
    const KdPaperSection *section = kd_paper_section(paper, s);
    add(out, "h2", NULL, section->label);
    for (guint i = 0; i < section->items->len; i++)
      add_key(out, kd_paper_item(section, i), TRUE);
  }
  g_string_append(out, "</div>\n");
}

/* --- rules and script --- */

static void append_data(GString *out, const char *path)
{
  g_autoptr(GBytes) bytes = kd_data_get(path);
  g_string_append_len(out, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
}

/* The name of a font in quotation marks, with nothing in it that could end them, or the style element. */
static void append_font(GString *out, const char *font)
{
  g_string_append_c(out, '"');
  for (const char *p = font; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= 0x80 || g_ascii_isalnum((char)c))
      g_string_append_unichar(out, c);
    else
      g_string_append_printf(out, "\\%x ", c);
  }
  g_string_append_c(out, '"');
}

/* The page: its size, margins and number; in an official paper the number stands outside. */
static void append_page(GString *rules, const KdPaperOptions *o)
{
  static const char *const margins[KD_STYLES] = {
      [KD_STYLE_EXAM] = "20mm 20mm 20mm", [KD_STYLE_GONGWEN] = "37mm 26mm 35mm"};
  static const char *const numbers[KD_STYLES] = {
      [KD_STYLE_EXAM] = "@page { @bottom-center { content: \"第 \" counter(page) \" 页　共 \" counter(pages) "
                        "\" 页\"; font: 10.5pt \"Times New Roman\", SimSun, serif; } }\n",
      [KD_STYLE_GONGWEN] =
          "@page :right { @bottom-right { content: \"— \" counter(page) \" —\"; font: 14pt SimSun, "
          "serif; } }\n@page :left { @bottom-left { content: \"— \" counter(page) \" —\"; "
          "font: 14pt SimSun, serif; } }\n"};
  g_string_append_printf(rules, "@page { size: %s; margin: %s %s; }\n%s",
                         o->sheet == KD_SHEET_A3X2 ? "A3 landscape" : "A4", margins[o->style],
                         o->seal ? "8mm" : "28mm", numbers[o->style]);
}

static char *make_rules(const KdPaperOptions *o)
{
  GString *rules = g_string_new(NULL);
  append_data(rules, "practice/paper.css");
  append_data(rules, "practice/practice.css");
  append_page(rules, o);
  if (o->font) {
    g_string_append(rules, "body { --body: ");
    append_font(rules, o->font);
    g_string_append(rules, ", var(--song); }\n");
  }
  return g_string_free(rules, FALSE);
}

/* 'sha256-…' of what stands in a style or script element: nothing else may run or style. */
static char *make_permit(const char *text)
{
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(sum, (const guchar *)text, -1);
  gsize len = (gsize)g_checksum_type_get_length(G_CHECKSUM_SHA256);
  g_autofree guint8 *digest = g_malloc(len);
  g_checksum_get_digest(sum, digest, &len);
  g_autofree char *base64 = g_base64_encode(digest, len);
  return g_strdup_printf("'sha256-%s'", base64);
}

/* --- the file --- */

static void add_file_head(GString *out, const KdPaper *paper, const char *script)
{
  g_autofree char *rules = make_rules(paper->options);
  g_autofree char *may_style = make_permit(rules);
  g_autofree char *may_run = script ? make_permit(script) : g_strdup("'none'");
  g_string_append(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
  g_string_append_printf(
      out,
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src %s; "
      "script-src %s; base-uri 'none'; form-action 'none'\">\n",
      may_style, may_run);
  g_string_append(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n"
                       "<meta name=\"format-detection\" content=\"telephone=no\">\n"
                       "<meta name=\"generator\" content=\"kaodian\">\n");
  add(out, "title", NULL, paper->title);
  g_string_append_printf(out, "<style>%s</style>\n</head>\n", rules);
}

static void add_body(GString *out, const KdPaper *paper)
{
  const KdPaperOptions *o = paper->options;
  g_string_append_printf(out, "<body class=\"look%s%s%s%s%s\">\n",
                         o->style == KD_STYLE_GONGWEN ? " gongwen" : "", o->large ? " large" : "",
                         o->sheet == KD_SHEET_A3X2 ? " a3" : "", o->columns == 2 ? " two" : "",
                         o->seal ? " sealed" : "");
  g_string_append(out,
                  "<div id=\"bar\" class=\"bar screen\" hidden></div>\n"
                  "<div id=\"practice\" class=\"practice screen\" hidden></div>\n<main class=\"paper\">\n");
  g_string_append(out, paper->has_items ? "<div class=\"front\">\n" : "<div>\n");
  add_head(out, paper);
  if (paper->has_items)
    add_items(out, paper);
  g_string_append(out, "</div>\n");
  if (paper->has_key)
    add_keys(out, paper);
  g_string_append(out, "</main>\n");
}

/* A paper without its key has no answers anywhere in it, so nothing to practise on; neither has the key
 * alone. */
static gboolean write_html(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  g_autoptr(KdPaper) paper = kd_paper_new(job->quiz, &job->options->paper);
  gboolean practises = paper->has_items && (paper->has_key || paper->key_follows);
  g_autoptr(GString) script = g_string_new(NULL);
  append_data(script, "practice/practice.js");
  add_file_head(out, paper, practises ? script->str : NULL);
  add_body(out, paper);
  if (practises) {
    g_string_append(out, "<script type=\"application/json\" id=\"quiz\">");
    kd_practice_write(paper, out);
    g_string_append_printf(out, "</script>\n<script>%s</script>\n", script->str);
  }
  g_string_append(out, "</body>\n</html>\n");
  return TRUE;
}

const KdExporter kd_exporter_html = {
    .name = "html",
    .suffix = ".html",
    .summary = N_("for people: one file, in print the paper with its key, on a phone a practice sheet"),
    .holds = {.types = KD_EVERY_TYPE, .max_choices = KD_LETTERS, .any_order = TRUE, .paper = TRUE},
    .write = write_html,
};
