import { type FormEvent, useState } from 'react'
import { type WrittenRate, writeRate } from '#protocol/payment/rate.ts'
import { usePageConfig } from '#web/startup.tsx'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { Field, TextInput } from '#web/ui/field.tsx'
import { forgetRate, keepRate, type RateMistakes, useOwnRate, useRate } from './rate-choice.ts'

const EMPTY: WrittenRate = { currency: '', perGlm: '', perCoin: '' }

/** What a person says that GLM and coin are worth: jobs that are opened from then on are valued at it. */
export function RateCard() {
  const rate = useRate()
  const isOwn = useOwnRate() !== undefined
  const { rate: fromPage } = usePageConfig()
  const [typed, setTyped] = useState<WrittenRate>()
  const [mistakes, setMistakes] = useState<RateMistakes>({})
  const [isSaved, setSaved] = useState(false)
  const written = typed ?? (rate === undefined ? EMPTY : writeRate(rate))
  const change = (part: Partial<WrittenRate>) => {
    setTyped({ ...written, ...part })
    setSaved(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wrong = keepRate(localStorage, written)
    setMistakes(wrong ?? {})
    setSaved(wrong === undefined)
    if (wrong === undefined) setTyped(undefined)
  }
  const forget = () => {
    forgetRate(localStorage)
    setTyped(undefined)
    setMistakes({})
    setSaved(false)
  }
  return (
    <Card title="In your currency">
      <p className="mb-4 max-w-2xl text-quiet">
        Say what GLM is worth to you, and amounts are shown in your currency beside GLM. A job keeps
        the rate that stands here when it is opened. It is only for looking at: no price is asked of
        anybody, and nothing is paid by it.
      </p>
      <form className="grid items-start gap-4 sm:grid-cols-3" onSubmit={submit} noValidate>
        <Field label="Currency" hint="Its letters, such as EUR." error={mistakes.currency}>
          {(wiring) => (
            <TextInput
              {...wiring}
              value={written.currency}
              maxLength={5}
              autoComplete="off"
              autoCapitalize="characters"
              placeholder="EUR"
              data-testid={testIds.rateCurrency}
              onChange={({ currentTarget }) => change({ currency: currentTarget.value })}
            />
          )}
        </Field>
        <Price
          label="One GLM is worth"
          name="perGlm"
          {...{ written, mistakes, change }}
          testId={testIds.ratePerGlm}
        />
        <Price
          label="One coin for chain gas is worth"
          name="perCoin"
          {...{ written, mistakes, change }}
          testId={testIds.ratePerCoin}
        />
        <div className="flex flex-wrap items-center gap-3 sm:col-span-3">
          <Button type="submit" data-testid={testIds.rateKeep}>
            Remember this rate
          </Button>
          {isOwn && (
            <Button type="button" variant="quiet" onClick={forget}>
              {fromPage === undefined ? 'Forget this rate' : 'Use this page’s rate'}
            </Button>
          )}
          <p role="status" className="text-sm text-quiet">
            {isSaved
              ? 'Remembered. Jobs that are opened from now on keep it.'
              : rate !== undefined &&
                !isOwn &&
                typed === undefined &&
                'Set by the operator of this page.'}
          </p>
        </div>
      </form>
    </Card>
  )
}

function Price({
  label,
  name,
  written,
  mistakes,
  change,
  testId,
}: {
  readonly label: string
  readonly name: 'perGlm' | 'perCoin'
  readonly written: WrittenRate
  readonly mistakes: RateMistakes
  readonly change: (part: Partial<WrittenRate>) => void
  readonly testId: string
}) {
  return (
    <Field label={label} error={mistakes[name]}>
      {(wiring) => (
        <TextInput
          {...wiring}
          unit={written.currency.trim().toUpperCase()}
          inputMode="decimal"
          autoComplete="off"
          value={written[name]}
          placeholder={name === 'perGlm' ? '0.25' : '2400'}
          data-testid={testId}
          onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
        />
      )}
    </Field>
  )
}
