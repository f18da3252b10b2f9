import { expect, test } from 'vitest'
import { asAddress } from '#protocol/ids.ts'
import { readTarget } from './read-target.ts'

const GOOD = '0x7DD9c5Cba05E151C895FDe1CF355C9A1D5DA6429'
const refused = new Map([[asAddress(`0x${'aa'.repeat(20)}`), 'the guest wallet itself']])
const read = (text: string) => readTarget(text, refused)

test.each([GOOD, GOOD.toLowerCase(), ` ${GOOD}\n`])(
  'an address is taken as wallets write it: %j',
  (text) => {
    expect(read(text)).toEqual({ kind: 'address', address: asAddress(GOOD) })
  },
)

test.each([
  ['', '0x and 40 digits'],
  ['vitalik.eth', '0x and 40 digits'],
  [GOOD.slice(0, -1), '0x and 40 digits'],
  [GOOD.replace('7DD9', '7dD9'), 'checksum'],
  [GOOD.replace('6429', '6428'), 'checksum'],
  [`0x${'0'.repeat(40)}`, 'lost'],
  [`0x${'aa'.repeat(20)}`, 'the guest wallet itself'],
])('what money would be lost at is refused in words: %j', (text, words) => {
  expect(read(text)).toMatchObject({ kind: 'wrong', why: expect.stringContaining(words) })
})
