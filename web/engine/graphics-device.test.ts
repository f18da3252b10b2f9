import { expect, it } from 'vitest'
import { GRAPHICS_LIMITS, graphicsSchema, LEAST_LIMITS } from '#protocol/task/graphics.ts'
import { describeAdapter } from './graphics-device.ts'

const adapter = (part: {
  features?: string[]
  limits?: Readonly<Record<string, number>>
  info?: object
}) =>
  ({
    features: new Set(part.features),
    limits: part.limits ?? LEAST_LIMITS,
    info: { description: '', vendor: '', architecture: '', device: '', ...part.info },
  }) as unknown as GPUAdapter

it('says what a shader may use of the device, and no more', () => {
  const { features, limits } = describeAdapter(
    adapter({
      features: ['shader-f16', 'timestamp-query'],
      limits: { ...LEAST_LIMITS, maxBufferSize: 2 ** 30, maxTextureDimension2D: 8_192 },
    }),
  )
  expect(features).toEqual(['shader-f16'])
  expect(Object.keys(limits)).toEqual(GRAPHICS_LIMITS)
  expect(limits.maxBufferSize).toBe(2 ** 30)
})

it('leaves out what an older browser does not say, so that it still can be handed on', () => {
  const { limits } = describeAdapter(adapter({ limits: { maxBufferSize: 2 ** 28 } }))
  expect(graphicsSchema.parse({ features: [], limits })).toEqual({
    features: [],
    limits: { maxBufferSize: 2 ** 28 },
  })
})

it('is called what the browser calls it', () => {
  const info = { vendor: 'nvidia', architecture: 'hopper' }
  expect(describeAdapter(adapter({ info })).name).toBe('nvidia hopper')
  expect(describeAdapter(adapter({ info: { ...info, description: 'H200' } })).name).toBe('H200')
  expect(describeAdapter(adapter({ info: { description: 'x'.repeat(999) } })).name).toHaveLength(80)
})
