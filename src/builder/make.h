#pragma once
/* Owns: nothing. Small things that several item types share; used by the item types of builder/. */

#include "builder/pool.h"
#include "builder/stem.h"

/* A new item on the stem with the gaps filled as given, its evidence in place. */
KdQuestion *kd_item_new(const KdBench *bench, KdQuestionType type, const KdStem *stem, const KdGap *gaps,
                        guint n);
/* The target's words; the caller owns them. */
char *kd_target_dup(const KdBench *bench, const KdTarget *target);
/* A whole clause that opens the stem in the middle of its sentence has lost its subject: FALSE, with the
 * reason set. */
gboolean kd_target_has_subject(KdBench *bench, const KdStem *stem, const KdTarget *target);
/* “四个结合”，即…: the stem says what the target stands for; TRUE with the reason set. */
gboolean kd_target_is_explained(KdBench *bench, const KdStem *stem, const KdTarget *target);
/* What a wrong option must be. */
typedef struct {
  const GPtrArray *right; /* char *: the right options, and the wrong ones found so far */
  double least_kin;       /* as in KdSearch */
  guint wanted;
  gboolean stock; /* as in KdSearch */
} KdWanted;
/* Wrong options for the target in this stem: what kd_pool_find gives, the proof made against the stem and its
 * evidence. */
GPtrArray *kd_item_find_wrong(const KdBench *bench, const KdStem *stem, const KdTarget *target,
                              KdWanted wanted);
/* Adds a wrong option; one that the sources do not hold is marked as the stock's. */
void kd_item_add_wrong(const KdBench *bench, KdQuestion *question, const char *text);
/* The point's members, char *, owned by the array. */
GPtrArray *kd_members_dup(const KdBench *bench);
/* The words of a heading as they stand in a sentence: blanks between its halves become commas, a subtitle
 * behind —— is left out. The caller
 * owns them. */
char *kd_head_dup(const KdBench *bench);
/* Does the heading say what to do (加强…, 为…贡献…), so that 如何 or 要 can stand beside it? */
gboolean kd_head_is_task(const KdBench *bench, const char *head);
/* Does it name what can be counted (…的原则, …主要任务), so that 有哪些 or 包括 can stand behind it? */
gboolean kd_head_is_countable(const KdBench *bench, const char *head);
/* …遵循以下原则 → …遵循哪些原则？; NULL where the head does not announce what follows. The caller owns it. */
char *kd_head_ask_announced(const KdBench *bench, const char *head);
/* Is any member of measures nothing but a number or a word of fewer than four letters? */
gboolean kd_members_are_labels(const KdBench *bench);
/* Do all members open with a verb? */
gboolean kd_members_are_tasks(const KdBench *bench);
/* The same name or list at a later place of the article, from *from on, which moves behind it: the point as
 * it would be there. NULL: there is none near. The caller owns it. */
KdPoint *kd_point_find_again(const KdBench *bench, const KdPoint *point, guint32 *from);
