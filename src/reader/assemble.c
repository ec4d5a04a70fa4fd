#include "reader/assemble.h"

#include "base/utf8.h"

#define HEAD_LONGEST 4 /* blocks that belong to the head of an article */
#define MOVE_SHOWN 8   /* characters in front of a moved line */

typedef struct {
  const KdPage *page;
  KdDocument *document;
  GString *text;
  KdArticle *article;
  guint published;                           /* lines of the article that say where it was published */
  guint32 published_at;                      /* block of the first of them, in the article */
  guint32 line, column;                      /* where the file goes on if text and file run side by side */
  guint32 label_end, field_start, field_end; /* offsets of the draft */
} Builder;

static guint32 here(const Builder *b)
{
  return (guint32)b->text->len;
}

static char *char_dup(gunichar c)
{
  return g_ucs4_to_utf8(&c, 1, NULL, NULL, NULL);
}

static KdRepair new_repair(const Builder *b, const KdGlyph *g, KdRepairKind kind)
{
  KdRepair r = {.kind = kind, .line = g->line, .column = g->column, .applied = TRUE};
  r.article = b->document->articles->len;
  r.confidence = g->confidence / 1000.0;
  return r;
}

/* A line that stood elsewhere: its words, and the last ones in front of it. */
static void put_move(Builder *b, const KdDraft *d, guint i)
{
  guint start = i > MOVE_SHOWN ? i - MOVE_SHOWN : 0;
  gsize len = 0;
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint k = i; k < d->glyphs->len; k++) {
    const KdGlyph *g = kd_draft_glyph(d, k);
    if (k > i && (g->flags & KD_GLYPH_WRAP))
      break;
    if (!(g->flags & KD_GLYPH_SUGGESTED))
      len += (gsize)g_unichar_to_utf8(g->c, NULL);
    if (!(g->flags & (KD_GLYPH_ADDED | KD_GLYPH_SUGGESTED)))
      g_string_append_unichar(words, g->c);
  }
  KdRepair r = new_repair(b, kd_draft_glyph(d, i), KD_REPAIR_REORDER);
  r.before = g_strdup(words->str);
  r.after = kd_draft_dup(d, start, i - start);
  r.span = kd_span(here(b), here(b) + (guint32)len);
  g_array_append_val(b->document->repairs, r);
}

/* An added or suggested mark: no character of the file, so the map goes on behind it as if it were not there.
 */
static void put_mark(Builder *b, const KdGlyph *g, gboolean end)
{
  KdRepair r = new_repair(b, g, KD_REPAIR_PUNCTUATION);
  r.before = g_strdup(end ? "" : " ");
  r.after = char_dup(g->c);
  r.applied = (g->flags & KD_GLYPH_ADDED) != 0;
  r.span = (KdSpan){here(b), 0};
  if (r.applied) {
    KdAnchor anchor = {here(b), g->line, g->column};
    g_array_append_val(b->document->anchors, anchor);
    g_string_append_unichar(b->text, g->c);
    r.span = kd_span(r.span.start, here(b));
    b->line = 0;
  }
  g_array_append_val(b->document->repairs, r);
}

static void flag_broken(Builder *b, guint32 from)
{
  GArray *broken = b->document->broken;
  KdSpan *last = broken->len ? &g_array_index(broken, KdSpan, broken->len - 1) : NULL;
  if (last && kd_span_end(*last) == from) {
    last->len = here(b) - last->start;
    return;
  }
  KdSpan s = kd_span(from, here(b));
  g_array_append_val(broken, s);
}

/* As g_string_append_unichar; there is room for the characters of the page. */
static void append_char(GString *text, gunichar c)
{
  if (c < 0x800 || c >= 0x10000 || text->len + 4 > text->allocated_len) {
    g_string_append_unichar(text, c);
    return;
  }
  char *p = text->str + text->len;
  p[0] = (char)(0xE0 | c >> 12);
  p[1] = (char)(0x80 | (c >> 6 & 0x3F));
  p[2] = (char)(0x80 | (c & 0x3F));
  p[3] = '\0';
  text->len += 3;
}

static void put_char(Builder *b, const KdGlyph *g)
{
  guint32 at = here(b);
  if (g->line != b->line || g->column != b->column) {
    KdAnchor anchor = {at, g->line, g->column};
    g_array_append_val(b->document->anchors, anchor);
  }
  if (g->flags & KD_GLYPH_WRAP) {
    g_array_append_val(b->document->joins, at);
    b->article->joins++;
  }
  append_char(b->text, g->c);
  b->line = g->line;
  b->column = g->column + 1;
  if (g->flags & KD_GLYPH_DASH) {
    KdRepair r = new_repair(b, g, KD_REPAIR_DASH);
    r.before = g_strdup("一");
    r.after = char_dup(g->c);
    r.span = kd_span(at, here(b));
    g_array_append_val(b->document->repairs, r);
  }
}

