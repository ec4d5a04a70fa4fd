/* src/selector: counts, balance, order of options, scores. */
#include "runner.h"
#include "selector/exclude.h"
#include "selector/papers.h"
#include "selector/selector.h"
#include <string.h>

typedef struct {
  KdCues *cues;
  KdFindings *findings;
  KdContext ctx;
} Bench;

static void bench_init(Bench *b, guint64 seed)
{
  b->cues = kd_cues_new();
  b->findings = kd_findings_new();
  b->ctx = (KdContext){b->cues, b->findings, seed};
}

static void bench_clear(Bench *b)
{
  kd_findings_free(b->findings);
  kd_cues_free(b->cues);
}

static void free_question(gpointer p)
{
  kd_question_free(p);
}

/* Words that no other item holds. */
static char *own_words(const char *what, guint i)
{
  return g_strdup_printf("%s%c%c%c%u", what, 'A' + i % 26, 'A' + i / 26 % 26, 'a' + i % 23, i);
}

static KdQuestion *make(KdQuestionType type, guint i)
{
  KdQuestion *q = kd_question_new(type);
  g_autofree char *words = own_words("题干", i), *answer = own_words("答案", i),
                  *tag = g_strdup_printf("标题%u", i % 5);
  q->stem = g_strdup(words);
  kd_question_add_evidence(q, 0, i + 1, words);
  kd_question_add_tag(q, tag);
  if (type == KD_QUESTION_FILL)
    kd_question_add_blank(q, answer);
  for (guint k = 0; k < 4 && (type == KD_QUESTION_SINGLE || type == KD_QUESTION_MULTIPLE); k++) {
    g_autofree char *option = g_strdup_printf("%s%u", answer, k);
    kd_question_add_option(q, option, k < (type == KD_QUESTION_SINGLE ? 1u : 3u));
  }
  if (type == KD_QUESTION_SHORT)
    kd_question_add_answer(q, answer);
  q->point_id = g_strdup_printf("p-%u", i);
  q->point_kind = (KdPointKind)(i % KD_POINT_KINDS);
  q->rank = 0.5;
  q->passage = i;
  q->half_points = 4;
  q->is_true = TRUE;
  kd_question_make_id(q);
  return q;
}

/* n items of each type; judge items in both wordings. */
static GPtrArray *make_candidates(guint n)
{
  GPtrArray *all = g_ptr_array_new_with_free_func(free_question);
  for (guint i = 0; i < n; i++)
    for (guint t = 0; t < KD_QUESTION_ORDER; t++) {
      KdQuestion *q = make(t, i * KD_QUESTION_ORDER + t);
      g_ptr_array_add(all, q);
      if (t != KD_QUESTION_JUDGE)
        continue;
      KdQuestion *wrong = make(t, i * KD_QUESTION_ORDER + t);
      wrong->is_true = FALSE;
      wrong->swap_from = own_words("甲", i);
      wrong->swap_to = own_words("乙", i);
      kd_question_make_id(wrong);
      g_ptr_array_add(all, wrong);
    }
  return all;
}

static KdQuiz *select_items(Bench *b, guint n, const KdBlueprint *blueprint)
{
  g_autoptr(GPtrArray) candidates = make_candidates(n);
  KdQuiz *quiz = kd_quiz_new("t");
  kd_selector_select(&b->ctx, candidates, blueprint, quiz);
  CU_ASSERT_EQUAL(candidates->len, 0);
  return quiz;
}

static guint sum_scores(const KdQuiz *quiz)
{
  guint sum = 0;
  for (guint i = 0; i < quiz->questions->len; i++)
    sum += kd_quiz_question(quiz, i)->half_points;
  return sum;
}

static void test_default_set(void)
{
  Bench b;
  bench_init(&b, 1);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  g_autoptr(KdQuiz) quiz = select_items(&b, 20, &blueprint);
  CU_ASSERT_EQUAL(quiz->questions->len, 40);
  CU_ASSERT_EQUAL(kd_quiz_count(quiz, KD_QUESTION_FILL), 12);
  CU_ASSERT_EQUAL(kd_quiz_count(quiz, KD_QUESTION_SHORT), 4);
  CU_ASSERT_EQUAL(sum_scores(quiz), 200);
  CU_ASSERT_EQUAL(kd_findings_count_code(b.findings, KD_FINDING_SHORT_SET), 0);
  bench_clear(&b);
}

