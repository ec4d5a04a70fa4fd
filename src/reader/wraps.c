#include "reader/wraps.h"

#include "base/utf8.h"
#include "reader/furniture.h"
#include "reader/junction.h"
#include "reader/labels.h"

#define NARROWEST 12 /* half cells of a column */
#define WIDEST 100
#define HEADING_WIDEST 80    /* half cells of a heading */
#define FURNITURE_LONGEST 24 /* characters */
#define GROUP_NARROWEST 20   /* half cells of a column that only one paragraph shows */
#define HALF_SHORTEST 8      /* half cells of a half of a heading */
#define ONE_PHRASE (-1.0)    /* nats; below it they are two halves */

static const KdGlyph *glyph_at(const KdPage *page, const KdLine *line, guint i)
{
  return &g_array_index(page->glyphs, KdGlyph, line->first + i);
}

static const KdLine *line_at(const KdPage *page, guint i)
{
  return &g_array_index(page->lines, KdLine, i);
}

static gboolean is_word(gunichar c)
{
  return c < 0x250 && kd_is_letter(c);
}

static gboolean is_bracketing(gunichar c)
{
  return c == '"' || c == '\'' || c == '(' || c == ')';
}

/* A blank that may be a wrap: not one in Latin words or numbers. */
static gboolean is_gap(const KdGlyph *before, const KdGlyph *blank, const KdGlyph *after)
{
  return blank->c == ' ' && !(is_word(before->c) && is_word(after->c)) &&
         (before->c >= 0x80 || after->c >= 0x80 || (is_bracketing(before->c) && is_bracketing(after->c)));
}

/* 第一条 第十二章: the blank behind it is typed. */
static gboolean is_article_label(const KdGlyph *text, guint n)
{
  if (n < 3 || n > 8 || text[0].c != 0x7B2C)
    return FALSE;
  for (guint i = 1; i + 1 < n; i++)
    if (!kd_is_han_number(text[i].c) && !kd_is_digit(text[i].c))
      return FALSE;
  gunichar unit = text[n - 1].c;
  return unit == 0x6761 || unit == 0x7AE0 || unit == 0x8282 || unit == 0x7F16; /* 条 章 节 编 */
}

static gboolean line_has_gap(const KdPage *page, const KdLine *line, guint i)
{
  const KdGlyph *text = glyph_at(page, line, 0);
  return i > 0 && i + 1 < line->n && is_gap(text + i - 1, text + i, text + i + 1) &&
         !is_article_label(text, i);
}

static gboolean draft_has_gap(const KdDraft *d, guint i)
{
  const KdGlyph *text = kd_draft_glyph(d, 0);
  return i > 0 && i + 1 < d->glyphs->len && is_gap(text + i - 1, text + i, text + i + 1) &&
         !is_article_label(text, i);
}

/* A gap without a Latin word or number beside it: people type those blanks, too. */
static gboolean line_has_plain_gap(const KdPage *page, const KdLine *line, guint i)
{
  return line_has_gap(page, line, i) && !is_word(glyph_at(page, line, i - 1)->c) &&
         !is_word(glyph_at(page, line, i + 1)->c);
}

/* The widths of what stands between the plain gaps of a line, the last part too. */
static void measure_parts(const KdPage *page, const KdLine *line, GArray *widths)
{
  guint width = 0;
  for (guint i = 0; i < line->n; i++) {
    if (line_has_plain_gap(page, line, i)) {
      g_array_append_val(widths, width);
      width = 0;
      continue;
    }
    width += kd_glyph_width(glyph_at(page, line, i)->c);
  }
  g_array_append_val(widths, width);
}

/* --- blanks inside lines ------------------------------------------------------------------------------ */

static gboolean is_near(guint width, guint column)
{
  return (width + 6 >= column && width <= column + 6) || (width + 6 >= 2 * column && width <= 2 * column + 6);
}

/* Do the gaps of a line stand at even distances, as the wraps of a column do? A part may be two lines with a
 * number at the wrap between them. */
