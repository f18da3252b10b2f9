import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterAll, describe, expect, it, test } from 'vitest'
import { verifierInput } from '#protocol/task/verifier-input.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'
import { PRODUCT_MODULES, productModule } from './build-kernel.ts'
import { matrixProduct, PRIME, type ProductParams } from './matrix-product.ts'

const { limits } = matrixProduct.manifest
const verifier = matrixProduct.verifier ?? expect.unreachable()
const compute = createNodeCompute({ cores: 2 })
afterAll(() => compute.stop())
const signal = AbortSignal.timeout(120_000)
const u32 = (numbers: readonly number[]) => new Uint8Array(Uint32Array.from(numbers).buffer)
const numbersOf = (bytes: Uint8Array) => [...new Uint32Array(bytes.slice().buffer)]

interface Factors extends ProductParams {
  readonly left: readonly number[]
  readonly right: readonly number[]
}

const number = fc.oneof(fc.constantFrom(0, 1, PRIME - 1), fc.nat({ max: PRIME - 1 }))
const side = fc.integer({ min: 1, max: 9 })
const factors: fc.Arbitrary<Factors> = fc
  .record({ rows: side, inner: side, columns: side, band: fc.integer({ min: 1, max: 4 }) })
  .chain((params) => {
    const matrix = (count: number) => fc.array(number, { minLength: count, maxLength: count })
    return fc.record({
      ...Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, fc.constant(value)]),
      ),
      left: matrix(params.rows * params.inner),
      right: matrix(params.inner * params.columns),
    }) as unknown as fc.Arbitrary<Factors>
  })

/** Runs one of the app's modules on its shared bytes, in the sandbox. */
async function open({ left, right, ...params }: Factors) {
  const { module, shared, subtasks } = await matrixProduct.prepare(params, {
    left: u32(left),
    right: u32(right),
  })
  const [product, check] = await Promise.all(
    [module, verifier].map((each) =>
      compute.open({ format: 'kernel', module: each, shared }, { signal }),
    ),
  )
  if (product === undefined || check === undefined) throw new Error('no core')
  return {
    subtasks,
    multiply: async (index: number) => {
      const result = await product.run(matrixProduct.input(params, index), limits, { signal })
      if (result.kind !== 'done') throw new Error(result.message)
      return result
    },
    verify: async (index: number, output: Uint8Array, seed: Uint8Array) => {
      const looked = verifierInput(matrixProduct.input(params, index), seed, output)
      const result = await check.run(looked, limits, { signal })
      if (result.kind !== 'done') throw new Error(result.message)
      return result
    },
    close: () => Promise.all([product.close(), check.close()]),
  }
}

/** The product as it is defined. */
function productOf({ rows, inner, columns, left, right }: Factors): number[] {
  return Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns]
    let sum = 0n
    for (let k = 0; k < inner; k += 1)
      sum += BigInt(left[row * inner + k] ?? 0) * BigInt(right[k * columns + column] ?? 0)
    return Number(sum % BigInt(PRIME))
  })
}

const SQUARE: Factors = {
  rows: 6,
  inner: 5,
  columns: 7,
  left: Array.from({ length: 30 }, (_, at) => (at * 987_654_321) % PRIME),
  right: Array.from({ length: 35 }, (_, at) => (at * 123_456_789) % PRIME),
}
/** Whose first 64 bits are twice this. */
const seedOf = (x: number) => u32([x * 2, 0, 0, 0, 0, 0, 0, 0])
const SEED = seedOf(123_456_789)

