import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GrowableBytes } from './bytes.ts'
import { Storage } from './storage.ts'

const LIMIT = 1 << 20

describe('bytes that grow', () => {
  test('take from the storage all that they hold, not only what is in use', () => {
    const storage = new Storage(LIMIT)
    const bytes = new GrowableBytes(undefined, storage)
    const held = () => bytes.view().buffer.byteLength
    const act = fc.oneof(
      fc.record({ is: fc.constant('append'), size: fc.nat(900) }),
      fc.record({ is: fc.constant('resize'), size: fc.nat(9_000) }),
    )
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        for (const { is, size } of acts) {
          if (is === 'append') bytes.append(new Uint8Array(size))
          else bytes.resize(size)
          expect(LIMIT - storage.left).toBe(held())
        }
        bytes.resize(0)
        expect(storage.left).toBe(LIMIT)
      }),
    )
  })

  test('keep nothing of what is cut off', () => {
    const storage = new Storage(LIMIT)
    const bytes = new GrowableBytes(undefined, storage)
    bytes.resize(4_000)
    bytes.resize(3_999)
    expect(bytes.view().buffer.byteLength).toBe(3_999)
  })

  test('leave others room to grow when little is left', () => {
    const storage = new Storage(1_000)
    const bytes = new GrowableBytes(undefined, storage)
    bytes.resize(600)
    bytes.append(new Uint8Array(1))
    expect(storage.left).toBeGreaterThan(100)
  })
})