static gboolean is_even(const GArray *widths)
{
  guint n = widths->len - 1, mode, even = 0;
  g_autoptr(GArray) inner = g_array_new(FALSE, FALSE, sizeof(guint));
  g_array_append_vals(inner, widths->data, n);
  mode = kd_widths_mode(inner);
  if (mode < NARROWEST || mode > WIDEST || g_array_index(widths, guint, n) > 2 * mode + 6)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    guint w = g_array_index(widths, guint, i);
    even += is_near(w, mode);
  }
  return even * 4 >= n * 3;
}

/* Of the gaps of all lines, how many stand where a column of this width wraps. */
static guint count_fitting(const KdPage *page, guint column, guint *gaps)
{
  guint fitting = 0;
  g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(guint));
  *gaps = 0;
  for (guint i = 0; i < page->lines->len; i++) {
    g_array_set_size(widths, 0);
    measure_parts(page, line_at(page, i), widths);
    *gaps += widths->len - 1;
    for (guint k = 0; k + 1 < widths->len; k++)
      fitting += is_near(g_array_index(widths, guint, k), column);
  }
  return fitting;
}

/* A page is wrapped when lines with several gaps show a column, and most gaps of the page fit it. Articles
 * may be set in columns of their own: gaps in lines that are even by themselves fit, too. */
static void find_gap_wraps(KdPage *page)
{
  guint even = 0, gaps;
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < page->lines->len; i++) {
    g_array_set_size(widths, 0);
    measure_parts(page, line_at(page, i), widths);
    guint n = widths->len - 1;
    if (n < 2 || !is_even(widths))
      continue;
    even += n;
    g_array_append_vals(all, widths->data, n);
  }
  if (even < 2)
    return;
  page->column = kd_widths_mode(all);
  guint fitting = count_fitting(page, page->column, &gaps);
  page->wrapped = MAX(even, fitting) * 2 > gaps;
}

/* --- line ends ---------------------------------------------------------------------------------------- */

static guint line_width(const KdPage *page, const KdLine *line)
{
  guint width = line->indent;
  for (guint i = 0; i < line->n && width <= WIDEST + 8; i++)
    width += kd_glyph_width(glyph_at(page, line, i)->c);
  return width;
}

static gboolean ends_sentence(const KdPage *page, const KdLine *line)
{
  for (guint i = line->n; i > 0; i--) {
    gunichar c = glyph_at(page, line, i - 1)->c;
    if (!kd_is_closing(c) && c != '"' && c != '\'')
      return kd_is_end_mark(c) || c == '.' || c == ':' || c == 0xFF1A || c == ';' || c == 0xFF1B;
  }
  return FALSE;
}

/* The column of a text whose lines end at its edge: many lines of nearly one width, hardly any wider, most of
 * them ending in the middle of a sentence. 0 when there is none. */
static guint find_line_column(const KdPage *page)
{
  g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < page->lines->len; i++) {
    guint w = line_width(page, line_at(page, i));
    g_array_append_val(widths, w);
  }
  guint mode = kd_widths_mode(widths), full = 0, wider = 0, open = 0;
  if (mode < NARROWEST || mode > WIDEST)
    return 0;
  for (guint i = 0; i < widths->len; i++) {
    guint w = g_array_index(widths, guint, i);
    gboolean is_full = w + 4 >= mode && w <= mode + 3;
    wider += w > mode + 3;
    full += is_full;
    open += is_full && !ends_sentence(page, line_at(page, i));
  }
  gboolean set =
      full >= 4 && full * 5 >= widths->len * 2 && wider * 20 <= widths->len && open * 5 >= full * 3;
  return set ? mode : 0;
}

/* Does any paragraph of the text begin with blanks while its lines go on without? */
static gboolean has_indents(const KdPage *page)
{
  guint indented = 0;
  for (guint i = 0; i < page->lines->len; i++)
    indented += line_at(page, i)->indent >= 2;
  return indented > 0 && indented < page->lines->len;
}

