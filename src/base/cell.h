#pragma once
/* Owns: nothing. What the writers and the readers of tables of items must agree on. */

#include <glib.h>

#define KD_OPTION_COLUMNS 8

/* The columns, in the order in which they are written. */
typedef enum {
  KD_COLUMN_STATE, /* of a review sheet: what the reviewer decided */
  KD_COLUMN_ID,
  KD_COLUMN_TYPE,
  KD_COLUMN_STEM,
  KD_COLUMN_OPTION_A,
  KD_COLUMN_OPTION_H = KD_COLUMN_OPTION_A + KD_OPTION_COLUMNS - 1,
  KD_COLUMN_ANSWER,
  KD_COLUMN_EXPLANATION,
  KD_COLUMN_DIFFICULTY,
  KD_COLUMN_SCORE,
  KD_COLUMN_TAGS,
  KD_COLUMN_PLACE,
  KD_COLUMN_DATA,
  KD_COLUMNS
} KdColumn;

/* What a reviewer may decide about an item. */
typedef enum { KD_STATE_KEPT, KD_STATE_EDITED, KD_STATE_DROPPED, KD_STATES } KdState;

/* 状态, 编号 … 数据 */
const char *kd_column_name(KdColumn column);
/* 采用, 修改, 删除 */
const char *kd_state_name(KdState state);

/* Would a spreadsheet run the cell as a formula? With blanks and apostrophes in front it may, too, once they
 * are stripped; and an apostrophe in front of such a cell of the text must not be taken for the guard. */
gboolean kd_cell_is_formula(const char *cell);
