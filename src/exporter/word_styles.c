/* How the paper looks in Word: fonts, sizes, margins and the named styles that a user may change. */

#include "exporter/word.h"

#define MM(n) ((guint)((n)*1440 / 25.4 + 0.5))
#define GAP MM(10) /* between two columns of a page */

static const KdWordLook looks[KD_STYLES] = {
    [KD_STYLE_EXAM] = {.body = "宋体",
                       .head = "黑体",
                       .title = "黑体",
                       .note = "楷体",
                       .body_size = 24,
                       .head_size = 24,
                       .title_size = 32,
                       .note_size = 21,
                       .line = 400,
                       .top = MM(20),
                       .bottom = MM(20),
                       .left = MM(28),
                       .right = MM(20)},
    /* GB/T 9704-2012: 22 lines of 28 characters. */
    [KD_STYLE_GONGWEN] = {.body = "仿宋_GB2312",
                          .head = "黑体",
                          .title = "方正小标宋简体",
                          .note = "楷体_GB2312",
                          .body_size = 32,
                          .head_size = 32,
                          .title_size = 44,
                          .note_size = 28,
                          .line = 579,
                          .top = MM(37),
                          .bottom = MM(35),
                          .left = MM(28),
                          .right = MM(26)},
};

/* --- measures --- */

/* As large as on other papers; the page stays as it is. */
static void enlarge(KdWordLook *look, KdPaperStyle style)
{
  look->body_size = look->head_size = style == KD_STYLE_GONGWEN ? 40 : 36;
  look->title_size = 48;
  look->note_size = 32;
  look->line = style == KD_STYLE_GONGWEN ? 720 : 600;
}

/* Cuts the width between the margins of each page on the sheet into columns. */
static void cut_columns(KdWordLook *look, guint pages, guint columns)
{
  guint width = look->page_width / pages - look->left - look->right;
  guint column = (width - (columns - 1) * GAP) / columns;
  look->columns = pages * columns;
  for (guint i = 0; i < look->columns; i++) {
    look->widths[i] = column;
    look->gaps[i] = (i + 1) % columns ? GAP : look->left + look->right;
  }
}

void kd_word_look_init(KdWordLook *look, const KdPaperOptions *options)
{
  *look = looks[options->style];
  if (options->font)
    look->body = options->font;
  if (options->large)
    enlarge(look, options->style);
  guint pages = options->sheet == KD_SHEET_A3X2 ? 2 : 1;
  look->page_width = pages == 2 ? MM(420) : MM(210);
  look->page_height = MM(297);
  cut_columns(look, pages, options->columns == 2 ? 2 : 1);
}

guint kd_word_line_chars(const KdWordLook *look)
{
  return look->widths[0] / (look->body_size * 10);
}

/* --- elements --- */

void kd_word_set(KdXml *x, const char *element, const char *value)
{
  kd_xml_open(x, element);
  kd_xml_attr(x, "w:val", value);
  kd_xml_close(x);
}

void kd_word_set_number(KdXml *x, const char *element, guint value)
{
  kd_xml_open(x, element);
  kd_xml_attr_number(x, "w:val", value);
  kd_xml_close(x);
}

/* Latin letters and figures are in one font everywhere; the Han font is always named, or Word takes another.
 */
static void set_fonts(KdXml *x, const char *han)
{
  kd_xml_open(x, "w:rFonts");
  kd_xml_attr(x, "w:ascii", "Times New Roman");
  kd_xml_attr(x, "w:eastAsia", han);
  kd_xml_attr(x, "w:hAnsi", "Times New Roman");
  kd_xml_attr(x, "w:cs", "Times New Roman");
  kd_xml_close(x);
}

/* --- styles --- */

typedef enum { FONT_BODY, FONT_HEAD, FONT_TITLE, FONT_NOTE } Font;

/* A style of paragraphs. Distances above and below are in tenths of a line, indents in halves of a Han
 * letter. */
typedef struct {
  const char *id, *name;
  Font font;
  const char *align; /* of w:jc */
  guint above, below, left, hanging;
  gboolean bold, keeps_next, is_heading;
  gboolean is_tight; /* single lines of small letters, for notes and tables */
  gboolean is_ruled; /* single lines to write on */
} Style;

static const Style styles[] = {
    {"Title", "Title", FONT_TITLE, "center", 0, 3, 0, 0, .keeps_next = TRUE},
    {"KdSubtitle", "副题", FONT_NOTE, "center", 0, 0, 0, 0, .keeps_next = TRUE},
    {"KdNote", "卷首说明", FONT_NOTE, "center", 0, 0, 0, 0, .keeps_next = TRUE},
    {"KdFields", "考生栏", FONT_BODY, "center", 5, 5, 0, 0, .keeps_next = TRUE},
    {"KdScore", "得分表", FONT_BODY, "center", 0, 0, 0, 0, .is_tight = TRUE},
    {"KdSection", "大题", FONT_HEAD, "left", 6, 3, 4, 4, .bold = TRUE, .keeps_next = TRUE,
     .is_heading = TRUE},
    {"KdStem", "题干", FONT_BODY, "both", 2, 0, 4, 4},
    {"KdPart", "子项", FONT_BODY, "left", 0, 0, 8, 4},
    {"KdOptions", "选项", FONT_BODY, "left", 0, 0, 7, 3},
    {"KdLine", "答题线", FONT_BODY, "left", 6, 0, 4, 0, .is_ruled = TRUE},
    {"KdKeyHead", "答案标题", FONT_TITLE, "center", 0, 3, 0, 0, .keeps_next = TRUE, .is_heading = TRUE},
    {"KdKey", "答案", FONT_BODY, "left", 2, 0, 4, 4},
    {"KdExplanation", "解析", FONT_NOTE, "both", 0, 0, 4, 0},
    {"KdPlaces", "出处", FONT_NOTE, "both", 0, 0, 4, 0},
    {"KdSeal", "密封线", FONT_BODY, "center", 0, 0, 0, 0, .is_tight = TRUE},
    {"Footer", "footer", FONT_BODY, "center", 0, 0, 0, 0, .is_tight = TRUE},
};

