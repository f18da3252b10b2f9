import { z } from 'zod'
import type { WalletStep } from '#peer/adapters/ledger-viem/wallet-step.ts'
import type { TransactionHash } from '#peer/ports/ledger.ts'
import type { Address, JobId } from '#protocol/ids.ts'
import { addressSchema, jobIdSchema } from '#protocol/wire/codec.ts'

const NAME = 'loam-wallet-sent'
/** The newest are kept: a person opens a job at a time. */
const MAX_KEPT = 16

/** What a wallet sends that must not be sent twice. */
const questionSchema = z.enum(['open', 'fund'])

const sentSchema = z.object({
  jobId: jobIdSchema,
  /** Left out by pages that kept openings alone. */
  question: questionSchema.default('open'),
  sender: addressSchema,
  transaction: z.custom<TransactionHash>(
    (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value),
  ),
  /** Its number among its sender's; left out until the chain has shown it. */
  nonce: z.int().optional(),
  /** Unix milliseconds. */
  at: z.int(),
})

/** A transaction that a wallet sent to lock a job's budget, or to add to it. */
export type SentTransaction = z.output<typeof sentSchema>

/** Keeps what a wallet sent to open a job or to add to it, so that a page that reloads follows it further. */
export function keepSent(
  jobId: JobId,
  sender: Address,
  step: Extract<WalletStep, { kind: 'sent' }>,
): void {
  const { data: question } = questionSchema.safeParse(step.question)
  if (question === undefined) return
  const { transaction, nonce } = step
  const others = readAll().filter((one) => !isFor(one, jobId, question))
  writeAll([{ jobId, question, sender, transaction, nonce, at: Date.now() }, ...others])
}

/** It was seen what became of it. */
export const forgetSent = (jobId: JobId, question: SentTransaction['question']): void =>
  writeAll(readAll().filter((one) => !isFor(one, jobId, question)))

/** What was sent for a job, if this browser knows of it. */
export const findSent = (
  jobId: JobId,
  question: SentTransaction['question'],
): SentTransaction | undefined => readAll().find((one) => isFor(one, jobId, question))

const isFor = (one: SentTransaction, jobId: JobId, question: SentTransaction['question']) =>
  one.jobId === jobId && one.question === question

const writeAll = (kept: readonly SentTransaction[]) =>
  localStorage.setItem(NAME, JSON.stringify(kept.slice(0, MAX_KEPT)))

function readAll(): readonly SentTransaction[] {
  try {
    const kept = z.array(z.unknown()).parse(JSON.parse(localStorage.getItem(NAME) ?? '[]'))
    // One that cannot be read takes no other along.
    return kept.flatMap((one) => sentSchema.safeParse(one).data ?? [])
  } catch {
    return []
  }
}
