import { formatEther } from 'viem'
import type { TillView } from '#peer/provider-view.ts'
import type { Address } from '#protocol/ids.ts'
import { formatGlm } from '#protocol/payment/amount.ts'

/**
 * What vouchers hold for each payee, for the operator.
 * @param key of whoever pays the chain gas.
 */
export function sayTills(tills: readonly TillView[], key: Address): string {
  return tills.map((till) => sayTill(till, key)).join('\n')
}

function sayTill({ payee, claims, credit, coinMissing }: TillView, key: Address): string {
  const due = claims.reduce((sum, { amount }) => sum + amount, 0n)
  const jobs = claims.length === 1 ? '1 job' : `${claims.length} jobs`
  const line = `${payee}: vouchers of ${jobs} hold ${formatGlm(due)} GLM, and the escrow owes ${formatGlm(credit)} GLM.`
  if (coinMissing === 0n) return line
  return `${line} ${key} lacks ${formatEther(coinMissing)} coin for the chain gas: send it some.`
}
