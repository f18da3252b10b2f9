import { encode } from '@ipld/dag-cbor'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GRAPHICS_LIMITS, graphicsSchema, LEAST_LIMITS } from '../task/graphics.ts'
import { decode } from '../wire/codec.ts'
import { judgeGraphics } from './judge-graphics.ts'

const device = { features: ['shader-f16'], limits: { ...LEAST_LIMITS } }
const reasonFor = (needed: Parameters<typeof judgeGraphics>[0]) => {
  const judgement = judgeGraphics(needed, device)
  return judgement?.kind === 'decline' ? judgement.reason : 'fits'
}

describe('a graphics device', () => {
  it('fits every need that is within what it has', () => {
    const limit = fc.constantFrom(...GRAPHICS_LIMITS)
    const need = fc.record({ limit, off: fc.integer({ min: -100, max: 100 }) })
    fc.assert(
      fc.property(need, ({ limit, off }) => {
        const limits = { [limit]: Math.max(0, LEAST_LIMITS[limit] + off) }
        const fits = reasonFor({ features: ['shader-f16'], limits }) === 'fits'
        expect(fits).toBe((limits[limit] ?? 0) <= LEAST_LIMITS[limit])
      }),
    )
  })

  it.each([
    [{ maxComputeInvocationsPerWorkgroup: 1_024 }, 'workgroups of 1,024 invocations', '256'],
    [{ maxStorageBuffersPerShaderStage: 10 }, '10 storage buffers at once', '8'],
    [{ maxComputeWorkgroupStorageSize: 32_768 }, '32 KiB of memory for a workgroup', '16 KiB'],
    // Rounded so that one sees why it is too much.
    [{ maxBufferSize: 2 ** 28 + 1 }, 'buffers of 257 MiB', '256 MiB'],
    [{ maxStorageBufferBindingSize: 2 ** 30 }, '1,024 MiB of a buffer bound at once', '128 MiB'],
  ])('that is too small for %o is said to be', (limits, needs, allows) => {
    expect(reasonFor({ features: [], limits })).toBe(
      `needs ${needs}, this graphics card allows ${allows}`,
    )
  })

  it.each(['constructor', 'toString', 'maxWishes'])('has nothing that is called %s', (name) => {
    expect(reasonFor({ features: [], limits: { [name]: 0 } })).toMatch(/nothing is known of that/)
    expect(reasonFor({ features: [name.toLowerCase()], limits: {} })).toMatch(/has none/)
  })
})

describe("a stranger's needs", () => {
  const read = (value: unknown) => decode(graphicsSchema, encode(value), 'needs', 4_096)
  const many = Array.from({ length: 33 }, (_, at) => `f${at}`)

  it('may name what nobody knows', () => {
    const unknown = { features: ['of-tomorrow'], limits: { maxWishes: 3 } }
    expect(read(unknown)).toEqual(unknown)
  })

  it.each([
    ['more features than are looked at', { features: many, limits: {} }],
    [
      'more limits than are looked at',
      { features: [], limits: Object.fromEntries(many.map((name) => [name, 1])) },
    ],
    ['a feature that is markup', { features: ['<b>'], limits: {} }],
    ['a limit that is a sentence', { features: [], limits: { 'free money': 1 } }],
    ['a limit below nothing', { features: [], limits: { maxBufferSize: -1 } }],
    ['a limit that is no number', { features: [], limits: { maxBufferSize: '1' } }],
  ])('with %s are not read', (_, needs) => {
    expect(() => read(needs)).toThrow('needs')
  })
})
