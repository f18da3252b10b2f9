import type { BusyHours } from '#protocol/market/price-rule.ts'
import { Switch } from '#web/ui/switch.tsx'
import { CountField } from './count-field.tsx'
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
            <CountField
              label="From"
              unit="o’clock"
              most={23}
              value={hours.fromHour}
              onChange={(fromHour) => onChange({ ...hours, fromHour })}
            />
            <CountField
              label="Until"
              unit="o’clock"
              most={23}
              value={hours.untilHour}
              onChange={(untilHour) => onChange({ ...hours, untilHour })}
            />
          </div>
          {hasChain && (
            <CountField
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
