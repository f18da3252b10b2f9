// SHA-256 over a growing message of 64 KiB.
const SIZE: i32 = 65536
const K: StaticArray<u32> = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]
const words: usize = memory.data(256)
const hash: usize = memory.data(32)
function digest(block: usize): void {
  const k = changetype<usize>(K)
  for (let i: usize = 0; i < 64; i += 4) store<u32>(words + i, bswap<u32>(load<u32>(block + i)))
  for (let i: usize = 64; i < 256; i += 4) {
    const a = load<u32>(words + i - 60)
    const b = load<u32>(words + i - 8)
    const s0 = rotr<u32>(a, 7) ^ rotr<u32>(a, 18) ^ (a >>> 3)
    const s1 = rotr<u32>(b, 17) ^ rotr<u32>(b, 19) ^ (b >>> 10)
    store<u32>(words + i, load<u32>(words + i - 64) + s0 + load<u32>(words + i - 28) + s1)
  }
  let a = load<u32>(hash)
  let b = load<u32>(hash, 4)
  let c = load<u32>(hash, 8)
  let d = load<u32>(hash, 12)
  let e = load<u32>(hash, 16)
  let f = load<u32>(hash, 20)
  let g = load<u32>(hash, 24)
  let h = load<u32>(hash, 28)
  for (let i: usize = 0; i < 256; i += 4) {
    const s1 = rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25)
    const t1 = h + s1 + ((e & f) ^ (~e & g)) + load<u32>(k + i) + load<u32>(words + i)
    const s0 = rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22)
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c))
    h = g
    g = f
    f = e
    e = d + t1
    d = c
    c = b
    b = a
    a = t1 + t2
  }
  store<u32>(hash, load<u32>(hash) + a)
  store<u32>(hash, load<u32>(hash, 4) + b, 4)
  store<u32>(hash, load<u32>(hash, 8) + c, 8)
  store<u32>(hash, load<u32>(hash, 12) + d, 12)
  store<u32>(hash, load<u32>(hash, 16) + e, 16)
  store<u32>(hash, load<u32>(hash, 20) + f, 20)
  store<u32>(hash, load<u32>(hash, 24) + g, 24)
  store<u32>(hash, load<u32>(hash, 28) + h, 28)
}
function compute(rounds: i32): f64 {
  const message = heap.alloc(SIZE)
  for (let i = 0; i < SIZE; i++) store<u8>(message + <usize>i, i * 7)
  for (let i: usize = 0; i < 32; i += 4) store<u32>(hash + i, 0x6a09e667 + <u32>i)
  for (let round = 0; round < rounds; round++) {
    for (let at: usize = 0; at < <usize>SIZE; at += 64) digest(message + at)
  }
  return <f64>load<u32>(hash)
}
