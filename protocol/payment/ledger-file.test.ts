import { expect, it } from 'vitest'
import { asAddress, asJobId } from '../ids.ts'
import { WEI_PER_GLM } from './amount.ts'
import type { DepositEntry, PromisedEntry } from './ledger-entry.ts'
import { writeLedger } from './ledger-file.ts'

const chain = { chainId: 137, escrow: asAddress(`0x${'e5'.repeat(20)}`) }
const jobId = asJobId(`0x${'01'.repeat(32)}`)
const payee = asAddress(`0x${'11'.repeat(20)}`)
const elsewhere = { chainId: 1, escrow: asAddress(`0x${'e6'.repeat(20)}`) }
const promise: PromisedEntry = {
  side: 'provider',
  ...elsewhere,
  ...{ jobId, payee, epoch: 2, promised: 3n, paid: 1n, reserved: 2n, lost: 0n, unknown: 0n },
  ...{ toAuthor: 0n, chainGas: 7n, rate: undefined, signature: '0xab' },
  taken: { first: Date.UTC(2026, 10, 20, 8), last: Date.UTC(2026, 10, 20, 9) },
}
const deposit: DepositEntry = {
  side: 'requestor',
  ...{ jobId, title: 'Sundial', openedAt: Date.UTC(2026, 10, 21, 9, 30), standing: 'known' },
  deposited: 5n * WEI_PER_GLM,
  free: WEI_PER_GLM / 2n,
  reserved: WEI_PER_GLM / 2n,
  paid: 3n * WEI_PER_GLM,
  refunded: WEI_PER_GLM,
  promised: 3n * WEI_PER_GLM,
  budget: 5n * WEI_PER_GLM,
  toAuthor: 0n,
  chainGas: WEI_PER_GLM / 1_000n,
  rate: {
    currency: 'EUR',
    perGlm: WEI_PER_GLM / 4n,
    perCoin: 2_000n * WEI_PER_GLM,
    at: Date.UTC(2026, 10, 21, 9, 29),
  },
}

/** The one row of a file, by column. */
function readRow(entry: DepositEntry | PromisedEntry): Readonly<Record<string, string>> {
  const [titles = '', row = ''] = writeLedger([entry], chain, 'csv').split('\r\n')
  const cells = row.split(',')
  return Object.fromEntries(titles.split(',').map((title, at) => [title, cells[at] ?? '']))
}

it('writes exact amounts, and what they were worth when the job was opened', () => {
  expect(readRow(deposit)).toMatchObject({
    chainId: '137',
    title: 'Sundial',
    opened: '2026-11-21T09:30:00.000Z',
    'deposited (GLM)': '5',
    'free (GLM)': '0.5',
    'lost (GLM)': '',
    'chain gas (coin)': '0.001',
    currency: 'EUR',
    'a GLM was worth': '0.25',
    'rate of': '2026-11-21T09:29:00.000Z',
    'deposited or promised (currency)': '1.25',
    'free (currency)': '0.125',
    'refunded (currency)': '0.25',
    'chain gas (currency)': '2.00',
    note: '',
  })
  expect(readRow(promise)).toMatchObject({
    chainId: '1',
    opened: '',
    'first promised': '2026-11-20T08:00:00.000Z',
    'last promised': '2026-11-20T09:00:00.000Z',
    payee,
    'deposited (GLM)': '',
    'reserved (GLM)': '0.000000000000000002',
    'free (GLM)': '',
    currency: '',
    'reserved (currency)': '',
    signature: '0xab',
  })
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  'has no spreadsheet run a job that is called %j',
  (title) => {
    const text = writeLedger([{ ...deposit, title }], chain, 'csv')
    expect(text).toContain(`'${title}`)
    expect(text).not.toMatch(/(^|,|\n)"?[=+\-@\t\r](?!\n)/)
  },
)

it('keeps a title with commas, quotes and line breaks in one cell', () => {
  const text = writeLedger([{ ...deposit, title: 'a, "b"\nc' }], chain, 'csv')
  expect(text).toContain(',"a, ""b""\nc",')
})

it('writes all that a voucher takes to be redeemed elsewhere, in wei', () => {
  expect(JSON.parse(writeLedger([promise, deposit], chain, 'json'))).toMatchObject({
    ...chain,
    unit: 'wei',
    entries: [
      { ...elsewhere, jobId, payee, epoch: 2, promised: '3', paid: '1', signature: '0xab' },
      {
        paid: `${3n * WEI_PER_GLM}`,
        rate: { currency: 'EUR', perGlm: '0.25', fixedAt: '2026-11-21T09:29:00.000Z' },
        worth: { whole: '1.25', paid: '0.75', chainGas: '2.00' },
      },
    ],
  })
})

it('says of each side what it has, and nothing of the other', () => {
  const { rate } = deposit
  const { entries } = JSON.parse(writeLedger([{ ...promise, rate }, deposit], chain, 'json'))
  const keysOf = (entry: { worth: object }) => Object.keys(entry.worth)
  expect(keysOf(entries[0])).toEqual(['whole', 'reserved', 'paid', 'lost', 'unknown', 'chainGas'])
  expect(keysOf(entries[1])).toEqual(['whole', 'free', 'reserved', 'paid', 'refunded', 'chainGas'])
  expect(entries[0].taken.last).toBe('2026-11-20T09:00:00.000Z')
  expect(entries[1].openedAt).toBe('2026-11-21T09:30:00.000Z')
})
