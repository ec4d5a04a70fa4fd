/* H5P's Question Set as a package of content alone: h5p.json names the libraries, which the site must have;
 * content/content.json holds the questions. Scores are the libraries' own, one an item or a blank. */

#include "exporter/exporter.h"
#include "exporter/json_tree.h"
#include "exporter/lines.h"
#include "exporter/package.h"
#include "exporter/remarks.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_EXPLANATION                                                                                     \
  1500 /* the field of true/false items cuts what is above 2048, source and escapes in it */

typedef const char *const Text[2]; /* name, text; lists end in NULL */

static const struct {
  const char *name;
  int major, minor;
} libraries[] = {
    {"H5P.QuestionSet", 1, 20},  {"FontAwesome", 4, 5},   {"H5P.Video", 1, 6},     {"H5P.JoubelUI", 1, 3},
    {"H5P.Transition", 1, 0},    {"H5P.FontIcons", 1, 0}, {"H5P.Question", 1, 5},  {"H5P.MultiChoice", 1, 16},
    {"H5P.TextUtilities", 1, 3}, {"H5P.Blanks", 1, 14},   {"H5P.TrueFalse", 1, 8},
};

static Text set_texts[] = {
    {"prevButton", "上一题"},
    {"nextButton", "下一题"},
    {"finishButton", "完成"},
    {"submitButton", "提交"},
    {"textualProgress", "第@current题，共@total题"},
    {"jumpToQuestion", "第%d题，共%total题"},
    {"questionLabel", "题"},
    {"readSpeakerProgress", "第@current题，共@total题"},
    {"unansweredText", "未答"},
    {"answeredText", "已答"},
    {"currentQuestionText", "当前题"},
    {"navigationLabel", "题目"},
    {NULL, NULL},
};

static Text end_texts[] = {
    {"noResultMessage", "已完成"},
    {"message", "成绩："},
    {"scoreBarLabel", "得分@finals，满分@totals"},
    {"solutionButtonText", "查看答案"},
    {"retryButtonText", "重做"},
    {"finishButtonText", "完成"},
    {"submitButtonText", "提交"},
    {"skipButtonText", "跳过"},
    {NULL, NULL},
};

static Text choice_texts[] = {
    {"checkAnswerButton", "检查"},
    {"submitAnswerButton", "提交"},
    {"showSolutionButton", "查看答案"},
    {"tryAgainButton", "重试"},
    {"tipsLabel", "提示"},
    {"scoreBarLabel", "得分:num，满分:total"},
    {"tipAvailable", "有提示"},
    {"feedbackAvailable", "有解析"},
    {"readFeedback", "读解析"},
    {"wrongAnswer", "答错了"},
    {"correctAnswer", "答对了"},
    {"shouldCheck", "应选"},
    {"shouldNotCheck", "不应选"},
    {"noInput", "请先作答，再看答案"},
    {"a11yCheck", "检查答案"},
    {"a11yShowSolution", "查看答案"},
    {"a11yRetry", "重新作答"},
    {NULL, NULL},
};

static Text blanks_texts[] = {
    {"showSolutions", "查看答案"},
    {"tryAgain", "重试"},
    {"checkAnswer", "检查"},
    {"submitAnswer", "提交"},
    {"notFilledOut", "请填写所有空"},
    {"answerIsCorrect", "“:ans”正确"},
    {"answerIsWrong", "“:ans”错误"},
    {"answeredCorrectly", "正确"},
    {"answeredIncorrectly", "错误"},
    {"solutionLabel", "答案"},
    {"inputLabel", "第@num空，共@total空"},
    {"inputHasTipLabel", "有提示"},
    {"tipLabel", "提示"},
    {"scoreBarLabel", "得分:num，满分:total"},
    {"a11yCheck", "检查答案"},
    {"a11yShowSolution", "查看答案"},
    {"a11yRetry", "重新作答"},
    {"a11yHeader", "检查结果"},
    {NULL, NULL},
};

static Text judge_texts[] = {
    {"trueText", "正确"},
    {"falseText", "错误"},
    {"score", "得分@score，满分@total"},
    {"checkAnswer", "检查"},
    {"submitAnswer", "提交"},
    {"showSolutionButton", "查看答案"},
    {"tryAgain", "重试"},
    {"wrongAnswerMessage", "答错了"},
    {"correctAnswerMessage", "答对了"},
    {"scoreBarLabel", "得分:num，满分:total"},
    {"a11yCheck", "检查答案"},
    {"a11yShowSolution", "查看答案"},
    {"a11yRetry", "重新作答"},
    {NULL, NULL},
};

