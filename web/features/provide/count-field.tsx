import { useState } from 'react'
import { Field, TextInput } from '#web/ui/field.tsx'

/** A whole number. The text is the person's; only what is in range is applied. */
export function CountField({
  label,
  unit,
  least = 0,
  most,
  value,
  onChange,
}: {
  readonly label: string
  readonly unit: string
  readonly least?: number
  readonly most: number
  readonly value: number
  readonly onChange: (value: number) => void
}) {
  const [text, setText] = useState(`${value}`)
  const isFine = (typed: string) =>
    /^\d{1,6}$/.test(typed) && Number(typed) >= least && Number(typed) <= most
  return (
    <Field label={label} error={isFine(text) ? undefined : `A whole number, ${least} to ${most}.`}>
      {(wiring) => (
        <TextInput
          {...wiring}
          unit={unit}
          inputMode="numeric"
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            if (isFine(currentTarget.value)) onChange(Number(currentTarget.value))
          }}
        />
      )}
    </Field>
  )
}
