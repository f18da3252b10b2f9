import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import type { ChainInfo } from '#peer/ports/ledger.ts'
import { asAddress, asJobId } from '#protocol/ids.ts'
import { payeePart } from '#protocol/payment/author-share.ts'
import { CommandError } from '../command-error.ts'

/** What the chain says of a job, wei. */
export interface EscrowAudit {
  readonly deposited: bigint
  readonly paid: bigint
  readonly refunded: bigint
  /**
   * What is missing or left over, as a sum of magnitudes: the deposit against what every payee was
   * paid and what went back, and the escrow's GLM against what payees may still withdraw.
   */
  readonly imbalance: bigint
  /** What of `paid` is each payee's, without the author's share. */
  readonly paidTo: ReadonlyMap<string, bigint>
}

/**
 * Reads a job's money from the contracts themselves; the page's word counts for nothing. Meant for
 * a chain that has seen this job alone.
 */
export async function auditEscrow(
  chain: ChainInfo,
  job: string,
  payees: readonly string[],
): Promise<EscrowAudit> {
  const ledger = createLedgerViem({ chain })
  const jobId = asJobId(job)
  const entry = await ledger.readJob(jobId)
  if (!entry) throw new CommandError(`The escrow knows no job ${job}.`)
  const { authorShare } = entry
  const paidTo = new Map<string, bigint>()
  let paid = 0n
  let withdrawable = authorShare ? await ledger.readCredit(authorShare.payee) : 0n
  for (const payee of new Set(payees.map(asAddress))) {
    const channel = await ledger.readChannel(jobId, payee)
    paid += channel.paid
    paidTo.set(payee, payeePart(channel.paid, authorShare))
    withdrawable += await ledger.readCredit(payee)
  }
  const held = await ledger.readBalance(chain.escrow)
  return {
    deposited: entry.deposited,
    paid,
    refunded: entry.refunded,
    imbalance:
      magnitude(entry.deposited - paid - entry.refunded) + magnitude(held.glm - withdrawable),
    paidTo,
  }
}

const magnitude = (wei: bigint) => (wei < 0n ? -wei : wei)
