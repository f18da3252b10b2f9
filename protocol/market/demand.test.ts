import { expect, it } from 'vitest'
import { asAddress } from '../ids.ts'
import { MAX_AMOUNT_WEI } from '../payment/amount.ts'
import { decode, encode } from '../wire/codec.ts'
import { type Demand, termsSchema } from './demand.ts'

const heard = (terms: Demand['terms']) =>
  decode(termsSchema, encode(termsSchema, terms), 'terms', 1_024)

it('knows no price that no escrow can hold', () => {
  const someone = asAddress(`0x${'ab'.repeat(20)}`)
  const terms = { kind: 'paid', chainId: 1, escrow: someone, session: someone } as const
  const dear = { ...terms, ceilingPerGigaGas: MAX_AMOUNT_WEI }
  expect(heard(dear)).toEqual(dear)
  expect(() => heard({ ...terms, ceilingPerGigaGas: MAX_AMOUNT_WEI + 1n })).toThrow()
})
