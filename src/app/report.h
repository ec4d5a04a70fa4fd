#pragma once
/* Owns: nothing. The report of a run: what was asked for, what was made, what was left out and why, how fair
 * the sets are. Used by generate. Chinese whatever the locale: it is data. */

#include "app/pipeline.h"

typedef struct {
  const GPtrArray *quizzes; /* const KdQuiz * */
  const KdBlueprint *blueprint;
  const KdFindings *findings;
} KdReport;

/* For people. */
void kd_report_write_plain(const KdReport *report, GString *out);
/* The same as JSON, "kaodian-report/1". */
void kd_report_write_json(const KdReport *report, GString *out);