/* Joins a line to what the draft holds; two words stay apart. */
static void append_line(const KdPage *page, KdDraft *d, const KdLine *line)
{
  guint at = d->glyphs->len;
  if (at) {
    KdGlyph last = *kd_draft_glyph(d, at - 1);
    if (is_word(last.c) && is_word(glyph_at(page, line, 0)->c)) {
      KdGlyph blank = {.c = ' ', .line = last.line, .column = last.column + 1};
      g_array_append_val(d->glyphs, blank);
      at++;
    }
  }
  g_array_append_vals(d->glyphs, glyph_at(page, line, 0), line->n);
  if (at)
    kd_draft_glyph(d, at)->flags |= KD_GLYPH_WRAP;
  d->last_line = line->number;
}

/* A draft of one line. */
static KdDraft *take_line(const KdPage *page, const KdLine *line)
{
  KdDraft *d = kd_draft_new();
  d->first_line = line->number;
  d->hashes = line->hashes;
  d->indented = line->indent >= 2;
  append_line(page, d, line);
  return d;
}

/* Marks that part clauses, but for the one that ends the line. */
static guint count_inner_marks(const KdPage *page, const KdLine *line)
{
  guint n = 0;
  for (guint i = 0; i + 1 < line->n; i++) {
    gunichar c = glyph_at(page, line, i)->c;
    n += kd_is_clause_mark(c) || c == ',' || c == ';';
  }
  return n;
}

static gboolean begins_anew(const KdPage *page, const KdLine *line)
{
  KdDraft *d = take_line(page, line);
  kd_label_parse(d);
  gboolean anew = d->label > 0 || d->hashes > 0;
  kd_draft_free(d);
  return anew;
}

/* The column of lines first … end − 1, which stand together between blank lines: of nearly one width but for
 * the last one, most of them ending in the middle of a sentence, none with a number in front. 0: there is
 * none. */
static guint find_group_column(const KdPage *page, guint first, guint end)
{
  g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(guint));
  guint open = 0, marks = 0;
  if (end - first < 3)
    return 0;
  for (guint i = first; i < end; i++) {
    guint w = line_width(page, line_at(page, i));
    g_array_append_val(widths, w);
    marks += count_inner_marks(page, line_at(page, i));
    open += i + 1 < end && !ends_sentence(page, line_at(page, i));
    if (i > first && begins_anew(page, line_at(page, i)))
      return 0;
  }
  guint mode = kd_widths_mode(widths);
  if (mode < GROUP_NARROWEST || mode > WIDEST || marks < 2 || open * 5 < (end - first - 1) * 3)
    return 0;
  for (guint i = 0; i < widths->len; i++) {
    guint w = g_array_index(widths, guint, i);
    if (w > mode + 4 || (i + 1 < widths->len && w + 6 < mode))
      return 0;
  }
  return mode;
}

/* Paragraphs between blank lines may be set in columns of their own. */
static void find_group_columns(KdPage *page, guint *columns)
{
  guint n = page->lines->len;
  for (guint first = 0, end; first < n; first = end) {
    end = first + 1;
    while (end < n && !line_at(page, end)->parted)
      end++;
    guint column = find_group_column(page, first, end);
    for (guint i = first; column && i < end; i++)
      columns[i] = column;
    page->column = MAX(page->column, column);
  }
  page->wrapped = page->wrapped || page->column > 0;
}

typedef struct {
  guint *columns; /* half cells, by line; 0: a line is a block */
  gboolean indents;
  gboolean *furniture; /* by line: page number or running head, between the lines of a paragraph */
} LineEnds;

static gboolean goes_on(const KdPage *page, const LineEnds *ends, guint i)
{
  const KdLine *line = line_at(page, i);
  guint column = ends->columns[i];
  if (column == 0 || i + 1 >= page->lines->len || line->hashes || ends->furniture[i])
    return FALSE;
  const KdLine *next = line_at(page, i + 1);
  if (next->parted || next->hashes || ends->furniture[i + 1] || (ends->indents && next->indent >= 2))
    return FALSE;
  guint width = line_width(page, line);
  if (width + 6 < column || width > column + 4)
    return FALSE;
  /* A full line that ends a sentence ends its paragraph where the text does not indent. */
  return ends->indents || width + 2 >= column || !ends_sentence(page, line);
}

