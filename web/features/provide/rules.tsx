import type { MarketRules } from '#protocol/market/market-rules.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { testIds } from '#web/test-ids.ts'
import { Segmented } from '#web/ui/segmented.tsx'
import { FloorField, FormatFields } from './format-fields.tsx'
import { HoursFields } from './hours-fields.tsx'
import { ListingFields } from './listing-fields.tsx'
import { PriceField } from './price-field.tsx'
import { RecordFields } from './record-fields.tsx'
import { countRules } from './rule-words.ts'

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
    <details
      className="rounded-2xl border border-line bg-surface p-5 shadow-card sm:p-6"
      data-testid={testIds.provideRules}
    >
      <summary className="cursor-pointer text-lg font-semibold">
        Rules{count > 0 && `: ${count} set`}
      </summary>
      <div className="mt-4 flex max-w-prose flex-col gap-5">
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
                hint="Asked after long work without a pause; the lowest, once half of the time was free."
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
        <RecordFields least={rules.leastRecord} onChange={(leastRecord) => set({ leastRecord })} />
        <ListingFields
          what="apps"
          hint="By their short names, such as “render”."
          listing={rules.apps}
          onChange={(apps) => set({ apps })}
        />
        <ListingFields
          what="people"
          hint="By the names their tabs have (12D3…), as your jobs show them."
          listing={rules.requestors}
          onChange={(requestors) => set({ requestors })}
        />
      </div>
    </details>
  )
}