static void test_counts(void)
{
  Bench b;
  bench_init(&b, 1);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  blueprint.counts[KD_QUESTION_SINGLE] = 7;
  g_autoptr(KdQuiz) only = select_items(&b, 10, &blueprint);
  CU_ASSERT_EQUAL(only->questions->len, 7);
  CU_ASSERT_EQUAL(kd_quiz_count(only, KD_QUESTION_SINGLE), 7);
  blueprint.total = 17;
  g_autoptr(KdQuiz) rest = select_items(&b, 10, &blueprint);
  CU_ASSERT_EQUAL(rest->questions->len, 17);
  CU_ASSERT_EQUAL(kd_quiz_count(rest, KD_QUESTION_SINGLE), 7);
  CU_ASSERT_EQUAL(kd_findings_count_code(b.findings, KD_FINDING_SHORT_SET), 0);
  bench_clear(&b);
}

static void test_short_set(void)
{
  Bench b;
  bench_init(&b, 1);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  blueprint.counts[KD_QUESTION_FILL] = 12;
  g_autoptr(KdQuiz) quiz = select_items(&b, 5, &blueprint);
  CU_ASSERT_EQUAL(quiz->questions->len, 5);
  CU_ASSERT_EQUAL(kd_findings_count_code(b.findings, KD_FINDING_SHORT_SET), 1);
  CU_ASSERT_PTR_NOT_NULL(
      strstr(kd_findings_get(b.findings, 0)->detail, "共5题（要求12）：填空题5（要求12）"));
  bench_clear(&b);
}

static void test_all(void)
{
  Bench b;
  bench_init(&b, 1);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  blueprint.all = TRUE;
  g_autoptr(KdQuiz) quiz = select_items(&b, 40, &blueprint);
  CU_ASSERT_EQUAL(quiz->questions->len, 200);
  guint trues = 0;
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    trues += q->type == KD_QUESTION_JUDGE && q->is_true;
    CU_ASSERT_TRUE(i == 0 || kd_quiz_question(quiz, i - 1)->type <= q->type);
  }
  CU_ASSERT_EQUAL(trues, 20);
  bench_clear(&b);
}

/* n judge items of one truth value each. */
static void add_judges(GPtrArray *all, guint n, gboolean is_true)
{
  for (guint i = 0; i < n; i++) {
    KdQuestion *q = make(KD_QUESTION_JUDGE, 1000 * (is_true + 1u) + i);
    q->is_true = is_true;
    if (!is_true) {
      q->swap_from = own_words("甲", i);
      q->swap_to = own_words("乙", i);
      kd_question_make_id(q);
    }
    g_ptr_array_add(all, q);
  }
}

static void check_balance(guint trues, guint falses, int asked)
{
  Bench b;
  bench_init(&b, 1);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  blueprint.all = asked == 0;
  blueprint.counts[KD_QUESTION_JUDGE] = asked ? asked : -1;
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(free_question);
  add_judges(all, trues, TRUE);
  add_judges(all, falses, FALSE);
  g_autoptr(KdQuiz) quiz = kd_quiz_new("t");
  kd_selector_select(&b.ctx, all, &blueprint, quiz);
  guint n = quiz->questions->len, t = 0;
  for (guint i = 0; i < n; i++)
    t += kd_quiz_question(quiz, i)->is_true;
  gboolean even = n >= 6 ? 5 * t >= 2 * n && 5 * t <= 3 * n : 2 * t <= n + 1 && 2 * t + 1 >= n;
  if (!even || n == 0)
    kd_test_fail("%u true, %u false, %d asked: %u of %u true", trues, falses, asked, t, n);
  bench_clear(&b);
}

