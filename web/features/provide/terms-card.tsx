import { useState } from 'react'
import { LoamError } from '#protocol/errors.ts'
import { formatGlm, parseGlm } from '#protocol/payment/amount.ts'
import { Card } from '#web/ui/card.tsx'
import { Field, TextInput } from '#web/ui/field.tsx'
import { Segmented } from '#web/ui/segmented.tsx'
import { Switch } from '#web/ui/switch.tsx'
import type { ProvideChoice } from './provide-settings.ts'

/** Which work this tab takes. */
export function TermsCard({
  choice,
  hasChain,
  hasGraphics,
  onChoose,
}: {
  readonly choice: ProvideChoice
  readonly hasChain: boolean
  readonly hasGraphics: boolean
  readonly onChoose: (change: Partial<ProvideChoice>) => void
}) {
  return (
    <Card title="What you take" className="grow">
      <div className="flex flex-col gap-5">
        <Switch
          label="Unpaid work"
          hint="Free jobs of others, for verified credit."
          checked={choice.acceptFree}
          onChange={(acceptFree) => onChoose({ acceptFree })}
        />
        {hasGraphics && (
          <div>
            <Segmented
              label="Lend the graphics card to"
              value={choice.shaders}
              options={[
                { value: 'none', label: 'Nobody' },
                { value: 'own', label: 'Loam' },
                { value: 'any', label: 'Anyone' },
              ]}
              onChange={(shaders) => onChoose({ shaders })}
            />
            <p className="mt-1.5 text-sm text-quiet">{GRAPHICS_HINTS[choice.shaders]}</p>
          </div>
        )}
        {hasChain && (
          <FloorField
            floor={choice.floorPerGigaGas}
            onChange={(floorPerGigaGas) => onChoose({ floorPerGigaGas })}
          />
        )}
      </div>
    </Card>
  )
}

const GRAPHICS_HINTS: Readonly<Record<ProvideChoice['shaders'], string>> = {
  none: 'Only processor cores work.',
  own: 'It runs shaders that come with Loam, and nobody else’s.',
  any: 'It runs strangers’ shaders too. They are checked and cut short, but a fault in a driver can freeze the screen for a moment.',
}

/** The text is the person's until it is an amount; only then is it applied. */
function FloorField({
  floor,
  onChange,
}: {
  readonly floor: bigint
  readonly onChange: (floor: bigint) => void
}) {
  const [text, setText] = useState(() => formatGlm(floor))
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
    <Field
      label="Lowest price"
      hint="GLM for 10⁹ instructions, about a core’s second."
      error={error}
    >
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
