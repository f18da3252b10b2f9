import { useState } from 'react'
import { LoamError } from '#protocol/errors.ts'
import { formatGlm, parseGlm } from '#protocol/payment/amount.ts'
import { Field, TextInput } from '#web/ui/field.tsx'

/** A price in GLM. The text is the person's until it is an amount; only then is it applied. */
export function PriceField({
  label,
  hint,
  wei,
  onChange,
}: {
  readonly label: string
  readonly hint: string
  readonly wei: bigint
  readonly onChange: (wei: bigint) => void
}) {
  const [text, setText] = useState(() => formatGlm(wei))
  const [error, setError] = useState<string>()
  const take = (typed: string) => {
    setText(typed)
    try {
      onChange(parseGlm(typed))
      setError(undefined)
    } catch (cause) {
      if (!(cause instanceof LoamError)) throw cause
      setError(cause.advice)
    }
  }
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <TextInput
          {...wiring}
          unit="GLM"
          inputMode="decimal"
          value={text}
          onChange={(event) => take(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
