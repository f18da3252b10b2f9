import { expect, it } from 'vitest'
import { forgetRate, keepRate, recallRate } from './rate-choice.ts'

/** A browser's storage of one page. */
function createStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>()
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => kept.set(name, text),
    removeItem: (name) => kept.delete(name),
  }
}

it('remembers a rate until it is forgotten', () => {
  const storage = createStorage()
  expect(recallRate(storage)).toBeUndefined()
  expect(keepRate(storage, { currency: 'usd', perGlm: '0.3', perCoin: '2500' })).toBeUndefined()
  expect(recallRate(storage)).toMatchObject({ currency: 'USD', perGlm: 3n * 10n ** 17n })
  forgetRate(storage)
  expect(recallRate(storage)).toBeUndefined()
})

it('says of each field what is wrong with it, and keeps what it had', () => {
  const storage = createStorage()
  keepRate(storage, { currency: 'EUR', perGlm: '0.3', perCoin: '2500' })
  expect(keepRate(storage, { currency: '', perGlm: '1,5', perCoin: '0' })).toEqual({
    currency: 'Type its letters, such as EUR or USD.',
    perGlm: 'Type digits with a dot for decimals, such as 0.25.',
    perCoin: 'Type more than 0.',
  })
  expect(recallRate(storage)?.currency).toBe('EUR')
})

it('passes over what somebody else wrote in its place', () => {
  const storage = createStorage()
  for (const text of ['', 'null', '{', '{"currency":"EUR"}']) {
    storage.setItem('loam-rate', text)
    expect(recallRate(storage)).toBeUndefined()
  }
})
