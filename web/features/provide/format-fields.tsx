import type { MarketRules } from '#protocol/market/market-rules.ts'
import type { Format } from '#protocol/task/app.ts'
import { Switch } from '#web/ui/switch.tsx'
import { PriceField } from './price-field.tsx'

/** Whether programs of one format are run, and from which price. */
export function FormatFields({
  format,
  label,
  hint,
  isOn,
  hasChain,
  rules,
  onChange,
}: {
  readonly format: Format
  readonly label: string
  readonly hint: string
  readonly isOn: boolean
  readonly hasChain: boolean
  readonly rules: MarketRules
  readonly onChange: (rules: MarketRules) => void
}) {
  const others = rules.formats.filter((other) => other !== format)
  return (
    <>
      <Switch
        label={label}
        hint={hint}
        checked={isOn}
        onChange={(on) => onChange({ ...rules, formats: on ? [...others, format] : others })}
      />
      {isOn && hasChain && (
        <div className="border-l-2 border-line pl-4">
          <FloorField format={format} label="Its lowest price" {...{ rules, onChange }} />
        </div>
      )}
    </>
  )
}

/** The lowest price of one format, where it has one of its own. */
export function FloorField({
  format,
  label,
  rules,
  onChange,
}: {
  readonly format: Format
  readonly label: string
  readonly rules: MarketRules
  readonly onChange: (rules: MarketRules) => void
}) {
  return (
    <PriceField
      label={label}
      hint="For 10⁹ gas; 0 takes the lowest price above."
      wei={rules.floorByFormat[format] ?? 0n}
      onChange={(wei) => {
        const { [format]: _, ...others } = rules.floorByFormat
        onChange({ ...rules, floorByFormat: wei === 0n ? others : { ...others, [format]: wei } })
      }}
    />
  )
}
