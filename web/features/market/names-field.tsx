import { Field } from '#web/ui/field.tsx'

/** A list of names, apart by spaces: long ones, which are broken where the line ends. */
export function NamesField({
  label,
  hint,
  value,
  onChange,
}: {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly onChange: (text: string) => void
}) {
  return (
    <Field label={label} hint={hint}>
      {(wiring) => (
        <textarea
          {...wiring}
          rows={2}
          value={value}
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
          className="w-full rounded-xl border border-line-strong/60 bg-surface px-3.5 py-2 text-sm break-all outline-none focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-good"
        />
      )}
    </Field>
  )
}
