import { formatGlm } from '#protocol/payment/amount.ts'
import {
  chainCostOf,
  isLarge,
  LARGE_SHARE_PERCENT,
  stipendFor,
} from '#protocol/payment/chain-gas.ts'
import { usePageConfig } from '#web/startup.tsx'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useChainFee } from '../wallet/use-chain-fee.ts'

/** So many payees are reckoned with, where there are subtasks for them. */
const USUAL_PAYEES = 8

/** What the chain itself takes for a job, about; a warning where that is much of the budget. */
export function ChainGasNote({
  subtasks,
  budget,
}: {
  readonly subtasks: number
  /** Wei of GLM. */
  readonly budget: bigint
}) {
  const { chain } = usePageConfig()
  const feePerGas = useChainFee()
  if (chain === null || feePerGas === undefined) return null
  const payees = Math.min(subtasks, USUAL_PAYEES)
  const { glmPerCoin } = chain
  const cost = chainCostOf({ payees, budget, feePerGas, glmPerCoin })
  const coin = `${formatGlm(cost.coin, 6)} coin`
  const stipend = formatGlm(stipendFor({ subtasks, budget, feePerGas, glmPerCoin }), 6)
  const sent = `Your wallet sends ${stipend} coin for it along with the budget, and what is not used comes back.`
  const { inGlm } = cost
  if (inGlm === undefined || !isLarge(cost))
    return (
      <p className="mt-4 text-sm text-quiet" data-testid={testIds.requestChainGas}>
        {chain.name} takes about {coin} of chain gas for it at present, if {payees}{' '}
        {payees === 1 ? 'payee comes' : 'payees come'}
        {inGlm && `: ${inGlm.percent} % of the budget, and not part of it`}. {inGlm && sent}
      </p>
    )
  return (
    <Notice
      tone="warn"
      title={
        inGlm.percent > 100n
          ? 'Chain gas comes to more than the budget itself'
          : `Chain gas comes to ${inGlm.percent} % of the budget`
      }
      className="mt-5"
      data-testid={testIds.requestChainGas}
    >
      {chain.name} takes about {coin} for it at present, worth <Amount wei={inGlm.glm} /> at the
      rate by which this page weighs coin. {sent} Above {`${LARGE_SHARE_PERCENT}`} % it may pay to
      ask for more work at once, to wait for a cheaper hour, or to ask for free.
    </Notice>
  )
}
