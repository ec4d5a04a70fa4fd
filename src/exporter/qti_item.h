#pragma once
/* Owns: nothing after it returns. An item of a set as a document of QTI, and how it is scored; used by qti.c,
 * qti22.c and qti30.c. */

#include "exporter/qti_xml.h"
#include "model/quiz.h"

/* What QTI cannot hold of the item, in words that the caller owns; NULL: nothing. */
char *kd_qti_item_obstacle(const KdQuestion *q);
/* The points for 1 of the item's SCORE, a number as text that the caller owns. */
char *kd_qti_item_weight(const KdQuestion *q);
/* The document of the quiz's item i; the caller owns it. */
GString *kd_qti_item_write(const KdQtiDialect *dialect, const KdQuiz *quiz, guint i, const char *identifier);
