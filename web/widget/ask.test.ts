import { expect, test } from 'vitest'
import { loanFor, readAsk } from './ask.ts'

const PAYEE = '0x10a3100000000000000000000000000000e8a3f1'

test('takes a quarter of the machine when no share is named', () => {
  expect(readAsk(PAYEE, null, null)).toEqual({ kind: 'ask', ask: { payee: PAYEE, maxCpu: 0.25 } })
})

test.each(['0.25', '1', ' .5 ', '0.01'])('accepts the share %j', (share) => {
  expect(readAsk(PAYEE, share, null)).toMatchObject({ kind: 'ask', ask: { maxCpu: Number(share) } })
})

test.each([
  ['25%', 0.25],
  [' 50 % ', 0.5],
  ['100%', 1],
  ['.5%', 0.005],
])('accepts the share %j of a hundred', (share, maxCpu) => {
  expect(readAsk(PAYEE, share, null)).toMatchObject({ kind: 'ask', ask: { maxCpu } })
})

test.each([
  '',
  ' ',
  '0',
  '0%',
  '-0.1',
  '1.01',
  '25',
  '101%',
  '25%%',
  '%',
  'NaN',
  'Infinity',
  '1e-1',
])('refuses the share %j in words', (share) => {
  expect(readAsk(PAYEE, share, null)).toEqual({
    kind: 'invalid',
    message: expect.stringContaining('max-cpu must be a share of the machine above 0'),
  })
})

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
  expect(readAsk(payee, null, null)).toEqual({
    kind: 'invalid',
    message: expect.stringContaining('payee must be a wallet address'),
  })
})

test.each(['https://site.example/loam-vouchers', 'http://localhost:4480/', 'http://127.0.0.1:1/a'])(
  'accepts the collector %j',
  (collector) => {
    expect(readAsk(PAYEE, null, collector)).toMatchObject({ kind: 'ask', ask: { collector } })
  },
)

test.each([
  '',
  '/loam-vouchers',
  'http://site.example/',
  'http://localhost.example/',
  'wss://site.example/',
  'javascript:alert(1)',
  'https://me:secret@site.example/',
  `https://site.example/${'a'.repeat(500)}`,
])('refuses the collector %j in words', (collector) => {
  expect(readAsk(PAYEE, null, collector)).toEqual({
    kind: 'invalid',
    message: expect.stringContaining('collector must be a whole https address'),
  })
})

test('never repeats a long text whole', () => {
  const answer = readAsk('x'.repeat(10_000), null, null)
  expect(answer.kind === 'invalid' && answer.message.length).toBeLessThan(200)
})

test.each([
  [0.25, 16, 4, 1],
  [0.25, 7, 2, 0.875],
  [0.25, 2, 1, 0.5],
  [0.01, 1, 1, 0.01],
  [0.7, 10, 7, 1],
  [1, 8, 8, 1],
])(
  'a share of %f of %i cores is %i, each for %f of the time',
  (share, machine, cores, dutyCycle) => {
    expect(loanFor(share, machine)).toEqual({ cores, dutyCycle })
  },
)

test('a share is never more than was asked for, and every core of it is of use', () => {
  for (let machine = 1; machine <= 64; machine += 1)
    for (let percent = 1; percent <= 100; percent += 1) {
      const { cores, dutyCycle } = loanFor(percent / 100, machine)
      expect(cores * dutyCycle).toBeCloseTo((machine * percent) / 100)
      expect(cores).toBeLessThanOrEqual(machine)
      expect((cores - 1) / machine).toBeLessThan(percent / 100)
    }
})
