#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * Loaded before libc: every fsync takes SHIM_SYNC_MS longer, and when the file SHIM_FAIL_ONCE is there, one fails with
 * EIO and the file is gone. One alone, because Linux forgets the pages of a failed fsync and says yes to the next.
 */
static int shimmed(const char *name, int fd) {
  const char *ms = getenv("SHIM_SYNC_MS");
  const char *once = getenv("SHIM_FAIL_ONCE");
  if (ms != NULL) usleep(1000 * (useconds_t)atoi(ms));
  if (once != NULL && unlink(once) == 0) {
    errno = EIO;
    return -1;
  }
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  return real(fd);
}

int fsync(int fd) { return shimmed("fsync", fd); }
int fdatasync(int fd) { return shimmed("fdatasync", fd); }
