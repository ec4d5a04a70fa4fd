#include "exporter/typeset.h"

#include "base/utf8.h"
#include "exporter/typeline.h"
#include <pango/pangocairo.h>
#include <string.h>

#define CHUNK_BYTES 6000 /* shaped at one time: widths in Pango's units stay far from the largest int */
#define MIDDLE_DOT 0xB7
#define MOST_SAID 50 /* findings about glyphs; one more says that there are more */
#define SPARE 2      /* how many characters wider a blank may become */

/* --- text --- */

typedef struct {
  guint start, len; /* in bytes of the text */
  KdFace face;
  KdUnitKind kind;
} Span;

KdTypeText *kd_type_text_new(void)
{
  KdTypeText *text = g_new0(KdTypeText, 1);
  text->text = g_string_new(NULL);
  text->spans = g_array_new(FALSE, FALSE, sizeof(Span));
  return text;
}

void kd_type_text_free(KdTypeText *text)
{
  if (text == NULL)
    return;
  g_string_free(text->text, TRUE);
  g_array_unref(text->spans);
  g_free(text);
}

static void add_span(KdTypeText *text, KdFace face, KdUnitKind kind, guint start)
{
  Span span = {start, (guint)text->text->len - start, face, kind};
  if (span.len)
    g_array_append_val(text->spans, span);
}

/* Every kind of line end becomes a line feed; tabs become blanks. */
void kd_type_text_add(KdTypeText *text, KdFace face, const char *string, gssize len)
{
  guint start = (guint)text->text->len;
  const char *end = string + (len < 0 ? (gssize)strlen(string) : len);
  for (const char *p = string; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '\r' && p + 1 < end && p[1] == '\n')
      continue;
    gboolean ends_line = (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
    /* Cairo refuses a page with a noncharacter on it. */
    gunichar shown = kd_is_noncharacter(c) ? 0xFFFD : c;
    g_string_append_unichar(text->text, ends_line ? '\n' : c == '\t' ? ' ' : shown);
  }
  add_span(text, face, KD_UNIT_NONE, start);
}

void kd_type_text_add_blank(KdTypeText *text, KdFace face, guint width)
{
  guint start = (guint)text->text->len;
  for (guint i = 0; i < width + SPARE; i++)
    g_string_append(text->text, "＿");
  add_span(text, face, KD_UNIT_BLANK, start);
}

void kd_type_text_add_choice(KdTypeText *text, KdFace face)
{
  guint start = (guint)text->text->len;
  g_string_append(text->text, "（　　）");
  add_span(text, face, KD_UNIT_CHOICE, start);
}

/* --- shaping --- */

