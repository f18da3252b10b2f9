import { z } from 'zod'
import { InputError } from '#protocol/errors.ts'
import type { App } from '#protocol/task/app.ts'
import { OWN_KERNEL } from '../own-kernel.ts'
import { kernel as product } from './generated/product.ts'
import { kernel as verifier } from './generated/verifier.ts'

/** Numbers are counted modulo this prime, 2³¹ − 1. */
export const PRIME = 2 ** 31 - 1

/** Rows × inner times inner × columns. */
export interface ProductParams {
  readonly rows: number
  readonly inner: number
  readonly columns: number
  /** Rows of one subtask; 64 unless said. */
  readonly band?: number | undefined
}

type Sizes = Pick<ProductParams, 'rows' | 'inner' | 'columns'>

const side = z.int().min(1).max(2_048)
const schema = z.object({
  rows: side,
  inner: side,
  columns: side,
  band: z.int().min(1).max(64).default(64),
})
/** Input of a subtask: its first row and how many it has, u32 each. */
const INPUT_BYTES = 8

/**
 * The product of two matrices over the field of 2³¹ − 1 elements: the files `left` and `right` hold
 * them by rows, u32 little-endian; outputs are bands of rows that follow each other. Results are
 * judged by Freivalds' check: one with a number wrong passes in `columns` of 2³¹ checks at most.
 */
export const matrixProduct: App<ProductParams> = {
  manifest: {
    ...OWN_KERNEL,
    id: 'matrix-product',
    title: 'Multiply two matrices',
    description: 'Exact linear algebra over a prime field, checked by a random vector.',
    inputBytes: INPUT_BYTES,
    verify: { kind: 'check', gas: 200_000_000n },
  },
  async prepare(params, { left, right }) {
    const { rows, inner, columns, band } = resolve(params)
    const bytes = new Uint8Array(12 + (rows * inner + inner * columns) * 4)
    const header = new DataView(bytes.buffer)
    for (const [at, size] of [rows, inner, columns].entries()) header.setUint32(at * 4, size, true)
    bytes.set(readMatrix('left', left, rows * inner), 12)
    bytes.set(readMatrix('right', right, inner * columns), 12 + rows * inner * 4)
    return { module: product, shared: bytes, subtasks: Math.ceil(rows / band) }
  },
  input(params, index) {
    const { rows, band } = resolve(params)
    const input = new DataView(new ArrayBuffer(INPUT_BYTES))
    input.setUint32(0, index * band, true)
    input.setUint32(4, Math.min(band, rows - index * band), true)
    return new Uint8Array(input.buffer)
  },
  units(params, index) {
    const sizes = resolve(params)
    return mostGas(Math.min(sizes.band, sizes.rows - index * sizes.band), sizes)
  },
  verifier,
  probes: () => [0],
}

/**
 * What the product kernel takes at most: it branches on sizes alone. Measured, and rounded up by less
 * than a fiftieth of what any but the smallest takes.
 */
function mostGas(band: number, { rows, inner, columns }: Sizes): bigint {
  const pages = ((rows + columns) * inner + (band + 2) * columns) / 16_384
  const gas = band * (160 + 30 * inner + columns * (45 + 35 * inner)) + 2_100 * (pages + 4)
  return BigInt(Math.ceil(gas))
}

/** @throws {InputError} when a size is none. */
function resolve(params: ProductParams) {
  const { data, error } = schema.safeParse(params)
  if (data !== undefined) return data
  throw new InputError(
    'matrix-size',
    `A matrix has no such size: ${error.issues[0]?.path.join('.')}.`,
    'Use 1 to 2048 rows and columns.',
  )
}

function readMatrix(name: string, file: Uint8Array | undefined, numbers: number): Uint8Array {
  const fault = (code: string, what: string) =>
    new InputError(
      code,
      `The ${name} matrix ${what}.`,
      'Give numbers below 2³¹ − 1, four bytes each.',
    )
  if (file === undefined) throw fault('matrix-missing', 'is missing')
  if (file.byteLength !== numbers * 4)
    throw fault('matrix-length', `has ${file.byteLength} bytes instead of ${numbers * 4}`)
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  for (let at = 0; at < numbers; at += 1)
    if (view.getUint32(at * 4, true) >= PRIME)
      throw fault('matrix-number', 'has a number too large')
  return file
}
