#include "builder/checks.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include "builder/stock.h"
#include <string.h>

/* Letters that an item of a type may have of its own in its stem: the asking words. */
static const guint own_letters[KD_QUESTION_TYPES] = {
    [KD_QUESTION_FILL] = 14, [KD_QUESTION_SINGLE] = 22, [KD_QUESTION_MULTIPLE] = 22,
    [KD_QUESTION_JUDGE] = 4, [KD_QUESTION_ORDER] = 12,  [KD_QUESTION_MATCH] = 16};

#define STEM_LEAST 4 /* letters */
#define STEM_MOST 200
#define STEM_LONG 80
#define ANSWER_MOST 24
#define OPTION_MOST 60
#define ECHO 5 /* letters that the stem and the right option alone share */

static gboolean fail(char **why, const char *text)
{
  if (why && *why == NULL)
    *why = g_strdup(text);
  return FALSE;
}

static guint letters_of(const char *text)
{
  return kd_letter_count(text, strlen(text));
}

/* Do the letters of needle stand in those of text? */
static gboolean holds(const char *text, const char *needle)
{
  g_autofree char *a = kd_letters_dup(text), *b = kd_letters_dup(needle);
  return strstr(a, b) != NULL;
}

static char *replace(const char *text, const char *what, const char *with)
{
  g_auto(GStrv) parts = g_strsplit(text, what, -1);
  return g_strjoinv(with, parts);
}

/* The first blank only. */
static char *replace_first(const char *text, const char *what, const char *with)
{
  g_auto(GStrv) parts = g_strsplit(text, what, 2);
  return g_strjoinv(with, parts);
}

static char *join_evidence(const KdQuestion *q)
{
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < q->evidence->len; i++) {
    if (i)
      g_string_append_c(all, ' ');
    g_string_append(all, kd_question_evidence(q, i)->text);
  }
  return g_string_free(all, FALSE);
}

static guint count(const char *text, const char *what)
{
  guint n = 0;
  for (const char *p = strstr(text, what); p; p = strstr(p + strlen(what), what))
    n++;
  return n;
}

/* All right answers, char *, borrowed from the item. */
static GPtrArray *right_answers(const KdQuestion *q)
{
  GPtrArray *right = kd_question_list_right(q);
  for (guint i = 0; i < q->answers->len; i++)
    g_ptr_array_add(right, g_ptr_array_index(q->answers, i));
  for (guint i = 0; i < q->left->len; i++)
    g_ptr_array_add(right, g_ptr_array_index(q->left, i));
  for (guint i = 0; i < q->places->len; i++)
    if (kd_question_place(q, i) < q->right->len)
      g_ptr_array_add(right, g_ptr_array_index(q->right, kd_question_place(q, i)));
  return right;
}

static gboolean is_choice(const KdQuestion *q)
{
  return q->type == KD_QUESTION_SINGLE || q->type == KD_QUESTION_MULTIPLE;
}

/* n places of right; of an ordering item none of them twice. */
static gboolean has_places(const KdQuestion *q, guint n)
{
  g_autofree gboolean *taken = g_new0(gboolean, q->right->len + 1);
  for (guint i = 0; i < q->places->len; i++) {
    guint place = kd_question_place(q, i);
    if (place >= q->right->len || (taken[place] && q->type == KD_QUESTION_ORDER))
      return FALSE;
    taken[place] = TRUE;
  }
  return n >= 2 && q->places->len == n && q->right->len <= 8;
}

static gboolean has_type_fields(const KdQuestion *q, char **why)
{
  gboolean fits = kd_question_is_answerable(q);
  switch (q->type) {
  case KD_QUESTION_FILL:
    return fits || fail(why, "blanks");
  case KD_QUESTION_SINGLE:
  case KD_QUESTION_MULTIPLE:
    return (q->options->len >= 2 && q->options->len <= 8 && fits) || fail(why, "options");
  case KD_QUESTION_JUDGE:
    return (q->is_true || (q->swap_from && q->swap_to)) || fail(why, "swap");
  case KD_QUESTION_SHORT:
    return q->answers->len > 0 || fail(why, "answer");
  case KD_QUESTION_ORDER:
    return has_places(q, q->right->len) || fail(why, "answer");
  case KD_QUESTION_MATCH:
    return has_places(q, q->left->len) || fail(why, "answer");
  default:
    return fail(why, "type");
  }
}

