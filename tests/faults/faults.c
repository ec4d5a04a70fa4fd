/* Loaded into the program in front of the C library (LD_PRELOAD): makes the n-th call of one kind fail, or
 * every call from the n-th on. Which, the environment says: KD_FAULT=CALL:N:once or CALL:N:forever, and
 * KD_FAULT_HIT=FILE, which is made when the n-th call comes. CALL: open tmpfile read write short fsync rename
 * link close lock chmod. "tmpfile" is an open of a file without a name, "short" a write of half of what it
 * was given, "write" one that finds no room. */
#undef _FILE_OFFSET_BITS /* open and open64 are two functions here */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The C library's own function of this name. */
#define REAL(name) ((__typeof__(&name))find(#name))

static struct {
  char call[16];
  int n, forever;
  const char *hit;
} fault;
static atomic_int calls;

static void *find(const char *name)
{
  return dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void read_fault(void)
{
  const char *text = getenv("KD_FAULT");
  char mode[16] = "";
  if (text && sscanf(text, "%15[a-z]:%d:%15s", fault.call, &fault.n, mode) == 3)
    fault.forever = strcmp(mode, "forever") == 0;
  fault.hit = getenv("KD_FAULT_HIT");
}

static int fails(const char *call)
{
  if (strcmp(fault.call, call) != 0)
    return 0;
  int n = atomic_fetch_add(&calls, 1) + 1;
  if (n == fault.n && fault.hit)
    syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, fault.hit, O_CREAT | O_WRONLY, 0600));
  return fault.forever ? n >= fault.n : n == fault.n;
}

static int fail(int why)
{
  errno = why;
  return -1;
}

static int open_fails(int flags)
{
  if ((flags & O_TMPFILE) == O_TMPFILE && fails("tmpfile"))
    return fail(EOPNOTSUPP);
  return fails("open") ? fail(EMFILE) : 0;
}

static mode_t mode_of(int flags, va_list args)
{
  return flags & (O_CREAT | O_TMPFILE) ? va_arg(args, mode_t) : 0;
}

#pragma GCC visibility push(default)

int open(const char *path, int flags, ...)
{
  va_list args;
  va_start(args, flags);
  mode_t mode = mode_of(flags, args);
  va_end(args);
  return open_fails(flags) ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
  va_list args;
  va_start(args, flags);
  mode_t mode = mode_of(flags, args);
  va_end(args);
  return open_fails(flags) ? -1 : REAL(open64)(path, flags, mode);
}

ssize_t read(int fd, void *bytes, size_t len)
{
  return fails("read") ? fail(EIO) : REAL(read)(fd, bytes, len);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
  if (fails("write"))
    return fail(ENOSPC);
  return REAL(write)(fd, bytes, len > 1 && fails("short") ? len / 2 : len);
}

int fsync(int fd)
{
  return fails("fsync") ? fail(EIO) : REAL(fsync)(fd);
}

int rename(const char *from, const char *to)
{
  return fails("rename") ? fail(EACCES) : REAL(rename)(from, to);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
  return fails("link") ? fail(EPERM) : REAL(linkat)(from_folder, from, to_folder, to, flags);
}

int close(int fd)
{
  int result = REAL(close)(fd);
  return fails("close") ? fail(EIO) : result;
}

int flock(int fd, int how)
{
  return fails("lock") ? fail(ENOLCK) : REAL(flock)(fd, how);
}

int fchmod(int fd, mode_t mode)
{
  return fails("chmod") ? fail(EPERM) : REAL(fchmod)(fd, mode);
}
