#include "base/cell.h"

#include <string.h>

static const char *const column_names[] = {
    [KD_COLUMN_STATE] = "状态",         [KD_COLUMN_ID] = "编号",
    [KD_COLUMN_TYPE] = "题型",          [KD_COLUMN_STEM] = "题干",
    [KD_COLUMN_OPTION_A] = "选项A",     [KD_COLUMN_OPTION_A + 1] = "选项B",
    [KD_COLUMN_OPTION_A + 2] = "选项C", [KD_COLUMN_OPTION_A + 3] = "选项D",
    [KD_COLUMN_OPTION_A + 4] = "选项E", [KD_COLUMN_OPTION_A + 5] = "选项F",
    [KD_COLUMN_OPTION_A + 6] = "选项G", [KD_COLUMN_OPTION_H] = "选项H",
    [KD_COLUMN_ANSWER] = "答案",        [KD_COLUMN_EXPLANATION] = "解析",
    [KD_COLUMN_DIFFICULTY] = "难度",    [KD_COLUMN_SCORE] = "分值",
    [KD_COLUMN_TAGS] = "知识点",        [KD_COLUMN_PLACE] = "出处",
    [KD_COLUMN_DATA] = "数据",
};
G_STATIC_ASSERT(G_N_ELEMENTS(column_names) == KD_COLUMNS);

static const char *const state_names[] = {
    [KD_STATE_KEPT] = "采用", [KD_STATE_EDITED] = "修改", [KD_STATE_DROPPED] = "删除"};
G_STATIC_ASSERT(G_N_ELEMENTS(state_names) == KD_STATES);

const char *kd_column_name(KdColumn column)
{
  return column_names[column];
}

const char *kd_state_name(KdState state)
{
  return state_names[state];
}

gboolean kd_cell_is_formula(const char *cell)
{
  while (*cell == ' ' || *cell == '\'' || g_str_has_prefix(cell, "\u3000"))
    cell += *cell == ' ' || *cell == '\'' ? 1 : strlen("\u3000");
  static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  for (guint i = 0; i < G_N_ELEMENTS(starts); i++)
    if (g_str_has_prefix(cell, starts[i]))
      return TRUE;
  return FALSE;
}
