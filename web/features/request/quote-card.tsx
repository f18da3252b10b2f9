import { Send } from 'lucide-react'
import type { Allowance } from '#peer/ports/ledger.ts'
import type { Explanation } from '#protocol/explanation.ts'
import { formatGlm, parseGlm } from '#protocol/payment/amount.ts'
import { sayShare } from '#protocol/payment/author-share.ts'
import type { VerifyKind } from '#protocol/task/verify-rule.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { Field, TextInput } from '#web/ui/field.tsx'
import { Stat } from '#web/ui/stat.tsx'
import { GoingRateNote } from '../market/going-rate-note.tsx'
import { AllowanceField } from '../wallet/allowance-field.tsx'
import { SwitchChainNotice } from '../wallet/switch-chain-notice.tsx'
import { WalletProgress } from '../wallet/wallet-progress.tsx'
import { ChainGasNote } from './chain-gas-note.tsx'
import { CheckField } from './check-field.tsx'
import { type CheckName, expectCheck } from './checks.ts'
import { sayBytes, sayDuration } from './eta.ts'
import { gasOf, type Quote, quoteJob } from './quote.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import type { Ready } from './use-request.ts'
import { PRICES, type Wishes } from './wishes.ts'

const SAY_JUDGED: Readonly<Record<Exclude<VerifyKind, 'exact'>, string>> = {
  tolerance: 'each once; you check some of them',
  sample: 'each once; you check a few pixels of them',
  check: 'each once; you check every one',
}

const sayTimes = (verify: VerifyKind, executions: number): string =>
  verify === 'exact'
    ? `each ${executions.toFixed(2)} times on average, by what is checked below`
    : SAY_JUDGED[verify]

/** What the job takes and costs, before anything is locked; and the button that posts it. */
export function QuoteCard({
  ready,
  wishes,
  canPost,
  pending,
  refusal,
  onBudget,
  onAllowance,
  onCheck,
  onPost,
}: {
  readonly ready: Ready
  readonly wishes: Wishes
  readonly canPost: boolean
  readonly pending: boolean
  /** Why it was not posted. */
  readonly refusal: Explanation | undefined
  /** As typed, in GLM. */
  readonly onBudget: (budget: string) => void
  readonly onAllowance: (allowance: Allowance) => void
  readonly onCheck: (check: CheckName) => void
  readonly onPost: () => void
}) {
  const { executions } = expectCheck(ready.verify, wishes.check, ready.subtasks)
  const quoteAt = (times: number) =>
    wishes.pay === 'paid' ? readQuote(ready, times, wishes.price) : undefined
  const quote = quoteAt(executions)
  const budgetOf = (suggested: Quote) => readBudget(wishes.budget) ?? suggested.budget
  return (
    <Card title="Estimate">
      <dl className="grid grid-cols-2 gap-5 sm:grid-cols-3">
        <Stat label="tiles to compute" note={sayTimes(ready.verify, executions)}>
          {ready.subtasks}
        </Stat>
        <Stat label="on one core like yours">
          {sayDuration(ready.estimatedCoreSeconds * executions)}
        </Stat>
        <Stat label="at most for each provider to fetch">{sayBytes(ready.downloadBytes)}</Stat>
        {quote && (
          <Stat
            label="expected cost"
            note={ready.authorShare && `${sayShare(ready.authorShare)} of it to the app’s author`}
          >
            <Amount wei={quote.expected} />
          </Stat>
        )}
      </dl>
      {wishes.pay === 'paid' && (
        <GoingRateNote of={PRICES[wishes.on].rate} gas={gasOf(ready.estimatedGas, executions)} />
      )}
      {ready.verify === 'exact' && (
        <CheckField
          verify={ready.verify}
          subtasks={ready.subtasks}
          value={wishes.check}
          costOf={(times) => quoteAt(times)?.expected}
          onChange={onCheck}
        />
      )}
      {wishes.pay === 'paid' && (
        <Field
          className="mt-5 max-w-sm"
          label="Budget"
          hint="Locked in escrow when you post. It can never cost more; the rest comes back."
        >
          {(wiring) => (
            <TextInput
              {...wiring}
              unit="GLM"
              inputMode="decimal"
              placeholder={quote ? formatGlm(quote.budget) : ''}
              value={wishes.budget}
              data-testid={testIds.requestBudget}
              onChange={(event) => onBudget(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      {wishes.pay === 'paid' && quote && (
        <>
          <ChainGasNote subtasks={ready.subtasks} budget={budgetOf(quote)} />
          <AllowanceField
            budget={budgetOf(quote)}
            value={wishes.allowance}
            onChange={onAllowance}
          />
        </>
      )}
      {wishes.pay === 'paid' && <SwitchChainNotice className="mt-5" />}
      <div className="mt-6 flex flex-wrap items-center gap-4">
        <Button
          variant="primary"
          size="large"
          icon={Send}
          pending={pending}
          disabled={!canPost}
          data-testid={testIds.requestPost}
          onClick={onPost}
        >
          {wishes.pay === 'paid' ? 'Lock the budget and post' : 'Post for free'}
        </Button>
        {!canPost && (
          <p className="text-sm text-quiet">
            No wallet is connected: connect one under “Terms” above, or ask for free.
          </p>
        )}
        {pending && <WalletProgress className="w-full" />}
      </div>
      <RefusalNotice of={refusal} className="mt-5" />
    </Card>
  )
}

/** Undefined while it is not a number. */
function readBudget(budget: string): bigint | undefined {
  try {
    return parseGlm(budget)
  } catch {
    return undefined
  }
}

/** Undefined while the price is not a number. */
function readQuote(ready: Ready, executions: number, price: string): Quote | undefined {
  try {
    return quoteJob(ready.estimatedGas, executions, parseGlm(price))
  } catch {
    return undefined
  }
}
