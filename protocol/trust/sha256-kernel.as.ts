/** SHA-256 of many messages of one length, four at a time: one to each lane of a vector. */

const BLOCK: usize = 64
const DIGEST: usize = 32
const LANES: i32 = 4
/** Longest message with its prefix and padding. */
const MAX_PADDED: usize = 1_024

const K: usize = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
])
/** Four padded messages, one after another. */
const padded: usize = memory.data(4_096)
/** The 64 words of a block, of all four. */
const words: usize = memory.data(1_024)
/** Where the host puts messages and finds digests. */
const buffer: usize = memory.data(393_216)

export function bufferAt(): usize {
  return buffer
}

// @ts-ignore: decorator
@inline
function rotr(x: v128, n: i32): v128 {
  return v128.or(i32x4.shr_u(x, n), i32x4.shl(x, 32 - n))
}

/** Turns each word between the order of bytes in a message and the machine's. */
// @ts-ignore: decorator
@inline
function swap(x: v128): v128 {
  return i8x16.shuffle(x, x, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)
}

/** Lays out the next 16 words of four messages that lie `stride` apart, and the 48 made of them. */
function schedule(at: usize, stride: usize): void {
  for (let t: usize = 0; t < BLOCK; t += 4) {
    let four = i32x4.splat(load<i32>(at + t))
    four = i32x4.replace_lane(four, 1, load<i32>(at + stride + t))
    four = i32x4.replace_lane(four, 2, load<i32>(at + 2 * stride + t))
    four = i32x4.replace_lane(four, 3, load<i32>(at + 3 * stride + t))
    v128.store(words + 4 * t, swap(four))
  }
  for (let to = words + 256; to < words + 1_024; to += 16) {
    const a = v128.load(to - 240)
    const b = v128.load(to - 32)
    const s0 = v128.xor(v128.xor(rotr(a, 7), rotr(a, 18)), i32x4.shr_u(a, 3))
    const s1 = v128.xor(v128.xor(rotr(b, 17), rotr(b, 19)), i32x4.shr_u(b, 10))
    const sum = i32x4.add(i32x4.add(v128.load(to - 256), s0), i32x4.add(v128.load(to - 112), s1))
    v128.store(to, sum)
  }
}

/** Writes one word of four digests. */
// @ts-ignore: decorator
@inline
function put(word: v128, to: usize, count: i32): void {
  const bytes = swap(word)
  store<i32>(to, i32x4.extract_lane(bytes, 0))
  if (count > 1) store<i32>(to + DIGEST, i32x4.extract_lane(bytes, 1))
  if (count > 2) store<i32>(to + 2 * DIGEST, i32x4.extract_lane(bytes, 2))
  if (count > 3) store<i32>(to + 3 * DIGEST, i32x4.extract_lane(bytes, 3))
}

function digest(blocks: usize, to: usize, count: i32): void {
  let h0 = i32x4.splat(0x6a09e667)
  let h1 = i32x4.splat(0xbb67ae85)
  let h2 = i32x4.splat(0x3c6ef372)
  let h3 = i32x4.splat(0xa54ff53a)
  let h4 = i32x4.splat(0x510e527f)
  let h5 = i32x4.splat(0x9b05688c)
  let h6 = i32x4.splat(0x1f83d9ab)
  let h7 = i32x4.splat(0x5be0cd19)
  for (let block: usize = 0; block < blocks; block++) {
    schedule(padded + block * BLOCK, blocks * BLOCK)
    let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7
    for (let t: usize = 0; t < 64; t++) {
      const s1 = v128.xor(v128.xor(rotr(e, 6), rotr(e, 11)), rotr(e, 25))
      const choice = v128.bitselect(f, g, e)
      const word = i32x4.add(v128.load(words + 16 * t), v128.load32_splat(K + 4 * t))
      const t1 = i32x4.add(i32x4.add(i32x4.add(h, s1), choice), word)
      const s0 = v128.xor(v128.xor(rotr(a, 2), rotr(a, 13)), rotr(a, 22))
      const majority = v128.bitselect(v128.or(b, c), v128.and(b, c), a)
      h = g
      g = f
      f = e
      e = i32x4.add(d, t1)
      d = c
      c = b
      b = a
      a = i32x4.add(t1, i32x4.add(s0, majority))
    }
    h0 = i32x4.add(h0, a)
    h1 = i32x4.add(h1, b)
    h2 = i32x4.add(h2, c)
    h3 = i32x4.add(h3, d)
    h4 = i32x4.add(h4, e)
    h5 = i32x4.add(h5, f)
    h6 = i32x4.add(h6, g)
    h7 = i32x4.add(h7, h)
  }
  put(h0, to, count)
  put(h1, to + 4, count)
  put(h2, to + 8, count)
  put(h3, to + 12, count)
  put(h4, to + 16, count)
  put(h5, to + 20, count)
  put(h6, to + 24, count)
  put(h7, to + 28, count)
}

/**
 * Hashes `count` messages of `length` bytes, one after another at `from`, each behind one byte
 * `prefix` unless that is negative. Digests go to `to`, which may be `from` where a message is no
 * shorter than its digest. With prefix and nine bytes more, a message fits `MAX_PADDED`.
 */
export function hashEach(prefix: i32, from: usize, length: usize, count: i32, to: usize): void {
  const begin: usize = prefix < 0 ? 0 : 1
  const size = begin + length
  const blocks = (size + 9 + BLOCK - 1) / BLOCK
  const stride = blocks * BLOCK
  if (stride > MAX_PADDED) unreachable()
  memory.fill(padded, 0, 4 * stride)
  for (let at = padded; at < padded + 4 * stride; at += stride) {
    if (begin > 0) store<u8>(at, prefix)
    store<u8>(at + size, 0x80)
    store<u32>(at + stride - 4, bswap<u32>(8 * <u32>size))
  }
  for (let done: i32 = 0; done < count; done += LANES) {
    const lanes = min<i32>(LANES, count - done)
    let message = from + <usize>done * length
    for (let lane: i32 = 0; lane < lanes; lane++, message += length)
      memory.copy(padded + <usize>lane * stride + begin, message, length)
    digest(blocks, to + <usize>done * DIGEST, lanes)
  }
}
