import { Card } from '#web/ui/card.tsx'
import { Segmented } from '#web/ui/segmented.tsx'
import { Switch } from '#web/ui/switch.tsx'
import { PriceField } from './price-field.tsx'
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
        {hasGraphics ? (
          <Segmented
            label="Lend the graphics card to"
            hint={GRAPHICS_HINTS[choice.shaders]}
            value={choice.shaders}
            options={[
              { value: 'none', label: 'Nobody' },
              { value: 'own', label: 'Loam' },
              { value: 'any', label: 'Anyone' },
            ]}
            onChange={(shaders) => onChoose({ shaders })}
          />
        ) : (
          <div>
            <p className="text-sm font-semibold">No graphics card to lend</p>
            <p className="text-sm text-quiet">
              This browser offers no WebGPU here. Open Loam in one that does, on a machine with a
              graphics card, and it can be lent.
            </p>
          </div>
        )}
        {hasChain && (
          <PriceField
            label="Lowest price"
            hint="For 10⁹ gas. Gas counts the instructions that a program runs: 10⁹ are about one core’s second."
            wei={choice.floorPerGigaGas}
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
