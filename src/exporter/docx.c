/* The test paper as a Word file, to be edited in WPS or Word: numbers and letters are text, every kind of
 * paragraph has a style of its own, nothing is drawn. */

#include "exporter/word.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  KdXml *x;
  const KdPaper *paper;
  const KdWordLook *look;
} Doc;

/* What is said of a paragraph beside its style. Lengths as in word.h; 0: the style's own. */
typedef struct {
  const char *style;
  gboolean keeps_next, breaks_page, rules; /* rules: a tab draws a line to the right margin */
  gboolean ragged;                         /* lines are not spread to the right margin */
  guint left, hanging, cells;              /* cells: so many columns by tab stops */
} Form;

/* --- paragraphs and runs --- */

static guint em(const Doc *d)
{
  return d->look->body_size * 10;
}

static void write_tab(KdXml *x, const char *kind, const char *leader, guint at)
{
  kd_xml_open(x, "w:tab");
  kd_xml_attr(x, "w:val", kind);
  if (leader)
    kd_xml_attr(x, "w:leader", leader);
  kd_xml_attr_number(x, "w:pos", at);
  kd_xml_close(x);
}

/* Options begin one and a half letters further in than the hanging line of their stem. */
static guint options_indent(const Doc *d)
{
  return em(d) * 2;
}

static void write_tabs(const Doc *d, const Form *f)
{
  guint width = d->look->widths[0];
  if (f->cells < 2 && !f->rules)
    return;
  kd_xml_open(d->x, "w:tabs");
  for (guint i = 1; i < f->cells; i++)
    write_tab(d->x, "left", NULL, options_indent(d) + (width - options_indent(d)) * i / f->cells);
  if (f->rules)
    write_tab(d->x, "right", "underscore", width);
  kd_xml_close(d->x);
}

static void open_paragraph(const Doc *d, const Form *f)
{
  kd_xml_open(d->x, "w:p");
  kd_xml_open(d->x, "w:pPr");
  kd_word_set(d->x, "w:pStyle", f->style);
  if (f->keeps_next)
    kd_xml_element(d->x, "w:keepNext", "");
  if (f->breaks_page)
    kd_xml_element(d->x, "w:pageBreakBefore", "");
  write_tabs(d, f);
  if (f->left) {
    kd_xml_open(d->x, "w:ind");
    kd_xml_attr_number(d->x, "w:left", f->left);
    kd_xml_attr_number(d->x, "w:hanging", f->hanging);
    kd_xml_close(d->x);
  }
  if (f->ragged)
    kd_word_set(d->x, "w:jc", "left");
  kd_xml_close(d->x);
}

static void close_paragraph(const Doc *d)
{
  kd_xml_close(d->x);
  kd_xml_newline(d->x);
}

/* Without the hint quotation marks and dashes would come out of the Latin font, too narrow. */
static void open_run(const Doc *d)
{
  kd_xml_open(d->x, "w:r");
  kd_xml_open(d->x, "w:rPr");
  kd_xml_open(d->x, "w:rFonts");
  kd_xml_attr(d->x, "w:hint", "eastAsia");
  kd_xml_close(d->x);
  kd_xml_close(d->x);
}

static void write_plain(const Doc *d, const char *text, gsize len)
{
  if (len == 0)
    return;
  kd_xml_open(d->x, "w:t");
  kd_xml_attr(d->x, "xml:space", "preserve");
  kd_xml_text_len(d->x, text, len);
  kd_xml_close(d->x);
}

/* A run; line ends and tabs of the text are elements of their own. */
static void add_text_len(const Doc *d, const char *text, gsize len)
{
  const char *end = text + len, *plain = text;
  open_run(d);
  for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean ends_line = c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    if (!ends_line && c != '\t')
      continue;
    write_plain(d, plain, (gsize)(p - plain));
    plain = g_utf8_next_char(p);
    if (c != '\r' || plain >= end || *plain != '\n')
      kd_xml_element(d->x, ends_line ? "w:br" : "w:tab", "");
  }
  write_plain(d, plain, (gsize)(end - plain));
  kd_xml_close(d->x);
}

static void add_text(const Doc *d, const char *text)
{
  add_text_len(d, text, strlen(text));
}

static void add_paragraph(const Doc *d, const Form *f, const char *text)
{
  open_paragraph(d, f);
  add_text(d, text);
  close_paragraph(d);
}

/* --- the head of the paper --- */

/* The blank is of underscores, which no program breaks and every program copies. */
static void append_blank(GString *out, guint width)
{
  for (guint i = 0; i < 2 * width; i++)
    g_string_append_c(out, '_');
}

static void add_fields(const Doc *d)
{
  g_autoptr(GString) line = g_string_new(NULL);
  guint n = g_strv_length((char **)d->paper->fields);
  guint width = CLAMP(kd_word_line_chars(d->look) / n, 8, 11) - 4;
  for (guint i = 0; i < n; i++) {
    if (d->paper->options->seal && i + 1 < n)
      continue;
    g_string_append_printf(line, "%s%s", line->len ? "　" : "", d->paper->fields[i]);
    append_blank(line, width);
  }
  add_paragraph(d, &(Form){.style = "KdFields"}, line->str);
}

