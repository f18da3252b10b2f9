import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BitSet, isInPage, pageOf } from './bit-set.ts'

it('is put together again from the pages that changed', () => {
  const sizes = fc.integer({ min: 1, max: 40_000 })
  const property = fc.property(sizes, fc.array(fc.nat(39_999)), fc.array(fc.nat(39_999)), run)
  fc.assert(property)

  function run(size: number, before: number[], after: number[]) {
    const isMember = (index: number) => index < size
    const original = new BitSet(size)
    const copy = new BitSet(size)
    for (const members of [before.filter(isMember), after.filter(isMember)]) {
      for (const member of members) original.add(member)
      for (const page of original.pagesOf(members)) copy.writePage(page, original.readPage(page))
    }
    const members = new Set([...before, ...after].filter(isMember))
    expect(copy.count).toBe(members.size)
    expect(original.count).toBe(members.size)
    for (const member of [...before, ...after].filter(isMember)) {
      expect(copy.has(member)).toBe(members.has(member))
      const page = original.readPage(pageOf(member))
      expect(isInPage(page, member, size)).toBe(members.has(member))
      expect(isInPage(page.slice(1), member, size)).toBeUndefined()
    }
  }
})

it('takes no page of another size, and no members beyond its own', () => {
  const set = new BitSet(10_001)
  const last = set.readPage(1)
  expect(last).toHaveLength(227)
  set.writePage(1, last.fill(0xff))
  expect(set.count).toBe(10_001 - 8_192)
  expect(set.has(10_000)).toBe(true)
  expect(set.has(10_001)).toBe(false)
  for (const [page, bytes] of [
    [1, 1024],
    [2, 227],
    [0, 227],
  ] as const)
    expect(() => set.writePage(page, new Uint8Array(bytes))).toThrow(RangeError)
})

it('gives its members one after another', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(99)), (added) => {
      const set = new BitSet(100)
      for (const member of added) set.add(member)
      const members: number[] = []
      for (let at = set.next(0); at !== undefined; at = set.next(at + 1)) members.push(at)
      expect(members).toEqual([...new Set(added)].sort((one, other) => one - other))
    }),
  )
})
