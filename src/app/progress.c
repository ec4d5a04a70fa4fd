#include "app/progress.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#define FIRST_AFTER G_USEC_PER_SEC
#define NEXT_AFTER (G_USEC_PER_SEC / 5)

static struct {
  gint64 begin, next; /* 0: not begun */
  gboolean shown;
} line;

/* "12/130 files  34.5 MB  4.2 MB/s  0:25 left" */
static char *describe(KdInputsReach r, double seconds)
{
  double mb = (double)r.bytes / 1e6, speed = mb / seconds;
  g_autoptr(GString) s = g_string_new(NULL);
  g_string_append_printf(s, _("%u of %u files"), r.files, r.all_files);
  g_string_append_printf(s, "  %.1f MB  %.2f MB/s", mb, speed);
  if (r.all_bytes > r.bytes && r.bytes > 0) {
    guint left = (guint)((double)(r.all_bytes - r.bytes) / 1e6 / speed);
    g_autofree char *time = g_strdup_printf("%u:%02u", left / 60, left % 60);
    g_string_append(s, "  ");
    g_string_append_printf(s, _("%s left"), time);
  }
  return g_string_free(g_steal_pointer(&s), FALSE);
}

void kd_progress_show(KdInputsReach reach, KdTalk talk)
{
  gint64 now = g_get_monotonic_time();
  if (line.begin == 0) {
    line.begin = now;
    line.next = now + FIRST_AFTER;
  }
  if (talk.quiet || now < line.next || !isatty(STDERR_FILENO))
    return;
  line.next = now + NEXT_AFTER;
  g_autofree char *text = describe(reach, (double)(now - line.begin) / G_USEC_PER_SEC);
  fprintf(stderr, "\r%s\033[K", text);
  line.shown = TRUE;
}

void kd_progress_clear(void)
{
  if (line.shown)
    fputs("\r\033[K", stderr);
  line.shown = FALSE;
}
