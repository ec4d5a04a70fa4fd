#pragma once
/* Owns: a table of items as platforms import it, one row an item, while a row is filled. Used by the
 * exporters of such workbooks (kaoshibao, chaoxing, kahoot, quizizz). */

#include "exporter/book.h"
#include "exporter/exporter.h"

#define KD_SHEET_COLUMNS 20

typedef struct {
  const char *name; /* line breaks in it are line breaks in the cell */
  double width;     /* in characters */
} KdSheetColumn;

typedef struct {
  guint number;                       /* of the row among the items, from 1 */
  char *texts[KD_SHEET_COLUMNS];      /* owned, by column from A on; NULL: an empty cell */
  gboolean numbers[KD_SHEET_COLUMNS]; /* the text is a whole number, and the cell one, too */
} KdSheetRow;

/* A format's table. */
typedef struct {
  const KdExporter *exporter;
  const char *name;             /* of the sheet */
  guint header_row;             /* from 0; the items stand below it */
  guint first;                  /* column of the first name */
  const KdSheetColumn *columns; /* n names */
  guint n;
  void (*fill)(KdSheetRow *row, const KdQuiz *quiz, const KdQuestion *q);
} KdSheet;

/* Adds the sheet with names and items; an item with a text that is too long for a cell is left out. The
 * caller may go on with what stands above the names. */
lxw_worksheet *kd_sheet_write(const KdSheet *sheet, const KdExportJob *job, KdBook *book);

/* What keeps an item out of any of these tables: an answer of several lines that nobody can type; a multiple
 * choice with one right option, which would be taken for a single one. The caller owns the text; NULL:
 * nothing. */
char *kd_sheet_find_obstacle(const KdQuestion *q);

/* Fills a cell. */
void kd_sheet_put(KdSheetRow *row, guint column, const char *text);
void kd_sheet_put_number(KdSheetRow *row, guint column, guint number);
/* The options or parts, a cell each. */
void kd_sheet_put_choices(KdSheetRow *row, guint column, const KdQuestion *q);
/* The key in letters: "B", "ACD"; of a true/false item "A" when it is true and "B" when not. */
void kd_sheet_put_letters(KdSheetRow *row, guint column, const KdQuestion *q);
/* The same in numbers: "2", "1,3,4". */
void kd_sheet_put_numbers(KdSheetRow *row, guint column, const KdQuestion *q);
/* The answer in words. */
void kd_sheet_put_answer(KdSheetRow *row, guint column, const KdQuestion *q);
/* What is said about the answer, a line each: the explanation, other right wordings of blanks
 * ("也可答：甲、乙"), the source ("出处：…"). */
void kd_sheet_put_remarks(KdSheetRow *row, guint column, const KdQuiz *quiz, const KdQuestion *q);
/* The first heading that the item belongs to, as one level of a path. */
void kd_sheet_put_heading(KdSheetRow *row, guint column, const KdQuestion *q);

/* The remarks without other wordings. */
void kd_sheet_append_remarks(GString *out, const KdQuiz *quiz, const KdQuestion *q);
/* A name as a level of a path: on one line, / and \ in full width, since they would begin another level. The
 * caller owns it. */
char *kd_sheet_make_level(const char *name);
/* Time to read and answer, in seconds: 20, 30, 60, 90 or 120, which the games that ask for it all offer. */
guint kd_sheet_seconds(const KdQuestion *q);
