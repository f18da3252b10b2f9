/* WASI has no file modes and no owners, so there is nothing to copy from one file to another. */
#include <sys/types.h>

int fchmod(int descriptor, mode_t mode) {
  (void)descriptor, (void)mode;
  return 0;
}
int fchown(int descriptor, uid_t user, gid_t group) {
  (void)descriptor, (void)user, (void)group;
  return 0;
}
