import type { Explanation } from '../explanation.ts'
import { formatGlm, SHOWN_DECIMALS } from './amount.ts'
import type { DepositEntry, LedgerEntry, PromisedEntry } from './ledger-entry.ts'

const LOOK_AGAIN =
  'Look again in some minutes. If it stays so, have this page ask another node of the chain.'

/** Where the chain and what this browser knows differ, and what can be done; undefined where they agree. */
export const explainDifference = (entry: LedgerEntry): Explanation | undefined =>
  entry.side === 'requestor' ? explainDeposit(entry) : explainPromise(entry)

function explainDeposit(entry: DepositEntry): Explanation | undefined {
  const { standing, deposited, free, reserved, paid, refunded, promised, budget } = entry
  if (standing === 'unasked')
    return {
      reason: 'The chain has not said yet where this deposit is.',
      advice: 'It is asked again by itself. What was locked is in the escrow all the same.',
    }
  if (standing === 'absent')
    return {
      reason: `The chain does not know this job, of which vouchers promised ${formatGlm(promised)} GLM: its node may be behind, or on another chain.`,
      advice: LOOK_AGAIN,
    }
  const sum = free + reserved + paid + refunded
  if (sum !== deposited)
    return {
      reason: `The chain says that ${formatGlm(deposited)} GLM were deposited, and that ${formatGlm(sum)} are there: that cannot be.`,
      advice: LOOK_AGAIN,
    }
  if (deposited < budget)
    return {
      reason: `${formatGlm(budget)} GLM were to be locked, and the escrow has ${formatGlm(deposited)}.`,
      advice:
        'Compare it with what your wallet sent. The page of the job lets you add to the budget.',
    }
  if (promised > reserved + paid)
    return {
      reason: `Vouchers promise ${formatGlm(promised)} GLM, and the escrow holds ${formatGlm(reserved + paid)} for them.`,
      advice:
        'The chain may have taken something back. Keep this tab open: it reserves the rest anew and pays it at the job’s end.',
    }
  return undefined
}

function explainPromise({ lost, unknown }: PromisedEntry): Explanation | undefined {
  if (unknown > 0n)
    return {
      reason: `Of ${formatGlm(unknown, SHOWN_DECIMALS)} GLM the chain has not said where they are.`,
      advice:
        'Its node may be behind, or the job is on another chain. The voucher is kept and the chain asked again; the file below has it, for another node.',
    }
  if (lost > 0n)
    return {
      reason: `${formatGlm(lost, SHOWN_DECIMALS)} GLM that were promised went back to their requestor, because nobody collected them in time.`,
      advice:
        'They cannot be collected any more. Keep a tab open, or collect before the deadline that it warns of.',
    }
  return undefined
}
