#pragma once
/* Owns: nothing. A quiz set and its parts as JSON trees, as in the contract; used by the exporters that write
 * JSON. The caller owns the trees. */

#include "model/quiz.h"
#include <cjson/cJSON.h>

cJSON *kd_quiz_tree(const KdQuiz *quiz);
cJSON *kd_source_tree(const KdSource *s);
/* The item's point: {"id", "kind"}, or null where it has none. */
cJSON *kd_question_point_tree(const KdQuestion *q);
cJSON *kd_question_evidence_tree(const KdQuiz *quiz, const KdQuestion *q);
/* {"from", "to"} of a false statement; NULL where there is none. */
cJSON *kd_question_swap_tree(const KdQuestion *q);