static void add_texts(cJSON *object, Text *texts)
{
  for (guint i = 0; texts[i][0]; i++)
    cJSON_AddStringToObject(object, texts[i][0], texts[i][1]);
}

/* The switches that all question types have, as an object of the question's parameters. */
static cJSON *add_behaviour(cJSON *params)
{
  cJSON *behaviour = cJSON_AddObjectToObject(params, "behaviour");
  cJSON_AddTrueToObject(behaviour, "enableRetry");
  cJSON_AddTrueToObject(behaviour, "enableSolutionsButton");
  cJSON_AddTrueToObject(behaviour, "enableCheckButton");
  cJSON_AddFalseToObject(behaviour, "confirmCheckDialog");
  cJSON_AddFalseToObject(behaviour, "confirmRetryDialog");
  cJSON_AddFalseToObject(behaviour, "autoCheck");
  return behaviour;
}

/* Explanation and source on a line of HTML without elements, which these fields may not have; @score and
 * @total would be replaced. The caller owns it. */
static char *dup_feedback(const KdQuiz *quiz, const KdQuestion *q)
{
  g_autoptr(GString) line = g_string_new(NULL);
  kd_remarks_line(line, quiz, q);
  GString *html = g_string_new(NULL);
  kd_remarks_text(html, line->str);
  g_string_replace(html, "@", "&#64;", 0);
  return g_string_free(html, FALSE);
}

/* feedback NULL: none. */
static void add_overall_feedback(cJSON *params, const char *feedback)
{
  cJSON *list = cJSON_AddArrayToObject(params, "overallFeedback");
  cJSON *range = cJSON_CreateObject();
  cJSON_AddNumberToObject(range, "from", 0);
  cJSON_AddNumberToObject(range, "to", 100);
  if (feedback && *feedback)
    cJSON_AddStringToObject(range, "feedback", feedback);
  cJSON_AddItemToArray(list, range);
}

static void add_stem(cJSON *params, const KdQuestion *q)
{
  g_autoptr(GString) stem = g_string_new("<p>");
  kd_remarks_stem(stem, q, NULL);
  g_string_append(stem, "</p>");
  cJSON_AddStringToObject(params, "question", stem->str);
}

static void fill_choice(cJSON *params, const KdQuiz *quiz, const KdQuestion *q)
{
  gboolean is_multiple = q->type == KD_QUESTION_MULTIPLE;
  g_autofree char *feedback = dup_feedback(quiz, q);
  add_stem(params, q);
  cJSON *answers = cJSON_AddArrayToObject(params, "answers");
  for (guint i = 0; i < q->options->len; i++) {
    const KdOption *option = kd_question_option(q, i);
    g_autoptr(GString) text = g_string_new("<div>");
    cJSON *answer = cJSON_CreateObject();
    kd_remarks_text(text, option->text);
    g_string_append(text, "</div>");
    cJSON_AddStringToObject(answer, "text", text->str);
    cJSON_AddBoolToObject(answer, "correct", option->correct);
    cJSON_AddObjectToObject(answer, "tipsAndFeedback");
    cJSON_AddItemToArray(answers, answer);
  }
  cJSON *behaviour = add_behaviour(params);
  cJSON_AddStringToObject(behaviour, "type", is_multiple ? "multi" : "single");
  cJSON_AddBoolToObject(behaviour, "singlePoint", is_multiple); /* all or nothing */
  cJSON_AddFalseToObject(behaviour, "randomAnswers");
  cJSON_AddTrueToObject(behaviour, "showSolutionsRequiresInput");
  cJSON_AddNumberToObject(behaviour, "passPercentage", 100);
  cJSON_AddTrueToObject(behaviour, "showScorePoints");
  add_texts(cJSON_AddObjectToObject(params, "UI"), choice_texts);
  add_overall_feedback(params, feedback);
}

/* *answer/other wording* */
static void append_blank(GString *out, const KdQuestion *q, guint i)
{
  const KdBlank *b = kd_question_blank(q, i);
  g_string_append_c(out, '*');
  kd_remarks_text(out, b->answer);
  for (guint a = 0; a < b->accept->len; a++) {
    g_string_append_c(out, '/');
    kd_remarks_text(out, g_ptr_array_index(b->accept, a));
  }
  g_string_append_c(out, '*');
}

