import { expect, it } from 'vitest'
import { renderYardstick } from './yardstick.ts'

const pathsOf = (input: Uint8Array) => {
  const view = new DataView(input.buffer, input.byteOffset)
  return view.getUint32(12, true) * view.getUint32(16, true) * view.getUint32(28, true)
}

it('is a small scene with a light, under the path tracer’s own shaders', async () => {
  const { format, shared } = await renderYardstick.program()
  expect(format).toBe('wgsl')
  expect(shared.byteLength).toBeLessThan(256 * 1024)
  // Words of the scene's header: its bodies, and its glowing triangles.
  const header = new DataView(shared.buffer, shared.byteOffset)
  expect(header.getUint32(4, true)).toBeGreaterThan(0)
  expect(header.getUint32(44, true)).toBe(2)
})

it.each([4_096, 20_000, 262_144, 10_000_000, 2 ** 30])('takes about %i paths', (paths) => {
  const taken = pathsOf(renderYardstick.input(paths))
  expect(taken / paths).toBeGreaterThan(0.9)
  expect(taken / paths).toBeLessThan(1.1)
})