/* Whatever the candidates are, true and false statements stay even, in a set and with all. */
static void test_balance(void)
{
  for (guint trues = 0; trues < 8; trues++)
    for (guint falses = trues == 0; falses < 8; falses++) {
      check_balance(trues, falses, 0);
      check_balance(trues, falses, 9);
    }
}

/* What one type cannot give the others give. */
static void test_fill_up(void)
{
  Bench b;
  bench_init(&b, 1);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  blueprint.total = 12;
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(free_question);
  add_judges(all, 6, TRUE);
  for (guint i = 0; i < 20; i++)
    g_ptr_array_add(all, make(KD_QUESTION_FILL, i));
  g_autoptr(KdQuiz) quiz = kd_quiz_new("t");
  kd_selector_select(&b.ctx, all, &blueprint, quiz);
  CU_ASSERT_EQUAL(quiz->questions->len, 12);
  CU_ASSERT_EQUAL(kd_quiz_count(quiz, KD_QUESTION_JUDGE), 1);
  CU_ASSERT_EQUAL(kd_findings_count_code(b.findings, KD_FINDING_SHORT_SET), 0);
  bench_clear(&b);
}

/* The counts of a short set add up. */
static void test_short_total(void)
{
  Bench b;
  bench_init(&b, 1);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  blueprint.total = 40;
  g_autoptr(KdQuiz) quiz = select_items(&b, 5, &blueprint);
  CU_ASSERT_EQUAL(quiz->questions->len, 25);
  CU_ASSERT_PTR_NOT_NULL(strstr(kd_findings_get(b.findings, 0)->detail,
                                "共25题（要求40）：填空题5、单选题5、多选题5、判断题5、简答题5"));
  bench_clear(&b);
}

static void test_key_letters(void)
{
  Bench b;
  bench_init(&b, 7);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  blueprint.all = TRUE;
  g_autoptr(KdQuiz) quiz = select_items(&b, 42, &blueprint);
  guint letters[4] = {0};
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    for (guint k = 0; k < q->options->len && q->type == KD_QUESTION_SINGLE; k++)
      letters[k] += kd_question_option(q, k)->correct;
  }
  for (guint k = 0; k < 4; k++)
    CU_ASSERT_TRUE(letters[k] == 10 || letters[k] == 11);
  bench_clear(&b);
}

static char *fingerprint(guint64 seed)
{
  Bench b;
  bench_init(&b, seed);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  g_autoptr(KdQuiz) quiz = select_items(&b, 12, &blueprint);
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    g_string_append(all, q->id);
    for (guint k = 0; k < q->options->len; k++)
      g_string_append(all, kd_question_option(q, k)->text);
  }
  bench_clear(&b);
  return g_string_free(all, FALSE);
}

static void test_seed(void)
{
  g_autofree char *one = fingerprint(1), *same = fingerprint(1), *other = fingerprint(2);
  CU_ASSERT_STRING_EQUAL(one, same);
  CU_ASSERT_STRING_NOT_EQUAL(one, other);
}

static void test_scores(void)
{
  static const guint totals[] = {1, 20, 99, 200, 241, 2000};
  for (guint i = 0; i < G_N_ELEMENTS(totals); i++) {
    Bench b;
    bench_init(&b, 1);
    KdBlueprint blueprint;
    kd_blueprint_init(&blueprint);
    blueprint.half_points = totals[i];
    g_autoptr(KdQuiz) quiz = select_items(&b, 10, &blueprint);
    CU_ASSERT_EQUAL(sum_scores(quiz), MAX(totals[i], quiz->questions->len));
    for (guint k = 0; k < quiz->questions->len; k++)
      CU_ASSERT_TRUE(kd_quiz_question(quiz, k)->half_points > 0);
    bench_clear(&b);
  }
}

static void test_nothing(void)
{
  Bench b;
  bench_init(&b, 1);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  g_autoptr(KdQuiz) quiz = select_items(&b, 0, &blueprint);
  CU_ASSERT_EQUAL(quiz->questions->len, 0);
  bench_clear(&b);
}

