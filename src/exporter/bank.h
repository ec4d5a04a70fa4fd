#pragma once
/* Owns: nothing after it returns. A set as the lines of a 题库, the plain text that many apps recognise; used
 * by the exporters tiku and tiku-docx, which hold the same items. */

#include "exporter/exporter.h"
#include "exporter/wording.h"

/* The lines, char *, without line ends; empty ones part items. The caller owns them. */
GPtrArray *kd_bank_lines(const KdQuiz *quiz);
/* As find_obstacle of KdExporter. */
char *kd_bank_find_obstacle(const KdQuestion *q);

/* Matching has no form here, and which blank an answer belongs to is told by its place alone. */
#define KD_BANK_HOLDS                                                                                        \
  {                                                                                                          \
    .types = KD_EVERY_TYPE & ~(1u << KD_QUESTION_MATCH), .max_choices = KD_LETTERS                           \
  }