static gboolean check_fields(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  (void)basis;
  if (q->id == NULL || q->stem == NULL || *q->stem == '\0')
    return fail(why, "stem");
  if (q->explanation == NULL || *q->explanation == '\0' || q->evidence->len == 0)
    return fail(why, "evidence");
  if (q->difficulty < 1 || q->difficulty > 5 || q->half_points == 0)
    return fail(why, "score");
  return has_type_fields(q, why);
}

static gboolean check_evidence(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  (void)basis;
  g_autoptr(GPtrArray) right = right_answers(q);
  for (guint i = 0; i < right->len; i++) {
    const char *answer = g_ptr_array_index(right, i);
    gboolean found = FALSE;
    for (guint e = 0; e < q->evidence->len && !found; e++)
      found = holds(kd_question_evidence(q, e)->text, answer);
    if (!found)
      return fail(why, answer);
  }
  return TRUE;
}

/* The stem as the source has it: blanks filled, the choice made, the swap undone. */
static char *restore_stem(const KdQuestion *q)
{
  char *stem = g_strdup(q->stem);
  for (guint i = 0; i < q->blanks->len; i++) {
    char *filled = replace_first(stem, KD_BLANK, kd_question_blank(q, i)->answer);
    g_free(stem);
    stem = filled;
  }
  if (is_choice(q) || q->type == KD_QUESTION_ORDER) {
    g_autoptr(GPtrArray) right = right_answers(q);
    gboolean single = q->type == KD_QUESTION_SINGLE && right->len == 1;
    g_autofree char *open = g_steal_pointer(&stem);
    stem = replace(open, KD_CHOICE, single ? g_ptr_array_index(right, 0) : "，");
  }
  return stem;
}

/* A false statement with its swap undone: the reading that stands in the sources best. */
static guint own_letters_of_swap(const KdGround *ground, const KdQuestion *q)
{
  guint best = G_MAXUINT;
  for (const char *p = strstr(q->stem, q->swap_to); p && *q->swap_to; p = strstr(p + 1, q->swap_to)) {
    g_autofree char *undone =
        g_strdup_printf("%.*s%s%s", (int)(p - q->stem), q->stem, q->swap_from, p + strlen(q->swap_to));
    best = MIN(best, kd_ground_own_letters(ground, undone));
  }
  return best;
}

static gboolean is_stem_grounded(const KdGround *ground, const KdQuestion *q)
{
  if (q->type == KD_QUESTION_SHORT)
    return TRUE;
  if (q->type == KD_QUESTION_JUDGE && !q->is_true)
    return own_letters_of_swap(ground, q) <= own_letters[q->type];
  g_autofree char *stem = restore_stem(q);
  return kd_ground_own_letters(ground, stem) <= own_letters[q->type];
}

/* The last (first) four letters of a piece of a stem, up to the nearest mark. */
static char *letters_beside(const char *piece, gboolean at_end)
{
  g_autofree char *all = g_strdup(piece);
  const char *edge = at_end ? all : all + strlen(all);
  for (char *p = all; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (kd_is_letter(c))
      continue;
    if (at_end)
      edge = g_utf8_next_char(p);
    else if (edge > p)
      edge = p;
  }
  g_autofree char *part = at_end ? g_strdup(edge) : g_strndup(all, (gsize)(edge - all));
  g_autofree char *letters = kd_letters_dup(part);
  glong n = g_utf8_strlen(letters, -1);
  return at_end ? g_utf8_substring(letters, MAX(0, n - 4), n) : g_utf8_substring(letters, 0, MIN(4, n));
}

/* Each answer stands in its blank as it stands in the source. */
static gboolean are_blanks_grounded(const KdGround *ground, const KdQuestion *q, char **why)
{
  g_auto(GStrv) pieces = g_strsplit(q->stem, KD_BLANK, -1);
  for (guint i = 0; i < q->blanks->len && pieces[i] && pieces[i + 1]; i++) {
    const char *answer = kd_question_blank(q, i)->answer;
    g_autofree char *before = letters_beside(pieces[i], TRUE), *after = letters_beside(pieces[i + 1], FALSE);
    g_autofree char *left = g_strconcat(before, answer, NULL), *right = g_strconcat(answer, after, NULL);
    if ((*before && !kd_ground_has(ground, left)) || (*after && !kd_ground_has(ground, right)))
      return fail(why, answer);
  }
  return TRUE;
}