/* An ordering item of four parts, a matching item of two lefts and three rights, a choice whose last option
 * speaks of the others. */
static void add_special(KdQuiz *quiz)
{
  static const char *const parts[] = {"甲", "乙", "丙", "丁"};
  KdQuestion *order = make(KD_QUESTION_ORDER, 900), *match = make(KD_QUESTION_MATCH, 901);
  KdQuestion *pinned = make(KD_QUESTION_SINGLE, 902);
  for (guint i = 0; i < 4; i++) {
    kd_question_add_right(order, parts[i]);
    kd_question_add_place(order, i);
    if (i < 3)
      kd_question_add_right(match, parts[i]);
    if (i < 2)
      kd_question_add_left(match, parts[i + 2], 2 - i);
  }
  kd_question_add_option(pinned, "以上都对", FALSE);
  g_ptr_array_add(quiz->questions, order);
  g_ptr_array_add(quiz->questions, match);
  g_ptr_array_add(quiz->questions, pinned);
}

static KdQuiz *make_set(void)
{
  KdQuiz *quiz = kd_quiz_new("练习");
  kd_quiz_add_source(quiz, "page.txt", "题目");
  for (guint i = 0; i < 40; i++)
    g_ptr_array_add(quiz->questions, make((KdQuestionType)(i % KD_QUESTION_ORDER), i));
  add_special(quiz);
  return quiz;
}

static const KdQuestion *find_item(const KdQuiz *quiz, const char *id)
{
  for (guint i = 0; i < quiz->questions->len; i++)
    if (strcmp(kd_quiz_question(quiz, i)->id, id) == 0)
      return kd_quiz_question(quiz, i);
  return NULL;
}

