#include "reader/furniture.h"

#include "base/utf8.h"
#include <string.h>

#define LONGEST_META 80      /* characters of a line about the text */
#define LONGEST_PAGE_LINE 24 /* characters of a line between the lines of a paragraph that is none of it */

typedef struct {
  const KdDraft *draft;
  char *text;  /* owned */
  gsize len;   /* bytes, outer brackets left out */
  guint first; /* glyph where text begins */
  gboolean bracketed;
} Words;

static gunichar char_at(const KdDraft *d, guint i)
{
  return i < d->glyphs->len ? kd_draft_glyph(d, i)->c : 0;
}

/* The draft's words, without brackets around all of it. */
static Words take_words(const KdDraft *d)
{
  guint n = d->glyphs->len;
  gunichar first = char_at(d, 0), last = char_at(d, n - 1);
  gboolean bracketed = n > 2 && (first == 0xFF08 || first == '(' || first == '[' || first == 0x3010) &&
                       (last == 0xFF09 || last == ')' || last == ']' || last == 0x3011);
  for (guint i = 1; bracketed && i + 1 < n; i++)
    bracketed = char_at(d, i) != 0xFF09 && char_at(d, i) != 0x3011;
  /* Brackets inside brackets are those of a name. */
  if (!bracketed && n > 2 && n < LONGEST_META && first == 0xFF08 && last == 0xFF09) {
    gint depth = 0;
    bracketed = TRUE;
    for (guint i = 0; i + 1 < n && bracketed; i++) {
      depth += (char_at(d, i) == 0xFF08) - (char_at(d, i) == 0xFF09);
      bracketed = depth > 0;
    }
  }
  guint from = bracketed ? 1 : 0;
  char *text = kd_draft_dup(d, from, n - 2 * from);
  return (Words){d, text, strlen(text), from, bracketed};
}

static void set_field(KdDraft *d, KdRole role, guint from, guint to)
{
  while (from < to && (kd_is_blank(char_at(d, from)) || char_at(d, from) == 0xFF1A ||
                       char_at(d, from) == ':' || char_at(d, from) == '/'))
    from++;
  while (to > from && (kd_is_blank(char_at(d, to - 1)) || char_at(d, to - 1) == 0x3002))
    to--;
  d->role = role;
  d->field = from;
  d->field_len = to - from;
}

/* No letter in it, or a number with 第 页 版 or strokes around. */
static gboolean is_page_number(const KdDraft *d)
{
  gboolean digit = FALSE;
  guint n = d->glyphs->len;
  if (n > 16)
    n = kd_draft_letters(d) ? 0 : n;
  if (n == 0)
    return FALSE;
  guint letters = 0, frame = 0;
  for (guint i = 0; i < n; i++) {
    gunichar c = char_at(d, i);
    digit = digit || kd_is_digit(c);
    letters += kd_is_letter(c) && !kd_is_digit(c);
    frame += c == 0x7B2C || c == 0x9875 || c == 0x7248 || c == 0x5171; /* 第 页 版 共 */
  }
  return letters == 0 || (digit && letters == frame) ||
         (letters == frame + 1 && char_at(d, 0) == 0x7B2C && char_at(d, n - 1) == 0x7248 && n <= 5 &&
          kd_is_han_number(char_at(d, 1)));
}

/* 第6版 理论, 6版 理论: a page and what it is for. */
static gboolean is_page_head(const KdDraft *d)
{
  guint i = char_at(d, 0) == 0x7B2C ? 1 : 0, digits = i, n = d->glyphs->len;
  while (kd_is_digit(char_at(d, i)))
    i++;
  if (i == digits || char_at(d, i) != 0x7248 || n > i + 8)
    return FALSE;
  for (guint k = i + 1; k < n; k++)
    if (!kd_is_han(char_at(d, k)) && char_at(d, k) != ' ' && char_at(d, k) != 0xB7)
      return FALSE;
  return n == i + 1 || !kd_is_han(char_at(d, i + 1));
}

static gboolean is_leader(gunichar c)
{
  return c == '.' || c == 0xB7 || c == 0x2026 || c == 0x22EF || c == 0x2025 || c == 0xFF0E || c == 0x30FB ||
         c == '_' || c == '-' || c == 0x2014;
}

