#include "exporter/paper.h"

#include <string.h>

#define LINES_PER_TEN_POINTS 5

static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
G_STATIC_ASSERT(G_N_ELEMENTS(numerals) >= KD_QUESTION_TYPES);

static const char *const fields[] = {"党支部", "姓名", "得分", NULL};

/* What a section's head says about how to answer. */
static const char *const advice[KD_QUESTION_TYPES] = {[KD_QUESTION_JUDGE] = "，正确的打√，错误的打×"};

static void free_item(gpointer p)
{
  KdPaperItem *item = p;
  g_array_unref(item->stem);
  g_free(item->points);
  g_free(item->answer);
  g_free(item->explanation);
  g_free(item->places);
  g_free(item);
}

static void free_section(gpointer p)
{
  KdPaperSection *section = p;
  g_free(section->head);
  g_free(section->label);
  g_ptr_array_unref(section->items);
  g_free(section);
}

/* --- stems --- */

/* The width in halves of a Han letter. */
static guint half_letters(const char *text)
{
  guint n = 0;
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    n += g_utf8_get_char(p) < 0x2000 && g_utf8_get_char(p) != 0xB7 ? 1 : 2;
  return n;
}

/* The width of a blank for handwriting. One of a fixed width is longer, in two steps, where a long answer
 * needs the room; that is all it tells of the answer. Digits and Latin letters take half the room of a Han
 * letter. */
static guint blank_width(const KdPaperOptions *o, const char *answer)
{
  guint squares = (half_letters(answer) + 1) / 2;
  if (o->blank == KD_BLANK_ANSWER)
    return MIN(2 * squares + 2, 24);
  return squares <= 4 ? 8 : squares <= 8 ? 12 : 16;
}

static GArray *cut_stem(const KdQuestion *q, const KdPaperOptions *o)
{
  GArray *stem = g_array_new(FALSE, FALSE, sizeof(KdPaperPiece));
  const char *rest = q->stem;
  guint blanks = 0;
  gboolean has_choice = FALSE;
  for (KdPiece piece; kd_piece_next(q, &rest, &piece);) {
    KdPaperPiece cut = {piece.kind, piece.text, piece.len, 0};
    if (piece.kind == KD_PIECE_BLANK) {
      cut.width = blank_width(o, blanks < q->blanks->len ? kd_question_blank(q, blanks)->answer : "");
      blanks++;
    }
    has_choice = has_choice || piece.kind == KD_PIECE_CHOICE;
    g_array_append_val(stem, cut);
  }
  KdPaperPiece brackets = {KD_PIECE_CHOICE, NULL, 0, 0};
  if (!has_choice && q->type == KD_QUESTION_JUDGE)
    g_array_prepend_val(stem, brackets);
  else if (!has_choice && kd_wording_choices(q))
    g_array_append_val(stem, brackets);
  return stem;
}

/* --- items --- */

static char *make_answer(const KdQuestion *q)
{
  GString *answer = g_string_new(NULL);
  kd_wording_answer(answer, q);
  return g_string_free(answer, FALSE);
}

static char *make_places(const KdQuiz *quiz, const KdQuestion *q)
{
  GString *places = g_string_new(NULL);
  kd_wording_places(places, quiz, q);
  return g_string_free(places, places->len == 0);
}

static KdPaperItem *make_item(const KdQuiz *quiz, const KdQuestion *q, const KdPaperOptions *o)
{
  KdPaperItem *item = g_new0(KdPaperItem, 1);
  item->question = q;
  item->stem = cut_stem(q, o);
  if (q->type == KD_QUESTION_SHORT)
    item->answer_lines = CLAMP((q->half_points * LINES_PER_TEN_POINTS + 19) / 20, 3, 20);
  item->answer = make_answer(q);
  if (!o->no_explanations) {
    item->explanation = g_strdup(q->explanation);
    item->places = make_places(quiz, q);
  }
  return item;
}

/* --- sections --- */

/* The section of the item's type, made where it is missing. */
static KdPaperSection *take_section(KdPaper *paper, KdQuestionType type)
{
  for (guint i = 0; i < paper->sections->len; i++) {
    KdPaperSection *section = g_ptr_array_index(paper->sections, i);
    if (section->type == type)
      return section;
  }
  KdPaperSection *section = g_new0(KdPaperSection, 1);
  section->type = type;
  section->label = g_strdup_printf("%s、%s", numerals[paper->sections->len], kd_question_type_label(type));
  section->items = g_ptr_array_new_with_free_func(free_item);
  g_ptr_array_add(paper->sections, section);
  return section;
}

static guint points_of(const KdPaperSection *section, guint i)
{
  return kd_paper_item(section, i)->question->half_points;
}

/* The worth that most items of the section have, and how many do. */
static guint find_usual(const KdPaperSection *section, guint *usual)
{
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  guint most = 0;
  for (guint i = 0; i < section->items->len; i++) {
    gpointer points = GUINT_TO_POINTER(points_of(section, i));
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, points)) + 1;
    g_hash_table_insert(counts, points, GUINT_TO_POINTER(n));
    if (n > most) {
      most = n;
      *usual = points_of(section, i);
    }
  }
  return most;
}