static gboolean check_grounded(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  if (basis->ground == NULL)
    return TRUE;
  for (guint i = 0; i < q->evidence->len; i++)
    if (!kd_ground_has(basis->ground, kd_question_evidence(q, i)->text))
      return fail(why, kd_question_evidence(q, i)->text);
  for (guint i = 0; i < q->options->len; i++) {
    const KdOption *o = kd_question_option(q, i);
    gboolean known = o->stock && !o->correct ? kd_stock_has(o->text) : kd_ground_has(basis->ground, o->text);
    if (!known)
      return fail(why, o->text);
  }
  if (q->swap_to && !kd_ground_has(basis->ground, q->swap_to))
    return fail(why, q->swap_to);
  if (!is_stem_grounded(basis->ground, q))
    return fail(why, q->stem);
  return are_blanks_grounded(basis->ground, q, why);
}

static gboolean check_leak(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  (void)basis;
  g_autofree char *open = replace(q->stem, KD_BLANK, "□");
  g_autoptr(GPtrArray) right = right_answers(q);
  for (guint i = 0; i < right->len && q->type != KD_QUESTION_SHORT; i++) {
    const char *answer = g_ptr_array_index(right, i);
    if ((q->type == KD_QUESTION_FILL || letters_of(answer) >= 3) && holds(open, answer))
      return fail(why, answer);
  }
  gboolean wrong_echoes = q->type != KD_QUESTION_SINGLE;
  for (guint i = 0; i < q->options->len; i++)
    wrong_echoes = wrong_echoes || (!kd_question_option(q, i)->correct &&
                                    kd_text_shares_run(open, kd_question_option(q, i)->text, ECHO));
  return wrong_echoes || right->len == 0 || !kd_text_shares_run(open, g_ptr_array_index(right, 0), ECHO) ||
         fail(why, g_ptr_array_index(right, 0));
}

/* No two parts of an ordering or matching item say the same. */
static gboolean are_parts_distinct(const GPtrArray *parts, char **why)
{
  for (guint i = 0; i < parts->len; i++)
    for (guint j = 0; j < i; j++)
      if (holds(g_ptr_array_index(parts, i), g_ptr_array_index(parts, j)) &&
          holds(g_ptr_array_index(parts, j), g_ptr_array_index(parts, i)))
        return fail(why, g_ptr_array_index(parts, j));
  return TRUE;
}

static gboolean check_twin(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  (void)basis;
  if (!are_parts_distinct(q->left, why) || !are_parts_distinct(q->right, why))
    return FALSE;
  for (guint i = 0; i < q->options->len; i++)
    for (guint j = 0; j < q->options->len; j++)
      if (i != j && holds(kd_question_option(q, i)->text, kd_question_option(q, j)->text))
        return fail(why, kd_question_option(q, j)->text);
  return TRUE;
}

/* The first piece of a list has words in front of its member, the last one words behind it. */
static gboolean is_member(char **parts, guint i, const char *letters)
{
  g_autofree char *part = kd_letters_dup(parts[i]);
  return *letters && (strcmp(part, letters) == 0 || (parts[i + 1] && g_str_has_suffix(part, letters)) ||
                      (i && g_str_has_prefix(part, letters)));
}

/* What stands between the characters of the set. */
static GStrv split_at(const char *text, const char *set)
{
  g_autoptr(GStrvBuilder) pieces = g_strv_builder_new();
  const char *from = text;
  for (const char *p = text;; p = g_utf8_next_char(p)) {
    if (*p && !kd_is_one_of(kd_utf8_char(p), set))
      continue;
    g_autofree char *piece = g_strndup(from, (gsize)(p - from));
    g_strv_builder_add(pieces, piece);
    if (*p == '\0')
      return g_strv_builder_end(pieces);
    from = g_utf8_next_char(p);
  }
}

/* A member of the same list as a right option: pieces between 、 in one clause of the evidence. */
static gboolean is_listed(const char *evidence, const char *wrong, const char *right,
                          const char *const *marks)
{
  g_autofree char *w = kd_letters_dup(wrong), *r = kd_letters_dup(right);
  g_auto(GStrv) clauses = split_at(evidence, marks[0]);
  for (guint c = 0; clauses[c]; c++) {
    g_auto(GStrv) parts = split_at(clauses[c], marks[1]);
    gboolean has_wrong = FALSE, has_right = FALSE;
    for (guint i = 0; parts[i]; i++) {
      has_wrong = has_wrong || is_member(parts, i, w);
      has_right = has_right || is_member(parts, i, r);
    }
    if (has_wrong && has_right)
      return TRUE;
  }
  return FALSE;
}

