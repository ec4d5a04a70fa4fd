#include "reader/outline.h"

#include "base/utf8.h"
#include "reader/furniture.h"
#include "reader/labels.h"

#define TITLE_LONGEST 90 /* letters */
#define TITLE_SHORTEST 2
#define HEADING_LONGEST 45 /* letters of a line that is a heading without saying so */
#define NUMBERED_LONGEST 50
#define BYLINE_NEAREST 4 /* lines under a title in which its author may stand */

typedef struct {
  KdPage *page;
  gboolean *has_body;                                     /* of drafts with #: text stands below it */
  guint title_hashes;                                     /* how many # a title has; 0: titles have none */
  gboolean markdown;                                      /* headings are marked with # */
  guint lines[KD_LABEL_KINDS], sentences[KD_LABEL_KINDS]; /* drafts with numbers of a kind, without # */
} Outline;

static gboolean is_body(const KdDraft *d)
{
  return d->role == KD_ROLE_BODY || d->role == KD_ROLE_ABSTRACT;
}

/* A sentence ends inside the draft. */
static gboolean has_inner_end(const KdDraft *d)
{
  for (guint i = 0; i + 1 < d->glyphs->len; i++) {
    gunichar c = kd_draft_glyph(d, i)->c;
    if (c == 0x3002 || (c == 0xFF1B))
      return TRUE;
  }
  return FALSE;
}

static gboolean ends_open(gunichar last)
{
  return !(kd_is_clause_mark(last) || last == 0x3001 || last == 0x2026 || last == '.');
}

/* A line without an end mark, of the length of a heading. */
static gboolean is_short_line(const KdDraft *d, guint longest)
{
  return is_body(d) && ends_open(kd_draft_last_char(d, NULL)) && !has_inner_end(d) &&
         kd_draft_letters(d) <= longest && kd_draft_letters(d) > 0;
}

/* Nothing but a number: 一 二 十二 */
static gboolean is_number(const KdDraft *d)
{
  for (guint i = 0; i < d->glyphs->len; i++)
    if (!kd_is_han_number(kd_draft_glyph(d, i)->c))
      return FALSE;
  return TRUE;
}

static gboolean is_title_line(const KdDraft *d)
{
  gunichar last = kd_draft_last_char(d, NULL);
  gboolean asks = last == 0xFF1F || last == 0xFF01 || last == '?' || last == '!';
  return d->role == KD_ROLE_BODY && (asks || ends_open(last)) && !has_inner_end(d) && d->label == 0 &&
         kd_draft_letters(d) <= TITLE_LONGEST && kd_draft_letters(d) >= TITLE_SHORTEST && !is_number(d);
}

/* For each draft with #: does text come before the next draft with as few #? */
static void find_bodies(Outline *o)
{
  gboolean seen[8] = {FALSE};
  for (guint i = o->page->drafts->len; i > 0; i--) {
    const KdDraft *d = kd_page_draft(o->page, i - 1);
    if (d->hashes == 0) {
      for (guint h = 1; is_body(d) && h < G_N_ELEMENTS(seen); h++)
        seen[h] = TRUE;
      continue;
    }
    o->has_body[i - 1] = seen[d->hashes];
    for (guint h = d->hashes; h < G_N_ELEMENTS(seen); h++)
      seen[h] = FALSE;
  }
}

static const KdDraft *first_words(const KdPage *page)
{
  for (guint i = 0; i < page->drafts->len; i++)
    if (is_body(kd_page_draft(page, i)))
      return kd_page_draft(page, i);
  return NULL;
}

static void find_title_form(Outline *o)
{
  guint least = 0, hashed = 0;
  for (guint i = 0; i < o->page->drafts->len; i++) {
    const KdDraft *d = kd_page_draft(o->page, i);
    hashed += d->hashes > 0;
    if (d->hashes && o->has_body[i] && d->label == 0 && d->role == KD_ROLE_BODY &&
        (least == 0 || d->hashes < least))
      least = d->hashes;
  }
  const KdDraft *first = first_words(o->page);
  gboolean plain_title = first && first->hashes == 0 && is_title_line(first);
  o->title_hashes = plain_title ? 0 : least;
  o->markdown = hashed > (plain_title ? 0 : 1);
}

