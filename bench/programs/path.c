// The twin of path.as.ts: the same rays in the same order.
#include <math.h>
#include <stdint.h>
#define WIDTH 64
#define HEIGHT 64
#define SPHERES 9
#define BOUNCES 6

struct sphere {
  double x, y, z, square, albedo, mirror;
};
static struct sphere spheres[SPHERES];
static uint32_t state = 1;

static double random_number(void) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return (double)state * 2.3283064365386963e-10;
}

static double radiance(double ox, double oy, double oz, double dx, double dy, double dz) {
  double weight = 1;
  for (int bounce = 0; bounce < BOUNCES; bounce++) {
    double nearest = 1e20;
    const struct sphere *hit = 0;
    for (int i = 0; i < SPHERES; i++) {
      const struct sphere *at = spheres + i;
      const double cx = at->x - ox, cy = at->y - oy, cz = at->z - oz;
      const double along = cx * dx + cy * dy + cz * dz;
      const double inside = along * along - (cx * cx + cy * cy + cz * cz) + at->square;
      if (inside > 0) {
        const double root = sqrt(inside);
        double distance = along - root;
        if (distance < 1e-4) distance = along + root;
        if (distance > 1e-4 && distance < nearest) {
          nearest = distance;
          hit = at;
        }
      }
    }
    if (!hit) return weight * (0.5 + 0.5 * dy);
    ox += dx * nearest;
    oy += dy * nearest;
    oz += dz * nearest;
    double nx = ox - hit->x, ny = oy - hit->y, nz = oz - hit->z;
    const double scale = 1 / sqrt(nx * nx + ny * ny + nz * nz);
    nx *= scale;
    ny *= scale;
    nz *= scale;
    weight *= hit->albedo;
    if (random_number() < hit->mirror) {
      const double twice = 2 * (dx * nx + dy * ny + dz * nz);
      dx -= twice * nx;
      dy -= twice * ny;
      dz -= twice * nz;
    } else {
      double rx = 0, ry = 0, rz = 0, length = 2;
      while (length > 1) {
        rx = random_number() * 2 - 1;
        ry = random_number() * 2 - 1;
        rz = random_number() * 2 - 1;
        length = rx * rx + ry * ry + rz * rz;
      }
      dx = nx + rx;
      dy = ny + ry;
      dz = nz + rz;
    }
    const double shrink = 1 / sqrt(dx * dx + dy * dy + dz * dz);
    dx *= shrink;
    dy *= shrink;
    dz *= shrink;
  }
  return 0;
}

static void place(int i, double x, double y, double z, double radius, double albedo, double mirror) {
  spheres[i] = (struct sphere){x, y, z, radius * radius, albedo, mirror};
}

double compute(int rounds) {
  state = 1;
  place(0, 0, -1000, 0, 1000, 0.8, 0);
  for (int i = 1; i < SPHERES; i++) {
    const double column = (double)((i - 1) % 4) - 1.5, row = (double)((i - 1) / 4);
    place(i, column * 1.1, 0.5, row * 1.2, 0.5, 0.5 + 0.05 * (double)i, i % 3 == 0 ? 0.9 : 0.1);
  }
  double sum = 0;
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      for (int sample = 0; sample < rounds; sample++) {
        const double dx = ((double)x + random_number()) / WIDTH - 0.5;
        const double dy = 0.5 - ((double)y + random_number()) / HEIGHT;
        const double shrink = 1 / sqrt(dx * dx + dy * dy + 1);
        sum += radiance(0, 1, -4, dx * shrink, dy * shrink, shrink);
      }
    }
  }
  return sum;
}
