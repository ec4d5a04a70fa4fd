#include "base/utf8.h"
#include "exporter/documents.h"

#include <string.h>

#define CONTEXT 8 /* characters shown on both sides of a repair */

/* How a kind of passage is shown: between two strings, on a terminal or elsewhere. */
typedef enum { PUT_BACK, BROKEN, MOVED, ASIDE, LOUD, STYLES } Style;

typedef struct {
  const char *begin, *end;
} Brackets;

static const Brackets plain[STYLES] = {
    [PUT_BACK] = {"〔", "〕"}, [BROKEN] = {"〔残缺：", "〕"}, [MOVED] = {"", ""}, [ASIDE] = {"", ""},
    [LOUD] = {"", ""},
};

/* ECMA-48: reverse, red, underlined, faint, bold; each of them can be on while others are. */
static const Brackets coloured[STYLES] = {
    [PUT_BACK] = {"\033[7m", "\033[27m"}, [BROKEN] = {"\033[31m", "\033[39m"},
    [MOVED] = {"\033[4m", "\033[24m"},    [ASIDE] = {"\033[2m", "\033[22m"},
    [LOUD] = {"\033[1m", "\033[22m"},
};

/* A passage of the text to be shown in a style. */
typedef struct {
  KdSpan span;
  Style style;
} Shown;

typedef struct {
  const KdDocument *d;
  const Brackets *brackets; /* by style */
  GArray *shown;            /* Shown, by start; of one style they do not overlap */
  guint next;               /* the first of them that does not begin in front of the block */
  GString *out;
} Writer;

static gint compare_shown(gconstpointer a, gconstpointer b)
{
  const Shown *x = a, *y = b;
  if (x->span.start != y->span.start)
    return x->span.start < y->span.start ? -1 : 1;
  return (gint)y->style - (gint)x->style;
}

static void add_shown(Writer *w, KdSpan span, Style style)
{
  Shown s = {span, style};
  if (!kd_span_is_empty(span))
    g_array_append_val(w->shown, s);
}

static void collect_shown(Writer *w)
{
  for (guint i = 0; i < w->d->repairs->len; i++) {
    const KdRepair *r = &g_array_index(w->d->repairs, KdRepair, i);
    if (r->applied && r->kind != KD_REPAIR_WIDTH)
      add_shown(w, r->span, r->kind == KD_REPAIR_REORDER ? MOVED : PUT_BACK);
  }
  for (guint i = 0; i < w->d->broken->len; i++)
    add_shown(w, g_array_index(w->d->broken, KdSpan, i), BROKEN);
  g_array_sort(w->shown, compare_shown);
}

static void put_until(Writer *w, guint32 *at, guint32 end)
{
  g_string_append_len(w->out, w->d->text + *at, (gssize)(end - *at));
  *at = end;
}

/* Ends the passages that end at or in front of `limit`; ends[style]: where the open one ends, 0: none is
 * open. */
static void close_shown(Writer *w, guint32 *at, guint32 ends[STYLES], guint32 limit)
{
  for (;;) {
    guint first = STYLES;
    for (guint k = 0; k < STYLES; k++)
      if (ends[k] && ends[k] <= limit && (first == STYLES || ends[k] < ends[first]))
        first = k;
    if (first == STYLES)
      return;
    put_until(w, at, ends[first]);
    g_string_append(w->out, w->brackets[first].end);
    ends[first] = 0;
  }
}

/* The words of a span, what was changed in them shown. */
static void put_span(Writer *w, KdSpan span)
{
  guint32 at = span.start, end = kd_span_end(span), ends[STYLES] = {0};
  for (; w->next < w->shown->len; w->next++) {
    const Shown *s = &g_array_index(w->shown, Shown, w->next);
    if (s->span.start >= end)
      break;
    close_shown(w, &at, ends, s->span.start);
    put_until(w, &at, s->span.start);
    if (ends[s->style])
      continue;
    g_string_append(w->out, w->brackets[s->style].begin);
    ends[s->style] = MIN(kd_span_end(s->span), end);
  }
  close_shown(w, &at, ends, end);
  put_until(w, &at, end);
}

static void put_styled(Writer *w, Style style, const char *before, KdSpan span, const char *after)
{
  g_string_append(w->out, w->brackets[style].begin);
  g_string_append(w->out, before);
  put_span(w, span);
  g_string_append(w->out, after);
  g_string_append(w->out, w->brackets[style].end);
}

static void put_block(Writer *w, const KdBlock *b)
{
  switch (b->kind) {
  case KD_BLOCK_TITLE:
    put_styled(w, LOUD, "\n【", b->span, "】\n\n");
    break;
  case KD_BLOCK_HEADING:
    put_styled(w, LOUD, "\n", b->span, "\n\n");
    break;
  case KD_BLOCK_META:
    put_styled(w, ASIDE, "〔", b->span, "〕\n");
    break;
  case KD_BLOCK_NOISE:
    put_styled(w, ASIDE, "〔非正文：", b->span, "〕\n");
    break;
  default:
    g_string_append(w->out, "　　");
    put_span(w, b->span);
    g_string_append_c(w->out, '\n');
  }
}