static void fill_blanks(cJSON *params, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autofree char *feedback = dup_feedback(quiz, q);
  g_autoptr(GString) stem = g_string_new("<p>");
  kd_remarks_stem(stem, q, append_blank);
  g_string_append(stem, "</p>");
  cJSON_AddStringToObject(params, "text", "<p>请把空白处填写完整。</p>");
  cJSON_AddItemToArray(cJSON_AddArrayToObject(params, "questions"), cJSON_CreateString(stem->str));
  add_texts(params, blanks_texts);
  cJSON *behaviour = add_behaviour(params);
  cJSON_AddFalseToObject(behaviour, "caseSensitive");
  cJSON_AddTrueToObject(behaviour, "showSolutionsRequiresInput");
  cJSON_AddFalseToObject(behaviour, "separateLines");
  cJSON_AddFalseToObject(behaviour, "acceptSpellingErrors");
  add_overall_feedback(params, feedback);
}

static void fill_judgement(cJSON *params, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autofree char *feedback = dup_feedback(quiz, q);
  add_stem(params, q);
  cJSON_AddStringToObject(params, "correct", q->is_true ? "true" : "false"); /* a string, not a boolean */
  cJSON *behaviour = add_behaviour(params);
  if (*feedback) {
    cJSON_AddStringToObject(behaviour, "feedbackOnCorrect", feedback);
    cJSON_AddStringToObject(behaviour, "feedbackOnWrong", feedback);
  }
  add_texts(cJSON_AddObjectToObject(params, "l10n"), judge_texts);
  cJSON_AddObjectToObject(params, "confirmCheck");
  cJSON_AddObjectToObject(params, "confirmRetry");
}

static const struct {
  const char *library, *content_type;
  void (*fill)(cJSON *params, const KdQuiz *quiz, const KdQuestion *q);
} kinds[KD_QUESTION_TYPES] = {
    [KD_QUESTION_FILL] = {"H5P.Blanks 1.14", "H5P.Blanks", fill_blanks},
    [KD_QUESTION_SINGLE] = {"H5P.MultiChoice 1.16", "H5P.MultiChoice", fill_choice},
    [KD_QUESTION_MULTIPLE] = {"H5P.MultiChoice 1.16", "H5P.MultiChoice", fill_choice},
    [KD_QUESTION_JUDGE] = {"H5P.TrueFalse 1.8", "H5P.TrueFalse", fill_judgement},
};

/* A UUID of the question's id, the same in every export (RFC 4122, version 5 by its shape). */
static char *dup_uuid(const KdQuestion *q)
{
  g_autofree char *hex = g_compute_checksum_for_string(G_CHECKSUM_SHA1, q->id, -1);
  return g_strdup_printf("%.8s-%.4s-5%.3s-a%.3s-%.12s", hex, hex + 8, hex + 12, hex + 15, hex + 18);
}

static cJSON *make_question(const KdQuiz *quiz, const KdQuestion *q)
{
  cJSON *question = cJSON_CreateObject();
  g_autofree char *uuid = dup_uuid(q);
  cJSON_AddStringToObject(question, "library", kinds[q->type].library);
  kinds[q->type].fill(cJSON_AddObjectToObject(question, "params"), quiz, q);
  cJSON_AddStringToObject(question, "subContentId", uuid);
  cJSON *metadata = cJSON_AddObjectToObject(question, "metadata");
  cJSON_AddStringToObject(metadata, "contentType", kinds[q->type].content_type);
  cJSON_AddStringToObject(metadata, "license", "U");
  cJSON_AddStringToObject(metadata, "title", kd_question_type_label(q->type));
  return question;
}

/* The attribution line is all that the first page has to say. */
static void add_intro(cJSON *content, const KdQuiz *quiz)
{
  cJSON *intro = cJSON_AddObjectToObject(content, "introPage");
  g_autoptr(GString) by = g_string_new(NULL);
  if (quiz->by) {
    g_string_append(by, "<p>");
    kd_remarks_text(by, quiz->by);
    g_string_append(by, "</p>");
  }
  cJSON_AddBoolToObject(intro, "showIntroPage", quiz->by != NULL);
  cJSON_AddStringToObject(intro, "startButtonText", "开始");
  cJSON_AddStringToObject(intro, "introduction", by->str);
}

static void add_end(cJSON *content)
{
  cJSON *end = cJSON_AddObjectToObject(content, "endGame");
  cJSON_AddTrueToObject(end, "showResultPage");
  cJSON_AddTrueToObject(end, "showSolutionButton");
  cJSON_AddTrueToObject(end, "showRetryButton");
  add_overall_feedback(end, NULL);
  cJSON_AddFalseToObject(end, "showAnimations");
  cJSON_AddFalseToObject(end, "skippable");
  add_texts(end, end_texts);
}