/* The number of the span at a byte of the text. */
static guint find_span(const KdTypeText *text, guint at)
{
  guint low = 0, high = text->spans->len;
  while (high - low > 1) {
    guint middle = (low + high) / 2;
    if (g_array_index(text->spans, Span, middle).start <= at)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static void add_attribute(PangoAttrList *attrs, PangoAttribute *a, guint start, guint len)
{
  a->start_index = start;
  a->end_index = start + len;
  pango_attr_list_insert(attrs, a);
}

/* · among Han is a full square, as in print. A character for private use means something only in the paper's
 * own font, not in whatever font has one there. */
static void mark_characters(PangoAttrList *attrs, const char *text, guint len)
{
  gunichar before = 0;
  for (const char *p = text; p < text + len; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    guint start = (guint)(p - text), n = (guint)(g_utf8_next_char(p) - p);
    if (c == MIDDLE_DOT && kd_is_han(before))
      add_attribute(attrs, pango_attr_font_features_new("fwid"), start, n);
    else if (g_unichar_type(c) == G_UNICODE_PRIVATE_USE)
      add_attribute(attrs, pango_attr_fallback_new(FALSE), start, n);
    before = c;
  }
}

/* The attributes of a part of the text, counted from its start. */
static PangoAttrList *make_attributes(const KdTypesetter *t, const KdTypeText *text, KdSpan part, double size)
{
  PangoAttrList *attrs = pango_attr_list_new();
  for (guint i = find_span(text, part.start); i < text->spans->len; i++) {
    const Span *s = &g_array_index(text->spans, Span, i);
    guint start = MAX(s->start, part.start), end = MIN(s->start + s->len, kd_span_end(part));
    if (start >= end)
      break;
    g_autoptr(PangoFontDescription) d = kd_fonts_describe(t->fonts, s->face, size);
    add_attribute(attrs, pango_attr_font_desc_new(d), start - part.start, end - start);
  }
  mark_characters(attrs, text->text->str + part.start, part.len);
  return attrs;
}

/* One finding for each character and item, and no more once it is plain that the font is of no use. */
static void report_glyph(KdTypesetter *t, gunichar c)
{
  guint n = g_hash_table_size(t->said);
  if (n > MOST_SAID)
    return;
  g_autoptr(GString) detail = g_string_new(t->item ? t->item : "");
  g_string_append(detail, t->item ? ": " : "");
  GUnicodeType type = g_unichar_type(c);
  if (g_unichar_isgraph(c) && type != G_UNICODE_PRIVATE_USE)
    g_string_append_printf(g_string_append_unichar(detail, c), " ");
  g_string_append_printf(detail, "(U+%04X)", c);
  if (g_hash_table_add(t->said, g_strdup(detail->str)))
    kd_findings_add(t->findings, KD_FINDING_GLYPH_MISSING, (KdPlace){0}, n < MOST_SAID ? detail->str : "…");
}

static void check_glyphs(KdTypesetter *t, const char *text, const PangoGlyphItem *run)
{
  for (int i = 0; i < run->glyphs->num_glyphs; i++)
    if (run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
      report_glyph(t, g_utf8_get_char(text + run->item->offset + run->glyphs->log_clusters[i]));
}

static void free_run(gpointer run)
{
  pango_glyph_item_free(run);
}

/* Shapes a part of the text that is not too long. */
static void shape_chunk(KdTypesetter *t, GPtrArray *runs, const KdTypeText *text, KdSpan chunk, double size)
{
  g_autoptr(PangoAttrList) attrs = make_attributes(t, text, chunk, size);
  const char *start = text->text->str + chunk.start;
  int len = (int)chunk.len;
  GList *items = pango_itemize(t->fonts->context, start, 0, len, attrs, NULL);
  for (GList *i = items; i; i = i->next) {
    PangoGlyphItem *run = g_slice_new0(PangoGlyphItem);
    run->item = i->data;
    run->glyphs = pango_glyph_string_new();
    pango_shape_full(start + run->item->offset, run->item->length, start, len, &run->item->analysis,
                     run->glyphs);
    run->item->offset += (int)chunk.start;
    check_glyphs(t, text->text->str, run);
    g_ptr_array_add(runs, run);
  }
  g_list_free(items);
}

/* Where a chunk that begins at start ends: at a character that begins something. */
static guint find_chunk_end(const GString *text, guint start, guint end)
{
  if (end - start <= CHUNK_BYTES)
    return end;
  const char *p = text->str + start + CHUNK_BYTES;
  while ((*p & 0xC0) == 0x80)
    p--;
  const char *plain = p;
  while (plain > text->str + start + CHUNK_BYTES / 2 && !kd_is_han(g_utf8_get_char(plain)))
    plain = g_utf8_prev_char(plain);
  return (guint)((kd_is_han(g_utf8_get_char(plain)) ? plain : p) - text->str);
}

/* --- clusters --- */

/* The clusters of a run, in the order in which they are drawn. */
static void add_clusters(GArray *clusters, const GString *text, const PangoGlyphItem *run, guint number)
{
  const PangoGlyphString *glyphs = run->glyphs;
  gboolean rtl = run->item->analysis.level % 2;
  int after =
      run->item->length; /* of the run's bytes: where the cluster drawn before this one begins, if rtl */
  for (int g = 0; g < glyphs->num_glyphs;) {
    int at = glyphs->log_clusters[g], n = 1, width = glyphs->glyphs[g].geometry.width;
    for (; g + n < glyphs->num_glyphs && glyphs->log_clusters[g + n] == at; n++)
      width += glyphs->glyphs[g + n].geometry.width;
    int end = rtl ? after : g + n < glyphs->num_glyphs ? glyphs->log_clusters[g + n] : run->item->length;
    KdCluster c = {.start = (guint)(run->item->offset + at),
                   .len = (guint)(end - at),
                   .run = number,
                   .glyph = (guint)g,
                   .n_glyphs = (guint)n,
                   .width = width};
    c.c = g_utf8_get_char(text->str + c.start);
    c.last = g_utf8_get_char(g_utf8_prev_char(text->str + c.start + c.len));
    g_array_append_val(clusters, c);
    after = at;
    g += n;
  }
}

/* Blanks and brackets are units: nothing in them is parted. The last characters of a blank come and go. */
static void mark_units(GArray *clusters, const KdTypeText *text)
{
  for (guint i = 0; i < clusters->len; i++) {
    KdCluster *c = &g_array_index(clusters, KdCluster, i);
    guint number = find_span(text, c->start);
    const Span *span = &g_array_index(text->spans, Span, number);
    if (span->kind == KD_UNIT_NONE)
      continue;
    c->unit = number + 1;
    c->kind = span->kind;
    if (span->kind != KD_UNIT_BLANK)
      continue;
    guint left = (span->start + span->len - c->start) / (guint)strlen("＿");
    c->spare = left <= SPARE;
    c->droppable = left == SPARE + 1;
  }
}

/* For each byte: does Unicode let a line end in front of the character there? */
static guint8 *find_unicode_breaks(const char *text, guint len)
{
  guint n = (guint)g_utf8_strlen(text, len) + 1;
  g_autofree PangoLogAttr *attrs = g_new0(PangoLogAttr, n);
  pango_get_log_attrs(text, (int)len, -1, pango_language_from_string("zh-cn"), attrs, (int)n);
  guint8 *breaks = g_new0(guint8, len + 1);
  const char *p = text;
  for (guint i = 0; i + 1 < n; i++, p = g_utf8_next_char(p))
    breaks[p - text] = attrs[i].is_line_break;
  return breaks;
}

/* --- paragraphs --- */

static void set_paragraph(KdTypesetter *t, const KdTypeText *text, KdSpan part, const KdForm *form,
                          GPtrArray *lines)
{
  g_autoptr(GPtrArray) runs = g_ptr_array_new_with_free_func(free_run);
  g_autoptr(GArray) clusters = g_array_new(FALSE, FALSE, sizeof(KdCluster));
  guint end = part.start + part.len;
  for (guint at = part.start; at < end;) {
    guint next = find_chunk_end(text->text, at, end);
    shape_chunk(t, runs, text, (KdSpan){at, next - at}, form->size);
    at = next;
  }
  for (guint i = 0; i < runs->len; i++)
    add_clusters(clusters, text->text, g_ptr_array_index(runs, i), i);
  mark_units(clusters, text);
  g_autofree guint8 *breaks = find_unicode_breaks(text->text->str + part.start, part.len);
  KdTypeParagraph paragraph = {text->text->str, runs, clusters, breaks, part.start, form};
  kd_type_paragraph_set(&paragraph, lines);
}

static GPtrArray *set_lines(KdTypesetter *t, const KdTypeText *text, const KdForm *form)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(kd_type_line_free);
  const char *start = text->text->str, *end = start + text->text->len;
  while (start < end) {
    const char *stop = memchr(start, '\n', (gsize)(end - start));
    stop = stop ? stop : end;
    if (stop > start)
      set_paragraph(t, text, (KdSpan){(guint)(start - text->text->str), (guint)(stop - start)}, form, lines);
    start = stop + 1;
  }
  if (lines->len == 0)
    g_ptr_array_add(lines, kd_type_line_new());
  return lines;
}

GPtrArray *kd_typeset(KdTypesetter *t, const KdTypeText *text, const KdForm *form)
{
  GPtrArray *lines = set_lines(t, text, form);
  KdForm narrow = *form;
  while (form->balance && lines->len > 1 && narrow.width > form->width / 2) {
    narrow.width -= form->size;
    GPtrArray *tried = set_lines(t, text, &narrow);
    if (tried->len > lines->len) {
      g_ptr_array_unref(tried);
      break;
    }
    g_ptr_array_unref(lines);
    lines = tried;
  }
  return lines;
}