/* What stands behind numbers of each kind: lines that may be headings, or sentences. */
static void count_labels(Outline *o)
{
  for (guint i = 0; i < o->page->drafts->len; i++) {
    const KdDraft *d = kd_page_draft(o->page, i);
    if (d->hashes == 0 && is_short_line(d, NUMBERED_LONGEST))
      o->lines[d->label_kind]++;
    else if (d->hashes == 0)
      o->sentences[d->label_kind]++;
  }
}

static void set_kind(KdDraft *d, KdBlockKind kind)
{
  d->kind = kind;
  if (kind == KD_BLOCK_META || kind == KD_BLOCK_NOISE || kind == KD_BLOCK_TITLE)
    d->label = 0;
}

static KdBlockKind kind_of_role(const KdDraft *d)
{
  switch (d->role) {
  case KD_ROLE_NOISE:
    return KD_BLOCK_NOISE;
  case KD_ROLE_PUBLISHED:
  case KD_ROLE_AUTHOR:
  case KD_ROLE_OTHER:
  case KD_ROLE_ABSTRACT_HEAD:
    return KD_BLOCK_META;
  case KD_ROLE_ABSTRACT:
    return KD_BLOCK_ABSTRACT;
  default:
    return KD_BLOCK_PARAGRAPH;
  }
}

/* The next draft that is no noise; NULL at the end. */
static const KdDraft *next_draft(const KdPage *page, guint i)
{
  for (i++; i < page->drafts->len; i++)
    if (kd_page_draft(page, i)->role != KD_ROLE_NOISE)
      return kd_page_draft(page, i);
  return NULL;
}

/* The draft in front that is no noise; NULL at the start. */
static const KdDraft *previous_draft(const KdPage *page, guint i)
{
  while (i-- > 0)
    if (kd_page_draft(page, i)->role != KD_ROLE_NOISE)
      return kd_page_draft(page, i);
  return NULL;
}

/* In a wrapped page a sentence may have lost its mark: those with like numbers tell, and so does a like
 * number right in front or right behind: it is a member of a list. The articles of a law are all of one kind.
 */
static gboolean is_numbered_heading(const Outline *o, guint i, const KdDraft *next)
{
  const KdDraft *d = kd_page_draft(o->page, i), *above = previous_draft(o->page, i);
  guint lines = o->lines[d->label_kind], sentences = o->sentences[d->label_kind];
  if (next->label_kind == d->label_kind || (above && above->label_kind == d->label_kind))
    return FALSE;
  return d->label_kind == KD_LABEL_ARTICLE ? sentences == 0 : lines >= sentences;
}

static gboolean is_plain_heading(const Outline *o, guint i)
{
  const KdDraft *d = kd_page_draft(o->page, i), *next = next_draft(o->page, i);
  if (next == NULL || !is_body(next))
    return FALSE;
  guint longest = d->label ? NUMBERED_LONGEST : HEADING_LONGEST;
  if (!is_short_line(d, longest) || d->label_kind == KD_LABEL_DASH || d->label_kind == KD_LABEL_IS)
    return FALSE;
  if (d->label)
    return !o->page->wrapped || is_numbered_heading(o, i, next);
  return !o->markdown && !(o->page->wrapped && o->title_hashes) && !is_short_line(next, HEADING_LONGEST) &&
         (!o->page->wrapped || kd_draft_letters(d) <= 30);
}

/* Where we are while drafts are gone through in order. */
typedef struct {
  gboolean closed;       /* the last words said where the article was printed or by whom */
  gboolean started;      /* an article has its title or text */
  guint since_title;     /* words since the title; G_MAXUINT: none */
  gboolean abstract_due; /* 内容提要 stood in front */
} Walk;

