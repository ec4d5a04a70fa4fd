#include "builder/difficulty.h"

#include "base/utf8.h"
#include <string.h>

static guint letters_of(const char *text)
{
  return kd_letter_count(text, strlen(text));
}

static int rate_fill(const KdQuestion *q)
{
  guint longest = 0;
  for (guint i = 0; i < q->blanks->len; i++)
    longest = MAX(longest, letters_of(kd_question_blank(q, i)->answer));
  int base = longest <= 2 ? 1 : longest <= 4 ? 2 : longest <= 8 ? 3 : 4;
  return base + (q->blanks->len > 1);
}

static int rate_single(const KdQuestion *q)
{
  guint longest = 0;
  for (guint i = 0; i < q->options->len; i++)
    longest = MAX(longest, letters_of(kd_question_option(q, i)->text));
  return longest >= 9 ? 3 : 2;
}

static int rate_multiple(const KdQuestion *q)
{
  guint right = kd_question_right_count(q);
  if (right == q->options->len)
    return 2;
  return right >= 4 && q->options->len >= 5 ? 5 : 4;
}

static int rate_judge(const KdQuestion *q)
{
  if (q->is_true || q->swap_from == NULL)
    return q->is_true ? 1 : 2;
  return letters_of(q->swap_from) <= 2 ? 3 : 2;
}

static int rate_short(const KdQuestion *q)
{
  guint letters = 0;
  for (guint i = 0; i < q->answers->len; i++)
    letters += letters_of(kd_question_answer(q, i));
  if (q->answers->len >= 6 || letters >= 90)
    return 5;
  return q->answers->len >= 4 || letters >= 40 ? 4 : 3;
}

static int rate_order(const KdQuestion *q)
{
  return q->right->len >= 5 ? 5 : 4;
}

static int rate_match(const KdQuestion *q)
{
  return q->right->len > q->left->len || q->left->len >= 5 ? 4 : 3;
}

static int (*const raters[KD_QUESTION_TYPES])(const KdQuestion *) = {
    [KD_QUESTION_FILL] = rate_fill,         [KD_QUESTION_SINGLE] = rate_single,
    [KD_QUESTION_MULTIPLE] = rate_multiple, [KD_QUESTION_JUDGE] = rate_judge,
    [KD_QUESTION_SHORT] = rate_short,       [KD_QUESTION_ORDER] = rate_order,
    [KD_QUESTION_MATCH] = rate_match,
};

int kd_question_rate(const KdQuestion *q)
{
  return raters[q->type](q);
}
