// 256 × 256 matrices of f32, four columns at a time.
const N: i32 = 256
function compute(rounds: i32): f64 {
  const bytes = <usize>(N * N * 4)
  const a = heap.alloc(bytes)
  const b = heap.alloc(bytes)
  const c = heap.alloc(bytes)
  for (let i = 0; i < N * N; i++) {
    store<f32>(a + (<usize>i << 2), <f32>(i % 7) - 3)
    store<f32>(b + (<usize>i << 2), <f32>(i % 5) - 2)
  }
  for (let round = 0; round < rounds; round++) {
    memory.fill(c, 0, bytes)
    for (let i = 0; i < N; i++) {
      for (let k = 0; k < N; k++) {
        const factor = f32x4.splat(load<f32>(a + (<usize>(i * N + k) << 2)))
        const row = b + (<usize>(k * N) << 2)
        const into = c + (<usize>(i * N) << 2)
        for (let j: usize = 0; j < <usize>N << 2; j += 16) {
          v128.store(into + j, f32x4.add(v128.load(into + j), f32x4.mul(factor, v128.load(row + j))))
        }
      }
    }
  }
  let sum: f64 = 0
  for (let i = 0; i < N * N; i++) sum += <f64>load<f32>(c + (<usize>i << 2)) * <f64>(i % 3)
  return sum
}
