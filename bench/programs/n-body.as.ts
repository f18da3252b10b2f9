// 2,048 bodies of f32, every pair, four bodies at a time.
const COUNT: i32 = 2048
const SOFTENING: f32 = 0.01
const STEP: f32 = 0.001
const ARRAY: usize = 2048 * 4
function compute(rounds: i32): f64 {
  const px = heap.alloc(ARRAY * 7)
  const py = px + ARRAY
  const pz = py + ARRAY
  const mass = pz + ARRAY
  const vx = mass + ARRAY
  const vy = vx + ARRAY
  const vz = vy + ARRAY
  let state: u32 = 1
  for (let i: usize = 0; i < ARRAY; i += 4) {
    state = xorshift(state)
    store<f32>(px + i, <f32>(state >>> 8) * <f32>5.9604645e-8)
    state = xorshift(state)
    store<f32>(py + i, <f32>(state >>> 8) * <f32>5.9604645e-8)
    state = xorshift(state)
    store<f32>(pz + i, <f32>(state >>> 8) * <f32>5.9604645e-8)
    store<f32>(mass + i, 1)
    store<f32>(vx + i, 0)
    store<f32>(vy + i, 0)
    store<f32>(vz + i, 0)
  }
  const softening = f32x4.splat(SOFTENING)
  const one = f32x4.splat(1)
  const step = f32x4.splat(STEP)
  for (let round = 0; round < rounds; round++) {
    for (let i: usize = 0; i < ARRAY; i += 16) {
      const x = v128.load(px + i)
      const y = v128.load(py + i)
      const z = v128.load(pz + i)
      let ax = f32x4.splat(0)
      let ay = f32x4.splat(0)
      let az = f32x4.splat(0)
      for (let j: usize = 0; j < ARRAY; j += 4) {
        const dx = f32x4.sub(v128.load32_splat(px + j), x)
        const dy = f32x4.sub(v128.load32_splat(py + j), y)
        const dz = f32x4.sub(v128.load32_splat(pz + j), z)
        const square = f32x4.add(
          f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)),
          f32x4.add(f32x4.mul(dz, dz), softening),
        )
        const inverse = f32x4.div(one, f32x4.sqrt(square))
        const pull = f32x4.mul(
          v128.load32_splat(mass + j),
          f32x4.mul(inverse, f32x4.mul(inverse, inverse)),
        )
        ax = f32x4.add(ax, f32x4.mul(dx, pull))
        ay = f32x4.add(ay, f32x4.mul(dy, pull))
        az = f32x4.add(az, f32x4.mul(dz, pull))
      }
      v128.store(vx + i, f32x4.add(v128.load(vx + i), f32x4.mul(ax, step)))
      v128.store(vy + i, f32x4.add(v128.load(vy + i), f32x4.mul(ay, step)))
      v128.store(vz + i, f32x4.add(v128.load(vz + i), f32x4.mul(az, step)))
    }
    for (let i: usize = 0; i < ARRAY; i += 16) {
      v128.store(px + i, f32x4.add(v128.load(px + i), f32x4.mul(v128.load(vx + i), step)))
      v128.store(py + i, f32x4.add(v128.load(py + i), f32x4.mul(v128.load(vy + i), step)))
      v128.store(pz + i, f32x4.add(v128.load(pz + i), f32x4.mul(v128.load(vz + i), step)))
    }
  }
  let sum: f64 = 0
  for (let i: usize = 0; i < ARRAY; i += 4) {
    sum += <f64>load<f32>(px + i) + <f64>load<f32>(py + i) * 2 + <f64>load<f32>(pz + i) * 3
  }
  return sum
}
