import { afterEach, describe, expect, test, vi } from 'vitest'
import { LEAST_LIMITS } from '#protocol/task/graphics.ts'
import { openGpu } from './device.ts'

/** A graphics card with these features, which notes what it is asked for. */
function lend(features: readonly string[], limits = LEAST_LIMITS) {
  const asked: GPUDeviceDescriptor[] = []
  const requestDevice = async (descriptor: GPUDeviceDescriptor) => {
    asked.push(descriptor)
    return { lost: new Promise(() => {}) }
  }
  const adapter = { features: new Set(features), limits, requestDevice }
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter } })
  return asked
}
afterEach(() => vi.unstubAllGlobals())

describe('a graphics device', () => {
  test('is asked for the features of the program, and no others, and for all it allows', async () => {
    const most = { ...LEAST_LIMITS, maxBufferSize: 2 ** 32 } as unknown as typeof LEAST_LIMITS
    const asked = lend(['shader-f16', 'subgroups'], most)
    expect(await openGpu(['shader-f16'])).not.toBeNull()
    expect(asked).toEqual([{ requiredFeatures: ['shader-f16'], requiredLimits: most }])
  })

  test('is refused in words where it lacks a feature', async () => {
    lend(['subgroups'])
    await expect(openGpu(['subgroups', 'shader-f16'])).rejects.toThrow('has no shader-f16')
  })

  test('is none where the browser has none', async () => {
    vi.stubGlobal('navigator', {})
    expect(await openGpu([])).toBeNull()
  })
})