static gboolean is_title(const Outline *o, const Walk *w, guint i)
{
  const KdDraft *d = kd_page_draft(o->page, i);
  if (d->role != KD_ROLE_BODY || d->label)
    return FALSE;
  if (d->hashes)
    return o->has_body[i] && (d->hashes == o->title_hashes || w->closed);
  if (!w->started)
    return is_title_line(d) && o->title_hashes == 0;
  return w->closed && !o->markdown && is_title_line(d) && is_plain_heading(o, i);
}

static gboolean is_stray(const Outline *o, const Walk *w, guint i)
{
  const KdDraft *d = kd_page_draft(o->page, i);
  if (d->hashes)
    return !o->has_body[i] && w->started && next_draft(o->page, i) == NULL &&
           (w->closed || d->hashes <= o->title_hashes);
  return (o->markdown || o->page->wrapped) && w->started && kd_furniture_is_running_head(o->page, d);
}

/* Lines between a title and its text: author, subtitle. */
static gboolean is_under_title(const Outline *o, const Walk *w, guint i)
{
  KdDraft *d = kd_page_draft(o->page, i);
  if (w->since_title >= BYLINE_NEAREST)
    return FALSE;
  gboolean subtitle =
      w->since_title == 0 && d->label_kind == KD_LABEL_DASH && is_short_line(d, HEADING_LONGEST);
  if (subtitle)
    d->role = KD_ROLE_OTHER;
  guint byline = subtitle ? 0 : kd_furniture_byline(o->page, d);
  if (byline == 0)
    return subtitle;
  d->role = KD_ROLE_AUTHOR;
  d->field = 0;
  d->field_len = byline;
  return TRUE;
}

static KdBlockKind classify(const Outline *o, Walk *w, guint i)
{
  KdDraft *d = kd_page_draft(o->page, i);
  if (d->role != KD_ROLE_BODY)
    return kind_of_role(d);
  if (is_title(o, w, i))
    return KD_BLOCK_TITLE;
  if (is_stray(o, w, i))
    return KD_BLOCK_NOISE;
  if (is_under_title(o, w, i))
    return KD_BLOCK_META;
  if (d->hashes || is_plain_heading(o, i))
    return KD_BLOCK_HEADING;
  if (w->abstract_due)
    return KD_BLOCK_ABSTRACT;
  return KD_BLOCK_PARAGRAPH;
}

/* Says where an article was printed or by whom; a date alone may be page furniture. */
static gboolean closes_article(const KdDraft *d)
{
  gunichar first = kd_draft_glyph(d, 0)->c;
  gboolean date = kd_is_digit(first) || kd_is_han_number(first);
  return d->kind == KD_BLOCK_META && (d->role == KD_ROLE_AUTHOR || (d->role == KD_ROLE_PUBLISHED && !date));
}

static void step(Walk *w, const KdDraft *d)
{
  if (d->kind == KD_BLOCK_NOISE)
    return;
  w->closed = w->started && w->since_title == G_MAXUINT && closes_article(d);
  w->abstract_due = d->role == KD_ROLE_ABSTRACT_HEAD;
  w->started = w->started || d->kind == KD_BLOCK_TITLE || d->kind == KD_BLOCK_PARAGRAPH;
  if (d->kind == KD_BLOCK_TITLE)
    w->since_title = 0;
  else if (d->kind == KD_BLOCK_META && w->since_title != G_MAXUINT)
    w->since_title++;
  else
    w->since_title = G_MAXUINT;
}

static void start_article(KdPage *page, guint block)
{
  KdArticle a = {.first_block = block};
  g_array_append_val(page->articles, a);
}

static void set_kinds(Outline *o)
{
  Walk w = {.since_title = G_MAXUINT};
  for (guint i = 0; i < o->page->drafts->len; i++) {
    KdDraft *d = kd_page_draft(o->page, i);
    set_kind(d, classify(o, &w, i));
    if (i == 0 || (d->kind == KD_BLOCK_TITLE && w.started))
      start_article(o->page, i);
    d->article = o->page->articles->len - 1;
    step(&w, d);
  }
}

/* The last line of a text that was cut off may be a heading whose text is missing: it is one when other
 * headings of the article are printed as it is. */
