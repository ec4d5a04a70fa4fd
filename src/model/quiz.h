#pragma once
/* Owns: a quiz set. Made by selector/ or read back by importer/; const from then on; what exporters see. */

#include "model/question.h"

typedef struct {
  char *id; /* "s1" */
  char *file;
  char *sha256;    /* of the file's bytes; may be NULL */
  char *article;   /* title; may be NULL */
  char *published; /* may be NULL */
  char *author;    /* may be NULL */
} KdSource;

typedef struct {
  char *id; /* of the document in a JSON Lines run; NULL else */
  char *title;
  char *by;    /* attribution line; NULL: none */
  char *paper; /* "A": one paper of several; NULL: none */
  guint64 seed;
  GPtrArray *sources;   /* KdSource *, one an article */
  GPtrArray *questions; /* KdQuestion *, in the order printed */
} KdQuiz;

KdQuiz *kd_quiz_new(const char *title);
void kd_quiz_free(KdQuiz *q);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdQuiz, kd_quiz_free)

/* Appends a source and returns it, borrowed; its id is made from its place. Strings are copied, NULL stays
 * NULL. */
KdSource *kd_quiz_add_source(KdQuiz *q, const char *file, const char *article);
/* Appends a copy of a source; its id is made from its place here. */
void kd_quiz_copy_source(KdQuiz *q, const KdSource *source);
const KdSource *kd_quiz_source(const KdQuiz *q, guint i);
const KdQuestion *kd_quiz_question(const KdQuiz *q, guint i);
/* Items of a type. */
guint kd_quiz_count(const KdQuiz *q, KdQuestionType type);
