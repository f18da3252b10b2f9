import type { Tolerance } from '../task/tolerance.ts'

/** How an output compares with its reference. Only `agrees` and `differs` say anything of its maker. */
export type Comparison =
  | { readonly kind: 'agrees'; readonly outliers: number }
  | { readonly kind: 'differs'; readonly outliers: number; readonly allowed: number }
  | { readonly kind: 'misshapen' }

/**
 * Holds an output against a reference recomputed in WASM.
 *
 * Two NaNs agree whatever their bits; NaN and infinities agree with nothing else.
 */
export function compareWithin(
  tolerance: Tolerance,
  reference: Uint8Array,
  output: Uint8Array,
): Comparison {
  const expected = elementsOf(tolerance.element, reference)
  const found = elementsOf(tolerance.element, output)
  if (expected === null || found === null || expected.length !== found.length)
    return { kind: 'misshapen' }
  const { itemLength } = tolerance
  const items = Math.ceil(expected.length / itemLength)
  let outliers = 0
  for (let item = 0; item < items; item++) {
    const end = Math.min((item + 1) * itemLength, expected.length)
    for (let at = item * itemLength; at < end; at++) {
      if (isNear(tolerance, expected[at] as number, found[at] as number)) continue
      outliers += 1
      break
    }
  }
  const allowed = tolerance.outliers === 0 ? 0 : Math.max(1, Math.floor(tolerance.outliers * items))
  return outliers <= allowed ? { kind: 'agrees', outliers } : { kind: 'differs', outliers, allowed }
}

function elementsOf(element: Tolerance['element'], bytes: Uint8Array): ArrayLike<number> | null {
  if (element === 'u8') return bytes
  if (bytes.byteLength % 4 !== 0) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getFloat32(i * 4, true))
}

function isNear({ abs, rel }: Tolerance, a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true
  // Any number is within a share of infinity.
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false
  return Math.abs(a - b) <= abs + rel * Math.max(Math.abs(a), Math.abs(b))
}
