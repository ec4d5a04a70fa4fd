#include "reader/leads.h"

#include "base/utf8.h"

#define COMMA 0xFF0C
#define FULL_STOP 0x3002
#define LONGEST 40 /* letters of a lead */
#define PLAY 4     /* letters by which leads of one form differ */
#define TAKEN_UP 6 /* letters of a lead that come again behind it */

/* The first words of a paragraph: its first clause, and its second when a comma parts them. */
typedef struct {
  guint first, second; /* letters; second 0: the sentence ends behind the first clause */
  gboolean sound;
} Shape;

/* What the leads of the siblings have in common. */
typedef struct {
  guint n;
  guint least[2], most[2];
  gboolean two;
} Form;

static gunichar char_at(const KdDraft *d, guint i)
{
  return i < d->glyphs->len ? kd_draft_glyph(d, i)->c : 0;
}

static gboolean starts_alike(const KdDraft *a, const KdDraft *b)
{
  return char_at(a, a->label) == char_at(b, b->label) && char_at(a, a->label + 1) == char_at(b, b->label + 1);
}

/* Glyph index of the first clause mark at or behind i. */
static guint find_mark(const KdDraft *d, guint i)
{
  while (i < d->glyphs->len && !kd_is_clause_mark(char_at(d, i)))
    i++;
  return i;
}

static guint letters_between(const KdDraft *d, guint from, guint to)
{
  guint n = 0;
  for (guint i = from; i < to; i++)
    n += kd_is_letter(char_at(d, i));
  return n;
}

static Shape read_shape(const KdDraft *d)
{
  guint a = find_mark(d, d->label), b = find_mark(d, a + 1);
  Shape s = {letters_between(d, d->label, MIN(a, d->label + 200)), 0, FALSE};
  if (char_at(d, a) == COMMA)
    s.second = letters_between(d, a + 1, MIN(b, a + 200));
  gunichar end = char_at(d, s.second ? b : a);
  s.sound = end == FULL_STOP && s.first >= 4 && s.first + s.second <= LONGEST;
  return s;
}

static void widen(Form *f, const Shape *s)
{
  guint lengths[2] = {s->first, s->second};
  for (guint k = 0; k < 2; k++) {
    f->least[k] = f->n ? MIN(f->least[k], lengths[k]) : lengths[k];
    f->most[k] = f->n ? MAX(f->most[k], lengths[k]) : lengths[k];
  }
  f->two = s->second > 0;
  f->n++;
}

/* The form of the leads under the same heading that begin with the same two characters as d; n 0 where they
 * differ. */
static Form find_form(const KdPage *page, guint index, gboolean alike)
{
  Form f = {0};
  const KdDraft *d = kd_page_draft(page, index);
  const KdArticle *a = &g_array_index(page->articles, KdArticle, d->article);
  guint from = index > a->first_block + 16 ? index - 16 : a->first_block;
  for (guint i = from; i < a->first_block + a->n_blocks && i < index + 16; i++) {
    const KdDraft *other = kd_page_draft(page, i);
    if (i == index || other->kind != KD_BLOCK_PARAGRAPH || other->parent != d->parent ||
        other->glyphs->len == 0)
      continue;
    Shape s = read_shape(other);
    if (!s.sound || (alike && !starts_alike(d, other)))
      continue;
    if (f.n && f.two != (s.second > 0))
      return (Form){0};
    widen(&f, &s);
  }
  return f;
}

static gboolean fits(const Form *f, guint part, guint letters)
{
  return letters + PLAY >= f->least[part] && letters <= f->most[part] + PLAY;
}

/* The wrap, from from on and in front of to, whose distance from from fits a part of the form; 0: none, or
 * more than one. */
static guint find_wrap(const KdDraft *d, const Form *f, guint part, guint from, guint to)
{
  guint found = 0;
  for (guint i = from + 1; i < to; i++) {
    if (!(kd_draft_glyph(d, i)->flags & KD_GLYPH_WRAP) || !fits(f, part, letters_between(d, from, i)))
      continue;
    if (found)
      return 0;
    found = i;
  }
  return found;
}

static void insert_mark(KdDraft *d, guint at, gunichar mark)
{
  const KdGlyph *before = kd_draft_glyph(d, at - 1);
  KdGlyph g = {.c = mark, .line = before->line, .column = before->column + 1, .flags = KD_GLYPH_ADDED};
  g.confidence = 930;
  g_array_insert_val(d->glyphs, at, g);
}

/* X|Y|…… or X|Y。 or X，Y|…… → X，Y。 */
static void mend_two_parts(KdDraft *d, const Form *f)
{
  guint start = d->label, mark = find_mark(d, start);
  guint limit = MIN(mark, start + 120);
  guint comma = mark, second = mark + 1;
  if (!fits(f, 0, letters_between(d, start, limit)) || char_at(d, mark) != COMMA) {
    comma = find_wrap(d, f, 0, start, limit);
    second = comma;
    if (comma == 0)
      return;
  }
  guint end = find_mark(d, second);
  gboolean ended =
      char_at(d, end) == FULL_STOP && fits(f, 1, letters_between(d, second, MIN(end, second + 120)));
  guint stop = ended ? end : find_wrap(d, f, 1, second, MIN(end, second + 120));
  if (stop == 0)
    return;
  if (!ended)
    insert_mark(d, stop, FULL_STOP);
  if (comma != mark)
    insert_mark(d, comma, COMMA);
}

/* Do the last letters in front of at come again within the next clauses, in front of a mark? */
static gboolean is_taken_up(const KdDraft *d, guint at)
{
  for (guint i = at; i + TAKEN_UP <= d->glyphs->len && i < at + 60; i++) {
    guint n = 0;
    while (n < TAKEN_UP && char_at(d, i + n) == char_at(d, at - TAKEN_UP + n))
      n++;
    if (n == TAKEN_UP && kd_is_clause_mark(char_at(d, i + n)))
      return TRUE;
  }
  return FALSE;
}

/* X|…… → X。, where the text takes X up again. */
static void mend_one_part(KdDraft *d, const Form *f)
{
  guint start = d->label, limit = MIN(find_mark(d, start), start + 120);
  guint at = find_wrap(d, f, 0, start, limit);
  if (at >= start + TAKEN_UP && is_taken_up(d, at))
    insert_mark(d, at, FULL_STOP);
}

static gboolean is_candidate(const KdDraft *d)
{
  if (d->kind != KD_BLOCK_PARAGRAPH || d->glyphs->len < 8 || (kd_draft_glyph(d, 0)->flags & KD_GLYPH_BROKEN))
    return FALSE;
  return !read_shape(d).sound;
}

void kd_leads_restore(KdPage *page)
{
  for (guint i = 0; i < page->drafts->len; i++) {
    KdDraft *d = kd_page_draft(page, i);
    if (!is_candidate(d))
      continue;
    Form alike = find_form(page, i, TRUE);
    if (alike.n >= 2 && alike.two) {
      mend_two_parts(d, &alike);
      continue;
    }
    Form any = find_form(page, i, FALSE);
    if (any.n >= 2 && !any.two)
      mend_one_part(d, &any);
  }
}
