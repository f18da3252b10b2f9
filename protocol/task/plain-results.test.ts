import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packResults, sliceResults, unpackResults } from './plain-results.ts'

const result = fc.record({
  kind: fc.constant('done' as const),
  outcome: fc.constant({ kind: 'success' as const }),
  output: fc.uint8Array({ maxLength: 20 }),
  gas: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  log: fc.constant(''),
})

test('results come out as they were packed, all and some of them', () => {
  fc.assert(
    fc.property(fc.array(result), fc.nat(12), fc.nat(12), (results, some, more) => {
      const packed = packResults(results)
      expect(unpackResults(packed)).toEqual(results)
      const [from, to] = [some, some + more].map((at) => Math.min(at, results.length)) as [
        number,
        number,
      ]
      expect(unpackResults(sliceResults(packed, from, to))).toEqual(results.slice(from, to))
    }),
  )
})
