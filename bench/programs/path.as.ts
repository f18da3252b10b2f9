// A path tracer over spheres in f64: diffuse and mirror bounces, light from above.
const WIDTH: i32 = 64
const HEIGHT: i32 = 64
const SPHERES: i32 = 9
const BOUNCES: i32 = 6
const FAR: f64 = 1e20
/** Each sphere: x, y, z, radius squared, albedo, mirror. */
const spheres: usize = memory.data(9 * 6 * 8)
let state: u32 = 1
function random(): f64 {
  state = xorshift(state)
  return <f64>state * 2.3283064365386963e-10
}
function place(i: i32, x: f64, y: f64, z: f64, radius: f64, albedo: f64, mirror: f64): void {
  const at = spheres + <usize>(i * 48)
  store<f64>(at, x)
  store<f64>(at, y, 8)
  store<f64>(at, z, 16)
  store<f64>(at, radius * radius, 24)
  store<f64>(at, albedo, 32)
  store<f64>(at, mirror, 40)
}
function radiance(ox: f64, oy: f64, oz: f64, dx: f64, dy: f64, dz: f64): f64 {
  let weight: f64 = 1
  for (let bounce = 0; bounce < BOUNCES; bounce++) {
    let nearest: f64 = FAR
    let hit: usize = 0
    for (let i = 0; i < SPHERES; i++) {
      const at = spheres + <usize>(i * 48)
      const cx = load<f64>(at) - ox
      const cy = load<f64>(at, 8) - oy
      const cz = load<f64>(at, 16) - oz
      const along = cx * dx + cy * dy + cz * dz
      const inside = along * along - (cx * cx + cy * cy + cz * cz) + load<f64>(at, 24)
      if (inside > 0) {
        const root = sqrt<f64>(inside)
        let distance = along - root
        if (distance < 1e-4) distance = along + root
        if (distance > 1e-4 && distance < nearest) {
          nearest = distance
          hit = at
        }
      }
    }
    if (hit == 0) return weight * (0.5 + 0.5 * dy)
    ox += dx * nearest
    oy += dy * nearest
    oz += dz * nearest
    let nx = ox - load<f64>(hit)
    let ny = oy - load<f64>(hit, 8)
    let nz = oz - load<f64>(hit, 16)
    const scale = 1 / sqrt<f64>(nx * nx + ny * ny + nz * nz)
    nx *= scale
    ny *= scale
    nz *= scale
    weight *= load<f64>(hit, 32)
    if (random() < load<f64>(hit, 40)) {
      const twice = 2 * (dx * nx + dy * ny + dz * nz)
      dx -= twice * nx
      dy -= twice * ny
      dz -= twice * nz
    } else {
      let rx: f64 = 0
      let ry: f64 = 0
      let rz: f64 = 0
      let length: f64 = 2
      while (length > 1) {
        rx = random() * 2 - 1
        ry = random() * 2 - 1
        rz = random() * 2 - 1
        length = rx * rx + ry * ry + rz * rz
      }
      dx = nx + rx
      dy = ny + ry
      dz = nz + rz
    }
    const shrink = 1 / sqrt<f64>(dx * dx + dy * dy + dz * dz)
    dx *= shrink
    dy *= shrink
    dz *= shrink
  }
  return 0
}
function compute(rounds: i32): f64 {
  state = 1
  place(0, 0, -1000, 0, 1000, 0.8, 0)
  for (let i = 1; i < SPHERES; i++) {
    const column = <f64>((i - 1) % 4) - 1.5
    const row = <f64>((i - 1) / 4)
    place(i, column * 1.1, 0.5, row * 1.2, 0.5, 0.5 + 0.05 * <f64>i, i % 3 == 0 ? 0.9 : 0.1)
  }
  let sum: f64 = 0
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      for (let sample = 0; sample < rounds; sample++) {
        const dx = (<f64>x + random()) / <f64>WIDTH - 0.5
        const dy = 0.5 - (<f64>y + random()) / <f64>HEIGHT
        const shrink = 1 / sqrt<f64>(dx * dx + dy * dy + 1)
        sum += radiance(0, 1, -4, dx * shrink, dy * shrink, shrink)
      }
    }
  }
  return sum
}
