import { z } from 'zod'
import type { WalletStep } from '#peer/adapters/ledger-viem/wallet-step.ts'
import type { TransactionHash } from '#peer/ports/ledger.ts'
import type { Address, JobId } from '#protocol/ids.ts'
import { addressSchema, jobIdSchema } from '#protocol/wire/codec.ts'

const NAME = 'loam-wallet-sent'
/** The newest are kept: a person opens a job at a time. */
const MAX_KEPT = 16

const sentSchema = z.object({
  jobId: jobIdSchema,
  sender: addressSchema,
  transaction: z.custom<TransactionHash>(
    (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value),
  ),
  /** Its number among its sender's; left out until the chain has shown it. */
  nonce: z.int().optional(),
  /** Unix milliseconds. */
  at: z.int(),
})

/** A transaction that a wallet sent to lock a job's budget. */
export type SentTransaction = z.output<typeof sentSchema>

/** Keeps what a wallet sent to open a job, so that a page that reloads can follow it further. */
export function keepSent(
  jobId: JobId,
  sender: Address,
  step: Extract<WalletStep, { kind: 'sent' }>,
): void {
  if (step.question !== 'open') return
  const others = readAll().filter((one) => one.jobId !== jobId)
  const { transaction, nonce } = step
  const kept = [{ jobId, sender, transaction, nonce, at: Date.now() }, ...others]
  localStorage.setItem(NAME, JSON.stringify(kept.slice(0, MAX_KEPT)))
}

/** What was sent to open a job, if this browser knows of it. */
export const findSent = (jobId: JobId): SentTransaction | undefined =>
  readAll().find((one) => one.jobId === jobId)

function readAll(): readonly SentTransaction[] {
  try {
    return z.array(sentSchema).parse(JSON.parse(localStorage.getItem(NAME) ?? '[]'))
  } catch {
    return []
  }
}
