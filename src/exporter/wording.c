#include "exporter/wording.h"

#include "base/utf8.h"
#include <string.h>

/* The mark that a stem of the type has in it. */
static const struct {
  const char *mark;
  KdPieceKind kind;
} marks[KD_QUESTION_TYPES] = {
    [KD_QUESTION_FILL] = {KD_BLANK, KD_PIECE_BLANK},
    [KD_QUESTION_SINGLE] = {KD_CHOICE, KD_PIECE_CHOICE},
    [KD_QUESTION_MULTIPLE] = {KD_CHOICE, KD_PIECE_CHOICE},
    [KD_QUESTION_JUDGE] = {KD_CHOICE, KD_PIECE_CHOICE},
    [KD_QUESTION_ORDER] = {KD_CHOICE, KD_PIECE_CHOICE},
};

gboolean kd_piece_next(const KdQuestion *q, const char **rest, KdPiece *piece)
{
  const char *start = *rest, *mark = marks[q->type].mark;
  if (*start == '\0')
    return FALSE;
  const char *found = mark ? strstr(start, mark) : NULL;
  if (found == start)
    *piece = (KdPiece){marks[q->type].kind, start, strlen(mark)};
  else
    *piece = (KdPiece){KD_PIECE_TEXT, start, found ? (gsize)(found - start) : strlen(start)};
  *rest = start + piece->len;
  return TRUE;
}

guint kd_wording_choices(const KdQuestion *q)
{
  return q->options->len ? q->options->len : q->right->len;
}

const char *kd_wording_choice(const KdQuestion *q, guint i)
{
  return q->options->len ? kd_question_option(q, i)->text : kd_question_right(q, i);
}

static gboolean defies_field(const char *answer)
{
  gboolean has_letter = FALSE;
  for (const char *p = answer; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029)
      return TRUE;
    has_letter = has_letter || !g_unichar_isspace(c);
  }
  return !has_letter;
}

gboolean kd_wording_any(const KdQuestion *q, gboolean (*is_such)(const char *wording))
{
  for (guint i = 0; i < q->blanks->len; i++) {
    const KdBlank *b = kd_question_blank(q, i);
    if (is_such(b->answer))
      return TRUE;
    for (guint a = 0; a < b->accept->len; a++)
      if (is_such(g_ptr_array_index(b->accept, a)))
        return TRUE;
  }
  return FALSE;
}

gboolean kd_wording_typable(const KdQuestion *q)
{
  return !kd_wording_any(q, defies_field);
}

char kd_wording_letter(guint i)
{
  g_assert(i < KD_LETTERS);
  return (char)('A' + i);
}

void kd_wording_key(GString *out, const KdQuestion *q, const char *between)
{
  guint n = 0;
  for (guint i = 0; i < q->options->len; i++)
    if (kd_question_option(q, i)->correct)
      g_string_append_printf(out, "%s%c", n++ ? between : "", kd_wording_letter(i));
  for (guint i = 0; i < q->places->len; i++) {
    g_string_append(out, n++ ? between : "");
    if (q->type == KD_QUESTION_MATCH)
      g_string_append_printf(out, "%u", i + 1);
    g_string_append_c(out, kd_wording_letter(kd_question_place(q, i)));
  }
}

const char *kd_wording_judgement(const KdQuestion *q)
{
  return q->is_true ? "正确" : "错误";
}

static void answer_fill(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->blanks->len; i++) {
    const KdBlank *b = kd_question_blank(q, i);
    g_string_append_printf(out, "%s%s", i ? "；" : "", b->answer);
    for (guint a = 0; a < b->accept->len; a++)
      g_string_append_printf(out, "%s%s", a ? "、" : "（或", (char *)g_ptr_array_index(b->accept, a));
    if (b->accept->len)
      g_string_append(out, "）");
  }
  if (q->blanks->len > 1 && !q->ordered)
    g_string_append(out, "（不分先后）");
}

static void answer_letters(GString *out, const KdQuestion *q)
{
  kd_wording_key(out, q, "");
}

