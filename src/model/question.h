#pragma once
/* Owns: items, what a learner is asked. Made by builder/ (or read back by importer/), ordered by selector/,
 * written by exporter/. All strings are owned, NUL-terminated UTF-8; no span leads back to a document. */

#include "model/point.h"

/* Where a blank and where a choice go in a stem. */
#define KD_BLANK "____"
#define KD_CHOICE "（　）"

typedef enum {
  KD_QUESTION_FILL,
  KD_QUESTION_SINGLE,
  KD_QUESTION_MULTIPLE,
  KD_QUESTION_JUDGE,
  KD_QUESTION_SHORT,
  KD_QUESTION_ORDER,
  KD_QUESTION_MATCH,
  KD_QUESTION_TYPES
} KdQuestionType;

/* "fill", "single" … as in the contract. */
const char *kd_question_type_name(KdQuestionType t);
/* 填空题, 单选题 … */
const char *kd_question_type_label(KdQuestionType t);
/* By name or by label; FALSE when there is none. */
gboolean kd_question_type_parse(const char *name, KdQuestionType *type);

typedef struct {
  char *answer;
  GPtrArray *accept; /* char *: other wordings that are right */
} KdBlank;

typedef struct {
  char *text;
  gboolean correct;
  gboolean stock; /* a wrong option from the shipped phrase stock, not from the sources */
} KdOption;

typedef struct {
  guint source; /* index into the set's sources */
  guint32 line; /* of the file, from 1 */
  char *text;   /* whole clauses of the source, word for word */
} KdEvidence;

typedef struct {
  char *id; /* "q-3f9a1c20" */
  KdQuestionType type;
  char *stem;
  GPtrArray *blanks;         /* KdBlank *: fill */
  GPtrArray *options;        /* KdOption *, in the order shown: single, multiple */
  GPtrArray *answers;        /* char *: short, the scoring points */
  GPtrArray *left;           /* char *: match, what something belongs to */
  GPtrArray *right;          /* char *: match, what belongs to it, may be more; order, the parts as shown */
  GArray *places;            /* guint, into right: match, for each of left; order, in the right order */
  gboolean is_true;          /* judge */
  char *swap_from, *swap_to; /* judge, false: the source's words and what stands for them; NULL else */
  gboolean ordered;          /* fill, short: the order of the answers counts */
  char *explanation;
  int difficulty;    /* 1 easy … 5 hard */
  guint half_points; /* score in halves of a point */
  GPtrArray *tags;   /* char *: headings it belongs to */
  char *point_id;
  KdPointKind point_kind;
  GPtrArray *evidence; /* KdEvidence * */
  double rank;         /* builder → selector: how good an item it is, 0 … 1; not written out */
  guint64 passage;     /* builder → selector: items of one number ask about one passage; not written out */
} KdQuestion;

KdQuestion *kd_question_new(KdQuestionType type);
/* The same item once more. */
KdQuestion *kd_question_dup(const KdQuestion *q);
void kd_question_free(KdQuestion *q);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdQuestion, kd_question_free)

void kd_question_add_blank(KdQuestion *q, const char *answer);
/* Another right wording of the last blank. */
void kd_question_add_accept(KdQuestion *q, const char *wording);
void kd_question_add_option(KdQuestion *q, const char *text, gboolean correct);
void kd_question_add_answer(KdQuestion *q, const char *answer);
/* A part on the left of a matching item, and the place in right of what belongs to it. */
void kd_question_add_left(KdQuestion *q, const char *text, guint place);
/* A part on the right of a matching item, or a part of an ordering item. */
void kd_question_add_right(KdQuestion *q, const char *text);
/* The place in right of the part that comes next in the right order. */
void kd_question_add_place(KdQuestion *q, guint place);
void kd_question_add_tag(KdQuestion *q, const char *tag);
void kd_question_add_evidence(KdQuestion *q, guint source, guint32 line, const char *text);

const KdBlank *kd_question_blank(const KdQuestion *q, guint i);
KdOption *kd_question_option(const KdQuestion *q, guint i);
const char *kd_question_answer(const KdQuestion *q, guint i);
const char *kd_question_left(const KdQuestion *q, guint i);
const char *kd_question_right(const KdQuestion *q, guint i);
guint kd_question_place(const KdQuestion *q, guint i);
const KdEvidence *kd_question_evidence(const KdQuestion *q, guint i);
/* The words asked for: the answers of the blanks in their order, or the right options (char *, borrowed). The
 * caller owns the array. */
GPtrArray *kd_question_list_right(const KdQuestion *q);
/* How many options are right. */
guint kd_question_right_count(const KdQuestion *q);
/* Does it ask for all of a list at once? Two such items on one point answer each other. */
gboolean kd_question_asks_whole(const KdQuestion *q);
/* Blanks in the stem of a fill-in item; 0 for others. */
guint kd_question_gap_count(const KdQuestion *q);
/* Can it be answered: as many blanks in the stem as answers, one right option, or several of a multiple? An
 * item written by hand may not be. */
gboolean kd_question_is_answerable(const KdQuestion *q);
/* Made from type, evidence (where there is none, the stem), right texts and swap, as the contract says. Sets
 * q->id. */
void kd_question_make_id(KdQuestion *q);
/* Adds the id to the set of ids (char *, borrowed from the items); one that is taken gets -2, -3 … behind it.
 */
void kd_question_claim_id(KdQuestion *q, GHashTable *ids);
