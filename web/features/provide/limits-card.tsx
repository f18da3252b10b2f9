import { Card } from '#web/ui/card.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Slider } from '#web/ui/slider.tsx'
import { minutesInWords, sizeInWords } from './limit-words.ts'
import { MEMORY_STEPS, type ProvideChoice, WALL_STEPS_MS } from './provide-settings.ts'

/** What of this machine a stranger's program may take, beside its cores and their time. */
export function LimitsCard({
  choice,
  hasGraphics,
  sharesOneOrigin,
  onChoose,
}: {
  readonly choice: ProvideChoice
  readonly hasGraphics: boolean
  /** Whether all cores run in one process, because this address has no other names. */
  readonly sharesOneOrigin: boolean
  readonly onChoose: (change: Partial<ProvideChoice>) => void
}) {
  const { cores, maxMemoryBytes, maxWallMs, shaders } = choice
  const memoryHint = [
    cores > 1 && `At most ${sizeInWords(maxMemoryBytes * cores)} on ${cores} cores.`,
    hasGraphics && shaders !== 'none' && 'The graphics card lends as much.',
    'Jobs that need more are passed over.',
  ]
  return (
    <Card title="What a program may take">
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        <StepSlider
          label="Memory for each core"
          hint={memoryHint.filter(Boolean).join(' ')}
          steps={MEMORY_STEPS}
          value={maxMemoryBytes}
          format={sizeInWords}
          onChange={(bytes) => onChoose({ maxMemoryBytes: bytes })}
        />
        <StepSlider
          label="Longest time for one piece"
          hint="Jobs with pieces that may compute for longer are passed over."
          steps={WALL_STEPS_MS}
          value={maxWallMs}
          format={minutesInWords}
          onChange={(ms) => onChoose({ maxWallMs: ms })}
        />
      </div>
      {sharesOneOrigin && (
        <Notice title="Stopping is slower at this address" className="mt-6">
          It has one name only, so all cores share one process of your browser. After Stop a program
          may run on for about two seconds, and one that crashes takes the others’ pieces with it.
        </Notice>
      )}
    </Card>
  )
}

/** A slider over a few values that are not evenly spaced. */
function StepSlider({
  label,
  hint,
  steps,
  value,
  format,
  onChange,
}: {
  readonly label: string
  readonly hint: string
  readonly steps: readonly number[]
  readonly value: number
  readonly format: (value: number) => string
  readonly onChange: (value: number) => void
}) {
  const valueAt = (step: number) => steps[step] ?? value
  return (
    <Slider
      label={label}
      hint={hint}
      min={0}
      max={steps.length - 1}
      value={steps.indexOf(value)}
      format={(step) => format(valueAt(step))}
      onChange={(step) => onChange(valueAt(step))}
    />
  )
}
