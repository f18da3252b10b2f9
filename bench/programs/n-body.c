// The twin of n-body.as.ts: the same pairs in the same order, four bodies at a time in SSE2.
#include <stdint.h>
#include <stdlib.h>
#include <xmmintrin.h>
#define COUNT 2048

static float px[COUNT], py[COUNT], pz[COUNT], mass[COUNT], vx[COUNT], vy[COUNT], vz[COUNT];

static uint32_t xorshift(uint32_t state) {
  state ^= state << 13;
  state ^= state >> 17;
  return state ^ (state << 5);
}

double compute(int rounds) {
  uint32_t state = 1;
  for (int i = 0; i < COUNT; i++) {
    px[i] = (float)((state = xorshift(state)) >> 8) * 5.9604645e-8f;
    py[i] = (float)((state = xorshift(state)) >> 8) * 5.9604645e-8f;
    pz[i] = (float)((state = xorshift(state)) >> 8) * 5.9604645e-8f;
    mass[i] = 1;
    vx[i] = vy[i] = vz[i] = 0;
  }
  const __m128 softening = _mm_set1_ps(0.01f), one = _mm_set1_ps(1), step = _mm_set1_ps(0.001f);
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < COUNT; i += 4) {
      const __m128 x = _mm_loadu_ps(px + i), y = _mm_loadu_ps(py + i), z = _mm_loadu_ps(pz + i);
      __m128 ax = _mm_setzero_ps(), ay = _mm_setzero_ps(), az = _mm_setzero_ps();
      for (int j = 0; j < COUNT; j++) {
        const __m128 dx = _mm_sub_ps(_mm_set1_ps(px[j]), x);
        const __m128 dy = _mm_sub_ps(_mm_set1_ps(py[j]), y);
        const __m128 dz = _mm_sub_ps(_mm_set1_ps(pz[j]), z);
        const __m128 square =
            _mm_add_ps(_mm_add_ps(_mm_mul_ps(dx, dx), _mm_mul_ps(dy, dy)),
                       _mm_add_ps(_mm_mul_ps(dz, dz), softening));
        const __m128 inverse = _mm_div_ps(one, _mm_sqrt_ps(square));
        const __m128 pull = _mm_mul_ps(
            _mm_set1_ps(mass[j]), _mm_mul_ps(inverse, _mm_mul_ps(inverse, inverse)));
        ax = _mm_add_ps(ax, _mm_mul_ps(dx, pull));
        ay = _mm_add_ps(ay, _mm_mul_ps(dy, pull));
        az = _mm_add_ps(az, _mm_mul_ps(dz, pull));
      }
      _mm_storeu_ps(vx + i, _mm_add_ps(_mm_loadu_ps(vx + i), _mm_mul_ps(ax, step)));
      _mm_storeu_ps(vy + i, _mm_add_ps(_mm_loadu_ps(vy + i), _mm_mul_ps(ay, step)));
      _mm_storeu_ps(vz + i, _mm_add_ps(_mm_loadu_ps(vz + i), _mm_mul_ps(az, step)));
    }
    for (int i = 0; i < COUNT; i++) {
      px[i] += vx[i] * 0.001f;
      py[i] += vy[i] * 0.001f;
      pz[i] += vz[i] * 0.001f;
    }
  }
  double sum = 0;
  for (int i = 0; i < COUNT; i++) sum += (double)px[i] + (double)py[i] * 2 + (double)pz[i] * 3;
  return sum;
}
