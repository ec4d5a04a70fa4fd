#include "app/output.h"

#include "app/input.h"
#include "base/error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define HELD_BYTES ((gsize)1 << 20) /* of a text that may be held back in memory */
#define MOST_SPARES 1000            /* names that are tried for a file written beside */

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
  KdFileId id;   /* of the file where it exists, else of its folder */
  GString *text; /* borrowed: what is not written yet */
  int fd;        /* of the file written beside, or of the stream; -1: none */
  char *spare;   /* name of the file written beside; NULL: it has none yet */
  int held;      /* a file without a name that holds what a stream is to get before the text; -1: none */
} Target;

struct KdOutputs {
  GPtrArray *targets; /* Target * */
};

static void free_target(gpointer p)
{
  Target *t = p;
  if (t->fd >= 0)
    close(t->fd);
  if (t->held >= 0)
    close(t->held);
  if (t->spare)
    g_unlink(t->spare);
  g_free(t->spare);
  g_free(t->shown);
  g_free(t->path);
  g_free(t->folder);
  g_free(t);
}

/* --- signals --- */

static const int stops[] = {SIGINT, SIGTERM, SIGHUP};
static KdOutputs *volatile guarded; /* may have files with names that a stop must not leave */

static void remove_spares(int signal)
{
  for (guint i = 0; guarded && i < guarded->targets->len; i++) {
    const Target *t = guarded->targets->pdata[i];
    if (t->spare)
      unlink(t->spare);
  }
  raise(signal); /* ends the program, once this has returned */
}

/* A stop removes what was written beside and has a name. A signal that the program was started to ignore
 * stays ignored. */