/* Lists of phrases between 、 and lists of clauses between ，. */
static gboolean is_listed_beside(const char *evidence, const char *wrong, const char *right)
{
  static const char *const phrases[] = {"。！？：，；", "、和与及"};
  static const char *const clauses[] = {"。！？：", "，；"};
  return is_listed(evidence, wrong, right, phrases) || is_listed(evidence, wrong, right, clauses);
}

static gboolean may_be_right(const KdCheckBasis *basis, const KdQuestion *q, const char *evidence,
                             const char *wrong)
{
  if (q->type == KD_QUESTION_MULTIPLE)
    return holds(evidence, wrong);
  g_autofree char *stem = replace(q->stem, KD_CHOICE, wrong);
  if (basis->ground && strstr(q->stem, KD_CHOICE) && kd_ground_has(basis->ground, stem))
    return TRUE;
  g_autoptr(GPtrArray) right = right_answers(q);
  for (guint i = 0; i < right->len; i++)
    if (is_listed_beside(evidence, wrong, g_ptr_array_index(right, i)))
      return TRUE;
  return FALSE;
}

static gboolean check_doubtful(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  if (q->type == KD_QUESTION_JUDGE && !q->is_true)
    return basis->ground == NULL || !kd_ground_has(basis->ground, q->stem) || fail(why, q->stem);
  if (!is_choice(q))
    return TRUE;
  g_autofree char *evidence = join_evidence(q);
  for (guint i = 0; i < q->options->len; i++) {
    const KdOption *o = kd_question_option(q, i);
    if (!o->correct && may_be_right(basis, q, evidence, o->text))
      return fail(why, o->text);
  }
  return TRUE;
}

static gboolean check_dangling(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  return !kd_text_dangles(basis->ctx, q->stem, strlen(q->stem)) || fail(why, q->stem);
}

static gboolean is_wide_mark(gunichar c)
{
  return c != 0 && g_utf8_strchr("，。、；：！？”’）", -1, c) != NULL;
}

/* A blank between Han characters or marks, or a half-width mark beside a Han character. */
static gboolean has_clean_marks(const char *text)
{
  gunichar before = 0;
  guint title = 0;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p), next = g_utf8_get_char(g_utf8_next_char(p));
    title += c == 0x300A;
    title -= c == 0x300B && title;
    if (c == ' ' && !title && (kd_is_han(before) || is_wide_mark(before)) &&
        (kd_is_han(next) || next == 0x201C || next == 0x2018 || next == 0xFF08))
      return FALSE;
    if (c < 0x80 && strchr(",:;?!()\"", (int)c) && (kd_is_han(before) || kd_is_han(next)))
      return FALSE;
    before = c;
  }
  return TRUE;
}

static gboolean has_paired_marks(const char *text)
{
  static const char *const pairs[][2] = {{"“", "”"}, {"‘", "’"}, {"（", "）"}, {"《", "》"}};
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
    if (count(text, pairs[i][0]) != count(text, pairs[i][1]))
      return FALSE;
  return TRUE;
}

/* 让让广大农民: a word of one character that was printed twice. */
static gboolean has_double_print(const KdContext *ctx, const char *text)
{
  const KdWords *single = kd_cues_get(ctx->cues, "single-words");
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    const char *next = g_utf8_next_char(p);
    gsize n = (gsize)(next - p);
    if (strncmp(p, next, n) == 0 && kd_words_has(single, p, n))
      return TRUE;
  }
  return FALSE;
}

static gboolean check_typography(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  g_autoptr(GPtrArray) shown = right_answers(q);
  g_ptr_array_add(shown, q->stem);
  for (guint i = 0; i < q->options->len; i++)
    g_ptr_array_add(shown, kd_question_option(q, i)->text);
  for (guint i = 0; i < shown->len; i++)
    if (!has_clean_marks(g_ptr_array_index(shown, i)) || !has_paired_marks(g_ptr_array_index(shown, i)) ||
        has_double_print(basis->ctx, g_ptr_array_index(shown, i)))
      return fail(why, g_ptr_array_index(shown, i));
  return TRUE;
}

static gboolean is_particle(const char *answer)
{
  g_autofree char *letters = kd_letters_dup(answer);
  return *letters == '\0' || (g_utf8_strlen(letters, -1) == 1 &&
                              strstr("的地得和与及或了是在以为对把将要也都而并等着过", letters) != NULL);
}

