import { describe, expect, it } from 'vitest'
import { InputError } from '#protocol/errors.ts'
import { NO_PREFERENCES } from '#protocol/market/preferences.ts'
import { countWishes, NO_WISHES, readWho } from './who-wishes.ts'

const PEER = '12D3KooWJbJFaZ1dwpuu9tQY3ELCKCpWMJc1dSRVbcMwhiLiFq7q'
const WALLET = `0x${'Ab'.repeat(20)}`

describe('who may work on a job, as typed', () => {
  it('asks for nothing when nothing is typed', () => {
    expect(readWho(NO_WISHES)).toEqual(NO_PREFERENCES)
    expect(countWishes({ ...NO_WISHES, minUp: ' ', allow: PEER })).toBe(1)
  })

  it('reads names however they stand apart, and wallets in any case', () => {
    const { allow } = readWho({ ...NO_WISHES, allow: ` ${PEER},\n${WALLET}; ` })
    expect(allow).toEqual([PEER, WALLET.toLowerCase()])
  })

  it('reads speeds in 10⁹ a second, uptime in minutes, prices in GLM', () => {
    const typed = {
      ...NO_WISHES,
      minSpeed: '0.5',
      minUp: '10',
      waitForPrice: '0.03',
      maxShare: '40',
    }
    expect(readWho(typed)).toMatchObject({
      minSpeed: 500_000_000n,
      minUpMs: 600_000,
      waitForPrice: 3n * 10n ** 16n,
      maxShare: 40,
    })
  })

  it.each([
    { allow: 'bob' },
    { block: '0x12' },
    { minSpeed: 'fast' },
    { minUp: '-1' },
    { waitForPrice: 'cheap' },
    { maxShare: '5' },
    { maxShare: '33.3' },
    { maxShare: '100' },
    { allow: `${PEER} `.repeat(65) },
  ])('refuses %o with words for a person', (part) => {
    expect(() => readWho({ ...NO_WISHES, ...part })).toThrow(InputError)
  })
})
