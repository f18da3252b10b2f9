import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { JobMoneyView, JobView } from '#peer/peer.ts'
import { BUDGET_USED_UP } from '#peer/requestor/explain-waiting.ts'
import { LoamError } from '#protocol/errors.ts'
import { formatGlm, parseGlm } from '#protocol/payment/amount.ts'
import { usePeer } from '#web/peer-context.tsx'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Field, TextInput } from '#web/ui/field.tsx'
import { useAmendment } from '../wallet/use-amendment.ts'
import { WalletProgress } from '../wallet/wallet-progress.tsx'
import { suggestFunding } from './quote.ts'

/** Adds to what a job may cost, with one prompt of the wallet that opened it. */
export function FundForm({ job, money }: { readonly job: JobView; readonly money: JobMoneyView }) {
  const peer = usePeer()
  const { pending, refusal, run } = useAmendment()
  const [typed, setTyped] = useState<string>()
  const [mistake, setMistake] = useState<string>()
  const amount = typed ?? formatGlm(suggestFunding({ ...job, money }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMistake(undefined)
    try {
      const wei = parseGlm(amount)
      if (wei === 0n) return setMistake('Type more than 0.')
      run(() => peer.fund(job.jobId, wei))
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      setMistake(`${error.message} ${error.advice}`)
    }
  }
  return (
    <details className="mt-4" open={job.explanation?.reason === BUDGET_USED_UP.reason}>
      <summary className="cursor-pointer text-sm font-semibold text-quiet">
        Add to the budget
      </summary>
      <form className="mt-3 flex flex-wrap items-start gap-3" onSubmit={submit}>
        <Field
          label="Amount to add"
          className="min-w-48 flex-1"
          hint="Whatever the job does not use comes back to your wallet."
          error={mistake ?? refusal}
        >
          {(wiring) => (
            <TextInput
              {...wiring}
              unit="GLM"
              inputMode="decimal"
              value={amount}
              data-testid={testIds.jobFundAmount}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button
          type="submit"
          icon={Plus}
          className="mt-6.5"
          pending={pending}
          data-testid={testIds.jobFund}
        >
          Add
        </Button>
        {pending && <WalletProgress className="w-full" />}
      </form>
    </details>
  )
}
