import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Field, TextInput } from '#web/ui/field.tsx'
import { SIZES, type Wishes } from './wishes.ts'

const FIELDS = [
  { key: 'frames', label: 'Frames', unit: undefined, testId: testIds.requestFrames },
  { key: 'samples', label: 'Samples', unit: 'a pixel', testId: testIds.requestSamples },
  { key: 'width', label: 'Width', unit: 'px', testId: testIds.requestWidth },
  { key: 'height', label: 'Height', unit: 'px', testId: testIds.requestHeight },
] as const

/** How many pictures, how large, how clean. */
export function PictureFields({
  wishes,
  onChange,
}: {
  readonly wishes: Wishes
  readonly onChange: (change: Partial<Wishes>) => void
}) {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        {FIELDS.map(({ key, label, unit, testId }) => (
          <Field key={key} label={label}>
            {(wiring) => (
              <TextInput
                {...wiring}
                {...(unit !== undefined && { unit })}
                inputMode="numeric"
                value={wishes[key]}
                data-testid={testId}
                onChange={(event) => onChange({ [key]: event.currentTarget.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        {SIZES.map(({ label, width, height }) => (
          <Button
            key={label}
            size="small"
            aria-pressed={wishes.width === width && wishes.height === height}
            className="aria-pressed:border-good"
            onClick={() => onChange({ width, height })}
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  )
}
