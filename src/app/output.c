#include "app/output.h"

#include "app/input.h"
#include "base/error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum {
  TARGET_STDOUT,
  TARGET_FILE,  /* new or regular: written beside and renamed */
  TARGET_STREAM /* a device or a pipe: written to as it is */
} TargetKind;

typedef struct {
  TargetKind kind;
  char *shown;  /* as given, valid UTF-8 */
  char *path;   /* behind every symbolic link */
  char *folder; /* of path */
  mode_t mode;
  gboolean exists;
  KdFileId id;         /* of the file where it exists, else of its folder */
  const GString *text; /* borrowed */
  int fd;              /* of the file written beside; -1: none */
  char *spare;         /* its name; NULL: it has none yet */
} Target;

struct KdOutputs {
  GPtrArray *targets; /* Target * */
};

static void free_target(gpointer p)
{
  Target *t = p;
  if (t->fd >= 0)
    close(t->fd);
  if (t->spare)
    g_unlink(t->spare);
  g_free(t->spare);
  g_free(t->shown);
  g_free(t->path);
  g_free(t->folder);
  g_free(t);
}

KdOutputs *kd_outputs_new(void)
{
  KdOutputs *o = g_new0(KdOutputs, 1);
  o->targets = g_ptr_array_new_with_free_func(free_target);
  return o;
}

void kd_outputs_free(KdOutputs *o)
{
  if (o == NULL)
    return;
  g_ptr_array_unref(o->targets);
  g_free(o);
}

static gboolean fail(GError **error, const char *shown, const char *why)
{
  g_set_error(error, KD_ERROR, KD_ERROR_IO, "%s: %s", shown, why);
  return FALSE;
}

/* The path behind a chain of symbolic links, the last of which may lead to nothing. The links of /proc lead
 * to pipes, which have no path. */
static char *follow_links(const char *path)
{
  struct stat s;
  char *at = g_strdup(path);
  gboolean stream = stat(path, &s) == 0 && !S_ISREG(s.st_mode) && !S_ISDIR(s.st_mode);
  for (guint i = 0; i < 40 && !stream; i++) {
    g_autofree char *next = g_file_read_link(at, NULL);
    if (next == NULL)
      break;
    g_autofree char *folder = g_path_get_dirname(at);
    g_free(at);
    at = g_path_is_absolute(next) ? g_strdup(next) : g_build_filename(folder, next, NULL);
  }
  return at;
}

static gboolean same_file(KdFileId a, KdFileId b)
{
  return a.device == b.device && a.inode == b.inode;
}

static gboolean check_inputs(const Target *t, const struct stat *s, const GArray *inputs, GError **error)
{
  KdFileId id = {s->st_dev, s->st_ino};
  for (guint i = 0; inputs && S_ISREG(s->st_mode) && i < inputs->len; i++)
    if (same_file(g_array_index(inputs, KdFileId, i), id)) {
      g_set_error(error, KD_ERROR, KD_ERROR_USAGE, _("%s: the output is an input"), t->shown);
      return FALSE;
    }
  return TRUE;
}

static gboolean check_existing(Target *t, const struct stat *s, const GArray *inputs, GError **error)
{
  t->exists = TRUE;
  t->mode = s->st_mode & 07777;
  t->id = (KdFileId){s->st_dev, s->st_ino};
  if (S_ISDIR(s->st_mode))
    return fail(error, t->shown, _("is a folder"));
  if (!S_ISREG(s->st_mode))
    t->kind = TARGET_STREAM;
  return check_inputs(t, s, inputs, error) &&
         (access(t->path, W_OK) == 0 || fail(error, t->shown, g_strerror(errno)));
}

static gboolean check_file(Target *t, const GArray *inputs, GError **error)
{
  struct stat s;
  if (stat(t->path, &s) == 0)
    return check_existing(t, &s, inputs, error);
  if (errno != ENOENT || *t->path == '\0')
    return fail(error, t->shown, g_strerror(errno));
  if (g_str_has_suffix(t->path, "/"))
    return fail(error, t->shown, _("is a folder"));
  if (stat(t->folder, &s) != 0)
    return fail(error, t->shown, g_strerror(errno));
  t->id = (KdFileId){s.st_dev, s.st_ino};
  return access(t->folder, W_OK | X_OK) == 0 || fail(error, t->shown, g_strerror(errno));
}

static gboolean equal_targets(const Target *a, const Target *b)
{
  if (a->kind != b->kind || a->kind == TARGET_STREAM)
    return FALSE;
  if (a->kind == TARGET_STDOUT)
    return TRUE;
  g_autofree char *name_a = g_path_get_basename(a->path);
  g_autofree char *name_b = g_path_get_basename(b->path);
  return a->exists == b->exists && same_file(a->id, b->id) && (a->exists || strcmp(name_a, name_b) == 0);
}

