// Quicksort over 100,000 numbers, insertion below sixteen.
const COUNT: i32 = 100000
function sort(numbers: usize, from: i32, to: i32): void {
  while (to - from > 16) {
    const pivot = load<u32>(numbers + (<usize>((from + to) >> 1) << 2))
    let i = from
    let j = to
    while (i <= j) {
      while (load<u32>(numbers + (<usize>i << 2)) < pivot) i++
      while (load<u32>(numbers + (<usize>j << 2)) > pivot) j--
      if (i <= j) {
        const swap = load<u32>(numbers + (<usize>i << 2))
        store<u32>(numbers + (<usize>i << 2), load<u32>(numbers + (<usize>j << 2)))
        store<u32>(numbers + (<usize>j << 2), swap)
        i++
        j--
      }
    }
    sort(numbers, from, j)
    from = i
  }
  for (let i = from + 1; i <= to; i++) {
    const value = load<u32>(numbers + (<usize>i << 2))
    let j = i - 1
    while (j >= from && load<u32>(numbers + (<usize>j << 2)) > value) {
      store<u32>(numbers + (<usize>j << 2), load<u32>(numbers + (<usize>j << 2)), 4)
      j--
    }
    store<u32>(numbers + (<usize>(j + 1) << 2), value)
  }
}
function compute(rounds: i32): f64 {
  const numbers = heap.alloc(<usize>COUNT << 2)
  let state: u32 = 1
  let sum: f64 = 0
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < COUNT; i++) {
      state = xorshift(state)
      store<u32>(numbers + (<usize>i << 2), state)
    }
    sort(numbers, 0, COUNT - 1)
    sum += <f64>load<u32>(numbers + (<usize>(COUNT >> 1) << 2))
  }
  return sum
}
