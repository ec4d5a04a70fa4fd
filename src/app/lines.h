#pragma once
/* Owns: a file while it is read line by line, one line in memory at a time. Used by app/input.c; lives as
 * long as the reading of the file. A line is handed out as soon as it has come, before the next is read, so
 * that a program at the other end of a pipe may wait for the answer to one line before it writes the next. */

#include <glib.h>

typedef struct KdLines KdLines;

typedef enum {
  KD_LINE_READ,
  KD_LINE_TOO_LONG, /* more than KD_LINE_MOST bytes, or than there is memory for: it was passed over */
  KD_LINE_FAILED,   /* the file cannot be read on */
  KD_LINE_END,
} KdLineState;

#define KD_LINE_MOST ((gsize)64 << 20)

/* Takes the descriptor over, standard input aside. */
KdLines *kd_lines_new(int fd);
void kd_lines_free(KdLines *l);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdLines, kd_lines_free)

/* On to the next line. On KD_LINE_READ *line is its bytes without the line end and a byte order mark at the
 * start of the file, borrowed until the next call, with a NUL behind them that *len does not count. On
 * KD_LINE_FAILED errno says why. */
KdLineState kd_lines_next(KdLines *l, const char **line, gsize *len);
/* The number of the line that the last call was about, from 1. */
guint32 kd_lines_number(const KdLines *l);
/* How many bytes of the file have been handed out or passed over. */
guint64 kd_lines_offset(const KdLines *l);