static void guard(KdOutputs *o)
{
  if (guarded)
    return;
  guarded = o;
  struct sigaction own = {.sa_handler = remove_spares, .sa_flags = SA_RESETHAND}, before;
  for (guint i = 0; i < G_N_ELEMENTS(stops); i++)
    if (sigaction(stops[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
      sigaction(stops[i], &own, NULL);
}

/* While files are getting their names a stop waits: it finds all of them or none. */
static sigset_t hold_stops(void)
{
  sigset_t held, before;
  sigemptyset(&held);
  for (guint i = 0; i < G_N_ELEMENTS(stops); i++)
    sigaddset(&held, stops[i]);
  pthread_sigmask(SIG_BLOCK, &held, &before);
  return before;
}

static void release_stops(sigset_t before)
{
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* --- what is announced --- */

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
  sigset_t before = hold_stops();
  g_ptr_array_unref(o->targets);
  if (guarded == o)
    guarded = NULL;
  release_stops(before);
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
    return fail(error, t->shown, errno == ENOENT ? _("its folder does not exist") : g_strerror(errno));
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
  t->fd = t->held = -1;
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

void kd_outputs_set(KdOutputs *o, guint i, GString *text)
{
  Target *t = g_ptr_array_index(o->targets, i);
  t->text = text;
}

/* --- writing --- */

static gboolean write_bytes(int fd, const Target *t, const char *bytes, gsize len, GError **error)
{
  for (gsize done = 0; done < len;) {
    gssize n = write(fd, bytes + done, len - done);
    if (n < 0 && errno != EINTR)
      return fail(error, t->shown, g_strerror(errno));
    done += n > 0 ? (gsize)n : 0;
  }
  return TRUE;
}

/* Writes the text and empties it. */
static gboolean write_text(int fd, Target *t, GError **error)
{
  gboolean fine = write_bytes(fd, t, t->text->str, t->text->len, error);
  g_string_truncate(t->text, 0);
  return fine;
}

/* The name of a file beside the target: known in advance, so that what a killed program left is found. */
static char *name_beside(const Target *t, guint i)
{
  g_autofree char *base = g_path_get_basename(t->path);
  g_autofree char *name = g_strdup_printf(".kaodian-%08x-%u", g_str_hash(base), i);
  return g_build_filename(t->folder, name, NULL);
}

/* Whoever writes beside a target holds a lock on the file; nobody holds that of a program that was killed. */
static void remove_stale(const char *spare)
{
  int fd = open(spare, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
    g_unlink(spare);
  if (fd >= 0)
    close(fd);
}

static gboolean link_spare(const Target *t, const char *spare)
{
  g_autofree char *nameless = g_strdup_printf("/proc/self/fd/%d", t->fd);
  return linkat(AT_FDCWD, nameless, AT_FDCWD, spare, AT_SYMLINK_FOLLOW) == 0;
}

static gboolean create_spare(Target *t, const char *spare)
{
  t->fd = open(spare, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666);
  return t->fd >= 0;
}

/* Makes a file beside the target, or gives the one that there is a name. */
static gboolean take_name(Target *t, GError **error)
{
  for (guint i = 0; i < MOST_SPARES; i++) {
    g_autofree char *spare = name_beside(t, i);
    remove_stale(spare);
    if (t->fd >= 0 ? link_spare(t, spare) : create_spare(t, spare)) {
      t->spare = g_steal_pointer(&spare);
      return TRUE;
    }
    if (errno != EEXIST)
      break;
  }
  return fail(error, t->shown, g_strerror(errno));
}

static gboolean lock_spare(const Target *t, GError **error)
{
  /* Not every file system has locks; then nobody will ever find one on a file that was left. */
  return flock(t->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK ||
         fail(error, t->shown, g_strerror(errno));
}

/* A file without a name, which vanishes with the program; where the file system has none such, or where it
 * could not be given a name later (see link_spare), one with a name that nothing else has. */
static gboolean open_spare(KdOutputs *o, Target *t, GError **error)
{
  if (access("/proc/self/fd", X_OK) == 0)
    t->fd = open(t->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  if (t->fd >= 0)
    return lock_spare(t, error);
  guard(o);
  sigset_t before = hold_stops();
  gboolean fine = take_name(t, error) && lock_spare(t, error);
  release_stops(before);
  return fine;
}

/* What there is of a file's text goes into the file beside it. */
static gboolean write_beside(KdOutputs *o, Target *t, GError **error)
{
  return (t->fd >= 0 || open_spare(o, t, error)) && write_text(t->fd, t, error);
}

static gboolean finish_beside(KdOutputs *o, Target *t, GError **error)
{
  if (!write_beside(o, t, error))
    return FALSE;
  if (t->exists && fchmod(t->fd, t->mode) != 0)
    return fail(error, t->shown, g_strerror(errno));
  return fsync(t->fd) == 0 || fail(error, t->shown, g_strerror(errno));
}

static gboolean name_spare(KdOutputs *o, Target *t, GError **error)
{
  (void)o;
  return t->spare || take_name(t, error);
}

static gboolean put_in_place(KdOutputs *o, Target *t, GError **error)
{
  (void)o;
  if (g_rename(t->spare, t->path) != 0)
    return fail(error, t->shown, g_strerror(errno));
  g_clear_pointer(&t->spare, g_free);
  return TRUE;
}

/* The name is safe once the folder is; not every file system can say so. */
static gboolean sync_folder(KdOutputs *o, Target *t, GError **error)
{
  (void)o;
  (void)error;
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

static gboolean open_stream(Target *t, GError **error)
{
  if (t->fd < 0)
    t->fd = t->kind == TARGET_STDOUT ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                                     : open(t->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  return t->fd >= 0 || fail(error, t->shown, g_strerror(errno));
}

/* Some of a stream's text, held back in memory, goes where it takes none; without such a place it stays. */
static gboolean hold_back(Target *t, GError **error)
{
  if (t->held < 0)
    t->held = open(g_get_tmp_dir(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  return t->held < 0 || write_text(t->held, t, error);
}

static gboolean copy_held(const Target *t, GError **error)
{
  g_autofree char *block = g_malloc(HELD_BYTES);
  for (gint64 at = 0;;) {
    gssize n = pread(t->held, block, HELD_BYTES, at);
    if (n == 0)
      return TRUE;
    if (n < 0 && errno != EINTR)
      return fail(error, t->shown, g_strerror(errno));
    if (n > 0 && !write_bytes(t->fd, t, block, (gsize)n, error))
      return FALSE;
    at += MAX(n, 0);
  }
}

static gboolean write_stream(KdOutputs *o, Target *t, GError **error)
{
  (void)o;
  if (!open_stream(t, error) || (t->held >= 0 && !copy_held(t, error)) || !write_text(t->fd, t, error))
    return FALSE;
  /* A file system may say as late as here that it has no room. */
  int fd = t->fd;
  t->fd = -1;
  return close(fd) == 0 || fail(error, t->shown, g_strerror(errno));
}

gboolean kd_outputs_flush(KdOutputs *o, guint i, gboolean at_once, GError **error)
{
  Target *t = g_ptr_array_index(o->targets, i);
  if (t->kind != TARGET_FILE && at_once)
    return open_stream(t, error) && write_text(t->fd, t, error);
  if (t->text->len < HELD_BYTES)
    return TRUE;
  return t->kind == TARGET_FILE ? write_beside(o, t, error) : hold_back(t, error);
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
typedef struct {
  gboolean (*concerns)(const Target *);
  gboolean (*run)(KdOutputs *, Target *, GError **);
} Step;

static const Step filling[] = {{is_file, finish_beside}, {is_stream, write_stream}};
static const Step naming[] = {{is_file, name_spare}, {is_file, put_in_place}, {is_file, sync_folder}};

static gboolean run_steps(KdOutputs *o, const Step *steps, guint n, GError **error)
{
  for (guint s = 0; s < n; s++)
    for (guint i = 0; i < o->targets->len; i++) {
      Target *t = g_ptr_array_index(o->targets, i);
      if (!steps[s].concerns(t) || steps[s].run(o, t, error))
        continue;
      if (steps[s].run == put_in_place)
        take_back(o, i);
      return FALSE;
    }
  return TRUE;
}

gboolean kd_outputs_write(KdOutputs *o, GError **error)
{
  if (!run_steps(o, filling, G_N_ELEMENTS(filling), error))
    return FALSE;
  sigset_t before = hold_stops();
  gboolean fine = run_steps(o, naming, G_N_ELEMENTS(naming), error);
  release_stops(before);
  return fine;
}