/* A line of a table of contents: dots, and a page number behind them. */
static gboolean is_contents_line(const KdDraft *d)
{
  guint n = d->glyphs->len, i = n, dots = 0;
  if (n > LONGEST_META)
    return FALSE;
  while (i > 0 && kd_is_digit(char_at(d, i - 1)))
    i--;
  if (i == n || n - i > 4)
    return FALSE;
  while (i > 0 && (is_leader(char_at(d, i - 1)) || char_at(d, i - 1) == ' '))
    dots += is_leader(char_at(d, --i));
  return dots >= 3 && i > 0;
}

/* 目录 目 录 */
static gboolean is_contents_head(const KdDraft *d)
{
  guint n = d->glyphs->len;
  return n >= 2 && n <= 3 && char_at(d, 0) == 0x76EE && char_at(d, n - 1) == 0x5F55 &&
         (n == 2 || char_at(d, 1) == ' ');
}

static gboolean is_furniture(const KdDraft *d)
{
  return is_page_number(d) || is_page_head(d) || is_contents_line(d) || is_contents_head(d);
}

/* From the start: 2024年6月21日, 二〇二四年六月, 2024-06-21; glyphs of it, 0 for none. */
static guint skip_date(const KdDraft *d, guint i)
{
  guint start = i, digits = 0, units = 0;
  for (; i < start + 24; i++) {
    gunichar c = char_at(d, i);
    if (kd_is_digit(c) || (kd_is_han_number(c) && c != 0x4E24))
      digits++;
    else if (c == 0x5E74 || c == 0x6708 || c == 0x65E5 || ((c == '-' || c == '.' || c == '/') && digits >= 4))
      units++;
    else
      break;
  }
  return digits >= 4 && units >= 2 && (kd_is_digit(char_at(d, start)) || kd_is_han_number(char_at(d, start)))
             ? i - start
             : 0;
}

/* A line that is a date, perhaps with the weekday or the hour. */
static gboolean is_date_line(const Words *w)
{
  guint n = skip_date(w->draft, w->first);
  if (n == 0)
    return FALSE;
  const char *rest = g_utf8_offset_to_pointer(w->text, n);
  while (*rest == ' ')
    rest++;
  return *rest == '\0' || g_str_has_prefix(rest, "星期") || (g_ascii_isdigit(*rest) && strlen(rest) <= 8);
}

static gboolean ends_with_act(const Words *w)
{
  static const char *const acts[] = {"通过", "发布", "印发", "施行", "修订", "修正", "批准", "公布", "讲话"};
  for (guint i = 0; i < G_N_ELEMENTS(acts); i++)
    if (g_str_has_suffix(w->text, acts[i]))
      return TRUE;
  return FALSE;
}

static gboolean has_clause_mark(const Words *w)
{
  for (const char *p = w->text; *p; p = g_utf8_next_char(p))
    if (kd_is_clause_mark(g_utf8_get_char(p)))
      return TRUE;
  return FALSE;
}

/* （2024年……通过） and the like; without brackets only a line that says no more than that. */
static gboolean is_dateline(const Words *w)
{
  if (skip_date(w->draft, w->first) == 0)
    return FALSE;
  return w->bracketed ? ends_with_act(w) || is_date_line(w) || w->draft->glyphs->len <= 24
                      : ends_with_act(w) && !has_clause_mark(w);
}

static void mark_prefixed(const KdPage *page, KdDraft *d, const Words *w)
{
  const KdWords *table = kd_cues_get(page->ctx->cues, "meta-lines");
  gsize n = kd_words_prefix(table, w->text, w->len);
  if (n == 0)
    return;
  const char *value = kd_words_value(table, w->text, n);
  guint from = w->first + (guint)g_utf8_strlen(w->text, (gssize)n);
  guint to = d->glyphs->len - w->first;
  gboolean sentence = !w->bracketed && kd_is_end_mark(char_at(d, d->glyphs->len - 1));
  if (strcmp(value, "abstract") == 0)
    d->role = KD_ROLE_ABSTRACT;
  else if (sentence || (char_at(d, from) == 0xFF0C))
    return;
  else if (strcmp(value, "published") == 0)
    set_field(d, KD_ROLE_PUBLISHED, from, to);
  else if (strcmp(value, "author") == 0)
    set_field(d, KD_ROLE_AUTHOR, g_str_has_suffix(w->text, "评论员") ? w->first : from, to);
  else
    d->role = strcmp(value, "noise") == 0 ? KD_ROLE_NOISE : KD_ROLE_OTHER;
}

