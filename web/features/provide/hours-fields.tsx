import { useState } from 'react'
import type { BusyHours } from '#protocol/market/price-rule.ts'
import { Field, TextInput } from '#web/ui/field.tsx'
import { Switch } from '#web/ui/switch.tsx'
import { hoursHere } from './rule-words.ts'

/** What is different at some hours of the day. */
export function HoursFields({
  hours,
  hasChain,
  onChange,
}: {
  readonly hours: BusyHours | undefined
  readonly hasChain: boolean
  readonly onChange: (hours: BusyHours | undefined) => void
}) {
  return (
    <>
      <Switch
        label="Other terms at some hours"
        hint="When power is dear, or you need the machine."
        checked={hours !== undefined}
        onChange={(isOn) => onChange(isOn ? hoursHere() : undefined)}
      />
      {hours !== undefined && (
        <div className="flex flex-col gap-5 border-l-2 border-line pl-4">
          <div className="grid grid-cols-2 gap-4">
            <Count
              label="From"
              unit="o’clock"
              most={23}
              value={hours.fromHour}
              onChange={(fromHour) => onChange({ ...hours, fromHour })}
            />
            <Count
              label="Until"
              unit="o’clock"
              most={23}
              value={hours.untilHour}
              onChange={(untilHour) => onChange({ ...hours, untilHour })}
            />
          </div>
          {hasChain && (
            <Count
              label="Prices then"
              unit="% of the usual"
              least={1}
              most={10_000}
              value={hours.pricePercent}
              onChange={(pricePercent) => onChange({ ...hours, pricePercent })}
            />
          )}
          <Switch
            label="No unpaid work then"
            checked={hours.noFreeWork}
            onChange={(noFreeWork) => onChange({ ...hours, noFreeWork })}
          />
        </div>
      )}
    </>
  )
}

/** A whole number. The text is the person's; only what is in range is applied. */
function Count({
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
    /^\d{1,5}$/.test(typed) && Number(typed) >= least && Number(typed) <= most
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
