#include "app/input.h"

#include "app/lines.h"
#include "base/error.h"
#include "importer/importer.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_BYTES ((gsize)256 << 20) /* of one input */

/* A file to be read. */
typedef struct {
  char *path;
  GError *error; /* of the list that it is; NULL: it is no list, or stands for what the list names */
} Source;

struct KdInputs {
  KdInputMode mode;
  GArray *sources; /* Source */
  guint next;      /* of them */
  GArray *files;   /* KdFileId */
  KdLines *lines;  /* of the source before the next; NULL: not being read by lines */
  KdInputsReach reach;
};

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

void kd_input_free(KdInput *in)
{
  if (in == NULL)
    return;
  g_free(in->name);
  g_free(in->id);
  g_clear_pointer(&in->bytes, g_bytes_unref);
  g_clear_error(&in->error);
  g_free(in);
}

static void clear_source(gpointer p)
{
  Source *s = p;
  g_free(s->path);
  g_clear_error(&s->error);
}

void kd_inputs_free(KdInputs *inputs)
{
  if (inputs == NULL)
    return;
  kd_lines_free(inputs->lines);
  g_array_unref(inputs->sources);
  g_array_unref(inputs->files);
  g_free(inputs);
}

const GArray *kd_inputs_files(const KdInputs *inputs)
{
  return inputs->files;
}

static KdInput *new_input(const char *name)
{
  KdInput *in = g_new0(KdInput, 1);
  in->name = g_utf8_make_valid(name, -1);
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

static void note_file(KdInputs *inputs, const struct stat *s)
{
  KdFileId id = {s->st_dev, s->st_ino};
  if (S_ISREG(s->st_mode))
    g_array_append_val(inputs->files, id);
}

/* A descriptor that something can be read from; -1 with the error. */
static int open_path(const char *path, GError **error)
{
  int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  struct stat s;
  if (fd < 0 || fstat(fd, &s) != 0) {
    fail_with_errno(error);
  } else if (S_ISDIR(s.st_mode)) {
    g_set_error_literal(error, KD_ERROR, KD_ERROR_IO, _("is a folder"));
  } else {
    return fd;
  }
  if (fd > STDIN_FILENO)
    close(fd);
  return -1;
}

static GBytes *read_path(const char *path, GError **error)
{
  int fd = open_path(path, error);
  if (fd < 0)
    return NULL;
  GBytes *bytes = read_descriptor(fd, error);
  if (fd != STDIN_FILENO)
    close(fd);
  return bytes;
}

/* Looks at a file before any is read: an output must be none of them. What is wrong with it, reading says. */
static void look_at(KdInputs *inputs, const char *path)
{
  struct stat s;
  if ((strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &s) : stat(path, &s)) != 0)
    return;
  note_file(inputs, &s);
  inputs->reach.all_bytes += S_ISREG(s.st_mode) ? (guint64)s.st_size : 0;
}

static void add_source(KdInputs *inputs, const char *path, GError *error)
{
  Source source = {g_strdup(path), error};
  g_array_append_val(inputs->sources, source);
  inputs->reach.all_files++;
  if (error == NULL)
    look_at(inputs, path);
}

/* The files that a list names, a line each; a list that cannot be read is a source with an error. */
static void add_list(KdInputs *inputs, const char *path)
{
  GError *error = NULL;
  int fd = open_path(path, &error);
  g_autoptr(KdLines) lines = fd < 0 ? NULL : kd_lines_new(fd);
  struct stat s;
  if (lines && fstat(fd, &s) == 0)
    note_file(inputs, &s);
  const char *line;
  gsize len;
  while (lines && error == NULL) {
    KdLineState state = kd_lines_next(lines, &line, &len);
    if (state == KD_LINE_END)
      return;
    g_autofree char *name = state == KD_LINE_READ ? g_strchomp(g_strndup(line, len)) : NULL;
    if (name == NULL)
      error = state == KD_LINE_FAILED
                  ? g_error_new_literal(KD_ERROR, KD_ERROR_IO, g_strerror(errno))
                  : g_error_new_literal(KD_ERROR, KD_ERROR_FORMAT, _("a line is too long"));
    else if (memchr(line, '\0', len))
      error = g_error_new_literal(KD_ERROR, KD_ERROR_FORMAT, _("a NUL byte"));
    else if (*name)
      add_source(inputs, name, NULL);
  }
  add_source(inputs, path, error);
}