/* --- blocks ------------------------------------------------------------------------------------------- */

/* Was a number parted at its decimal point? 17 .3 and 46. 3, but not 1. 3 in front of a paragraph. n glyphs
 * are kept already; glyph i is a blank. */
static gboolean is_parted_number(const KdDraft *d, guint n, guint i)
{
  if (n < 2 || i + 2 >= d->glyphs->len || kd_draft_glyph(d, i)->c != ' ')
    return FALSE;
  gunichar before = kd_draft_glyph(d, n - 1)->c, after = kd_draft_glyph(d, i + 1)->c;
  if (after == '.')
    return kd_is_digit(before) && kd_is_digit(kd_draft_glyph(d, i + 2)->c);
  return n > 4 && before == '.' && kd_is_digit(after) && kd_is_digit(kd_draft_glyph(d, n - 2)->c);
}

/* Takes blank i out of the glyphs when keep[] does not say otherwise. */
static void close_gaps(KdDraft *d, guint kept)
{
  guint to = 0, gap = 0;
  gboolean wrap = FALSE;
  for (guint i = 0; i < d->glyphs->len; i++) {
    KdGlyph g = *kd_draft_glyph(d, i);
    gboolean is = i > 0 && i + 1 < d->glyphs->len &&
                  is_gap(kd_draft_glyph(d, to - 1), kd_draft_glyph(d, i), kd_draft_glyph(d, i + 1)) &&
                  !is_article_label(kd_draft_glyph(d, 0), to);
    if (is_parted_number(d, to, i) || (is && gap++ != kept)) {
      wrap = TRUE;
      continue;
    }
    if (wrap)
      g.flags |= KD_GLYPH_WRAP;
    wrap = FALSE;
    *kd_draft_glyph(d, to++) = g;
  }
  g_array_set_size(d->glyphs, to);
}

static gboolean has_clause_mark(const KdDraft *d)
{
  for (guint i = 0; i < d->glyphs->len; i++)
    if (kd_is_clause_mark(kd_draft_glyph(d, i)->c))
      return TRUE;
  return FALSE;
}

/* Which gap of a heading parts two halves (加强……工作 筑牢……防线) and is no wrap? One gap: the halves are of
 * one length, well short of the column, without commas. Several: the one without which every line of the
 * heading would fill the column. G_MAXUINT: none. first_of holds the widths of the first lines of other
 * headings: where two begin alike, that is how headings are set here. */
static guint find_parting_gap(const KdPage *page, const KdDraft *d, const GArray *widths, guint label)
{
  const guint *w = (const guint *)(gpointer)widths->data;
  guint n = widths->len - 1, column = page->column;
  if (column < NARROWEST)
    return G_MAXUINT;
  if (n == 1) {
    guint first = label < w[0] ? w[0] - label : 0;
    guint difference = first > w[1] ? first - w[1] : w[1] - first;
    gboolean halves = MIN(first, w[1]) >= HALF_SHORTEST && difference <= 3 && w[0] + 5 <= column;
    return halves && !has_clause_mark(d) ? 0 : G_MAXUINT;
  }
  for (guint k = 0; n <= 6 && k < n; k++) {
    gboolean fits = MIN(w[k], w[k + 1]) >= HALF_SHORTEST;
    for (guint i = 0; i < n && fits; i++) {
      guint line = i == k ? w[i] + 1 + w[i + 1] : w[i];
      if (i == k && k + 1 == n)
        fits = line <= column + 2;
      else
        fits = (i > 0 && i - 1 == k) || (line + 5 >= column && line <= column + 5);
    }
    if (fits && w[k] + 5 <= column)
      return k;
  }
  return G_MAXUINT;
}