static void set_borders(const Doc *d)
{
  static const char *const sides[] = {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"};
  kd_xml_open(d->x, "w:tblBorders");
  for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
    kd_xml_open(d->x, sides[i]);
    kd_xml_attr(d->x, "w:val", "single");
    kd_xml_attr(d->x, "w:sz", "4");
    kd_xml_attr(d->x, "w:space", "0");
    kd_xml_attr(d->x, "w:color", "auto");
    kd_xml_close(d->x);
  }
  kd_xml_close(d->x);
}

static void add_cell(const Doc *d, guint width, const char *text)
{
  kd_xml_open(d->x, "w:tc");
  kd_xml_open(d->x, "w:tcPr");
  kd_xml_open(d->x, "w:tcW");
  kd_xml_attr_number(d->x, "w:w", width);
  kd_xml_attr(d->x, "w:type", "dxa");
  kd_xml_close(d->x);
  kd_word_set(d->x, "w:vAlign", "center");
  kd_xml_close(d->x);
  add_paragraph(d, &(Form){.style = "KdScore", .keeps_next = TRUE}, text);
  kd_xml_close(d->x);
}

/* A row: its name, a cell a section, the total. names: the cells of the sections name them. */
static void add_row(const Doc *d, guint width, const char *name, const char *total, gboolean names)
{
  kd_xml_open(d->x, "w:tr");
  kd_xml_open(d->x, "w:trPr");
  kd_xml_open(d->x, "w:trHeight");
  kd_xml_attr_number(d->x, "w:val", em(d) * 2);
  kd_xml_attr(d->x, "w:hRule", "atLeast");
  kd_xml_close(d->x);
  if (names)
    kd_xml_element(d->x, "w:tblHeader", "");
  kd_xml_close(d->x);
  add_cell(d, width, name);
  for (guint i = 0; i < d->paper->sections->len; i++) {
    const char *label = kd_paper_section(d->paper, i)->label;
    g_autofree char *number = g_strndup(label, (gsize)(strstr(label, "、") - label));
    add_cell(d, width, names ? number : "");
  }
  add_cell(d, width, total);
  kd_xml_close(d->x);
}

static void add_score_table(const Doc *d)
{
  guint n = d->paper->sections->len + 2, whole = d->look->page_width - d->look->left - d->look->right;
  guint room = kd_word_has_two_sections(d->paper) ? whole : d->look->widths[0];
  guint width = MIN(room / n, 4 * em(d));
  kd_xml_open(d->x, "w:tbl");
  kd_xml_open(d->x, "w:tblPr");
  kd_xml_open(d->x, "w:tblW");
  kd_xml_attr_number(d->x, "w:w", width * n);
  kd_xml_attr(d->x, "w:type", "dxa");
  kd_xml_close(d->x);
  kd_word_set(d->x, "w:jc", "center");
  set_borders(d);
  kd_word_set(d->x, "w:tblLayout", "fixed");
  kd_xml_close(d->x);
  kd_xml_open(d->x, "w:tblGrid");
  for (guint i = 0; i < n; i++) {
    kd_xml_open(d->x, "w:gridCol");
    kd_xml_attr_number(d->x, "w:w", width);
    kd_xml_close(d->x);
  }
  kd_xml_close(d->x);
  add_row(d, width, "题号", "总分", TRUE);
  add_row(d, width, "得分", "", FALSE);
  kd_xml_close(d->x);
  kd_xml_newline(d->x);
}

static void add_head(const Doc *d)
{
  add_paragraph(d, &(Form){.style = "Title"}, d->paper->title);
  if (d->paper->subtitle)
    add_paragraph(d, &(Form){.style = "KdSubtitle"}, d->paper->subtitle);
  add_paragraph(d, &(Form){.style = "KdNote"}, d->paper->summary);
  if (d->paper->by)
    add_paragraph(d, &(Form){.style = "KdNote"}, d->paper->by);
  if (d->paper->has_items && !d->paper->key_follows) {
    add_fields(d);
    if (d->paper->sections->len)
      add_score_table(d);
  }
  if (!kd_word_has_two_sections(d->paper))
    return;
  kd_xml_open(d->x, "w:p");
  kd_xml_open(d->x, "w:pPr");
  kd_word_set(d->x, "w:pStyle", "KdScore");
  kd_word_section(d->x, d->paper, d->look, TRUE, FALSE);
  kd_xml_close(d->x);
  close_paragraph(d);
}

/* --- items --- */

/* Under the number an item's lines are indented by the width of "12．". */
static guint hanging_of(const Doc *d, guint number)
{
  return em(d) * (number < 10 ? 3 : number < 100 ? 4 : 5) / 2;
}

