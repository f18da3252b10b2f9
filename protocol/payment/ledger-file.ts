import type { Address, JobId } from '../ids.ts'
import { formatGlm } from './amount.ts'

/** What a payee was promised for a job, by the last voucher held, in wei of the whole. */
export interface PromisedEntry {
  readonly side: 'provider'
  /** Where the voucher is worth something. */
  readonly chainId: number
  readonly escrow: Address
  readonly jobId: JobId
  readonly payee: Address
  /** Of the channel, when it was signed. */
  readonly epoch: number
  readonly promised: bigint
  /** Of that, what the escrow had paid when it was last asked. */
  readonly paid: bigint
  /** The session key's: with it anybody can have the payee paid. */
  readonly signature: string
}

/** Where a job's deposit is, in wei. Always `deposited = free + reserved + paid + refunded`. */
export interface DepositEntry {
  readonly side: 'requestor'
  readonly jobId: JobId
  readonly deposited: bigint
  readonly free: bigint
  readonly reserved: bigint
  readonly paid: bigint
  readonly refunded: bigint
  readonly promised: bigint
}

export type LedgerEntry = PromisedEntry | DepositEntry

/** A ledger as a file for people's own books: `csv` has exact GLM, `json` wei as text. */
export type LedgerFormat = 'csv' | 'json'

const AMOUNTS = ['deposited', 'free', 'reserved', 'paid', 'refunded', 'promised'] as const
const COLUMNS = [
  'chainId',
  'escrow',
  'side',
  'jobId',
  'payee',
  'epoch',
  ...AMOUNTS,
  'signature',
] as const

/** Writes a ledger down. Every field is digits, hex or one of our own words: nothing needs quotes. */
export function writeLedger(
  entries: readonly LedgerEntry[],
  chain: { readonly chainId: number; readonly escrow: Address },
  format: LedgerFormat,
): string {
  const { chainId, escrow } = chain
  if (format === 'json') {
    const sayWei = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)
    return `${JSON.stringify({ chainId, escrow, unit: 'wei', entries }, sayWei, 2)}\n`
  }
  const rows = entries.map((entry) => {
    const fields: Readonly<Record<string, unknown>> = { chainId, escrow, ...entry }
    return COLUMNS.map((column) => sayField(fields[column])).join(',')
  })
  const titles = COLUMNS.map((column) => (isAmount(column) ? `${column} (GLM)` : column))
  return `${[titles.join(','), ...rows].join('\r\n')}\r\n`
}

const isAmount = (column: string) => AMOUNTS.some((amount) => amount === column)

function sayField(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'bigint' ? formatGlm(value) : String(value)
}