static void mark_last_heading(KdPage *page)
{
  guint last = page->drafts->len;
  while (last > 0 && kd_page_draft(page, last - 1)->kind == KD_BLOCK_NOISE)
    last--;
  KdDraft *d = last ? kd_page_draft(page, last - 1) : NULL;
  if (d == NULL || d->kind != KD_BLOCK_PARAGRAPH || !is_short_line(d, HEADING_LONGEST))
    return;
  for (guint i = 0; i + 1 < last; i++) {
    const KdDraft *h = kd_page_draft(page, i);
    if (h->kind == KD_BLOCK_HEADING && h->article == d->article && h->hashes == d->hashes &&
        h->label_kind == d->label_kind)
      d->kind = KD_BLOCK_HEADING;
  }
}

/* --- levels ------------------------------------------------------------------------------------------- */

/* Headings of one form stand on one level; forms are known by their # and the kind of their number. */
typedef struct {
  guint hashes, label_kind;
  guint32 draft;
} Form;

static gboolean is_deeper(const Form *open, const Form *f)
{
  if (open->hashes != f->hashes && open->hashes && f->hashes)
    return f->hashes > open->hashes;
  if (open->label_kind == f->label_kind)
    return FALSE;
  if (open->label_kind && f->label_kind)
    return f->label_kind > open->label_kind;
  /* A plain heading among numbered ones: below those that stand open. */
  return f->label_kind == KD_LABEL_NONE;
}

/* open: Form; its first element is the title, when there is one. */
static void place_heading(KdDraft *d, guint32 index, GArray *open, guint bottom)
{
  Form f = {d->hashes, d->label_kind, index};
  gboolean plain_seen = FALSE;
  for (guint i = open->len; i > bottom && f.label_kind == KD_LABEL_NONE; i--)
    plain_seen = plain_seen || g_array_index(open, Form, i - 1).label_kind == KD_LABEL_NONE;
  while (open->len > bottom) {
    const Form *top = &g_array_index(open, Form, open->len - 1);
    gboolean stays = is_deeper(top, &f) && !(plain_seen && f.hashes == 0 && top->label_kind != KD_LABEL_NONE);
    if (stays)
      break;
    g_array_set_size(open, open->len - 1);
  }
  d->parent = open->len ? g_array_index(open, Form, open->len - 1).draft : KD_NONE;
  d->level = (guint8)MIN(2 + open->len - bottom, 255);
  g_array_append_val(open, f);
}

static void set_levels(KdPage *page)
{
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Form));
  guint bottom = 0;
  guint32 article = KD_NONE;
  for (guint i = 0; i < page->drafts->len; i++) {
    KdDraft *d = kd_page_draft(page, i);
    if (d->article != article) {
      g_array_set_size(open, 0);
      bottom = 0;
      article = d->article;
    }
    if (d->kind == KD_BLOCK_TITLE) {
      Form f = {0, 0, i};
      d->level = 1;
      g_array_set_size(open, 0);
      g_array_append_val(open, f);
      bottom = 1;
    } else if (d->kind == KD_BLOCK_HEADING) {
      place_heading(d, i, open, bottom);
    } else {
      d->parent = open->len ? g_array_index(open, Form, open->len - 1).draft : KD_NONE;
    }
  }
}

static void close_articles(KdPage *page)
{
  for (guint i = 0; i < page->articles->len; i++) {
    KdArticle *a = &g_array_index(page->articles, KdArticle, i);
    guint next = i + 1 < page->articles->len ? g_array_index(page->articles, KdArticle, i + 1).first_block
                                             : page->drafts->len;
    a->n_blocks = next - a->first_block;
  }
}

void kd_outline_build(KdPage *page)
{
  guint n = page->drafts->len;
  g_autofree gboolean *has_body = g_new0(gboolean, n + 1);
  Outline o = {.page = page, .has_body = has_body};
  kd_furniture_mark(page);
  for (guint i = 0; i < n; i++)
    kd_label_parse(kd_page_draft(page, i));
  find_bodies(&o);
  find_title_form(&o);
  count_labels(&o);
  set_kinds(&o);
  mark_last_heading(page);
  set_levels(page);
  close_articles(page);
}