static void answer_judge(GString *out, const KdQuestion *q)
{
  g_string_append(out, kd_wording_judgement(q));
  if (q->swap_from)
    g_string_append_printf(out, "（“%s”应为“%s”）", q->swap_to, q->swap_from);
}

static void answer_short(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->answers->len; i++)
    g_string_append_printf(out, "%s（%u）%s", i ? "\n" : "", i + 1, kd_question_answer(q, i));
}

static void answer_pairs(GString *out, const KdQuestion *q)
{
  kd_wording_key(out, q, " ");
}

static void (*const answers[])(GString *out, const KdQuestion *q) = {
    [KD_QUESTION_FILL] = answer_fill,        [KD_QUESTION_SINGLE] = answer_letters,
    [KD_QUESTION_MULTIPLE] = answer_letters, [KD_QUESTION_JUDGE] = answer_judge,
    [KD_QUESTION_SHORT] = answer_short,      [KD_QUESTION_ORDER] = answer_letters,
    [KD_QUESTION_MATCH] = answer_pairs,
};
G_STATIC_ASSERT(G_N_ELEMENTS(answers) == KD_QUESTION_TYPES);

void kd_wording_answer(GString *out, const KdQuestion *q)
{
  answers[q->type](out, q);
}

void kd_wording_points(GString *out, guint half_points)
{
  g_string_append_printf(out, "%u%s", half_points / 2, half_points % 2 ? ".5" : "");
}

void kd_wording_decimal(GString *out, guint n, guint places)
{
  guint unit = 1;
  for (; places > 0 && n % 10 == 0; places--)
    n /= 10;
  for (guint i = 0; i < places; i++)
    unit *= 10;
  g_string_append_printf(out, "%u", n / unit);
  if (places)
    g_string_append_printf(out, ".%0*u", (int)places, n % unit);
}

static void append_source(GString *out, const KdSource *s)
{
  g_autofree char *file = kd_printable_dup(s->file);
  if (s->article)
    g_string_append_printf(out, "《%s》", s->article);
  else
    g_string_append(out, file);
  if (s->published)
    g_string_append_printf(out, "（%s）", s->published);
}

void kd_wording_places(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  const KdEvidence *last = NULL;
  gboolean lines = FALSE; /* a list of lines is open */
  for (guint i = 0; i < q->evidence->len; i++) {
    const KdEvidence *e = kd_question_evidence(q, i);
    if (last == NULL || last->source != e->source) {
      g_string_append_printf(out, "%s%s", lines ? "行" : "", last ? "；" : "");
      append_source(out, kd_quiz_source(quiz, e->source));
      lines = FALSE;
    }
    if (e->line && !(lines && last->line == e->line))
      g_string_append_printf(out, "%s%u", lines ? "、" : "第", e->line);
    lines = lines || e->line;
    last = e;
  }
  g_string_append(out, lines ? "行" : "");
}

void kd_wording_title(GString *out, const KdQuiz *quiz)
{
  g_string_append(out, quiz->title);
  if (quiz->paper)
    g_string_append_printf(out, "（%s卷）", quiz->paper);
}

const char *kd_wording_difficulty(const KdQuestion *q)
{
  return q->difficulty <= 2 ? "易" : q->difficulty == 3 ? "中" : "难";
}

void kd_wording_line(GString *out, const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean ends_line = (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
    g_string_append_unichar(out, ends_line ? ' ' : c);
  }
}

void kd_wording_html(GString *out, const char *text, gsize len)
{
  static const struct {
    char c;
    const char *entity;
  } entities[] = {{'&', "&amp;"},  {'<', "&lt;"},  {'>', "&gt;"},
                  {'"', "&quot;"}, {'\n', "<br>"}, {'\r', "<br>"}};
  for (const char *p = text; p < text + len; p++) {
    if (p[0] == '\r' && p + 1 < text + len && p[1] == '\n')
      continue;
    guint i = 0;
    while (i < G_N_ELEMENTS(entities) && entities[i].c != *p)
      i++;
    if (i < G_N_ELEMENTS(entities))
      g_string_append(out, entities[i].entity);
    else
      g_string_append_c(out, *p);
  }
}