static gint compare_texts(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What is right of an item, whatever its order on the paper. */
static char *right_of(const KdQuestion *q)
{
  g_autoptr(GString) right = g_string_new(NULL);
  g_autoptr(GPtrArray) texts = g_ptr_array_new();
  for (guint i = 0; i < q->options->len; i++)
    if (kd_question_option(q, i)->correct)
      g_ptr_array_add(texts, kd_question_option(q, i)->text);
  g_ptr_array_sort(texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf(right, "%s|", (char *)g_ptr_array_index(texts, i));
  for (guint i = 0; i < q->places->len; i++)
    g_string_append_printf(right, "%s%s|", i < q->left->len ? kd_question_left(q, i) : "",
                           kd_question_right(q, kd_question_place(q, i)));
  return g_string_free(g_steal_pointer(&right), FALSE);
}

static void test_papers(void)
{
  g_autoptr(KdQuiz) quiz = make_set();
  for (guint number = 0; number < KD_PAPERS_MOST; number++) {
    g_autoptr(KdQuiz) paper = kd_papers_make(quiz, number);
    guint moved = 0, letters[4] = {0};
    CU_ASSERT_EQUAL(paper->questions->len, quiz->questions->len);
    CU_ASSERT_EQUAL(*paper->paper, 'A' + (int)number);
    for (guint i = 0; i < quiz->questions->len; i++) {
      const KdQuestion *old = kd_quiz_question(quiz, i), *q = find_item(paper, old->id);
      g_autofree char *a = right_of(old), *b = q ? right_of(q) : g_strdup("");
      CU_ASSERT_STRING_EQUAL(a, b);
      CU_ASSERT_EQUAL(kd_quiz_question(paper, i)->type, old->type);
      moved += strcmp(kd_quiz_question(paper, i)->id, old->id) != 0;
      for (guint k = 0; q && q->type == KD_QUESTION_SINGLE && k < 4; k++)
        letters[k] += kd_question_option(q, k)->correct;
    }
    CU_ASSERT_TRUE(number == 0 ? moved == 0 : moved > 10);
    for (guint k = 0; number && k < 4; k++)
      CU_ASSERT_TRUE(letters[k] >= 2 && letters[k] <= 3);
    const KdQuestion *pinned = kd_quiz_question(paper, 42), *order = kd_quiz_question(paper, 40);
    if (number && strcmp(pinned->id, kd_quiz_question(quiz, 42)->id) == 0)
      CU_ASSERT_STRING_EQUAL(kd_question_option(pinned, 4)->text, "以上都对");
    CU_ASSERT_TRUE(number == 0 || kd_question_place(order, 0) != 0 || kd_question_place(order, 1) != 1);
  }
}

/* Shares of difficulty and of headings, scores of a type. */
static void test_blueprint(void)
{
  Bench b;
  bench_init(&b, 1);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  blueprint.counts[KD_QUESTION_FILL] = 20;
  blueprint.counts[KD_QUESTION_SINGLE] = 10;
  blueprint.item_half_points[KD_QUESTION_FILL] = 5;
  blueprint.bands[0] = 5, blueprint.bands[1] = 3, blueprint.bands[2] = 2;
  kd_blueprint_add_heading(&blueprint, "标题3", 40);
  g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func(free_question);
  for (guint i = 0; i < 400; i++) {
    KdQuestion *q = make(i % 2 ? KD_QUESTION_FILL : KD_QUESTION_SINGLE, i);
    q->difficulty = 1 + (int)(i / 2) % 5;
    g_ptr_array_add(candidates, q);
  }
  g_autoptr(KdQuiz) quiz = kd_quiz_new("练习");
  kd_selector_select(&b.ctx, candidates, &blueprint, quiz);
  guint bands[KD_BANDS] = {0}, headings = 0, half_points = 0;
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    bands[kd_band_of(q->difficulty)]++;
    headings += kd_blueprint_find_heading(&blueprint, q) == 0;
    half_points += q->half_points;
    CU_ASSERT_TRUE(q->type != KD_QUESTION_FILL || q->half_points == 5);
  }
  CU_ASSERT_EQUAL(quiz->questions->len, 30);
  CU_ASSERT_EQUAL(bands[0], 15);
  CU_ASSERT_EQUAL(bands[1], 9);
  CU_ASSERT_EQUAL(bands[2], 6);
  CU_ASSERT_EQUAL(headings, 12);
  CU_ASSERT_EQUAL(half_points, 200);
  CU_ASSERT_EQUAL(kd_findings_count(b.findings), 0);
  kd_blueprint_clear(&blueprint);
  bench_clear(&b);
}

/* Too few hard items: the set is whole all the same, and a finding says so. */
static void test_blueprint_unmet(void)
{
  Bench b;
  bench_init(&b, 1);
  KdBlueprint blueprint;
  kd_blueprint_init(&blueprint);
  blueprint.total = 10;
  blueprint.bands[2] = 1;
  g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func(free_question);
  for (guint i = 0; i < 40; i++) {
    KdQuestion *q = make(KD_QUESTION_FILL, i);
    q->difficulty = i < 4 ? 5 : 1;
    g_ptr_array_add(candidates, q);
  }
  g_autoptr(KdQuiz) quiz = kd_quiz_new("练习");
  kd_selector_select(&b.ctx, candidates, &blueprint, quiz);
  CU_ASSERT_EQUAL(quiz->questions->len, 10);
  CU_ASSERT_EQUAL(kd_findings_count_code(b.findings, KD_FINDING_BLUEPRINT_UNMET), 1);
  CU_ASSERT_STRING_EQUAL(kd_findings_get(b.findings, 0)->detail, "难 4/10");
  bench_clear(&b);
}

/* Options that speak of each other by letters keep their places. */
static void test_pinned(void)
{
  static const struct {
    const char *option, *explanation;
    gboolean pinned;
  } forms[] = {{"A和C", NULL, TRUE},
               {"A、B都对", NULL, TRUE},
               {"丁", "故选A。", TRUE},
               {"以上都不对", NULL, TRUE},
               {"5G、人工智能", "原文：5G、人工智能", FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
    g_autoptr(KdQuiz) quiz = kd_quiz_new("练习");
    guint moved = 0;
    for (guint k = 0; k < 8; k++) {
      KdQuestion *q = kd_question_new(KD_QUESTION_SINGLE);
      q->id = g_strdup_printf("q-%u", k);
      q->stem = g_strdup("题干" KD_CHOICE);
      q->explanation = g_strdup(forms[i].explanation);
      kd_question_add_option(q, "甲", TRUE);
      kd_question_add_option(q, "乙", FALSE);
      kd_question_add_option(q, "丙", FALSE);
      kd_question_add_option(q, forms[i].option, FALSE);
      g_ptr_array_add(quiz->questions, q);
    }
    g_autoptr(KdQuiz) paper = kd_papers_make(quiz, 1);
    for (guint k = 0; k < 8; k++)
      moved += strcmp(kd_question_option(kd_quiz_question(paper, k), 3)->text, forms[i].option) != 0;
    CU_ASSERT_EQUAL(moved > 0, !forms[i].pinned);
  }
}

static void test_exclude(void)
{
  Bench b;
  bench_init(&b, 1);
  g_autoptr(KdQuiz) old = kd_quiz_new("上月");
  g_autoptr(GPtrArray) sets = g_ptr_array_new(), candidates = g_ptr_array_new_with_free_func(free_question);
  g_ptr_array_add(sets, old);
  g_ptr_array_add(old->questions, make(KD_QUESTION_FILL, 1));
  KdQuestion *asked = make(KD_QUESTION_FILL, 2), *choice = make(KD_QUESTION_SINGLE, 3);
  KdQuestion *again = make(KD_QUESTION_SINGLE, 4);
  /* 甲是____。⇒ 乙, once as a fill-in item and once as a choice. */
  g_free(asked->stem);
  asked->stem = g_strdup("甲是" KD_BLANK "。");
  g_ptr_array_set_size(asked->blanks, 0);
  kd_question_add_blank(asked, "乙");
  g_ptr_array_add(old->questions, asked);
  g_free(again->stem);
  again->stem = g_strdup("甲是" KD_CHOICE "。");
  g_ptr_array_set_size(again->options, 0);
  kd_question_add_option(again, "丙", FALSE);
  kd_question_add_option(again, "乙", TRUE);
  g_ptr_array_add(candidates, make(KD_QUESTION_FILL, 1));
  g_ptr_array_add(candidates, choice);
  g_ptr_array_add(candidates, again);
  kd_exclude_items(&b.ctx, candidates, sets);
  CU_ASSERT_EQUAL(candidates->len, 1);
  CU_ASSERT_PTR_EQUAL(g_ptr_array_index(candidates, 0), choice);
  CU_ASSERT_EQUAL(kd_findings_count_code(b.findings, KD_FINDING_LEFT_OUT_EXCLUDED), 2);
  bench_clear(&b);
}

static KdQuestion *make_on(KdQuestionType type, guint n, KdPointKind kind, const char *point)
{
  KdQuestion *q = make(type, n);
  q->point_kind = kind;
  g_free(q->point_id);
  q->point_id = g_strdup(point);
  return q;
}

/* The options of a multiple choice are the answer to the short one: of a list only one asks for all. */
static void test_whole_list(void)
{
  static const struct {
    KdPointKind kind;
    const char *points[2];
    guint items;
  } cases[] = {{KD_POINT_MEASURES, {"p-1", "p-1"}, 1}, {KD_POINT_MEASURES, {"p-1", "p-2"}, 2}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Bench b;
    bench_init(&b, 1);
    KdBlueprint blueprint;
    kd_blueprint_init(&blueprint);
    blueprint.counts[KD_QUESTION_MULTIPLE] = 1;
    blueprint.counts[KD_QUESTION_SHORT] = 1;
    g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func(free_question);
    g_ptr_array_add(candidates, make_on(KD_QUESTION_MULTIPLE, 1, cases[i].kind, cases[i].points[0]));
    g_ptr_array_add(candidates, make_on(KD_QUESTION_SHORT, 2, cases[i].kind, cases[i].points[1]));
    g_autoptr(KdQuiz) quiz = kd_quiz_new("t");
    kd_selector_select(&b.ctx, candidates, &blueprint, quiz);
    CU_ASSERT_EQUAL(quiz->questions->len, cases[i].items);
    bench_clear(&b);
  }
}

/* A quotation is one question in every form; of a list the whole is one and each member another. */
static void test_exclude_points(void)
{
  static const struct {
    KdQuestionType before, now;
    KdPointKind kind;
    gboolean out;
  } cases[] = {
      {KD_QUESTION_FILL, KD_QUESTION_JUDGE, KD_POINT_QUOTE, TRUE},
      {KD_QUESTION_JUDGE, KD_QUESTION_SINGLE, KD_POINT_FIGURE, TRUE},
      {KD_QUESTION_MULTIPLE, KD_QUESTION_SHORT, KD_POINT_MEASURES, TRUE},
      {KD_QUESTION_FILL, KD_QUESTION_SHORT, KD_POINT_MEASURES, FALSE},
      {KD_QUESTION_FILL, KD_QUESTION_FILL, KD_POINT_SERIES, FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Bench b;
    bench_init(&b, 1);
    g_autoptr(KdQuiz) old = kd_quiz_new("上月");
    g_autoptr(GPtrArray) sets = g_ptr_array_new(), candidates = g_ptr_array_new_with_free_func(free_question);
    g_ptr_array_add(sets, old);
    g_ptr_array_add(old->questions, make_on(cases[i].before, 1, cases[i].kind, "p-1"));
    g_ptr_array_add(candidates, make_on(cases[i].now, 2, cases[i].kind, "p-1"));
    g_ptr_array_add(candidates, make_on(cases[i].now, 3, cases[i].kind, "p-2"));
    kd_exclude_items(&b.ctx, candidates, sets);
    CU_ASSERT_EQUAL(candidates->len, cases[i].out ? 1 : 2);
    bench_clear(&b);
  }
}

static KdQuestion *make_match(guint n, const char *one, const char *other)
{
  KdQuestion *q = make(KD_QUESTION_MATCH, n);
  g_free(q->stem);
  q->stem = g_strdup("围绕甲，将各方面与相应举措对应起来。");
  const char *parts[] = {one, other};
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    g_autofree char *measure = g_strconcat(parts[i], "的举措", NULL);
    kd_question_add_left(q, parts[i], i);
    kd_question_add_right(q, measure);
  }
  return q;
}

/* Matching items on one heading ask the same only where they hold the same pairs. */
static void test_exclude_match(void)
{
  Bench b;
  bench_init(&b, 1);
  g_autoptr(KdQuiz) old = kd_quiz_new("上月");
  g_autoptr(GPtrArray) sets = g_ptr_array_new(), candidates = g_ptr_array_new_with_free_func(free_question);
  g_ptr_array_add(sets, old);
  g_ptr_array_add(old->questions, make_match(1, "乙", "丙"));
  g_ptr_array_add(candidates, make_match(2, "乙", "丙"));
  g_ptr_array_add(candidates, make_match(3, "丁", "戊"));
  kd_exclude_items(&b.ctx, candidates, sets);
  CU_ASSERT_EQUAL(candidates->len, 1);
  CU_ASSERT_STRING_EQUAL(g_ptr_array_index(((KdQuestion *)g_ptr_array_index(candidates, 0))->left, 0), "丁");
  bench_clear(&b);
}

const KdTest kd_tests_selector[] = {
    {"default set", test_default_set},
    {"counts", test_counts},
    {"short set", test_short_set},
    {"all", test_all},
    {"balance", test_balance},
    {"fill up", test_fill_up},
    {"short total", test_short_total},
    {"key letters", test_key_letters},
    {"seed", test_seed},
    {"scores", test_scores},
    {"nothing", test_nothing},
    {"papers", test_papers},
    {"blueprint", test_blueprint},
    {"blueprint unmet", test_blueprint_unmet},
    {"exclude", test_exclude},
    {"exclude points", test_exclude_points},
    {"exclude match", test_exclude_match},
    {"whole list", test_whole_list},
    {"pinned", test_pinned},
    {NULL, NULL},
};
