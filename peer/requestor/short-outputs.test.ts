import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ShortOutputs } from './short-outputs.ts'

const output = fc.option(fc.uint8Array({ maxLength: 64 }), { nil: undefined })

it('gives every output once, in any order, and none that it was not given', () => {
  fc.assert(
    fc.property(fc.array(output, { maxLength: 70 }), fc.array(fc.nat(80)), (outputs, order) => {
      const shorts = new ShortOutputs(outputs)
      const left = [...outputs]
      for (const position of order) {
        expect(shorts.take(position)).toEqual(left[position])
        left[position] = undefined
      }
    }),
  )
})
