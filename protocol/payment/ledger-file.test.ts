import { expect, it } from 'vitest'
import { asAddress, asJobId } from '../ids.ts'
import { WEI_PER_GLM } from './amount.ts'
import { type LedgerEntry, writeLedger } from './ledger-file.ts'

const chain = { chainId: 137, escrow: asAddress(`0x${'e5'.repeat(20)}`) }
const jobId = asJobId(`0x${'01'.repeat(32)}`)
const payee = asAddress(`0x${'11'.repeat(20)}`)
const elsewhere = { chainId: 1, escrow: asAddress(`0x${'e6'.repeat(20)}`) }
const entries: readonly LedgerEntry[] = [
  {
    side: 'provider',
    ...elsewhere,
    jobId,
    payee,
    epoch: 2,
    promised: 3n,
    paid: 1n,
    signature: '0xab',
  },
  {
    side: 'requestor',
    jobId,
    deposited: 5n * WEI_PER_GLM,
    free: WEI_PER_GLM / 2n,
    reserved: WEI_PER_GLM / 2n,
    paid: 3n * WEI_PER_GLM,
    refunded: WEI_PER_GLM,
    promised: 3n * WEI_PER_GLM,
  },
]

it('writes rows for a spreadsheet, with exact GLM in columns that are always the same', () => {
  expect(writeLedger(entries, chain, 'csv').split('\r\n')).toEqual([
    'chainId,escrow,side,jobId,payee,epoch,deposited (GLM),free (GLM),reserved (GLM),paid (GLM),refunded (GLM),promised (GLM),signature',
    `1,${elsewhere.escrow},provider,${jobId},${payee},2,,,,0.000000000000000001,,0.000000000000000003,0xab`,
    `137,${chain.escrow},requestor,${jobId},,,5,0.5,0.5,3,1,3,`,
    '',
  ])
})

it('writes all that a voucher takes to be redeemed elsewhere, in wei', () => {
  expect(JSON.parse(writeLedger(entries, chain, 'json'))).toMatchObject({
    ...chain,
    unit: 'wei',
    entries: [
      { ...elsewhere, jobId, payee, epoch: 2, promised: '3', paid: '1', signature: '0xab' },
      { paid: `${3n * WEI_PER_GLM}` },
    ],
  })
})