static void mark_points(KdPaperItem *item)
{
  GString *points = g_string_new("（");
  kd_wording_points(points, item->question->half_points);
  g_string_append(points, "分）");
  item->points = g_string_free(points, FALSE);
}

/* The head adds up what stands below it; items of another worth than the usual say so themselves. */
static void finish_section(KdPaperSection *section)
{
  GString *head = g_string_new(section->label);
  guint n = section->items->len, usual = 0, most = find_usual(section, &usual);
  gboolean has_usual = 2 * most > n;
  g_string_append_printf(head, "（共%u题，", n);
  if (has_usual && n > 1) {
    g_string_append(head, most == n ? "每题" : "除注明外每题");
    kd_wording_points(head, usual);
    g_string_append(head, "分，");
  }
  g_string_append(head, "共");
  kd_wording_points(head, section->half_points);
  g_string_append_printf(head, "分%s）", advice[section->type] ? advice[section->type] : "");
  section->head = g_string_free(head, FALSE);
  for (guint i = 0; most < n && i < n; i++)
    if (!has_usual || points_of(section, i) != usual)
      mark_points(g_ptr_array_index(section->items, i));
}

static void number_items(KdPaper *paper)
{
  guint number = 1;
  for (guint s = 0; s < paper->sections->len; s++) {
    KdPaperSection *section = g_ptr_array_index(paper->sections, s);
    finish_section(section);
    for (guint i = 0; i < section->items->len; i++)
      ((KdPaperItem *)g_ptr_array_index(section->items, i))->number = number++;
  }
}

/* --- the paper --- */

static char *make_title(const KdQuiz *quiz, const KdPaper *paper)
{
  GString *title = g_string_new(NULL);
  kd_wording_title(title, quiz);
  if (paper->options->key == KD_KEY_ALONE)
    g_string_append(title, paper->key_head);
  return g_string_free(title, FALSE);
}

/* "——《题目》", "——《题目》等3篇"; NULL where the title names the article. */
static char *make_subtitle(const KdQuiz *quiz)
{
  guint n = 0;
  const char *first = NULL;
  for (guint i = 0; i < quiz->sources->len; i++) {
    const char *article = kd_quiz_source(quiz, i)->article;
    n += article != NULL;
    first = first ? first : article;
  }
  if (first == NULL || strstr(quiz->title, first))
    return NULL;
  return n > 1 ? g_strdup_printf("——《%s》等%u篇", first, n) : g_strdup_printf("——《%s》", first);
}

static char *make_summary(const KdPaper *paper)
{
  GString *summary = g_string_new(NULL);
  g_string_append_printf(summary, "共%u题，满分", paper->n_items);
  kd_wording_points(summary, paper->half_points);
  g_string_append(summary, "分");
  return g_string_free(summary, FALSE);
}

KdPaper *kd_paper_new(const KdQuiz *quiz, const KdPaperOptions *options)
{
  KdPaper *paper = g_new0(KdPaper, 1);
  paper->options = options;
  paper->sections = g_ptr_array_new_with_free_func(free_section);
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    KdPaperSection *section = take_section(paper, q->type);
    g_ptr_array_add(section->items, make_item(quiz, q, options));
    section->half_points += q->half_points;
    paper->half_points += q->half_points;
  }
  paper->n_items = quiz->questions->len;
  number_items(paper);
  paper->key_head = options->no_explanations ? "参考答案" : "参考答案与解析";
  paper->title = make_title(quiz, paper);
  paper->subtitle = make_subtitle(quiz);
  paper->summary = make_summary(paper);
  paper->by = quiz->by;
  paper->fields = fields;
  paper->has_items = options->key != KD_KEY_ALONE;
  paper->key_follows = options->key == KD_KEY_AFTER;
  paper->has_key = options->key == KD_KEY_END || options->key == KD_KEY_ALONE;
  paper->has_fields = paper->has_items && !paper->key_follows;
  paper->has_table = paper->has_fields && paper->sections->len;
  return paper;
}

void kd_paper_free(KdPaper *paper)
{
  if (paper == NULL)
    return;
  g_ptr_array_unref(paper->sections);
  g_free(paper->title);
  g_free(paper->subtitle);
  g_free(paper->summary);
  g_free(paper);
}

const KdPaperSection *kd_paper_section(const KdPaper *paper, guint i)
{
  g_assert(i < paper->sections->len);
  return g_ptr_array_index(paper->sections, i);
}

const KdPaperItem *kd_paper_item(const KdPaperSection *section, guint i)
{
  g_assert(i < section->items->len);
  return g_ptr_array_index(section->items, i);
}

guint kd_paper_choices_in_row(const KdQuestion *q, guint line_chars)
{
  guint widest = 0, cells = 4;
  for (guint i = 0; i < kd_wording_choices(q); i++) {
    const char *choice = kd_wording_choice(q, i);
    if (strpbrk(choice, "\n\r\t"))
      return 1;
    widest = MAX(widest, half_letters(choice) + 5); /* "A．" and a letter between */
  }
  while (cells > 1 && widest * cells > 2 * line_chars)
    cells /= 2;
  return cells;
}
