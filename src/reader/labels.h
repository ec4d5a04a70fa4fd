#pragma once
/* Owns: nothing. Printed numbers in front of headings and paragraphs; used by the outline. */

#include "reader/draft.h"

/* By depth: a label of a later kind stands below one of an earlier kind. */
typedef enum {
  KD_LABEL_NONE,
  KD_LABEL_PART,        /* 第一编 第一篇 */
  KD_LABEL_CHAPTER,     /* 第一章 */
  KD_LABEL_SECTION,     /* 第一节 */
  KD_LABEL_ARTICLE,     /* 第一条 */
  KD_LABEL_HAN,         /* 一、 */
  KD_LABEL_HAN_ROUND,   /* （一） */
  KD_LABEL_DIGIT,       /* 1. 1、 */
  KD_LABEL_DIGIT_ROUND, /* （1） (1) 1） */
  KD_LABEL_CIRCLED,     /* ① */
  KD_LABEL_ORDINAL,     /* 第一， */
  KD_LABEL_IS,          /* 一是 */
  KD_LABEL_DASH,        /* —— */
  KD_LABEL_KINDS
} KdLabelKind;

/* Sets label and label_kind of a draft: the number in front, the blank behind it included. */
void kd_label_parse(KdDraft *d);