/* Blanks that do not break keep the brackets in one piece; four are as wide as a Han letter. */
static void append_brackets(GString *out)
{
  g_string_append(out, "（");
  for (guint i = 0; i < 8; i++)
    g_string_append(out, "\u00a0");
  g_string_append(out, "）");
}

static void add_stem(const Doc *d, const KdPaperItem *item, gboolean keeps_next)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%u．", item->number);
  for (guint i = 0; i < item->stem->len; i++) {
    const KdPaperPiece *piece = &g_array_index(item->stem, KdPaperPiece, i);
    if (piece->kind == KD_PIECE_TEXT)
      g_string_append_len(text, piece->text, (gssize)piece->len);
    else if (piece->kind == KD_PIECE_BLANK)
      append_blank(text, MIN(piece->width, kd_word_line_chars(d->look) - 4));
    else
      append_brackets(text);
  }
  g_string_append(text, item->points ? item->points : "");
  guint in = hanging_of(d, item->number);
  Form form = {.style = "KdStem", .keeps_next = keeps_next, .left = in, .hanging = in};
  /* A blank that goes to the next line whole would leave a gap to spread over the line. */
  form.ragged = item->question->type == KD_QUESTION_FILL;
  add_paragraph(d, &form, text->str);
}

static void add_choices(const Doc *d, const KdQuestion *q, gboolean keeps_next)
{
  guint n = kd_wording_choices(q),
        cells = kd_paper_choices_in_row(q, kd_word_line_chars(d->look) - options_indent(d) / em(d));
  for (guint first = 0; first < n; first += cells) {
    g_autoptr(GString) row = g_string_new(NULL);
    for (guint i = first; i < MIN(first + cells, n); i++) {
      g_string_append_printf(row, "%s%c．", i > first ? "\t" : "", (char)('A' + i));
      g_string_append(row, kd_wording_choice(q, i));
    }
    Form form = {.style = "KdOptions", .keeps_next = keeps_next || first + cells < n, .cells = cells};
    add_paragraph(d, &form, row->str);
  }
}

static void add_parts(const Doc *d, const KdQuestion *q)
{
  for (guint i = 0; i < q->left->len; i++) {
    g_autofree char *text = g_strdup_printf("（%u）%s", i + 1, kd_question_left(q, i));
    add_paragraph(d, &(Form){.style = "KdPart", .keeps_next = TRUE}, text);
  }
}

static void add_lines(const Doc *d, guint n)
{
  for (guint i = 0; i < n; i++)
    add_paragraph(d, &(Form){.style = "KdLine", .keeps_next = i + 1 < n, .rules = TRUE}, "\t");
}

static void add_key(const Doc *d, const KdPaperItem *item, gboolean numbered)
{
  g_autofree char *number = numbered ? g_strdup_printf("%u．", item->number) : g_strdup("答案：");
  g_autofree char *text = g_strconcat(number, item->answer, NULL);
  gboolean more = item->explanation || item->places;
  guint in = numbered ? hanging_of(d, item->number) : 0;
  Form form = {.style = "KdKey", .keeps_next = more, .left = MAX(in, em(d) * 3 / 2), .hanging = in};
  add_paragraph(d, &form, text);
  if (item->explanation) {
    g_autofree char *line = g_strconcat("解析：", item->explanation, NULL);
    add_paragraph(d, &(Form){.style = "KdExplanation", .keeps_next = item->places != NULL}, line);
  }
  if (item->places) {
    g_autofree char *line = g_strconcat("出处：", item->places, NULL);
    add_paragraph(d, &(Form){.style = "KdPlaces"}, line);
  }
}

static void add_item(const Doc *d, const KdPaperItem *item)
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

static void add_items(const Doc *d)
{
  for (guint s = 0; s < d->paper->sections->len; s++) {
    const KdPaperSection *section = kd_paper_section(d->paper, s);
    add_paragraph(d, &(Form){.style = "KdSection"}, section->head);
    for (guint i = 0; i < section->items->len; i++)
      add_item(d, kd_paper_item(section, i));
  }
}

static void add_keys(const Doc *d)
{
  if (d->paper->has_items)
    add_paragraph(d, &(Form){.style = "KdKeyHead", .breaks_page = TRUE}, kd_paper_key_head);
  for (guint s = 0; s < d->paper->sections->len; s++) {
    const KdPaperSection *section = kd_paper_section(d->paper, s);
    add_paragraph(d, &(Form){.style = "KdSection"}, section->label);
    for (guint i = 0; i < section->items->len; i++)
      add_key(d, kd_paper_item(section, i), TRUE);
  }
}

static void add_document(KdPackage *package, const KdPaper *paper, const KdWordLook *look)
{
  Doc d = {kd_xml_new(), paper, look};
  kd_word_root(d.x, "w:document");
  kd_xml_open(d.x, "w:body");
  add_head(&d);
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
    .holds = {.types = KD_EVERY_TYPE, .any_order = TRUE, .paper = TRUE},
    .write = write_docx,
};
