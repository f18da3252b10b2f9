// A stack machine that runs a prime sieve: one switch in one loop.
const code: StaticArray<u8> = [
  // 0: i = 2
  1, 2, 2, 0,
  // 4: if i * i >= limit goto 44
  3, 0, 3, 0, 4, 5, 6, 44,
  // 12: if sieve[i] goto 36
  3, 0, 7, 8, 36,
  // 17: j = i * i
  3, 0, 3, 0, 4, 2, 1,
  // 24: sieve[j] = 1; j += i; if j < limit goto 24, by way of 36
  3, 1, 9, 3, 1, 3, 0, 10, 2, 1, 11, 24,
  // 36: i += 1; goto 4
  3, 0, 1, 1, 10, 2, 0, 12,
  // 44: end
  13,
]
const stack: usize = memory.data(256)
const locals: usize = memory.data(16)
function interpret(sieve: usize, limit: i32): i32 {
  let at = changetype<usize>(code)
  const start = at
  let top = stack
  let steps = 0
  while (true) {
    steps++
    switch (load<u8>(at++)) {
      case 1: {
        store<i32>(top, load<u8>(at++))
        top += 4
        break
      }
      case 2: {
        top -= 4
        store<i32>(locals + (<usize>load<u8>(at++) << 2), load<i32>(top))
        break
      }
      case 3: {
        store<i32>(top, load<i32>(locals + (<usize>load<u8>(at++) << 2)))
        top += 4
        break
      }
      case 4: {
        top -= 4
        store<i32>(top - 4, load<i32>(top - 4) * load<i32>(top))
        break
      }
      case 5: {
        store<i32>(top - 4, i32(load<i32>(top - 4) >= limit))
        break
      }
      case 6: {
        top -= 4
        at = load<i32>(top) ? start + <usize>load<u8>(at) : at + 1
        break
      }
      case 7: {
        store<i32>(top - 4, load<u8>(sieve + <usize>load<i32>(top - 4)))
        break
      }
      case 8: {
        top -= 4
        at = load<i32>(top) ? start + <usize>load<u8>(at) : at + 1
        break
      }
      case 9: {
        top -= 4
        store<u8>(sieve + <usize>load<i32>(top), 1)
        break
      }
      case 10: {
        top -= 4
        store<i32>(top - 4, load<i32>(top - 4) + load<i32>(top))
        break
      }
      case 11: {
        at = load<i32>(locals, 4) < limit ? start + <usize>load<u8>(at) : at + 1
        break
      }
      case 12: {
        at = start + 4
        break
      }
      default: return steps
    }
  }
}
function compute(rounds: i32): f64 {
  const limit = 20000
  const sieve = heap.alloc(limit)
  let sum: f64 = 0
  for (let round = 0; round < rounds; round++) {
    memory.fill(sieve, 0, limit)
    sum += <f64>interpret(sieve, limit)
  }
  for (let i: usize = 2; i < <usize>limit; i++) sum += load<u8>(sieve + i) ? 0 : 1
  return sum
}
