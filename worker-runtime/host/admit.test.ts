import { expect, test, vi } from 'vitest'
import * as blobs from '#protocol/task/blob.ts'
import { WGSL_PROGRAM_BYTES } from '#protocol/task/wgsl-program.ts'
import { admit } from './admit.ts'

const shader = (bytes: number) =>
  ({ format: 'wgsl', module: new Uint8Array(bytes), shared: new Uint8Array(0) }) as const

test('a shader program over its limit is refused unread', () => {
  const cutBlob = vi.spyOn(blobs, 'cutBlob')
  const tooLarge = shader(WGSL_PROGRAM_BYTES + 1)
  expect(() => admit(tooLarge, 'any', new Set())).toThrow(
    expect.objectContaining({ code: 'program_refused', feature: 'size' }),
  )
  expect(cutBlob).not.toHaveBeenCalled()
  expect(admit(shader(WGSL_PROGRAM_BYTES), 'any', new Set())).toBe(false)
  expect(cutBlob).toHaveBeenCalledOnce()
})
