import { describe, expect, it } from 'vitest'
import { type Leaf, Leaves, LeavesWriter } from './leaves.ts'

const plain: Leaf = {
  index: 3,
  inputHash: new Uint8Array(32).fill(1),
  outcome: { kind: 'success' },
  resultHash: new Uint8Array(32).fill(2),
  gas: 7n,
}
const exits = (code: number): Leaf => ({ ...plain, outcome: { kind: 'exit', code } })
/** Each differs from all others; the last two claim what the first does. */
const different: readonly Leaf[] = [
  plain,
  { ...plain, gas: 8n },
  { ...plain, outcome: { kind: 'trap' } },
  exits(1),
  exits(2),
  { ...plain, resultHash: new Uint8Array(32).fill(3) },
  { ...plain, inputHash: new Uint8Array(32).fill(4) },
]

describe('leaves', () => {
  it('are what they were made of, all of them, some of them and put together anew', () => {
    const leaves = Leaves.of(different)
    expect([...leaves]).toEqual(different)
    expect([...leaves.slice(2, 4)]).toEqual(different.slice(2, 4))
    const writer = new LeavesWriter()
    const many = Array.from({ length: 300 }, (_, at) => at % different.length)
    for (const at of many) writer.add(leaves, at)
    expect([...writer.leaves]).toEqual(many.map((at) => different[at]))
    different.forEach(({ index, outcome, gas }, at) => {
      expect(leaves.indexAt(at)).toBe(index)
      expect(leaves.outcomeAt(at)).toEqual(outcome)
      expect(leaves.gasAt(at)).toBe(gas)
    })
    expect(leaves.sumGas()).toBe(50n)
  })

  it('tell results apart by outcome, bytes and gas, and claims by outcome and gas', () => {
    const leaves = Leaves.of(different)
    const others = Leaves.of([plain, ...different])
    different.forEach((one, at) => {
      different.forEach((other, otherAt) => {
        expect(leaves.isSame(at, others, otherAt + 1)).toBe(at === otherAt)
        const isOneClaim = one.outcome === other.outcome && one.gas === other.gas
        expect(leaves.claimsSame(at, others, otherAt + 1)).toBe(isOneClaim)
      })
    })
  })
})
