import { beforeEach, expect, test } from 'vitest'
import { asAddress } from '#protocol/ids.ts'
import type { Ask } from './ask.ts'
import { CONSENT_MS, Consent, type ConsentStorage } from './consent.ts'

const SITE = 'https://almanac.example'
const ask: Ask = { payee: asAddress(`0x${'a1'.repeat(20)}`), maxCpu: 0.25, collector: undefined }
const START = 1_700_000_000_000

let now: number
let kept: Map<string, string>
let storage: ConsentStorage

beforeEach(() => {
  now = START
  kept = new Map()
  storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  }
})

const consent = (site = SITE, changes: Partial<Ask> = {}) =>
  new Consent(site, { ...ask, ...changes }, storage, () => now)

test('nobody has agreed to begin with', () => {
  expect(consent().expiresAt()).toBeUndefined()
})

test('an agreement lives for 24 hours, to the millisecond', () => {
  consent().grant()
  now = START + CONSENT_MS - 1
  expect(consent().expiresAt()).toBe(START + CONSENT_MS)
  now = START + CONSENT_MS
  expect(consent().expiresAt()).toBeUndefined()
})

test('looking at an agreement does not prolong it', () => {
  consent().grant()
  now = START + CONSENT_MS / 2
  consent().expiresAt()
  now = START + CONSENT_MS
  expect(consent().expiresAt()).toBeUndefined()
})

test.each([
  ['payee', { payee: asAddress(`0x${'b2'.repeat(20)}`) }],
  ['larger cap', { maxCpu: 0.5 }],
  ['smaller cap', { maxCpu: 0.1 }],
])('another %s asks again, and so does going back', (_, changes) => {
  consent().grant()
  expect(consent(SITE, changes).expiresAt()).toBeUndefined()
  expect(consent().expiresAt()).toBeUndefined()
})

test.each([
  'http://almanac.example',
  'https://www.almanac.example',
  'https://almanac.example:8443',
])('the site %s is another site, and leaves the first alone', (site) => {
  consent().grant()
  expect(consent(site).expiresAt()).toBeUndefined()
  expect(consent().expiresAt()).toBe(START + CONSENT_MS)
})

test('the case of a payee is no other payee', () => {
  consent().grant()
  const upper = { payee: `0x${'A1'.repeat(20)}` as Ask['payee'] }
  expect(consent(SITE, upper).expiresAt()).toBe(START + CONSENT_MS)
})

test('a revoked agreement is gone', () => {
  consent().grant()
  consent().revoke()
  expect(consent().expiresAt()).toBeUndefined()
  expect(kept.size).toBe(0)
})

test('a clock set back ends the agreement instead of prolonging it', () => {
  consent().grant()
  now = START - 1
  expect(consent().expiresAt()).toBeUndefined()
})

test.each(['', 'yes', '{}', `${ask.payee} 0.25`, `${ask.payee} 0.25 9e99`, `${ask.payee} 0.25 -1`])(
  'a record that says %j is no agreement',
  (record) => {
    consent().grant()
    for (const key of kept.keys()) kept.set(key, record)
    expect(consent().expiresAt()).toBeUndefined()
  },
)

test('a storage that the browser blocks remembers nothing and breaks nothing', () => {
  const blocked = () => {
    throw new DOMException('denied', 'SecurityError')
  }
  storage = { getItem: blocked, setItem: blocked, removeItem: blocked }
  consent().grant()
  expect(consent().expiresAt()).toBeUndefined()
})
