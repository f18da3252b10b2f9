// Runs `compute(rounds)` so often, and prints what each run took in ms and the result.
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double compute(int rounds);

int main(int count, char **values) {
  const int rounds = count > 1 ? atoi(values[1]) : 1, runs = count > 2 ? atoi(values[2]) : 1;
  for (int run = 0; run < runs; run++) {
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    const double result = compute(rounds);
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("%.6f %.17g\n", (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6, result);
  }
}
