#pragma once
/* Owns: a test paper, what stands on it and in what order, before anything is laid out. Made from a set, then
 * const; the exporters for paper (text, pdf, docx, html) walk over it, so that they cannot disagree. Lives as
 * long as an export; the set must outlive it. */

#include "exporter/exporter.h"
#include "exporter/wording.h"

/* A piece of a stem: text, a blank to be filled, or the brackets of a choice. */
typedef struct {
  KdPieceKind kind;
  const char *text; /* borrowed; of a piece of text */
  gsize len;
  guint width; /* of a blank: in Han characters */
} KdPaperPiece;

typedef struct {
  const KdQuestion *question;
  guint number;       /* through the whole paper, from 1 */
  GArray *stem;       /* KdPaperPiece */
  char *points;       /* "（7分）" behind the stem; NULL: the section's head says it */
  guint answer_lines; /* room to write an answer of one's own, in lines; 0: none */
  char *answer;       /* the key in words, a line feed between scoring points */
  char *explanation;  /* NULL: none, or not wanted */
  char *places;       /* 《题目》…第17行; the same */
} KdPaperItem;

typedef struct {
  KdQuestionType type;
  char *head;       /* "一、填空题（共10题，每题2分，共20分）" */
  char *label;      /* "一、填空题" */
  GPtrArray *items; /* KdPaperItem * */
  guint half_points;
} KdPaperSection;

typedef struct {
  const KdPaperOptions *options; /* borrowed */
  char *title;                   /* with the key's head behind it where the key stands alone */
  const char *key_head; /* what stands above the key: "参考答案与解析", without explanations "参考答案" */
  char *subtitle;            /* "——《题目》"; NULL: the title says it, or there is none */
  char *summary;             /* "共20题，满分100分" */
  const char *by;            /* borrowed; NULL: none */
  const char *const *fields; /* what is filled in by hand, "党支部" …; ends in NULL */
  GPtrArray *sections;       /* KdPaperSection *, in the order in which their types first stand in the set */
  guint n_items, half_points;
  gboolean has_items;   /* the questions are on the paper */
  gboolean key_follows; /* each item is followed by its key */
  gboolean has_key;     /* the key stands on the paper, behind the questions or alone */
  gboolean has_fields;  /* it is answered on: there are places for name and score above the questions */
  gboolean has_table;   /* of scores: 题号, 得分; every style has it */
} KdPaper;

/* Borrows quiz and options. The caller owns the paper. */
KdPaper *kd_paper_new(const KdQuiz *quiz, const KdPaperOptions *options);
void kd_paper_free(KdPaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdPaper, kd_paper_free)

const KdPaperSection *kd_paper_section(const KdPaper *paper, guint i);
const KdPaperItem *kd_paper_item(const KdPaperSection *section, guint i);

/* How many options stand in a row of so many Han letters, as far as can be told without the font: four, two
 * or one. */
guint kd_paper_choices_in_row(const KdQuestion *q, guint line_chars);
