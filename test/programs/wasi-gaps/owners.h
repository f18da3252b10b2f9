/* WASI has no file modes and no owners, so there is nothing to copy from one file to another. */
#ifndef LOAM_OWNERS_H
#define LOAM_OWNERS_H

#include <sys/types.h>

static inline int fchmod(int descriptor, mode_t mode) {
  (void)descriptor, (void)mode;
  return 0;
}
static inline int fchown(int descriptor, uid_t user, gid_t group) {
  (void)descriptor, (void)user, (void)group;
  return 0;
}

#endif
