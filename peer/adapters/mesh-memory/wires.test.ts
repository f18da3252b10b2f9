import { expect, it } from 'vitest'
import { Wires } from '#peer/adapters/mesh-memory/wires.ts'
import { asPeerId } from '#protocol/ids.ts'

it('keeps the order of what was sent where timers do not', () => {
  const timers: Array<() => void> = []
  const clock = {
    now: () => 0,
    randomBytes: (length: number) => new Uint8Array(length),
    after: (_delayMs: number, run: () => void) => {
      timers.push(run)
      return () => {}
    },
  }
  const wires = new Wires(clock, 2)
  const arrived: number[] = []
  for (const frame of [1, 2, 3]) {
    wires.carry(asPeerId('here'), asPeerId('there'), () => arrived.push(frame))
  }
  for (const end of timers.toReversed()) end()
  expect(arrived).toEqual([1, 2, 3])
})