describe('the product of two matrices', { timeout: 120_000 }, () => {
  it('is what it is defined to be, band by band, and its verifier takes it', async () => {
    await fc.assert(
      fc.asyncProperty(factors, async (job) => {
        const { subtasks, multiply, verify, close } = await open(job)
        const numbers: number[] = []
        for (let index = 0; index < subtasks; index += 1) {
          const { output, gas } = await multiply(index)
          expect(gas).toBeLessThanOrEqual(matrixProduct.units?.(job, index) ?? 0n)
          numbers.push(...numbersOf(output))
          expect((await verify(index, output, SEED)).outcome).toEqual({ kind: 'success' })
        }
        expect(numbers).toEqual(productOf(job))
        await close()
      }),
      { numRuns: 12 },
    )
  })

  it('is refused with any number changed, also for another of its kind', async () => {
    const { multiply, verify, close } = await open(SQUARE)
    const { output } = await multiply(0)
    for (let at = 0; at < 42; at += 1)
      for (const other of [
        (value: number) => (value + 1) % PRIME,
        (value: number) => value + PRIME,
      ]) {
        const numbers = numbersOf(output)
        numbers[at] = other(numbers[at] ?? 0)
        expect((await verify(0, u32(numbers), SEED)).outcome).toEqual({ kind: 'exit', code: 2 })
      }
    await close()
  })

  it.each([0, 41 * 4, 43 * 4, 42 * 4 + 1])('is refused in %d bytes', async (length) => {
    const { verify, close } = await open(SQUARE)
    expect((await verify(0, new Uint8Array(length), SEED)).outcome).toEqual({
      kind: 'exit',
      code: 2,
    })
    await close()
  })

  it('passes with an error only for who knows the coin', async () => {
    const { multiply, verify, close } = await open(SQUARE)
    const numbers = numbersOf((await multiply(0)).output)
    // A row's error of x − 7, which is nothing for x = 7 alone.
    numbers[0] = ((numbers[0] ?? 0) + PRIME - 7) % PRIME
    numbers[1] = ((numbers[1] ?? 0) + 1) % PRIME
    expect((await verify(0, u32(numbers), seedOf(7))).outcome).toEqual({ kind: 'success' })
    for (const x of [0, 1, 6, 8, PRIME - 7, 123_456_789])
      expect((await verify(0, u32(numbers), seedOf(x))).outcome).toEqual({ kind: 'exit', code: 2 })
    await close()
  })

  it('takes a fiftieth of its gas to check, and no more than is said to compute', async () => {
    const params = { rows: 64, inner: 400, columns: 400 }
    const left = Array.from({ length: 64 * 400 }, (_, at) => (at * 987_654_321) % PRIME)
    const right = Array.from({ length: 400 * 400 }, (_, at) => (at * 123_456_789) % PRIME)
    const { multiply, verify, close } = await open({ ...params, left, right })
    const { output, gas } = await multiply(0)
    const check = await verify(0, output, SEED)
    expect(check.outcome).toEqual({ kind: 'success' })
    expect(Number(check.gas)).toBeLessThan(Number(gas) / 45)
    const units = Number(matrixProduct.units?.(params, 0))
    expect(units).toBeGreaterThanOrEqual(Number(gas))
    expect(units).toBeLessThan(Number(gas) * 1.02)
    await close()
  })

  it('has two files', async () => {
    const files = { left: u32(SQUARE.left) }
    await expect(matrixProduct.prepare(SQUARE, files)).rejects.toMatchObject({
      code: 'matrix-missing',
    })
  })

  it.each([
    ['a size of nothing', { ...SQUARE, rows: 0 }, 'matrix-size'],
    ['a size that is too large', { ...SQUARE, columns: 2_049 }, 'matrix-size'],
    ['fewer numbers than it has', { ...SQUARE, left: [1] }, 'matrix-length'],
    [
      'a number that is too large',
      { ...SQUARE, right: SQUARE.right.with(3, PRIME) },
      'matrix-number',
    ],
  ])('is not computed of %s', async (_, { left, right, ...params }, code) => {
    const files = { left: u32(left), right: u32(right) }
    await expect(matrixProduct.prepare(params, files)).rejects.toMatchObject({ code })
  })
})

test.each(Object.keys(PRODUCT_MODULES) as (keyof typeof PRODUCT_MODULES)[])(
  'committed %s is what its sources give',
  async (name) => {
    const committed = await readFile(new URL(`./generated/${name}.ts`, import.meta.url), 'utf8')
    expect((await productModule(name)) === committed, 'npm run generate:kernels').toBe(true)
  },
  60_000,
)
