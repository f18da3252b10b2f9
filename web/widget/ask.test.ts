import { expect, test } from 'vitest'
import { coresFor, readAsk } from './ask.ts'

const PAYEE = '0x10a3100000000000000000000000000000e8a3f1'

test('takes a quarter of the machine when no share is named', () => {
  expect(readAsk(PAYEE, null)).toEqual({ kind: 'ask', ask: { payee: PAYEE, maxCpu: 0.25 } })
})

test.each(['0.25', '1', ' .5 ', '0.01'])('accepts the share %j', (share) => {
  expect(readAsk(PAYEE, share)).toMatchObject({ kind: 'ask', ask: { maxCpu: Number(share) } })
})

test.each(['', ' ', '0', '-0.1', '1.01', '25', '25%', 'NaN', 'Infinity'])(
  'refuses the share %j in words',
  (share) => {
    expect(readAsk(PAYEE, share)).toEqual({
      kind: 'invalid',
      message: expect.stringContaining('max-cpu must be above 0'),
    })
  },
)

test.each([
  null,
  '',
  '0x',
  'loam.eth',
  PAYEE.slice(2),
  `${PAYEE}0`,
  `0x${'0'.repeat(40)}`,
  `${PAYEE}\n`,
  `0x${'g'.repeat(40)}`,
])('refuses the payee %j in words', (payee) => {
  expect(readAsk(payee, null)).toEqual({
    kind: 'invalid',
    message: expect.stringContaining('payee must be a wallet address'),
  })
})

test('never repeats a long text whole', () => {
  const answer = readAsk('x'.repeat(10_000), null)
  expect(answer.kind === 'invalid' && answer.message.length).toBeLessThan(200)
})

test.each([
  [0.25, 16, 4],
  [0.25, 7, 1],
  [0.25, 2, 1],
  [0.01, 1, 1],
  [1, 8, 8],
])('a share of %f of %i cores is %i', (share, machine, cores) => {
  expect(coresFor(share, machine)).toBe(cores)
})
