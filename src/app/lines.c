#include "app/lines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define LEAST_ROOM ((gsize)65536)
#define KEPT_ROOM ((gsize)1 << 20) /* more is given back once the line is over */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct KdLines {
  int fd;
  char *data;
  gsize room, start, end; /* of data: its size, and what of it was read but not handed out yet */
  gsize scanned;          /* up to here there is no line end */
  guint64 offset;
  guint32 number;
  gboolean at_end, passing; /* passing: the line is too long, its rest is passed over */
};

KdLines *kd_lines_new(int fd)
{
  KdLines *l = g_new0(KdLines, 1);
  l->fd = fd;
  return l;
}

void kd_lines_free(KdLines *l)
{
  if (l == NULL)
    return;
  if (l->fd != STDIN_FILENO)
    close(l->fd);
  g_free(l->data);
  g_free(l);
}

guint32 kd_lines_number(const KdLines *l)
{
  return l->number;
}

guint64 kd_lines_offset(const KdLines *l)
{
  return l->offset;
}

/* Forgets what has come of the line. */
static void drop(KdLines *l)
{
  l->offset += l->end - l->start;
  l->start = l->end = l->scanned = 0;
}

/* Room for more bytes and a NUL; without it the line is too long. */
static void make_room(KdLines *l)
{
  if (l->start == l->end || l->passing)
    drop(l);
  if (l->end == 0 && l->room > KEPT_ROOM) {
    g_clear_pointer(&l->data, g_free);
    l->room = 0;
  }
  if (l->end + 1 < l->room)
    return;
  if (l->start > 0) {
    memmove(l->data, l->data + l->start, l->end - l->start);
    l->end -= l->start;
    l->scanned -= l->start;
    l->start = 0;
  }
  if (l->end + 1 < l->room && l->end < l->room / 2)
    return;
  gsize room = MAX(l->room * 2, LEAST_ROOM);
  char *more = l->end > KD_LINE_MOST ? NULL : g_try_realloc(l->data, room);
  if (more) {
    l->data = more;
    l->room = room;
  } else {
    l->passing = TRUE;
    drop(l);
  }
}

/* FALSE: it cannot be read on. */
static gboolean read_more(KdLines *l)
{
  make_room(l);
  if (l->room == 0) {
    errno = ENOMEM;
    return FALSE;
  }
  gssize n;
  do
    n = read(l->fd, l->data + l->end, l->room - 1 - l->end);
  while (n < 0 && errno == EINTR);
  l->at_end = n == 0;
  l->end += n > 0 ? (gsize)n : 0;
  return n >= 0;
}

/* Hands out the line that ends at `stop`; the next begins at `next`. */
static KdLineState hand_out(KdLines *l, gsize stop, gsize next, const char **line, gsize *len)
{
  gboolean too_long = l->passing || stop - l->start > KD_LINE_MOST;
  l->data[stop] = '\0';
  gsize skip = l->number == 0 && g_str_has_prefix(l->data + l->start, BYTE_ORDER_MARK) ? 3 : 0;
  *line = l->data + l->start + skip;
  *len = stop - l->start - skip;
  l->offset += next - l->start;
  l->start = l->scanned = next;
  l->passing = FALSE;
  l->number++;
  return too_long ? KD_LINE_TOO_LONG : KD_LINE_READ;
}

KdLineState kd_lines_next(KdLines *l, const char **line, gsize *len)
{
  for (;;) {
    const char *stop = l->end > l->scanned ? memchr(l->data + l->scanned, '\n', l->end - l->scanned) : NULL;
    if (stop) {
      gsize at = (gsize)(stop - l->data);
      return hand_out(l, at, at + 1, line, len);
    }
    l->scanned = l->end;
    if (l->at_end && l->start == l->end && !l->passing)
      return KD_LINE_END;
    if (l->at_end)
      return hand_out(l, l->end, l->end, line, len);
    if (!read_more(l)) {
      l->at_end = TRUE;
      l->passing = FALSE;
      drop(l);
      l->number++;
      return KD_LINE_FAILED;
    }
  }
}
