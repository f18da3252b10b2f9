import { useState } from 'react'
import type { Listing, MarketRules } from '#protocol/market/market-rules.ts'
import type { BusyHours } from '#protocol/market/price-rule.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import type { Format } from '#protocol/task/app.ts'
import { testIds } from '#web/test-ids.ts'
import { Field, TextInput } from '#web/ui/field.tsx'
import { Segmented } from '#web/ui/segmented.tsx'
import { Switch } from '#web/ui/switch.tsx'
import { PriceField } from './price-field.tsx'
import { countRules, hoursHere, readNames } from './rule-words.ts'

const PROCESSOR_FORMATS = [
  {
    format: 'kernel',
    label: 'Kernels',
    hint: 'Small programs without any access, such as Loam’s own renderer.',
  },
  {
    format: 'wasi',
    label: 'WASI programs',
    hint: 'Whole programs in any language, with files of their own in memory.',
  },
] as const

/** A volunteer's finer rules: closed until somebody wants them. */
export function Rules({
  rules,
  hasChain,
  hasGraphics,
  onChange,
}: {
  readonly rules: MarketRules
  readonly hasChain: boolean
  readonly hasGraphics: boolean
  readonly onChange: (rules: MarketRules) => void
}) {
  const set = (part: Partial<MarketRules>) => onChange({ ...rules, ...part })
  const count = countRules(rules)
  const { topPerGigaGas: _, ...offered } = rules
  return (
    <details className="rounded-xl border border-line p-4" data-testid={testIds.provideRules}>
      <summary className="cursor-pointer text-sm font-semibold">
        Rules{count > 0 && `: ${count} set`}
      </summary>
      <div className="mt-4 flex flex-col gap-5">
        {hasChain && (
          <>
            <Segmented
              label="Ask for"
              value={rules.topPerGigaGas === undefined ? 'offered' : 'load'}
              options={[
                { value: 'offered', label: 'What is offered' },
                { value: 'load', label: 'More when busy' },
              ]}
              onChange={(kind) =>
                onChange(kind === 'load' ? { ...rules, topPerGigaGas: WEI_PER_GLM } : offered)
              }
            />
            {rules.topPerGigaGas !== undefined && (
              <PriceField
                label="Highest price"
                hint="Asked after long work without a pause; after a long rest, the lowest is."
                wei={rules.topPerGigaGas}
                onChange={(topPerGigaGas) => set({ topPerGigaGas })}
              />
            )}
          </>
        )}
        {PROCESSOR_FORMATS.map(({ format, label, hint }) => (
          <FormatFields
            key={format}
            {...{ format, label, hint, hasChain, rules, onChange }}
            isOn={rules.formats.includes(format)}
          />
        ))}
        {hasChain && hasGraphics && (
          <FloorField
            format="wgsl"
            label="Lowest price of the graphics card"
            {...{ rules, onChange }}
          />
        )}
        <HoursFields
          hours={rules.busyHours}
          hasChain={hasChain}
          onChange={(busyHours) => {
            const { busyHours: _hours, ...always } = rules
            onChange(busyHours === undefined ? always : { ...rules, busyHours })
          }}
        />
        <Names
          what="apps"
          hint="By their short names, such as “render”."
          listing={rules.apps}
          onChange={(apps) => set({ apps })}
        />
        <Names
          what="people"
          hint="By the names their tabs have (12D3…), as your jobs show them."
          listing={rules.requestors}
          onChange={(requestors) => set({ requestors })}
        />
      </div>
    </details>
  )
}

/** Whether programs of one format are run, and from which price. */
function FormatFields({
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

function FloorField({
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

function HoursFields({
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

/** Who or what alone is taken, and never. */
function Names({
  what,
  hint,
  listing,
  onChange,
}: {
  readonly what: string
  readonly hint: string
  readonly listing: Listing
  readonly onChange: (listing: Listing) => void
}) {
  return (
    <>
      <NameField
        label={`Only these ${what}`}
        hint={`${hint} Leave it empty for all.`}
        names={listing.only}
        onChange={(only) => onChange({ ...listing, only })}
      />
      <NameField
        label={`Never these ${what}`}
        hint="Apart by spaces."
        names={listing.never}
        onChange={(never) => onChange({ ...listing, never })}
      />
    </>
  )
}

function NameField({
  label,
  hint,
  names,
  onChange,
}: {
  readonly label: string
  readonly hint: string
  readonly names: readonly string[]
  readonly onChange: (names: string[]) => void
}) {
  const [text, setText] = useState(() => names.join(' '))
  return (
    <Field label={label} hint={hint}>
      {(wiring) => (
        <TextInput
          {...wiring}
          spellCheck={false}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            onChange(readNames(currentTarget.value))
          }}
        />
      )}
    </Field>
  )
}
