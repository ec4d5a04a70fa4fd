/* The test paper as a Word file, to be edited in WPS or Word: numbers and letters are text, every kind of
 * paragraph has a style of its own, nothing is drawn. */

#include "exporter/word.h"
#include <glib/gi18n-lib.h>

/* --- items --- */

/* Under the number an item's lines are indented by the width of "12．". */
static guint hanging_of(const KdWordText *d, guint number)
{
  return kd_word_em(d->look) * (number < 10 ? 3 : number < 100 ? 4 : 5) / 2;
}

/* Blanks that do not break keep the brackets in one piece; four are as wide as a Han letter. */
static void append_brackets(GString *out)
{
  g_string_append(out, "（");
  for (guint i = 0; i < 8; i++)
    g_string_append(out, "\u00a0");
  g_string_append(out, "）");
}

static void add_stem(const KdWordText *d, const KdPaperItem *item, gboolean keeps_next)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%u．", item->number);
  for (guint i = 0; i < item->stem->len; i++) {
    const KdPaperPiece *piece = &g_array_index(item->stem, KdPaperPiece, i);
    if (piece->kind == KD_PIECE_TEXT)
      g_string_append_len(text, piece->text, (gssize)piece->len);
    else if (piece->kind == KD_PIECE_BLANK)
      kd_word_blank(text, MIN(piece->width, kd_word_line_chars(d->look) - 4));
    else
      append_brackets(text);
  }
  g_string_append(text, item->points ? item->points : "");
  guint in = hanging_of(d, item->number);
  KdWordForm form = {.style = "KdStem", .keeps_next = keeps_next, .left = in, .hanging = in};
  /* A blank that goes to the next line whole would leave a gap to spread over the line. */
  form.ragged = item->question->type == KD_QUESTION_FILL;
  kd_word_paragraph(d, &form, text->str);
}

static void add_choices(const KdWordText *d, const KdQuestion *q, gboolean keeps_next)
{
  guint indent = kd_word_options_indent(d->look) / kd_word_em(d->look);
  guint n = kd_wording_choices(q), cells = kd_paper_choices_in_row(q, kd_word_line_chars(d->look) - indent);
  for (guint first = 0; first < n; first += cells) {
    g_autoptr(GString) row = g_string_new(NULL);
    for (guint i = first; i < MIN(first + cells, n); i++) {
      g_string_append_printf(row, "%s%c．", i > first ? "\t" : "", kd_wording_letter(i));
      g_string_append(row, kd_wording_choice(q, i));
    }
    KdWordForm form = {.style = "KdOptions", .keeps_next = keeps_next || first + cells < n, .cells = cells};
    kd_word_paragraph(d, &form, row->str);
  }
}

static void add_parts(const KdWordText *d, const KdQuestion *q)
{
  for (guint i = 0; i < q->left->len; i++) {
    g_autofree char *text = g_strdup_printf("（%u）%s", i + 1, kd_question_left(q, i));
    kd_word_paragraph(d, &(KdWordForm){.style = "KdPart", .keeps_next = TRUE}, text);
  }
}

static void add_lines(const KdWordText *d, guint n)
{
  for (guint i = 0; i < n; i++)
    kd_word_paragraph(d, &(KdWordForm){.style = "KdLine", .keeps_next = i + 1 < n, .rules = TRUE}, "\t");
}

static void add_key(const KdWordText *d, const KdPaperItem *item, gboolean numbered)
{
  g_autofree char *number = numbered ? g_strdup_printf("%u．", item->number) : g_strdup("答案：");
  g_autofree char *text = g_strconcat(number, item->answer, NULL);
  gboolean more = item->explanation || item->places;
  guint in = numbered ? hanging_of(d, item->number) : 0;
  KdWordForm form = {
      .style = "KdKey", .keeps_next = more, .left = MAX(in, kd_word_em(d->look) * 3 / 2), .hanging = in};
  kd_word_paragraph(d, &form, text);
  if (item->explanation) {
    g_autofree char *line = g_strconcat("解析：", item->explanation, NULL);
    kd_word_paragraph(d, &(KdWordForm){.style = "KdExplanation", .keeps_next = item->places != NULL}, line);
  }
  if (item->places) {
    g_autofree char *line = g_strconcat("出处：", item->places, NULL);
    kd_word_paragraph(d, &(KdWordForm){.style = "KdPlaces"}, line);
  }
}

static void add_item(const KdWordText *d, const KdPaperItem *item)
{
  gboolean key = d->paper->key_follows;
  guint lines = key ? 0 : item->answer_lines;
  add_stem(d, item, key || lines || kd_wording_choices(item->question));
  add_parts(d, item->question);
  add_choices(d, item->question, key);
  add_lines(d, lines);
  if (key)
    add_key(d, item, FALSE);
}

/* --- the paper --- */

static void add_items(const KdWordText *d)
{
  for (guint s = 0; s < d->paper->sections->len; s++) {
    const KdPaperSection *section = kd_paper_section(d->paper, s);
    kd_word_paragraph(d, &(KdWordForm){.style = "KdSection"}, section->head);
    for (guint i = 0; i < section->items->len; i++)
      add_item(d, kd_paper_item(section, i));
  }
}

static void add_keys(const KdWordText *d)
{
  if (d->paper->has_items)
    kd_word_paragraph(d, &(KdWordForm){.style = "KdKeyHead", .breaks_page = TRUE}, d->paper->key_head);
  for (guint s = 0; s < d->paper->sections->len; s++) {
    const KdPaperSection *section = kd_paper_section(d->paper, s);
    kd_word_paragraph(d, &(KdWordForm){.style = "KdSection"}, section->label);
    for (guint i = 0; i < section->items->len; i++)
      add_key(d, kd_paper_item(section, i), TRUE);
  }
}

static void add_document(KdPackage *package, const KdPaper *paper, const KdWordLook *look)
{
  KdWordText d = {kd_xml_new(), paper, look};
  kd_word_root(d.x, "w:document");
  kd_xml_open(d.x, "w:body");
  kd_word_head(&d);
  if (paper->has_items)
    add_items(&d);
  if (paper->has_key)
    add_keys(&d);
  kd_word_section(d.x, paper, look, !kd_word_has_two_sections(paper), TRUE);
  kd_xml_close(d.x);
  kd_xml_close(d.x);
  kd_word_add(package, "word/document.xml", d.x);
}

static gboolean write_docx(const KdExportJob *job, GString *out, GError **error)
{
  g_autoptr(KdPaper) paper = kd_paper_new(job->quiz, &job->options->paper);
  g_autoptr(KdPackage) package = kd_package_new();
  KdWordLook look;
  kd_word_look_init(&look, &job->options->paper);
  kd_word_add_parts(package, paper, &look);
  add_document(package, paper, &look);
  return kd_package_write(package, out, error);
}

const KdExporter kd_exporter_docx = {
    .name = "docx",
    .suffix = ".docx",
    .summary = N_("for people: the paper with its key for Word and WPS, to be edited and printed"),
    .binary = TRUE,
    .holds = {.types = KD_EVERY_TYPE, .max_choices = KD_LETTERS, .any_order = TRUE, .paper = TRUE},
    .write = write_docx,
};
