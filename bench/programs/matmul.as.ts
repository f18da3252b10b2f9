// 256 × 256 matrices of f32, two rows by eight columns in registers at a time.
const N: i32 = 256
const ROW: usize = 256 * 4
function compute(rounds: i32): f64 {
  const bytes = <usize>N * ROW
  const a = heap.alloc(bytes)
  const b = heap.alloc(bytes)
  const c = heap.alloc(bytes)
  for (let i = 0; i < N * N; i++) {
    store<f32>(a + (<usize>i << 2), <f32>(i % 7) - 3)
    store<f32>(b + (<usize>i << 2), <f32>(i % 5) - 2)
  }
  for (let round = 0; round < rounds; round++) {
    for (let i: usize = 0; i < <usize>N; i += 2) {
      const upper = a + i * ROW
      const lower = upper + ROW
      for (let j: usize = 0; j < ROW; j += 32) {
        let u0 = f32x4.splat(0)
        let u1 = f32x4.splat(0)
        let l0 = f32x4.splat(0)
        let l1 = f32x4.splat(0)
        let column = b + j
        for (let k: usize = 0; k < ROW; k += 4) {
          const b0 = v128.load(column)
          const b1 = v128.load(column, 16)
          const u = v128.load32_splat(upper + k)
          const l = v128.load32_splat(lower + k)
          u0 = f32x4.add(u0, f32x4.mul(u, b0))
          u1 = f32x4.add(u1, f32x4.mul(u, b1))
          l0 = f32x4.add(l0, f32x4.mul(l, b0))
          l1 = f32x4.add(l1, f32x4.mul(l, b1))
          column += ROW
        }
        const into = c + i * ROW + j
        v128.store(into, u0)
        v128.store(into, u1, 16)
        v128.store(into + ROW, l0)
        v128.store(into + ROW, l1, 16)
      }
    }
  }
  let sum: f64 = 0
  for (let i = 0; i < N * N; i++) sum += <f64>load<f32>(c + (<usize>i << 2)) * <f64>(i % 3)
  return sum
}
