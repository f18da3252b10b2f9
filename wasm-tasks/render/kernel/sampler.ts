// Owen-scrambled Sobol points by hashing (Burley 2020) for the first bounces, plain hashes after:
// well spread samples for one pixel, and nothing that depends on any other pixel.

let pixelSeed: u32 = 0
let sampleIndex: u32 = 0
let dimension: u32 = 0
export let u0: f32 = 0
export let u1: f32 = 0

function hash(value: u32): u32 {
  let h = value * 747796405 + 2891336453
  h = ((h >>> ((h >>> 28) + 4)) ^ h) * 277803737
  return (h >>> 22) ^ h
}

function reverseBits(value: u32): u32 {
  let v = value
  v = ((v >>> 1) & 0x55555555) | ((v & 0x55555555) << 1)
  v = ((v >>> 2) & 0x33333333) | ((v & 0x33333333) << 2)
  v = ((v >>> 4) & 0x0f0f0f0f) | ((v & 0x0f0f0f0f) << 4)
  v = ((v >>> 8) & 0x00ff00ff) | ((v & 0x00ff00ff) << 8)
  return (v >>> 16) | (v << 16)
}

function scrambleReversed(value: u32, seed: u32): u32 {
  let v = value + seed
  v ^= v * 0x6c50b47c
  v ^= v * 0xb82f1e52
  v ^= v * 0xc7afe638
  return v ^ (v * 0x8d22f6e6)
}

/** Second Sobol dimension with its bits reversed: the Pascal matrix as five masked shifts. */
function sobolReversed(index: u32): u32 {
  let v = index
  v ^= (v >>> 1) & 0x55555555
  v ^= (v >>> 2) & 0x33333333
  v ^= (v >>> 4) & 0x0f0f0f0f
  v ^= (v >>> 8) & 0x00ff00ff
  return v ^ ((v >>> 16) & 0x0000ffff)
}

// @ts-ignore: decorator
@inline function unit(bits: u32): f32 { return <f32>(bits >>> 8) * <f32>(1.0 / 16777216.0) }

export function startPixel(px: u32, py: u32, frame: u32): void {
  pixelSeed = hash(px + hash(py + hash(frame)))
}

export function startSample(index: u32): void {
  sampleIndex = index
  dimension = 0
}

/** Puts the next two numbers of this sample, each in [0, 1), into `u0` and `u1`. */
export function nextPair(): void {
  const seed = hash(pixelSeed + ++dimension)
  if (dimension > 11) {
    const bits = hash(seed ^ (sampleIndex * 0x9e3779b9))
    u0 = unit(bits)
    u1 = unit(hash(bits))
    return
  }
  const index = reverseBits(scrambleReversed(reverseBits(sampleIndex), seed))
  u0 = unit(reverseBits(scrambleReversed(index, hash(seed ^ 0x68bc21eb))))
  u1 = unit(reverseBits(scrambleReversed(sobolReversed(index), hash(seed ^ 0x02e5be93))))
}

export let diskX: f32 = 0
export let diskY: f32 = 0

/** Maps `u0`, `u1` to the unit disk without stretching (Shirley and Chiu), into `diskX`, `diskY`. */
export function toDisk(): void {
  const a: f32 = 2 * u0 - 1
  const b: f32 = 2 * u1 - 1
  if (a == 0 && b == 0) {
    diskX = 0
    diskY = 0
    return
  }
  const steep = abs(b) > abs(a)
  const radius = steep ? b : a
  const angle: f32 = <f32>0.78539816 * (steep ? a / b : b / a)
  const q = angle * angle
  const sine = angle * (1 - q * (<f32>0.16666667 - q * (<f32>0.008333333 - q * <f32>0.0001984127)))
  const cosine: f32 = 1 - q * (<f32>0.5 - q * (<f32>0.041666667 - q * <f32>0.0013888889))
  diskX = radius * (steep ? sine : cosine)
  diskY = radius * (steep ? cosine : sine)
}
