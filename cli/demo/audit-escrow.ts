import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import type { ChainInfo } from '#peer/ports/ledger.ts'
import { asAddress, asJobId } from '#protocol/ids.ts'
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
  const paidTo = new Map<string, bigint>()
  let withdrawable = 0n
  for (const payee of new Set(payees.map(asAddress))) {
    paidTo.set(payee, (await ledger.readChannel(jobId, payee)).paid)
    withdrawable += await ledger.readCredit(payee)
  }
  const paid = [...paidTo.values()].reduce((sum, amount) => sum + amount, 0n)
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
