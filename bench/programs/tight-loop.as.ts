// The worst for a meter: a loop that does next to nothing a turn, comparing bytes one by one.
const SIZE: i32 = 30000
function compute(rounds: i32): f64 {
  const left = heap.alloc(SIZE)
  const right = heap.alloc(SIZE)
  memory.fill(left, 7, SIZE)
  memory.fill(right, 7, SIZE)
  store<u8>(right + <usize>SIZE - 1, 8)
  let sum: f64 = 0
  for (let round = 0; round < rounds; round++) {
    let i: usize = <usize>round & 7
    while (i < <usize>SIZE && load<u8>(left + i) == load<u8>(right + i)) i++
    sum += <f64>i
  }
  return sum
}
