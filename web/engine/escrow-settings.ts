import type { EscrowSettings } from '#peer/requestor/poster.ts'
import type { ReadyChain } from '#protocol/payment/chains.ts'

const LOCAL_CHAIN_IDS = new Set([31_337])

/**
 * Times that suit a chain, and what its coin is worth. On the local chain a job ends in seconds and so
 * does its notice; elsewhere payees get an hour to redeem and a day of grace.
 */
export function escrowSettingsFor({ chainId, glmPerCoin }: ReadyChain): EscrowSettings {
  return LOCAL_CHAIN_IDS.has(chainId)
    ? { graceSeconds: 600, noticeSeconds: 3, glmPerCoin }
    : { graceSeconds: 86_400, noticeSeconds: 3_600, glmPerCoin }
}
