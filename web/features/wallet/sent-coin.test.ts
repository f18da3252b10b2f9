import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { asAddress } from '#protocol/ids.ts'
import { findSentCoin, forgetSentCoin, keepSentCoin } from './sent-coin.ts'

const HOUR_MS = 3_600_000
const MINE = { sender: asAddress(`0x${'1'.repeat(40)}`), chainId: 1 }
const OTHERS = [
  { ...MINE, sender: asAddress(`0x${'2'.repeat(40)}`) },
  { ...MINE, chainId: 2 },
]
const FIRST = `0x${'a'.repeat(64)}` as const
const SECOND = `0x${'b'.repeat(64)}` as const

let storage: Map<string, string>

beforeEach(() => {
  storage = new Map()
  vi.useFakeTimers({ now: 1_700_000_000_000 })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const pass = (ms: number) => vi.setSystemTime(Date.now() + ms)

it('follows coin for an hour from when it was sent, however often it is followed, and forgets it then', () => {
  keepSentCoin(MINE, FIRST)
  pass(HOUR_MS - 1)
  expect(findSentCoin(MINE)).toBe(FIRST)
  keepSentCoin(MINE, FIRST)
  pass(1)
  expect(findSentCoin(MINE)).toBeUndefined()
  expect(storage.size).toBe(0)
})

it('follows for another hour what was sent in its place, such as dearer', () => {
  keepSentCoin(MINE, FIRST)
  pass(HOUR_MS - 1)
  keepSentCoin(MINE, SECOND)
  pass(HOUR_MS - 1)
  expect(findSentCoin(MINE)).toBe(SECOND)
})

it('takes no other wallet’s coin, and no other chain’s, for its own, nor forgets it with them', () => {
  keepSentCoin(MINE, FIRST)
  for (const other of OTHERS) {
    expect(findSentCoin(other)).toBeUndefined()
    keepSentCoin(other, SECOND)
    forgetSentCoin(other)
    expect(findSentCoin(other)).toBeUndefined()
  }
  expect(findSentCoin(MINE)).toBe(FIRST)
  forgetSentCoin(MINE)
  expect(findSentCoin(MINE)).toBeUndefined()
})

it('asks anew where what was kept cannot be read', () => {
  keepSentCoin(MINE, FIRST)
  for (const [name, text] of storage)
    for (const damaged of ['', '{', 'null', text.replace('aa', 'zz'), text.slice(0, -1)]) {
      storage.set(name, damaged)
      expect(findSentCoin(MINE)).toBeUndefined()
    }
})
