// From linear light to bytes on a screen, and back for textures.
import { scale, vec, x, y, z } from './vec'

const decodeTable = memory.data(256 * 4, 4)
const thresholds = memory.data(256 * 4, 4)

function decode(value: f32): f32 {
  return value <= 0.04045 ? value / 12.92 : NativeMathf.pow((value + 0.055) / 1.055, 2.4)
}

/** Fills the sRGB tables once per instance. */
export function prepareTone(): void {
  for (let i: u32 = 0; i < 256; i++) {
    store<f32>(decodeTable + (<usize>i << 2), decode(<f32>i / 255))
    store<f32>(thresholds + (<usize>i << 2), decode((<f32>i + 0.5) / 255))
  }
}

/** Linear value of an sRGB byte. */
// @ts-ignore: decorator
@inline export function fromByte(byte: u32): f32 {
  return load<f32>(decodeTable + (<usize>byte << 2))
}

/** The sRGB byte nearest to a linear value: how many thresholds lie below it. NaN becomes 0. */
export function toByte(value: f32): u8 {
  let at: u32 = 0
  for (let step: u32 = 128; step; step >>= 1) {
    if (value > load<f32>(thresholds + (<usize>(at + step - 1) << 2))) at += step
  }
  return <u8>at
}

/** Khronos PBR Neutral: leaves colours below the shoulder alone, and highlights fade to white. */
export function toneMap(colour: v128): v128 {
  const low = min(x(colour), min(y(colour), z(colour)))
  const offset: f32 = low < 0.08 ? low - 6.25 * low * low : 0.04
  const r = x(colour) - offset
  const g = y(colour) - offset
  const b = z(colour) - offset
  const peak = max(r, max(g, b))
  if (peak < 0.76) return vec(r, g, b)
  const newPeak: f32 = 1 - (0.24 * 0.24) / (peak + 0.24 - 0.76)
  const shrunk = scale(vec(r, g, b), newPeak / peak)
  const fade: f32 = 1 - 1 / (0.15 * (peak - newPeak) + 1)
  return vec(
    x(shrunk) + (newPeak - x(shrunk)) * fade,
    y(shrunk) + (newPeak - y(shrunk)) * fade,
    z(shrunk) + (newPeak - z(shrunk)) * fade,
  )
}
