#pragma once
/* Owns: nothing. The three forms of a quiz file; used by importer.c only. */

#include "model/quiz.h"

/* What a file is read with, and what is told about it. */
typedef struct {
  const char *name;
  const char *text; /* ends in a NUL behind len; of a workbook its bytes */
  gsize len;
  GArray *lines;  /* guint32: of each item; may be NULL */
  guint stripped; /* characters taken out */
  guint dropped;  /* items that the reviewer marked so */
} KdQuizFile;

/* NULL with the error, which begins with the place. */
KdQuiz *kd_quiz_read_json(KdQuizFile *file, GError **error);
KdQuiz *kd_quiz_read_csv(KdQuizFile *file, GError **error);
KdQuiz *kd_quiz_read_xlsx(KdQuizFile *file, GError **error);
