/**
 * What is known of a vector's bits, for the sake of its NaNs. Two bits say in lanes of which float
 * it may hold NaNs whose bits depend on the engine; two more, as lanes of which float it may hold
 * NaNs that are to stay as they are, because those lanes were loaded, or are no floats at all. Of
 * what may be this or that, all is known that is known of either.
 */
export type Kind = number

/** Lane shapes, as bits. */
export const F32 = 1
export const F64 = 2
const KEEPS_F32 = F32 << 2
const KEEPS_F64 = F64 << 2

/** Loaded, or made by integer operations: any bits, alike on every engine. */
export const RAW: Kind = KEEPS_F32 | KEEPS_F64
/** Zero, and all that is no NaN in either shape. */
export const ZERO: Kind = 0

/** What float operations give: their bits are not alike. */
export const uneven = (lanes: number): Kind => lanes | (RAW & ~(lanes << 2))
/** Floats that are not NaN, or the quiet one. */
export const even = (lanes: number): Kind => RAW & ~(lanes << 2)

/** The lanes in which NaNs are not alike. */
export const unevenLanes = (kind: Kind) => kind & (F32 | F64)
/** Whether making those NaNs alike could change nothing else. */
export const isPure = (kind: Kind) => (kind & (kind >> 2) & (F32 | F64)) === 0
/** What remains of a kind of which only these lanes may be uneven any more. */
export const withUneven = (kind: Kind, lanes: number): Kind => kind & (RAW | lanes)

type Codes = ReadonlyArray<readonly [first: number, last: number]>

const f32Arithmetic: Codes = [
  [103, 106], // ceil, floor, trunc, nearest
  [224, 225], // abs, neg
  [227, 235], // sqrt, add, sub, mul, div, min, max, pmin, pmax
]
const f64Arithmetic: Codes = [
  [116, 117],
  [122, 122],
  [148, 148],
  [236, 237],
  [239, 247],
]
const f32Reading: Codes = [
  ...f32Arithmetic,
  [31, 32], // extract_lane, replace_lane
  [65, 70], // comparisons
  [95, 95], // promotion to f64x2
  [248, 249], // truncation to integers
]
const f64Reading: Codes = [...f64Arithmetic, [33, 34], [71, 76], [94, 94], [252, 253]]

function spread(rules: ReadonlyArray<readonly [codes: Codes, value: number]>, otherwise: number) {
  const table = new Uint8Array(256).fill(otherwise)
  for (const [codes, value] of rules) {
    for (const [first, last] of codes) table.fill(value, first, last + 1)
  }
  return table
}

const reads = spread(
  [
    [f32Reading, F32],
    [f64Reading, F64],
  ],
  0,
)
const gives = spread(
  [
    [f32Arithmetic, uneven(F32)],
    [[[94, 94]], uneven(F32)],
    [f64Arithmetic, uneven(F64)],
    [[[95, 95]], uneven(F64)],
    [[[250, 251]], even(F32)], // conversions of integers
    [[[254, 255]], even(F64)],
  ],
  RAW,
)

/** As lanes of which float a 0xFD instruction takes its vectors; 0 where it sees their bits. */
export const lanesRead = (code: number): number => reads[code] ?? 0
/** What a 0xFD instruction gives, if nothing more is known of its operands. */
export const kindGiven = (code: number): Kind => gives[code] ?? RAW

/** What sixteen bytes are. */
export function kindOfConstant(bytes: Uint8Array): Kind {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16)
  const hasF32 = [0, 4, 8, 12].some((at) => Number.isNaN(view.getFloat32(at, true)))
  const hasF64 = [0, 8].some((at) => Number.isNaN(view.getFloat64(at, true)))
  return (hasF32 ? KEEPS_F32 : 0) | (hasF64 ? KEEPS_F64 : 0)
}

const movesWhole = (picks: Uint8Array, bytes: number) =>
  picks.every((pick, at) =>
    at % bytes === 0 ? pick % bytes === 0 : pick === (picks[at - 1] ?? 0) + 1,
  )

/** Which floats a shuffle moves as wholes; what moves whole f64 lanes moves whole f32 lanes too. */
export function lanesMoved(picks: Uint8Array): number {
  if (movesWhole(picks, 8)) return F32 | F64
  return movesWhole(picks, 4) ? F32 : 0
}
