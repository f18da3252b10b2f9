import { expect, test } from 'vitest'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { type SlotLocks, takeTabSlot } from '#peer/adapters/tab-slot.ts'

function createLocks(): SlotLocks {
  const held = new Set<string>()
  return {
    request: async (name, _options, run) => {
      if (held.has(name)) return run(null)
      held.add(name)
      await run({}).finally(() => held.delete(name))
    },
  }
}

test('gives two tabs two keys, and a slot its key back', async () => {
  const host = { locks: createLocks(), store: createMemoryStore(), clock: systemClock }
  const first = await takeTabSlot(host)
  const second = await takeTabSlot(host)
  expect([first.slot, second.slot]).toEqual([0, 1])
  expect(first.seed).toHaveLength(32)
  expect(first.seed).not.toEqual(second.seed)
  first.release()
  await new Promise((resolve) => setTimeout(resolve))
  expect(await takeTabSlot(host)).toMatchObject({ slot: 0, seed: first.seed })
})
