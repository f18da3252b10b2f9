import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shareOut } from './share-out.ts'

const amount = fc.bigInt(0n, 10n ** 24n)

it('loses nothing, and gives nobody a unit more or less than its part', () => {
  fc.assert(
    fc.property(amount, fc.array(amount, { maxLength: 9 }), (whole, weights) => {
      const shares = shareOut(whole, weights)
      const all = weights.reduce((sum, weight) => sum + weight, 0n)
      expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(all === 0n ? 0n : whole)
      for (const [at, share] of shares.entries()) {
        const error = share * all - whole * (weights[at] ?? 0n)
        expect(error < 0n ? -error : error).toBeLessThanOrEqual(all)
      }
    }),
  )
})
