import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { VirtualClock } from './clock.ts'
import { Descriptor, DescriptorTable } from './descriptors.ts'
import { FileNode } from './nodes.ts'
import { Storage } from './storage.ts'

const volume = { storage: new Storage(), clock: new VirtualClock() }
const descriptor = () => new Descriptor(new FileNode(volume), { base: 0n })

describe('a table of descriptors', () => {
  test('gives the lowest free number, whatever was closed and moved', () => {
    const act = fc.record({
      is: fc.constantFrom('add', 'add', 'add', 'close', 'move'),
      from: fc.nat(80),
      to: fc.nat(80),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 300 }), (acts) => {
        const table = new DescriptorTable()
        const open = new Set<number>()
        for (const { is, from, to } of acts) {
          if (is === 'add') {
            let lowest = 0
            while (open.has(lowest)) lowest += 1
            expect(table.add(descriptor())).toBe(lowest)
            open.add(lowest)
          } else if (is === 'close' && open.has(from)) {
            table.close(from)
            open.delete(from)
          } else if (is === 'move' && open.has(from) && open.has(to)) {
            table.renumber(from, to)
            if (from !== to) open.delete(from)
          }
        }
      }),
    )
  })

  test('finds it without trying every number', () => {
    const table = new DescriptorTable()
    for (let fd = 0; fd < 1_000; fd++) table.add(descriptor())
    const tries = vi.spyOn(Map.prototype, 'has')
    table.add(descriptor())
    expect(tries.mock.calls.length).toBeLessThan(10)
    tries.mockRestore()
  })
})
