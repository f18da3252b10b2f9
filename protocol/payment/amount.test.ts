import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../errors.ts'
import { costOf, formatGlm, MAX_AMOUNT_WEI, parseGlm, WEI_PER_GLM } from './amount.ts'

const amounts = fc.bigInt({ min: 0n, max: MAX_AMOUNT_WEI })

describe('parseGlm and formatGlm', () => {
  it('are each other’s inverse, to the wei', () => {
    fc.assert(fc.property(amounts, (wei) => parseGlm(formatGlm(wei)) === wei))
  })

  it.each([
    ['12', 12n * WEI_PER_GLM],
    [' 0.5 ', WEI_PER_GLM / 2n],
    ['0.000000000000000001', 1n],
  ])('reads %s', (text, wei) => expect(parseGlm(text)).toBe(wei))

  it.each(['', '-1', '1e3', '1,5', '.5', '0x10', 'ten', '0.0000000000000000001', '9'.repeat(29)])(
    'refuses %s with words for a person',
    (text) => {
      expect(() => parseGlm(text)).toThrow(InputError)
      expect(() => parseGlm(text)).toThrow(/is not an amount/)
    },
  )

  it('rounds to the nearest, of two the greater', () => {
    const below = fc.bigInt({ min: 0n, max: MAX_AMOUNT_WEI - WEI_PER_GLM })
    fc.assert(
      fc.property(below, fc.nat(18), (wei, decimals) => {
        const twiceOff = 2n * (parseGlm(formatGlm(wei, decimals)) - wei)
        const unit = 10n ** BigInt(18 - decimals)
        expect(twiceOff > -unit && twiceOff <= unit).toBe(true)
      }),
    )
    expect(formatGlm(8_193_263_248_200_000n, 4)).toBe('0.0082')
  })

  it('writes debts with a sign and no negative zero', () => {
    expect(formatGlm(-WEI_PER_GLM / 4n)).toBe('-0.25')
    expect(formatGlm(-1n, 2)).toBe('0')
  })
})

describe('costOf', () => {
  const gas = fc.bigInt({ min: 0n, max: 2n ** 64n })
  const price = fc.bigInt({ min: 0n, max: 2n ** 80n })

  it('is the least amount that covers the work', () => {
    fc.assert(
      fc.property(gas, price, (units, priceWei) => {
        const exact = units * priceWei
        const billed = costOf(units, priceWei) * 1_000_000_000n
        expect(billed >= exact && billed - exact < 1_000_000_000n).toBe(true)
      }),
    )
  })

  it('never charges less for the whole than for nothing, nor more than for its parts', () => {
    fc.assert(
      fc.property(gas, gas, price, (a, b, priceWei) => {
        expect(costOf(a + b, priceWei) <= costOf(a, priceWei) + costOf(b, priceWei)).toBe(true)
      }),
    )
  })
})