/* --- the list of repairs ------------------------------------------------------------------------------ */

static gboolean is_blank(const char *s)
{
  while (*s && kd_is_blank(g_utf8_get_char(s)))
    s = g_utf8_next_char(s);
  return *s == '\0';
}

/* A few characters in front of the repair and behind it, within its paragraph. */
static void put_context(Writer *w, const KdRepair *r)
{
  const char *text = w->d->text, *mark = text + r->span.start, *from = mark, *behind = mark + r->span.len;
  const char *to = behind;
  for (guint n = 0; n < CONTEXT && from > text && from[-1] != '\n'; n++)
    from = g_utf8_prev_char(from);
  for (guint n = 0; n < CONTEXT && *to && *to != '\n'; n++)
    to = g_utf8_next_char(to);
  g_string_append(w->out, "　");
  g_string_append_len(w->out, from, mark - from);
  g_string_append_printf(w->out, "%s%s%s", w->brackets[PUT_BACK].begin, r->after, w->brackets[PUT_BACK].end);
  g_string_append_len(w->out, behind, to - behind);
}

static void put_repair(Writer *w, const KdRepair *r)
{
  const char *before = r->before ? r->before : "", *after = r->after ? r->after : "";
  if (r->kind == KD_REPAIR_WIDTH) {
    g_string_append_printf(w->out, "  第%u行第%u字起：统一全角半角，共%s处\n", r->line, r->column, after);
    return;
  }
  g_string_append_printf(w->out, "  第%u行第%u字：", r->line, r->column);
  if (r->kind == KD_REPAIR_REORDER && *after == '\0')
    g_string_append_printf(w->out, "“%s”另起一段", before);
  else if (r->kind == KD_REPAIR_REORDER)
    g_string_append_printf(w->out, "“%s”移至“%s”之后", before, after);
  else if (is_blank(before))
    g_string_append_printf(w->out, "补“%s”", after);
  else
    g_string_append_printf(w->out, "“%s”改“%s”", before, after);
  /* No repair is as sure as what is printed. */
  g_string_append_printf(w->out, "（%d%%）", MIN((int)(r->confidence * 100 + 0.5), 99));
  if (r->kind != KD_REPAIR_REORDER)
    put_context(w, r);
  g_string_append_c(w->out, '\n');
}

static void put_repairs(Writer *w, gboolean applied, const char *title)
{
  guint n = 0;
  for (guint i = 0; i < w->d->repairs->len; i++) {
    const KdRepair *r = &g_array_index(w->d->repairs, KdRepair, i);
    if (r->applied != applied)
      continue;
    if (n++ == 0)
      g_string_append_printf(w->out, "\n%s\n", title);
    put_repair(w, r);
  }
}

static void put_count(GString *out, guint n, const char *what)
{
  if (n)
    g_string_append_printf(out, "；%s%u处", what, n);
}

/* How much of what was done, and how it is shown above. */
static void put_summary(Writer *w, gboolean colour)
{
  guint joins = 0, counts[KD_REPAIR_KINDS] = {0}, suggested = 0;
  for (guint i = 0; i < w->d->articles->len; i++)
    joins += kd_document_article(w->d, i)->joins;
  for (guint i = 0; i < w->d->repairs->len; i++) {
    const KdRepair *r = &g_array_index(w->d->repairs, KdRepair, i);
    if (r->applied)
      counts[r->kind]++;
    else
      suggested++;
  }
  g_string_append_printf(w->out, "\n合并断行%u处", joins);
  put_count(w->out, counts[KD_REPAIR_PUNCTUATION], colour ? "补标点（反白）" : "补标点（如〔，〕）");
  put_count(w->out, counts[KD_REPAIR_DASH], "“一”改破折号");
  put_count(w->out, counts[KD_REPAIR_REORDER], colour ? "移动的行（下划线）" : "移动的行");
  put_count(w->out, w->d->broken->len, colour ? "残缺或错乱，不据此出题（红色）" : "残缺或错乱，不据此出题");
  put_count(w->out, suggested, "未采用的建议");
  g_string_append_c(w->out, '\n');
}

void kd_text_write_plain(const KdDocument *d, gboolean colour, GString *out)
{
  g_autofree char *file = kd_printable_dup(d->file);
  g_autoptr(GArray) shown = g_array_new(FALSE, FALSE, sizeof(Shown));
  Writer w = {d, colour ? coloured : plain, shown, 0, out};
  collect_shown(&w);
  g_string_append_printf(out, "%s（%s）\n", file, d->encoding);
  for (guint32 i = 0; i < d->blocks->len; i++)
    put_block(&w, kd_document_block(d, i));
  put_summary(&w, colour);
  put_repairs(&w, TRUE, "修复：");
  put_repairs(&w, FALSE, "建议（未采用）：");
}