static void mark_draft(const KdPage *page, KdDraft *d)
{
  if (is_furniture(d)) {
    d->role = KD_ROLE_NOISE;
    return;
  }
  if (d->glyphs->len > LONGEST_META && !kd_is_opening(char_at(d, 0)) && char_at(d, 0) != 0x6458 &&
      char_at(d, 0) != 0x5185 && char_at(d, 0) != 0x63D0)
    return;
  Words w = take_words(d);
  if (kd_words_has(kd_cues_get(page->ctx->cues, "abstract-heads"), w.text, w.len))
    d->role = KD_ROLE_ABSTRACT_HEAD;
  else if (d->glyphs->len > LONGEST_META)
    mark_prefixed(page, d, &w);
  else if (is_dateline(&w) || is_date_line(&w))
    set_field(d, KD_ROLE_PUBLISHED, w.first, d->glyphs->len - w.first);
  else
    mark_prefixed(page, d, &w);
  g_free(w.text);
}

void kd_furniture_mark(KdPage *page)
{
  for (guint i = 0; i < page->drafts->len; i++)
    mark_draft(page, kd_page_draft(page, i));
}

/* 李明, 李 明, 张三 李四 */
static gboolean is_person(const KdPage *page, const char *text, gsize len)
{
  const KdWords *surnames = kd_cues_get(page->ctx->cues, "surnames");
  guint n = 0;
  for (const char *p = text; p < text + len; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!kd_is_han(c) && c != ' ' && c != 0xB7 && c != 0x3001)
      return FALSE;
    n += kd_is_han(c);
  }
  gsize surname = kd_words_prefix(surnames, text, len);
  gboolean several = memchr(text, ' ', len) != NULL;
  return surname && n >= 2 && (n <= 3 || (surname > 3 && n <= 4) || (several && n <= 8));
}

/* Bytes of the text without a date at its end: 习近平 2022.10.23 */
static gsize drop_date(const char *text, gsize len)
{
  gsize n = len;
  while (n > 0 && (g_ascii_isdigit(text[n - 1]) || strchr(".-/ ", text[n - 1])))
    n--;
  return n < len && len - n >= 6 ? n : len;
}

/* A person behind the name of an office: ……主席 李明 */
static gboolean is_officer(const KdPage *page, const char *text, gsize len)
{
  const char *blank = g_strrstr_len(text, (gssize)len, " ");
  return blank && is_person(page, blank + 1, len - (gsize)(blank + 1 - text));
}

guint kd_furniture_byline(const KdPage *page, const KdDraft *d)
{
  if (d->glyphs->len > 40 || d->label || kd_is_clause_mark(kd_draft_last_char(d, NULL)))
    return 0;
  g_autofree char *text = kd_draft_dup(d, 0, d->glyphs->len);
  gsize len = drop_date(text, strlen(text));
  gboolean is = is_person(page, text, len) || is_officer(page, text, len) ||
                kd_words_suffix(kd_cues_get(page->ctx->cues, "body-suffixes"), text, len);
  return is ? kd_char_count(text, len) : 0;
}

gboolean kd_furniture_is_running_head(const KdPage *page, const KdDraft *d)
{
  if (d->glyphs->len > 8)
    return FALSE;
  g_autofree char *text = kd_draft_dup(d, 0, d->glyphs->len);
  return kd_words_has(kd_cues_get(page->ctx->cues, "running-heads"), text, strlen(text));
}

gboolean kd_furniture_is_page_line(const KdPage *page, const KdDraft *d)
{
  if (d->glyphs->len > LONGEST_PAGE_LINE)
    return FALSE;
  if (is_furniture(d) || kd_furniture_is_running_head(page, d))
    return TRUE;
  Words w = take_words(d);
  const KdWords *table = kd_cues_get(page->ctx->cues, "meta-lines");
  gsize n = kd_words_prefix(table, w.text, w.len);
  const char *value = n ? kd_words_value(table, w.text, n) : "";
  gboolean noise = strcmp(value, "noise") == 0;
  g_free(w.text);
  return noise;
}
