#include "app/input.h"

#include "base/error.h"
#include "importer/importer.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_BYTES ((gsize)256 << 20) /* of one input */

gboolean kd_input_mode_parse(const char *name, KdInputMode *mode, GError **error)
{
  static const char *const names[] = {
      [KD_INPUT_TEXT] = "text", [KD_INPUT_LIST] = "list", [KD_INPUT_JSONL] = "jsonl"};
  *mode = KD_INPUT_TEXT;
  if (name == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(name, names[i]) == 0) {
      *mode = (KdInputMode)i;
      return TRUE;
    }
  g_set_error(error, KD_ERROR, KD_ERROR_USAGE, _("--input %s: not one of text, list, jsonl"), name);
  return FALSE;
}

static void free_input(gpointer p)
{
  KdInput *in = p;
  g_free(in->name);
  g_free(in->id);
  g_clear_pointer(&in->bytes, g_bytes_unref);
  g_clear_error(&in->error);
  g_free(in);
}

void kd_inputs_free(KdInputs *inputs)
{
  if (inputs == NULL)
    return;
  g_ptr_array_unref(inputs->items);
  g_array_unref(inputs->files);
  g_free(inputs);
}

KdInput *kd_inputs_get(const KdInputs *inputs, guint i)
{
  return g_ptr_array_index(inputs->items, i);
}

static KdInput *add_item(KdInputs *inputs, const char *name, const char *id)
{
  KdInput *in = g_new0(KdInput, 1);
  in->name = g_utf8_make_valid(name, -1);
  in->id = g_strdup(id);
  g_ptr_array_add(inputs->items, in);
  return in;
}

static GBytes *fail_with_errno(GError **error)
{
  g_set_error_literal(error, KD_ERROR, KD_ERROR_IO, g_strerror(errno));
  return NULL;
}

/* All that comes until the end; memory that is not there is an error like any other. */
static GBytes *read_descriptor(int fd, GError **error)
{
  g_autofree guint8 *data = NULL;
  gsize len = 0, room = 0;
  for (;;) {
    if (len == room) {
      room = MAX(room * 2, 65536);
      guint8 *more = room <= MOST_BYTES * 2 ? g_try_realloc(data, room) : NULL;
      if (more == NULL || len > MOST_BYTES) {
        g_set_error_literal(error, KD_ERROR, KD_ERROR_IO, _("too large"));
        return NULL;
      }
      (void)g_steal_pointer(&data);
      data = more;
    }
    gssize n = read(fd, data + len, room - len);
    if (n == 0)
      return g_bytes_new_take(g_steal_pointer(&data), len);
    if (n < 0 && errno != EINTR)
      return fail_with_errno(error);
    len += n > 0 ? (gsize)n : 0;
  }
}

static GBytes *read_open(KdInputs *inputs, int fd, GError **error)
{
  struct stat s;
  if (fstat(fd, &s) != 0)
    return fail_with_errno(error);
  if (S_ISDIR(s.st_mode)) {
    g_set_error_literal(error, KD_ERROR, KD_ERROR_IO, _("is a folder"));
    return NULL;
  }
  KdFileId id = {s.st_dev, s.st_ino};
  if (S_ISREG(s.st_mode))
    g_array_append_val(inputs->files, id);
  return read_descriptor(fd, error);
}

static GBytes *read_path(KdInputs *inputs, const char *path, GError **error)
{
  if (strcmp(path, "-") == 0)
    return read_open(inputs, STDIN_FILENO, error);
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    return fail_with_errno(error);
  GBytes *bytes = read_open(inputs, fd, error);
  close(fd);
  return bytes;
}

KdInput *kd_inputs_add(KdInputs *inputs, const char *path)
{
  KdInput *in = add_item(inputs, path, NULL);
  in->bytes = read_path(inputs, path, &in->error);
  return in;
}

/* The lines of a file, without line ends and a byte order mark; NULL with the error in an item of its own. */
static char **read_lines(KdInputs *inputs, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = read_path(inputs, path, &error);
  if (bytes == NULL) {
    add_item(inputs, path, NULL)->error = g_steal_pointer(&error);
    return NULL;
  }
  gsize len = 0;
  const char *data = g_bytes_get_data(bytes, &len);
  gboolean mark = len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0;
  if (memchr(data ? data : "", '\0', len)) {
    add_item(inputs, path, NULL)->error = g_error_new(KD_ERROR, KD_ERROR_FORMAT, _("a NUL byte"));
    return NULL;
  }
  g_autofree char *text = g_strndup(data + (mark ? 3 : 0), len - (mark ? 3 : 0));
  char **lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    g_strchomp(lines[i]);
  return lines;
}

static void add_list(KdInputs *inputs, const char *path)
{
  g_auto(GStrv) lines = read_lines(inputs, path);
  for (guint i = 0; lines && lines[i]; i++)
    if (*lines[i])
      kd_inputs_add(inputs, lines[i]);
}

static void add_json_line(KdInputs *inputs, const char *path, guint32 number, const char *line)
{
  KdLine parts;
  GError *error = NULL;
  gboolean fine = kd_importer_read_line(path, number, line, &parts, &error);
  g_autofree char *name =
      fine ? g_strdup_printf("%s#%s", path, parts.id) : g_strdup_printf("%s:%u", path, number);
  KdInput *in = add_item(inputs, name, parts.id);
  if (fine)
    in->bytes = g_bytes_new_take(parts.text, strlen(parts.text));
  in->error = error;
  g_free(parts.id);
}

static void add_json_lines(KdInputs *inputs, const char *path)
{
  g_auto(GStrv) lines = read_lines(inputs, path);
  g_autofree char *shown = g_utf8_make_valid(path, -1);
  for (guint i = 0; lines && lines[i]; i++)
    if (*lines[i])
      add_json_line(inputs, shown, i + 1, lines[i]);
}

KdInputs *kd_inputs_read(char **files, KdInputMode mode, GError **error)
{
  static void (*const add[])(KdInputs *,
                             const char *) = {[KD_INPUT_LIST] = add_list, [KD_INPUT_JSONL] = add_json_lines};
  guint from_stdin = 0;
  for (guint i = 0; files && files[i]; i++)
    from_stdin += strcmp(files[i], "-") == 0;
  if (files == NULL || files[0] == NULL || from_stdin > 1) {
    g_set_error_literal(error, KD_ERROR, KD_ERROR_USAGE,
                        from_stdin > 1 ? _("standard input can be read only once") : _("no FILE given"));
    return NULL;
  }
  KdInputs *inputs = g_new0(KdInputs, 1);
  inputs->items = g_ptr_array_new_with_free_func(free_input);
  inputs->files = g_array_new(FALSE, FALSE, sizeof(KdFileId));
  for (guint i = 0; files[i]; i++) {
    if (mode == KD_INPUT_TEXT)
      kd_inputs_add(inputs, files[i]);
    else
      add[mode](inputs, files[i]);
  }
  return inputs;
}
