#pragma once
/* Owns: nothing. An item's parts in the words and marks that several formats share; used by the exporters.
 * Appending functions append to out and cannot fail. */

#include "model/quiz.h"

/* A stem is text with blanks (of fill-in items) and places for a choice (of choice items) in it. */
typedef enum { KD_PIECE_TEXT, KD_PIECE_BLANK, KD_PIECE_CHOICE } KdPieceKind;
typedef struct {
  KdPieceKind kind;
  const char *text; /* borrowed from the stem */
  gsize len;
} KdPiece;

/* The next piece of the item's stem; *rest is q->stem at the beginning. FALSE at its end. */
gboolean kd_piece_next(const KdQuestion *q, const char **rest, KdPiece *piece);

/* What stands behind letters: options, or the parts on the right. */
guint kd_wording_choices(const KdQuestion *q);
const char *kd_wording_choice(const KdQuestion *q, guint i);

/* The letter of a choice: A to Z. A format that shows letters holds at most KD_LETTERS choices. */
#define KD_LETTERS 26
char kd_wording_letter(guint i);

/* Is any answer of the blanks, or any other wording of one, such a text? */
gboolean kd_wording_any(const KdQuestion *q, gboolean (*is_such)(const char *wording));
/* Can every answer of the blanks, and every other wording, be typed into a field of one line? */
gboolean kd_wording_typable(const KdQuestion *q);

/* The key in letters: "ACD" of a choice item or an ordering item, "1B 2A" of a matching item; between stands
 * between two letters or pairs. */
void kd_wording_key(GString *out, const KdQuestion *q, const char *between);
/* "正确" or "错误". */
const char *kd_wording_judgement(const KdQuestion *q);
/* The answer as a key for people gives it, without what is explained: "甲（或乙）；丙", "ACD",
 * "错误（“…”应为“…”）", "（1）…" with a line feed between scoring points. */
void kd_wording_answer(GString *out, const KdQuestion *q);
/* 2 or 2.5 */
void kd_wording_points(GString *out, guint half_points);
/* A number given in the last of its decimal places, at most 9, without zeros at its end: 250 with 2 places is
 * 2.5. */
void kd_wording_decimal(GString *out, guint n, guint places);
/* 《题目》（6月20日《人民日报》）第17、19行；… */
void kd_wording_places(GString *out, const KdQuiz *quiz, const KdQuestion *q);
/* "题目", "题目（A卷）": of one paper of several. */
void kd_wording_title(GString *out, const KdQuiz *quiz);
/* 易 中 难 */
const char *kd_wording_difficulty(const KdQuestion *q);

/* The text on one line: tabs and line ends become a blank. */
void kd_wording_line(GString *out, const char *text);
/* The text in HTML: & < > " as entities, line ends as <br>. */
void kd_wording_html(GString *out, const char *text, gsize len);