/* The gaps of a draft as parts between them. */
static GArray *measure_draft(const KdDraft *d)
{
  GArray *widths = g_array_new(FALSE, FALSE, sizeof(guint));
  guint width = 0;
  for (guint i = 0; i < d->glyphs->len; i++) {
    if (draft_has_gap(d, i)) {
      g_array_append_val(widths, width);
      width = 0;
    } else {
      width += kd_glyph_width(kd_draft_glyph(d, i)->c);
    }
  }
  g_array_append_val(widths, width);
  return widths;
}

static gboolean looks_like_heading(const KdDraft *d, const GArray *widths)
{
  guint width = 0;
  for (guint i = 0; i < widths->len; i++)
    width += g_array_index(widths, guint, i);
  gunichar last = kd_draft_last_char(d, NULL);
  return width <= HEADING_WIDEST && (d->hashes || !(kd_is_clause_mark(last) || last == 0x3001));
}

/* Do the words on both sides of a gap go together by the n-gram table? */
static gboolean is_one_phrase(const KdPage *page, const KdDraft *d, guint gap)
{
  guint i = 1;
  for (guint seen = 0; i + 1 < d->glyphs->len; i++)
    if (draft_has_gap(d, i) && seen++ == gap)
      break;
  const KdNgrams *ngrams = page->ctx->ngrams;
  if (ngrams == NULL || i + 1 >= d->glyphs->len)
    return FALSE;
  KdRims left = kd_rims_read(ngrams, d, 0, i), right = kd_rims_read(ngrams, d, i + 1, d->glyphs->len - i - 1);
  return kd_junction_score(ngrams, &left, &right) >= ONE_PHRASE;
}

/* Half cells of the number in front of a heading: its first half does not count it. （二）延伸服务触角
 * 让群众少跑腿 */
static guint label_width(KdDraft *d)
{
  guint width = 0;
  kd_label_parse(d);
  for (guint i = 0; i < d->label; i++)
    width += kd_glyph_width(kd_draft_glyph(d, i)->c);
  return width;
}

static void close_draft(const KdPage *page, KdDraft *d)
{
  g_autoptr(GArray) widths = measure_draft(d);
  guint kept = looks_like_heading(d, widths) ? find_parting_gap(page, d, widths, label_width(d)) : G_MAXUINT;
  if (kept != G_MAXUINT && is_one_phrase(page, d, kept))
    kept = G_MAXUINT;
  d->two_parts = kept != G_MAXUINT;
  close_gaps(d, kept);
}

static void find_furniture(const KdPage *page, gboolean *furniture)
{
  for (guint i = 0; i < page->lines->len; i++) {
    if (line_at(page, i)->n > FURNITURE_LONGEST)
      continue;
    KdDraft *d = take_line(page, line_at(page, i));
    furniture[i] = kd_furniture_is_page_line(page, d);
    kd_draft_free(d);
  }
}

static void find_line_columns(KdPage *page, guint *columns)
{
  guint column = find_line_column(page);
  for (guint i = 0; i < page->lines->len; i++)
    columns[i] = column;
  page->column = column;
  page->wrapped = column > 0;
  if (column == 0)
    find_group_columns(page, columns);
}

void kd_wraps_close(KdPage *page)
{
  find_gap_wraps(page);
  gboolean gaps = page->wrapped;
  g_autofree gboolean *furniture = g_new0(gboolean, page->lines->len + 1);
  g_autofree guint *columns = g_new0(guint, page->lines->len + 1);
  if (!gaps)
    find_line_columns(page, columns);
  if (!gaps && page->wrapped)
    find_furniture(page, furniture);
  LineEnds ends = {columns, has_indents(page), furniture};
  for (guint i = 0; i < page->lines->len; i++) {
    KdDraft *d = take_line(page, line_at(page, i));
    while (goes_on(page, &ends, i))
      append_line(page, d, line_at(page, ++i));
    if (gaps)
      close_draft(page, d);
    g_ptr_array_add(page->drafts, d);
  }
}
