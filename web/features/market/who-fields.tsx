import { sayPriceUnit } from '#protocol/market/price.ts'
import { SAY_GIGA_UNIT, type Unit } from '#protocol/task/unit.ts'
import { testIds } from '#web/test-ids.ts'
import { Field, TextInput } from '#web/ui/field.tsx'
import { NamesField } from './names-field.tsx'
import { ShareField } from './share-field.tsx'
import { countWishes, type WhoWishes } from './who-wishes.ts'

/** Whom a job takes: closed until somebody wants to choose. */
export function WhoFields({
  wishes,
  isPaid,
  unit,
  words,
  onChange,
}: {
  readonly wishes: WhoWishes
  readonly isPaid: boolean
  /** Of speed and price. */
  readonly unit: Unit
  /** By how many each piece is computed in any case. */
  readonly words: number
  readonly onChange: (wishes: WhoWishes) => void
}) {
  const set = (part: Partial<WhoWishes>) => onChange({ ...wishes, ...part })
  const count = countWishes(wishes)
  return (
    <details className="rounded-xl border border-line p-4" data-testid={testIds.requestWho}>
      <summary className="cursor-pointer text-sm font-semibold">
        Who may work on it:{' '}
        <span className="font-normal text-quiet">
          {count === 0 ? 'anybody' : `${count} wish${count === 1 ? '' : 'es'}`}
        </span>
      </summary>
      <p className="mt-1 text-sm text-quiet">
        The best of those who fit are taken. The fewer fit, the longer it may take.
      </p>
      <div className="mt-4 grid gap-4 sm:grid-cols-2">
        <Field label="Slowest" hint="Each core, by the provider’s own measure.">
          {(wiring) => (
            <TextInput
              {...wiring}
              unit={`${SAY_GIGA_UNIT[unit]} a second`}
              inputMode="decimal"
              placeholder="any"
              value={wishes.minSpeed}
              onChange={(event) => set({ minSpeed: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Here for at least" hint="Who has stayed longer mostly stays longer.">
          {(wiring) => (
            <TextInput
              {...wiring}
              unit="minutes"
              inputMode="decimal"
              placeholder="any"
              value={wishes.minUp}
              onChange={(event) => set({ minUp: event.currentTarget.value })}
            />
          )}
        </Field>
        {isPaid && (
          <Field
            label="Wait for a price"
            hint="Nobody is taken who asks more than this, however long it takes."
          >
            {(wiring) => (
              <TextInput
                {...wiring}
                unit={sayPriceUnit({ unit })}
                inputMode="decimal"
                placeholder="do not wait"
                value={wishes.waitForPrice}
                data-testid={testIds.requestWaitPrice}
                onChange={(event) => set({ waitForPrice: event.currentTarget.value })}
              />
            )}
          </Field>
        )}
        <ShareField
          className={isPaid ? '' : 'sm:col-span-2'}
          text={wishes.maxShare}
          words={words}
          onChange={(maxShare) => set({ maxShare })}
        />
        <NamesField
          label="Only these"
          hint="Peers (12D3…) or wallets (0x…), apart by spaces. Nobody else is taken."
          value={wishes.allow}
          onChange={(allow) => set({ allow })}
        />
        <NamesField
          label="Never these"
          hint="The same. A job’s page lists them; a press on a name copies it."
          value={wishes.block}
          onChange={(block) => set({ block })}
        />
      </div>
    </details>
  )
}
