#pragma once
/* Owns: nothing after it returns. A set as an assessment in QTI 1.2, in which Canvas and Common Cartridge
 * differ by a table; used by their exporters. */

#include "exporter/exporter.h"
#include "exporter/xml.h"

typedef struct KdQti12 KdQti12;

/* An item while it is written. */
typedef struct {
  KdXml *x;
  const KdQti12 *dialect;
  const KdQuiz *quiz;
  const KdQuestion *question;
  guint first; /* the identifiers of its answers are numbers from here on */
  guint unit;  /* half points that count as one, see write_fields */
} KdQti12Item;

/* Where the dialects differ. */
struct KdQti12 {
  const char *type_field;               /* the metadata field that names the type */
  const char *types[KD_QUESTION_TYPES]; /* what stands in it, by type */
  const char *several_blanks;           /* what stands in it for several blanks */
  const char *judge_idents[2];          /* identifiers of 正确 and 错误; NULL: numbers */
  const char *blank_prompt;             /* of render_fib; NULL: an empty response_label stands in it */
  const char *essay_prompt;
  gboolean has_case;              /* varequal says whether capitals count */
  const char *const (*fields)[2]; /* metadata of the assessment: label, entry; ends in NULL */
  /* Writes the item's further metadata fields. */
  void (*write_fields)(const KdQti12Item *item);
};

/* An identifier of the set, "kd_…", made of its title and its items. The caller owns it. */
char *kd_qti12_ident(const KdQuiz *quiz);
/* The whole document; the caller owns it. unit as in KdQti12Item. */
GString *kd_qti12_document(const KdQti12 *dialect, const KdQuiz *quiz, const char *ident, guint unit);
/* <qtimetadatafield> with label and entry. */
void kd_qti12_field(KdXml *x, const char *label, const char *entry);
/* How many answers of the item have identifiers. */
guint kd_qti12_answers(const KdQuestion *q);