static void put_draft(Builder *b, const KdDraft *d)
{
  for (guint i = 0; i < d->glyphs->len; i++) {
    const KdGlyph *g = kd_draft_glyph(d, i);
    guint32 at = here(b);
    if (i == d->field)
      b->field_start = b->field_end = at;
    if (g->flags & KD_GLYPH_MOVED)
      put_move(b, d, i);
    if (g->flags & (KD_GLYPH_ADDED | KD_GLYPH_SUGGESTED))
      put_mark(b, g, i + 1 == d->glyphs->len);
    else
      put_char(b, g);
    if ((g->flags & KD_GLYPH_BROKEN) && here(b) > at)
      flag_broken(b, at);
    if (i + 1 == d->field + d->field_len)
      b->field_end = here(b);
    if (i + 1 == d->label)
      b->label_end = here(b);
  }
}

static void set_fields(Builder *b, const KdDraft *d, KdSpan span)
{
  KdSpan field = kd_span(b->field_start, b->field_end);
  if (d->kind == KD_BLOCK_TITLE && kd_span_is_empty(b->article->title))
    b->article->title = span;
  if (d->kind != KD_BLOCK_META || d->field_len == 0)
    return;
  if (d->role == KD_ROLE_PUBLISHED && b->published++ == 0) {
    b->article->published = field;
    b->published_at = b->document->blocks->len - b->article->first_block;
  }
  if (d->role == KD_ROLE_AUTHOR && kd_span_is_empty(b->article->author))
    b->article->author = field;
}

static void put_block(Builder *b, const KdDraft *d)
{
  guint32 start = here(b);
  guint broken = b->document->broken->len;
  b->label_end = b->field_start = b->field_end = start;
  b->line = 0;
  put_draft(b, d);
  KdBlock block = {.kind = d->kind, .level = d->level, .span = kd_span(start, here(b)), .parent = d->parent};
  block.label = kd_span(start, b->label_end);
  block.article = b->document->articles->len;
  block.first_line = d->first_line;
  block.last_line = d->last_line;
  block.broken = b->document->broken->len > broken;
  g_array_append_val(b->document->blocks, block);
  set_fields(b, d, block.span);
  g_string_append_c(b->text, '\n');
}

/* One repair says how many characters of the article changed their width, at the first of them. */
static void put_widths(Builder *b)
{
  KdRepair r = {
      .kind = KD_REPAIR_WIDTH, .confidence = 1, .applied = TRUE, .article = b->document->articles->len};
  guint count = 0;
  for (guint i = b->article->first_block; i < b->article->first_block + b->article->n_blocks; i++) {
    const KdDraft *d = kd_page_draft(b->page, i);
    for (guint k = 0; k < d->glyphs->len; k++) {
      const KdGlyph *g = kd_draft_glyph(d, k);
      if (!(g->flags & KD_GLYPH_FOLDED))
        continue;
      if (count++ == 0)
        r.line = g->line, r.column = g->column;
    }
  }
  if (count == 0)
    return;
  r.before = g_strdup("");
  r.after = g_strdup_printf("%u", count);
  g_array_append_val(b->document->repairs, r);
}

static gint compare_repairs(gconstpointer a, gconstpointer b)
{
  const KdRepair *x = a, *y = b;
  if (x->line != y->line)
    return x->line < y->line ? -1 : 1;
  if (x->column != y->column)
    return x->column < y->column ? -1 : 1;
  return (gint)x->kind - (gint)y->kind;
}

static void put_article(Builder *b, guint index)
{
  KdArticle a = g_array_index(b->page->articles, KdArticle, index);
  b->article = &a;
  b->published = 0;
  put_widths(b);
  guint end = a.first_block + a.n_blocks;
  for (guint i = a.first_block; i < end; i++)
    put_block(b, kd_page_draft(b->page, i));
  a.first_line = kd_page_draft(b->page, a.first_block)->first_line;
  for (guint i = a.first_block; i < end; i++)
    a.last_line = MAX(a.last_line, kd_page_draft(b->page, i)->last_line);
  /* Each part of a collection says when it was spoken: none of that holds for the whole. */
  if (b->published > 1 && b->published_at > HEAD_LONGEST)
    a.published = (KdSpan){0, 0};
  g_array_append_val(b->document->articles, a);
}

static gsize count_glyphs(const KdPage *page)
{
  gsize n = 0;
  for (guint i = 0; i < page->drafts->len; i++)
    n += kd_page_draft(page, i)->glyphs->len + 1;
  return n;
}

void kd_assemble(const KdPage *page, KdDocument *document)
{
  Builder b = {.page = page, .document = document, .text = g_string_sized_new(count_glyphs(page) * 3 + 64)};
  for (guint i = 0; i < page->articles->len; i++)
    put_article(&b, i);
  g_array_sort(document->repairs, compare_repairs);
  document->len = b.text->len;
  document->text = g_string_free(b.text, FALSE);
}
