import { z } from 'zod'
import type { Address, JobId } from '../ids.ts'
import type { FixedRate } from './rate.ts'

export const spanSchema = z.object({ first: z.int().nonnegative(), last: z.int().nonnegative() })
/** From one moment to another or the same, in Unix milliseconds. */
export type Span = z.output<typeof spanSchema>

interface Entry {
  readonly jobId: JobId
  /** Wei of GLM: what the escrow has paid when it was last asked. */
  readonly paid: bigint
  /** Wei of GLM in channels of the job and not paid yet; of a provider's entry, for its payee. */
  readonly reserved: bigint
  /** Of what is paid or promised, wei that are the app's author's. */
  readonly toAuthor: bigint
  /** Wei of the chain's coin that transactions for it cost, as far as this browser followed them. */
  readonly chainGas: bigint
  /** What it was worth to the person when it was opened; undefined where nobody had said. */
  readonly rate: FixedRate | undefined
}

/** What a payee was promised for a job, by the last voucher held, in wei of the whole. */
export interface PromisedEntry extends Entry {
  readonly side: 'provider'
  /** Where the voucher is worth something. */
  readonly chainId: number
  readonly escrow: Address
  readonly payee: Address
  /** When the first and the last voucher of it were taken; undefined where nobody noted it. */
  readonly taken: Span | undefined
  /** Of the channel, when it was signed. */
  readonly epoch: number
  /** What the voucher says; a requestor that settles may have paid more. */
  readonly promised: bigint
  /** Wei that the escrow holds for it no more: given back to who promised them. */
  readonly lost: bigint
  /** Wei of which the chain has not said, or does not know, where they are. */
  readonly unknown: bigint
  /** The session key's: with it anybody can have the payee paid. */
  readonly signature: string
}

/** Where a job's deposit is, in wei. Always `deposited = free + reserved + paid + refunded`. */
export interface DepositEntry extends Entry {
  readonly side: 'requestor'
  /** What its requestor calls the job, and when it was opened, in Unix milliseconds. */
  readonly title: string
  readonly openedAt: number
  readonly deposited: bigint
  readonly free: bigint
  readonly refunded: bigint
  /** What vouchers promise, of which `paid` is settled. */
  readonly promised: bigint
  /** What the wallet was asked to lock at first. */
  readonly budget: bigint
  /** Whether the escrow was asked and knows the job: where it was not, nothing else here says anything. */
  readonly standing: 'unasked' | 'absent' | 'known'
}

/** One job in a person's ledger, from the side of one who pays or of one who is paid. */
export type LedgerEntry = PromisedEntry | DepositEntry