KdInputs *kd_inputs_new(char **files, KdInputMode mode, GError **error)
{
  guint from_stdin = 0;
  for (guint i = 0; files && files[i]; i++)
    from_stdin += strcmp(files[i], "-") == 0;
  if (files == NULL || files[0] == NULL || from_stdin > 1) {
    g_set_error_literal(error, KD_ERROR, KD_ERROR_USAGE,
                        from_stdin > 1 ? _("standard input can be read only once") : _("no FILE given"));
    return NULL;
  }
  KdInputs *inputs = g_new0(KdInputs, 1);
  inputs->mode = mode;
  inputs->sources = g_array_new(FALSE, FALSE, sizeof(Source));
  g_array_set_clear_func(inputs->sources, clear_source);
  inputs->files = g_array_new(FALSE, FALSE, sizeof(KdFileId));
  for (guint i = 0; files[i]; i++)
    if (mode == KD_INPUT_LIST)
      add_list(inputs, files[i]);
    else
      add_source(inputs, files[i], NULL);
  return inputs;
}

KdInput *kd_inputs_read(KdInputs *inputs, const char *path)
{
  KdInput *in = new_input(path);
  struct stat s;
  if (stat(path, &s) == 0)
    note_file(inputs, &s);
  in->bytes = read_path(path, &in->error);
  return in;
}

static KdInput *read_source(KdInputs *inputs, const Source *source)
{
  KdInput *in = new_input(source->path);
  in->fatal = source->error != NULL;
  if (source->error)
    in->error = g_error_copy(source->error);
  else
    in->bytes = read_path(source->path, &in->error);
  inputs->reach.bytes += in->bytes ? g_bytes_get_size(in->bytes) : 0;
  inputs->reach.files++;
  return in;
}

/* --- JSON Lines --- */

static KdInput *new_bad_line(const char *path, guint32 number, GError *error)
{
  g_autofree char *name = g_strdup_printf("%s:%u", path, number);
  KdInput *in = new_input(name);
  in->error = error;
  return in;
}

static KdInput *new_broken_file(const char *path, guint32 number)
{
  KdInput *in = new_bad_line(path, number, g_error_new_literal(KD_ERROR, KD_ERROR_IO, g_strerror(errno)));
  in->fatal = TRUE;
  return in;
}

static KdInput *read_json_line(const KdJsonLine *line)
{
  KdLine parts;
  GError *error = NULL;
  if (kd_importer_read_line(line, &parts, &error)) {
    g_autofree char *name = g_strdup_printf("%s#%s", line->name, parts.id);
    KdInput *in = new_input(name);
    in->id = parts.id;
    in->bytes = g_bytes_new_take(parts.text, strlen(parts.text));
    return in;
  }
  KdInput *in = new_bad_line(line->name, line->number, error);
  in->id = parts.id;
  return in;
}

static gboolean is_blank(const char *line, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (!g_ascii_isspace(line[i]))
      return FALSE;
  return TRUE;
}

/* The next line that is not blank; NULL: there is none in this file. */
static KdInput *next_line(KdInputs *inputs)
{
  g_autofree char *path =
      g_utf8_make_valid(g_array_index(inputs->sources, Source, inputs->next - 1).path, -1);
  for (;;) {
    KdJsonLine line = {.name = path};
    guint64 before = kd_lines_offset(inputs->lines);
    KdLineState state = kd_lines_next(inputs->lines, &line.json, &line.len);
    line.number = kd_lines_number(inputs->lines);
    inputs->reach.bytes += kd_lines_offset(inputs->lines) - before;
    if (state == KD_LINE_END)
      return NULL;
    if (state == KD_LINE_FAILED)
      return new_broken_file(path, line.number);
    if (state == KD_LINE_TOO_LONG)
      return new_bad_line(path, line.number,
                          g_error_new(KD_ERROR, KD_ERROR_FORMAT, _("the line is longer than %u MB"),
                                      (guint)(KD_LINE_MOST >> 20)));
    if (!is_blank(line.json, line.len))
      return read_json_line(&line);
  }
}

static KdInput *next_json_line(KdInputs *inputs)
{
  for (;;) {
    KdInput *in = inputs->lines ? next_line(inputs) : NULL;
    if (in)
      return in;
    inputs->reach.files += inputs->lines != NULL;
    g_clear_pointer(&inputs->lines, kd_lines_free);
    if (inputs->next == inputs->sources->len)
      return NULL;
    const char *path = g_array_index(inputs->sources, Source, inputs->next++).path;
    GError *error = NULL;
    int fd = open_path(path, &error);
    if (fd < 0) {
      in = new_input(path);
      in->error = error;
      in->fatal = TRUE;
      return in;
    }
    inputs->lines = kd_lines_new(fd);
  }
}

KdInput *kd_inputs_next(KdInputs *inputs)
{
  if (inputs->mode == KD_INPUT_JSONL)
    return next_json_line(inputs);
  if (inputs->next == inputs->sources->len)
    return NULL;
  return read_source(inputs, &g_array_index(inputs->sources, Source, inputs->next++));
}

KdInputsReach kd_inputs_reach(const KdInputs *inputs)
{
  return inputs->reach;
}
