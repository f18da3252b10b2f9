import type { EscrowSettings } from '#peer/requestor/poster.ts'

const COIN = 10n ** 18n
const LOCAL_CHAIN_IDS = new Set([31_337])

/** Chains whose coin is worth about as much as GLM; elsewhere it is ether. */
const CHEAP_COIN_CHAIN_IDS = new Set([137, 80_002, ...LOCAL_CHAIN_IDS])
/** Taken, not asked: it only tells what is worth its chain gas, and a factor of two changes little. */
const GLM_PER_ETHER = 10_000n * COIN

/**
 * Times, stipend and worth of coin that suit a chain. On the local chain a job ends in seconds and so
 * does its notice; elsewhere payees get an hour to redeem and a day of grace.
 */
export function escrowSettingsFor(chainId: number): EscrowSettings {
  const glmPerCoin = CHEAP_COIN_CHAIN_IDS.has(chainId) ? COIN : GLM_PER_ETHER
  return LOCAL_CHAIN_IDS.has(chainId)
    ? { graceSeconds: 600, noticeSeconds: 3, stipendWei: COIN / 20n, glmPerCoin }
    : { graceSeconds: 86_400, noticeSeconds: 3_600, stipendWei: COIN / 20n, glmPerCoin }
}