static gboolean check_size(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  (void)basis;
  guint n = letters_of(q->stem);
  if (n < STEM_LEAST || n > STEM_MOST)
    return fail(why, q->stem);
  for (guint i = 0; i < q->blanks->len; i++) {
    const char *answer = kd_question_blank(q, i)->answer;
    if (letters_of(answer) > ANSWER_MOST || is_particle(answer))
      return fail(why, answer);
  }
  for (guint i = 0; i < q->options->len; i++)
    if (letters_of(kd_question_option(q, i)->text) > OPTION_MOST)
      return fail(why, kd_question_option(q, i)->text);
  return TRUE;
}

static gboolean check_long_stem(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  (void)basis;
  return letters_of(q->stem) <= STEM_LONG || fail(why, q->stem);
}

static gboolean check_longest(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  (void)basis;
  guint right = 0, wrong = 0;
  for (guint i = 0; i < q->options->len && q->type == KD_QUESTION_SINGLE; i++) {
    const KdOption *o = kd_question_option(q, i);
    guint n = letters_of(o->text);
    right = o->correct ? n : right;
    wrong = o->correct ? wrong : MAX(wrong, n);
  }
  return right <= wrong || fail(why, q->stem);
}

static const KdCheck checks[] = {
    {KD_FINDING_ITEM_FIELDS, TRUE, check_fields},
    {KD_FINDING_ITEM_SIZE, TRUE, check_size},
    {KD_FINDING_ITEM_TYPOGRAPHY, TRUE, check_typography},
    {KD_FINDING_ITEM_DANGLING, TRUE, check_dangling},
    {KD_FINDING_ITEM_LEAK, TRUE, check_leak},
    {KD_FINDING_ITEM_TWIN, TRUE, check_twin},
    {KD_FINDING_ITEM_EVIDENCE, TRUE, check_evidence},
    {KD_FINDING_ITEM_UNGROUNDED, TRUE, check_grounded},
    {KD_FINDING_ITEM_DOUBTFUL, TRUE, check_doubtful},
    {KD_FINDING_ITEM_LONG_STEM, FALSE, check_long_stem},
    {KD_FINDING_ITEM_LONGEST, FALSE, check_longest},
};

guint kd_checks_count(void)
{
  return G_N_ELEMENTS(checks);
}

const KdCheck *kd_checks_get(guint i)
{
  g_assert(i < G_N_ELEMENTS(checks));
  return &checks[i];
}

const char *kd_check_name(const KdCheck *check)
{
  return kd_finding_code_name(check->code) + strlen("item-");
}

const KdCheck *kd_checks_find_hard(const KdCheckBasis *basis, const KdQuestion *q, char **why)
{
  for (guint i = 0; i < G_N_ELEMENTS(checks); i++)
    if (checks[i].hard && !checks[i].passes(basis, q, why))
      return &checks[i];
  return NULL;
}

static void report(const KdCheckBasis *basis, KdFindingCode code, KdPlace place, const char *id,
                   const char *why)
{
  g_autofree char *detail = g_strdup_printf("%s%s%s", id ? id : "", why ? ": " : "", why ? why : "");
  kd_findings_add(basis->ctx->findings, code, place, detail);
}

static guint check_item(const KdCheckBasis *basis, const KdQuestion *q, KdPlace place)
{
  guint hard = 0;
  for (guint i = 0; i < G_N_ELEMENTS(checks); i++) {
    g_autofree char *why = NULL;
    if (checks[i].passes(basis, q, &why))
      continue;
    hard += checks[i].hard;
    report(basis, checks[i].code, place, q->id, why);
    if (checks[i].code == KD_FINDING_ITEM_FIELDS)
      break;
  }
  return hard;
}

/* Type, stem and right answers as letters: two items with the same key ask the same. */
static char *asked_key(const KdQuestion *q)
{
  g_autoptr(GString) key = g_string_new(kd_question_type_name(q->type));
  kd_letters_append(key, q->stem ? q->stem : "", q->stem ? strlen(q->stem) : 0);
  g_autoptr(GPtrArray) right = right_answers(q);
  for (guint i = 0; i < right->len; i++) {
    g_string_append_c(key, ' ');
    kd_letters_append(key, g_ptr_array_index(right, i), strlen(g_ptr_array_index(right, i)));
  }
  return g_string_free(g_steal_pointer(&key), FALSE);
}

guint kd_checks_run(const KdCheckBasis *basis, const KdQuiz *quiz, const char *file)
{
  guint hard = 0;
  g_autoptr(GHashTable) asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    KdPlace place = {file, i + 1, 0};
    hard += check_item(basis, q, place);
    if (g_hash_table_add(asked, asked_key(q)))
      continue;
    hard++;
    report(basis, KD_FINDING_ITEM_REPEAT, place, q->id, NULL);
  }
  return hard;
}