static GString *make_content(const KdQuiz *quiz)
{
  cJSON *content = cJSON_CreateObject();
  add_intro(content, quiz);
  cJSON_AddStringToObject(content, "progressType", "dots");
  cJSON_AddNumberToObject(content, "passPercentage", 60);
  cJSON *questions = cJSON_AddArrayToObject(content, "questions");
  for (guint i = 0; i < quiz->questions->len; i++)
    cJSON_AddItemToArray(questions, make_question(quiz, kd_quiz_question(quiz, i)));
  add_texts(cJSON_AddObjectToObject(content, "texts"), set_texts);
  cJSON_AddFalseToObject(content, "disableBackwardsNavigation");
  cJSON_AddFalseToObject(content, "randomQuestions");
  add_end(content);
  cJSON_AddTrueToObject(cJSON_AddObjectToObject(content, "override"), "checkButton");
  GString *text = g_string_new(NULL);
  kd_json_write(content, FALSE, text);
  return text;
}

static GString *make_description(const KdQuiz *quiz)
{
  cJSON *h5p = cJSON_CreateObject();
  g_autofree char *title = kd_lines_title(quiz);
  cJSON_AddStringToObject(h5p, "title", title);
  cJSON_AddStringToObject(h5p, "language", "zh");
  cJSON_AddStringToObject(h5p, "mainLibrary", libraries[0].name);
  cJSON_AddItemToArray(cJSON_AddArrayToObject(h5p, "embedTypes"), cJSON_CreateString("div"));
  cJSON_AddStringToObject(h5p, "license", "U");
  cJSON_AddStringToObject(h5p, "defaultLanguage", "zh");
  cJSON *list = cJSON_AddArrayToObject(h5p, "preloadedDependencies");
  for (guint i = 0; i < G_N_ELEMENTS(libraries); i++) {
    cJSON *library = cJSON_CreateObject();
    cJSON_AddStringToObject(library, "machineName", libraries[i].name);
    cJSON_AddNumberToObject(library, "majorVersion", libraries[i].major);
    cJSON_AddNumberToObject(library, "minorVersion", libraries[i].minor);
    cJSON_AddItemToArray(list, library);
  }
  GString *text = g_string_new(NULL);
  kd_json_write(h5p, FALSE, text);
  return text;
}

static gboolean write_h5p(const KdExportJob *job, GString *out, GError **error)
{
  g_autoptr(GString) description = make_description(job->quiz);
  g_autoptr(GString) content = make_content(job->quiz);
  g_autoptr(KdPackage) package = kd_package_new();
  kd_package_add(package, "h5p.json", description->str, description->len);
  kd_package_add(package, "content/content.json", content->str, content->len);
  return kd_package_write(package, out, error);
}

/* * ends a blank, / parts its wordings, : begins a hint, and none of them can be escaped; the right answer is
 * shown as HTML after its entities were decoded, so that < and & would not be seen as they are. */
static char *find_mark(const char *answer)
{
  const char *found = strpbrk(answer, "*/:<&");
  return found ? g_strdup_printf(_("%c in an answer"), *found) : NULL;
}

static char *find_obstacle(const KdQuestion *q)
{
  const char *rest = q->stem;
  if (!kd_wording_typable(q))
    return g_strdup(_("an answer that cannot be typed into a field"));
  g_autofree char *explanation = kd_remarks_explanation(q);
  guint chars = explanation ? (guint)g_utf8_strlen(explanation, -1) : 0;
  if (q->type == KD_QUESTION_JUDGE && chars > MOST_EXPLANATION)
    return g_strdup_printf(_("%s: %u, at most %u"), _("characters of the explanation"), chars,
                           MOST_EXPLANATION);
  char *why = NULL;
  for (guint i = 0; why == NULL && i < q->blanks->len; i++) {
    const KdBlank *b = kd_question_blank(q, i);
    why = find_mark(b->answer);
    for (guint a = 0; why == NULL && a < b->accept->len; a++)
      why = find_mark(g_ptr_array_index(b->accept, a));
  }
  for (KdPiece piece; why == NULL && q->blanks->len && kd_piece_next(q, &rest, &piece);)
    if (piece.kind == KD_PIECE_TEXT && memchr(piece.text, '*', piece.len))
      why = g_strdup_printf(_("%s in the stem"), "*");
  return why;
}

const KdExporter kd_exporter_h5p = {
    .name = "h5p",
    .suffix = ".h5p",
    .summary = N_(
        "H5P question set, content only: the site must have the libraries; no short answers, no matching, no "
        "ordering; scores are H5P's own"),
    .proof = KD_PROOF_STANDARD,
    .binary = TRUE,
    .holds = {.types = KD_CHOICE_TYPES | 1u << KD_QUESTION_FILL | 1u << KD_QUESTION_JUDGE},
    .find_obstacle = find_obstacle,
    .write = write_h5p,
};