gboolean kd_outputs_announce(KdOutputs *o, const char *path, const GArray *inputs, GError **error)
{
  Target *t = g_new0(Target, 1);
  gboolean to_stdout = strcmp(path, "-") == 0;
  t->fd = -1;
  t->kind = to_stdout ? TARGET_STDOUT : TARGET_FILE;
  t->shown = to_stdout ? g_strdup(_("standard output")) : g_utf8_make_valid(path, -1);
  t->path = follow_links(path);
  t->folder = g_path_get_dirname(t->path);
  g_ptr_array_add(o->targets, t);
  struct stat s;
  if (to_stdout ? fstat(STDOUT_FILENO, &s) == 0 && !check_inputs(t, &s, inputs, error)
                : !check_file(t, inputs, error))
    return FALSE;
  for (guint i = 0; i + 1 < o->targets->len; i++)
    if (equal_targets(t, g_ptr_array_index(o->targets, i))) {
      g_set_error(error, KD_ERROR, KD_ERROR_USAGE, _("%s: given twice as an output"), t->shown);
      return FALSE;
    }
  return TRUE;
}

void kd_outputs_set(KdOutputs *o, guint i, const GString *text)
{
  Target *t = g_ptr_array_index(o->targets, i);
  t->text = text;
}

static gboolean write_all(int fd, const Target *t, GError **error)
{
  for (gsize done = 0; done < t->text->len;) {
    gssize n = write(fd, t->text->str + done, t->text->len - done);
    if (n < 0 && errno != EINTR)
      return fail(error, t->shown, g_strerror(errno));
    done += n > 0 ? (gsize)n : 0;
  }
  return TRUE;
}

/* A file without a name, which vanishes with the program; where the file system has none such, or where it
 * could not be given a name later (see name_spare), one with a name that nothing else has. */
static gboolean open_spare(Target *t, GError **error)
{
  if (access("/proc/self/fd", X_OK) == 0)
    t->fd = open(t->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  if (t->fd >= 0)
    return TRUE;
  t->spare = g_build_filename(t->folder, ".kaodian-XXXXXX", NULL);
  t->fd = g_mkstemp_full(t->spare, O_RDWR | O_CLOEXEC, 0666);
  if (t->fd >= 0)
    return TRUE;
  int why = errno;
  g_clear_pointer(&t->spare, g_free);
  return fail(error, t->shown, g_strerror(why));
}

static gboolean write_beside(Target *t, GError **error)
{
  if (!open_spare(t, error) || !write_all(t->fd, t, error))
    return FALSE;
  if (t->exists && fchmod(t->fd, t->mode) != 0)
    return fail(error, t->shown, g_strerror(errno));
  return fsync(t->fd) == 0 || fail(error, t->shown, g_strerror(errno));
}

/* Gives the file a name beside the target where it has none. */
static gboolean name_spare(Target *t, GError **error)
{
  g_autofree char *nameless = g_strdup_printf("/proc/self/fd/%d", t->fd);
  for (guint i = 0; t->spare == NULL; i++) {
    g_autofree char *name = g_strdup_printf(".kaodian-%d-%u", (int)getpid(), i);
    g_autofree char *spare = g_build_filename(t->folder, name, NULL);
    if (linkat(AT_FDCWD, nameless, AT_FDCWD, spare, AT_SYMLINK_FOLLOW) == 0)
      t->spare = g_steal_pointer(&spare);
    else if (errno != EEXIST)
      return fail(error, t->shown, g_strerror(errno));
  }
  return TRUE;
}

static gboolean put_in_place(Target *t, GError **error)
{
  if (g_rename(t->spare, t->path) != 0)
    return fail(error, t->shown, g_strerror(errno));
  g_clear_pointer(&t->spare, g_free);
  /* The name is safe once the folder is; not every file system can say so. */
  int folder = open(t->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    (void)fsync(folder);
    close(folder);
  }
  return TRUE;
}

/* Takes back the first n outputs, where there was no such file before. */
static void take_back(KdOutputs *o, guint n)
{
  for (guint i = 0; i < n; i++) {
    const Target *t = g_ptr_array_index(o->targets, i);
    if (t->kind == TARGET_FILE && !t->exists)
      g_unlink(t->path);
  }
}

static gboolean write_stream(Target *t, GError **error)
{
  if (t->kind == TARGET_STDOUT)
    return write_all(STDOUT_FILENO, t, error);
  t->fd = open(t->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (t->fd < 0)
    return fail(error, t->shown, g_strerror(errno));
  return write_all(t->fd, t, error);
}

static gboolean is_file(const Target *t)
{
  return t->kind == TARGET_FILE;
}

static gboolean is_stream(const Target *t)
{
  return t->kind != TARGET_FILE;
}

/* What can fail for want of room comes first, what cannot be taken back after it, the renaming last. */
static const struct {
  gboolean (*concerns)(const Target *);
  gboolean (*run)(Target *, GError **);
} steps[] = {
    {is_file, write_beside}, {is_stream, write_stream}, {is_file, name_spare}, {is_file, put_in_place}};

gboolean kd_outputs_write(KdOutputs *o, GError **error)
{
  for (guint s = 0; s < G_N_ELEMENTS(steps); s++)
    for (guint i = 0; i < o->targets->len; i++) {
      Target *t = g_ptr_array_index(o->targets, i);
      if (!steps[s].concerns(t) || steps[s].run(t, error))
        continue;
      if (steps[s].run == put_in_place)
        take_back(o, i);
      return FALSE;
    }
  return TRUE;
}
