// What bzip2 does to a block: sort its rotations, move to front, count symbols for Huffman codes.
const SIZE: i32 = 30000
const order: usize = memory.data(120000)
const text: usize = memory.data(60016)
const front: usize = memory.data(256)
const counts: usize = memory.data(1024)
/** As bzip2 compares: eight bytes a turn. */
function isAfter(a: i32, b: i32): bool {
  let left = text + <usize>a
  let right = text + <usize>b
  for (let i = 0; i < SIZE; i += 8) {
    let x = load<u8>(left)
    let y = load<u8>(right)
    if (x != y) return x > y
    x = load<u8>(left, 1)
    y = load<u8>(right, 1)
    if (x != y) return x > y
    x = load<u8>(left, 2)
    y = load<u8>(right, 2)
    if (x != y) return x > y
    x = load<u8>(left, 3)
    y = load<u8>(right, 3)
    if (x != y) return x > y
    x = load<u8>(left, 4)
    y = load<u8>(right, 4)
    if (x != y) return x > y
    x = load<u8>(left, 5)
    y = load<u8>(right, 5)
    if (x != y) return x > y
    x = load<u8>(left, 6)
    y = load<u8>(right, 6)
    if (x != y) return x > y
    x = load<u8>(left, 7)
    y = load<u8>(right, 7)
    if (x != y) return x > y
    left += 8
    right += 8
  }
  return a > b
}
function rotation(i: i32): i32 { return load<i32>(order + (<usize>i << 2)) }
function setRotation(i: i32, value: i32): void { store<i32>(order + (<usize>i << 2), value) }
function sortRotations(from: i32, to: i32): void {
  while (to - from > 12) {
    const pivot = rotation((from + to) >> 1)
    let i = from
    let j = to
    while (i <= j) {
      while (isAfter(pivot, rotation(i))) i++
      while (isAfter(rotation(j), pivot)) j--
      if (i <= j) {
        const swap = rotation(i)
        setRotation(i, rotation(j))
        setRotation(j, swap)
        i++
        j--
      }
    }
    sortRotations(from, j)
    from = i
  }
  for (let i = from + 1; i <= to; i++) {
    const value = rotation(i)
    let j = i - 1
    while (j >= from && isAfter(rotation(j), value)) {
      setRotation(j + 1, rotation(j))
      j--
    }
    setRotation(j + 1, value)
  }
}
function moveToFront(): f64 {
  let sum: f64 = 0
  for (let i: usize = 0; i < 256; i++) store<u8>(front + i, <u8>i)
  memory.fill(counts, 0, 1024)
  let zeros = 0
  for (let i = 0; i < SIZE; i++) {
    const symbol = load<u8>(text + <usize>rotation(i) + <usize>SIZE - 1)
    let place: usize = 0
    let moved = load<u8>(front)
    while (moved != symbol) {
      place++
      const next = load<u8>(front + place)
      store<u8>(front + place, moved)
      moved = next
    }
    store<u8>(front, symbol)
    if (place == 0) zeros++
    else {
      while (zeros > 0) {
        const digit = <usize>(zeros & 1)
        store<i32>(counts + (digit << 2), load<i32>(counts + (digit << 2)) + 1)
        zeros = (zeros - 1) >> 1
      }
      store<i32>(counts + (place << 2), load<i32>(counts + (place << 2)) + 1)
    }
    sum += <f64>place
  }
  for (let i: usize = 0; i < 256; i++) sum += <f64>load<i32>(counts + (i << 2)) * <f64>i
  return sum
}
function compute(rounds: i32): f64 {
  let state: u32 = 1
  let sum: f64 = 0
  for (let round = 0; round < rounds; round++) {
    let word: u32 = 0
    let left = 0
    for (let i = 0; i < SIZE; i++) {
      if (left == 0) {
        state = xorshift(state)
        word = state & 63
        left = 3 + <i32>(word & 7)
      }
      const letter = left == 1 ? 32 : 97 + ((word * <u32>left + (word >>> 2)) % 26)
      store<u8>(text + <usize>i, <u8>letter)
      store<u8>(text + <usize>(i + SIZE), <u8>letter)
      left--
      setRotation(i, i)
    }
    sortRotations(0, SIZE - 1)
    sum += moveToFront()
  }
  return sum
}
