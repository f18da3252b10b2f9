/* wasi-libc has no threads. A program that is told to use one runs each where it would start. */
#ifndef LOAM_SINGLE_THREAD_H
#define LOAM_SINGLE_THREAD_H

typedef int pthread_t;
typedef int pthread_mutex_t;
typedef int pthread_cond_t;

static inline int pthread_create(pthread_t *thread, const void *attributes,
                                 void *(*run)(void *), void *argument) {
  (void)thread, (void)attributes;
  run(argument);
  return 0;
}
static inline int pthread_join(pthread_t thread, void **result) {
  (void)thread, (void)result;
  return 0;
}
#define pthread_exit(result) return (result)
#define pthread_mutex_init(mutex, attributes) ((void)(mutex), 0)
#define pthread_mutex_destroy(mutex) ((void)(mutex), 0)
#define pthread_mutex_lock(mutex) ((void)(mutex), 0)
#define pthread_mutex_unlock(mutex) ((void)(mutex), 0)
#define pthread_cond_init(condition, attributes) ((void)(condition), 0)
#define pthread_cond_destroy(condition) ((void)(condition), 0)
#define pthread_cond_wait(condition, mutex) ((void)(condition), 0)
#define pthread_cond_broadcast(condition) ((void)(condition), 0)

#endif
