#pragma once
/* Owns: nothing after it returns. KdQuiz → bytes, in any of the formats of exporters.def; used by app/ and
 * the tests. */

#include "base/finding.h"
#include "model/quiz.h"

/* Where the key of a paper stands: behind all items, nowhere, behind each item, alone. Separate is for app/,
 * which makes two papers of it, one with none and one with the key alone. */
typedef enum {
  KD_KEY_END,
  KD_KEY_NONE,
  KD_KEY_AFTER,
  KD_KEY_ALONE,
  KD_KEY_SEPARATE,
  KD_KEY_PLACES
} KdKeyPlace;
typedef enum { KD_SHEET_A4, KD_SHEET_A3X2, KD_SHEETS } KdSheetSize;
typedef enum { KD_STYLE_EXAM, KD_STYLE_GONGWEN, KD_STYLES } KdPaperStyle;
typedef enum { KD_BLANK_FIXED, KD_BLANK_ANSWER, KD_BLANK_WIDTHS } KdBlankWidth;

/* How a paper looks: text, pdf, docx, html. */
typedef struct {
  KdKeyPlace key;
  KdSheetSize sheet;
  KdPaperStyle style;
  KdBlankWidth blank;
  guint columns; /* 1 or 2; 0: 1 */
  gboolean seal; /* 密封线 */
  gboolean large;
  gboolean no_explanations; /* the key without 解析 and 出处 */
  char *font;               /* of whoever holds the options; NULL: the style's own */
} KdPaperOptions;

typedef struct {
  gboolean csv_no_bom;  /* no byte order mark in front */
  gboolean csv_lf;      /* lines end in LF, not CRLF */
  gboolean csv_no_data; /* without the column 数据 */
  gboolean csv_raw;     /* cells that a spreadsheet would run stay as they are */
  guint header_row;     /* kaoshibao: row of the column names, 1 or 2; 0: 1 */
  KdPaperOptions paper;
} KdExportOptions;

/* How far it is known that the program behind a format takes what is written. */
typedef enum {
  KD_PROOF_OWN,      /* kaodian's own format, or one for people */
  KD_PROOF_VENDOR,   /* the vendor's own code read a sample */
  KD_PROOF_STANDARD, /* an open standard; programs of other people read a sample */
  KD_PROOF_MANUAL,   /* written by the vendor's manual or template; its importer was not run */
  KD_PROOF_HEARSAY,  /* written by what other people's exporters and importers do */
  KD_PROOFS
} KdProof;

/* What a format can hold of an item. */
typedef struct {
  guint types;        /* bits 1u << KdQuestionType */
  guint max_choices;  /* options, or parts on the right; 0: any number */
  guint max_blanks;   /* the same */
  guint stem_chars;   /* the same */
  guint choice_chars; /* of one option; the same */
  gboolean any_order; /* several blanks that may be filled in any order */
  gboolean paper;     /* a paper: KdPaperOptions apply */
} KdCapacity;

/* A set to write. An exporter is handed only items that its format can hold, and options that are not NULL.
 */
typedef struct {
  const KdQuiz *quiz;
  const KdExportOptions *options;
  KdFindings *findings; /* what is to be said about the output */
} KdExportJob;

/* A format: what it can hold, and how it is written. */
typedef struct {
  const char *name;    /* as behind -f */
  const char *suffix;  /* ".csv"; of formats with one suffix the first in the table is chosen by it */
  const char *summary; /* English, for gettext: what it is for, and what is carried in another form */
  KdProof proof;
  gboolean binary; /* the bytes are no text */
  KdCapacity holds;
  /* What else keeps the item out, in a few words that the caller owns; NULL: nothing. May be NULL. */
  char *(*find_obstacle)(const KdQuestion *q);
  /* Appends the set to out. FALSE with KD_ERROR_IO: a library failed, out is of no use. */
  gboolean (*write)(const KdExportJob *job, GString *out, GError **error);
} KdExporter;

#define KD_EVERY_TYPE ((1u << KD_QUESTION_TYPES) - 1)
#define KD_CHOICE_TYPES (1u << KD_QUESTION_SINGLE | 1u << KD_QUESTION_MULTIPLE)

#define EXPORTER(name) extern const KdExporter kd_exporter_##name;
#include "exporter/exporters.def"
#undef EXPORTER

guint kd_exporter_count(void);
const KdExporter *kd_exporter_get(guint i);
/* By name; NULL when there is none. */
const KdExporter *kd_exporter_find(const char *name);
/* The first with the suffix of a path, in either case; NULL when there is none. */
const KdExporter *kd_exporter_find_suffix(const char *path);
/* A proof in English words, for gettext. */
const char *kd_proof_text(KdProof proof);

/* Says that an item is left out, and why: the finding FORMAT_CANNOT_HOLD. */
void kd_exporter_leave_out(const KdExporter *exporter, const KdQuestion *q, const char *obstacle,
                           KdFindings *findings);

/* For find_obstacle of formats that need two options: a choice item with fewer. */
char *kd_exporter_few_options(const KdQuestion *q);

/* Appends the job's set in a format. An item that the format cannot hold is left out whole, with a finding
 * FORMAT_CANNOT_HOLD that names format, item and reason. options NULL: as the contract has it. FALSE with
 * KD_ERROR_IO. That a text is valid UTF-8 is asserted. */
gboolean kd_exporter_write(const KdExporter *exporter, const KdExportJob *job, GString *out, GError **error);