static const char *font_of(const KdWordLook *look, Font font)
{
  const char *const fonts[] = {look->body, look->head, look->title, look->note};
  return fonts[font];
}

static guint size_of(const KdWordLook *look, const Style *s)
{
  const guint sizes[] = {look->body_size, look->head_size, look->title_size, look->note_size};
  return s->is_tight ? look->note_size : sizes[s->font];
}

/* Lines of an exact height, as in print; but LibreOffice gives a line with nothing but a tab its own height.
 */
static void set_spacing(KdXml *x, const KdWordLook *look, const Style *s)
{
  gboolean is_single = s->is_tight || s->is_ruled;
  const guint heights[] = {look->line, look->line, MAX(look->line, look->title_size * 13),
                           look->note_size * 16};
  kd_xml_open(x, "w:spacing");
  kd_xml_attr_number(x, "w:before", look->line * s->above / 10);
  kd_xml_attr_number(x, "w:after", look->line * s->below / 10);
  kd_xml_attr_number(x, "w:line", is_single ? 240 : heights[s->font]);
  kd_xml_attr(x, "w:lineRule", is_single ? "auto" : "exact");
  kd_xml_close(x);
}

static void set_indent(KdXml *x, const KdWordLook *look, const Style *s)
{
  kd_xml_open(x, "w:ind");
  kd_xml_attr_number(x, "w:left", look->body_size * 5 * s->left);
  if (s->hanging)
    kd_xml_attr_number(x, "w:hanging", look->body_size * 5 * s->hanging);
  kd_xml_close(x);
}

static void write_style(KdXml *x, const KdWordLook *look, const Style *s)
{
  kd_xml_open(x, "w:style");
  kd_xml_attr(x, "w:type", "paragraph");
  if (g_str_has_prefix(s->id, "Kd"))
    kd_xml_attr(x, "w:customStyle", "1");
  kd_xml_attr(x, "w:styleId", s->id);
  kd_word_set(x, "w:name", s->name);
  kd_word_set(x, "w:basedOn", "Normal");
  kd_xml_element(x, "w:qFormat", "");
  kd_xml_open(x, "w:pPr");
  if (s->keeps_next)
    kd_xml_element(x, "w:keepNext", "");
  kd_xml_element(x, "w:keepLines", "");
  set_spacing(x, look, s);
  if (s->left)
    set_indent(x, look, s);
  kd_word_set(x, "w:jc", s->align);
  if (s->is_heading)
    kd_word_set(x, "w:outlineLvl", "0");
  kd_xml_close(x);
  kd_xml_open(x, "w:rPr");
  set_fonts(x, font_of(look, s->font));
  if (s->bold)
    kd_xml_element(x, "w:b", "");
  kd_word_set_number(x, "w:sz", size_of(look, s));
  kd_word_set_number(x, "w:szCs", size_of(look, s));
  kd_xml_close(x);
  kd_xml_close(x);
  kd_xml_newline(x);
}

static void write_defaults(KdXml *x, const KdWordLook *look)
{
  kd_xml_open(x, "w:docDefaults");
  kd_xml_open(x, "w:rPrDefault");
  kd_xml_open(x, "w:rPr");
  set_fonts(x, look->body);
  kd_word_set_number(x, "w:sz", look->body_size);
  kd_word_set_number(x, "w:szCs", look->body_size);
  kd_xml_open(x, "w:lang");
  kd_xml_attr(x, "w:val", "en-US");
  kd_xml_attr(x, "w:eastAsia", "zh-CN");
  kd_xml_attr(x, "w:bidi", "ar-SA");
  kd_xml_close(x);
  kd_xml_close(x);
  kd_xml_close(x);
  kd_xml_element(x, "w:pPrDefault", "");
  kd_xml_close(x);
  kd_xml_newline(x);
}

/* The style all others are based on. Marks are kept off the margin: they hang in no Chinese book. */
static void write_normal(KdXml *x)
{
  kd_xml_open(x, "w:style");
  kd_xml_attr(x, "w:type", "paragraph");
  kd_xml_attr(x, "w:default", "1");
  kd_xml_attr(x, "w:styleId", "Normal");
  kd_word_set(x, "w:name", "Normal");
  kd_xml_element(x, "w:qFormat", "");
  kd_xml_open(x, "w:pPr");
  kd_word_set(x, "w:overflowPunct", "0");
  kd_word_set(x, "w:snapToGrid", "0");
  kd_xml_close(x);
  kd_xml_close(x);
  kd_xml_newline(x);
}

void kd_word_styles(KdXml *x, const KdWordLook *look)
{
  kd_word_root(x, "w:styles");
  write_defaults(x, look);
  write_normal(x);
  for (guint i = 0; i < G_N_ELEMENTS(styles); i++)
    write_style(x, look, &styles[i]);
  kd_xml_close(x);
}
