import { LoamError } from '#protocol/errors.ts'
import { leastParties } from '#protocol/schedule/shares.ts'
import { testIds } from '#web/test-ids.ts'
import { Field, TextInput } from '#web/ui/field.tsx'
import { readShare } from './who-wishes.ts'

/** How much of a job one provider sees at most, and how many it takes then. */
export function ShareField({
  text,
  words,
  className,
  onChange,
}: {
  readonly text: string
  /** By how many each piece is computed in any case. */
  readonly words: number
  readonly className: string
  readonly onChange: (text: string) => void
}) {
  return (
    <Field label="Seen by one, at most" className={className} {...explain(text, words)}>
      {(wiring) => (
        <TextInput
          {...wiring}
          unit="% of the tiles"
          inputMode="numeric"
          placeholder="no limit"
          value={text}
          data-testid={testIds.requestShare}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

/** What is said under the field: what follows from what is typed, or what to type instead. */
function explain(text: string, words: number): { hint: string } | { error: string } {
  try {
    const percent = readShare(text)
    return percent === undefined
      ? { hint: 'A provider sees the tiles that it is lent, and may keep them.' }
      : {
          hint: `At least ${leastParties(percent, words)} have to come, more where tiles are checked; the job waits for them.`,
        }
  } catch (error) {
    if (!(error instanceof LoamError)) throw error
    return { error: error.advice }
  }
}
