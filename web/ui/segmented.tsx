import clsx from 'clsx'
import { type ReactNode, useId } from 'react'

/** One of a few, all in sight. A radio group by nature. */
export function Segmented<Value extends string>({
  label,
  hint,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly hint?: ReactNode
  readonly value: Value
  readonly options: ReadonlyArray<{
    readonly value: Value
    readonly label: string
    readonly testId?: string
  }>
  readonly onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset aria-describedby={hint ? `${name}-note` : undefined}>
      <legend className="mb-1.5 text-sm font-semibold">{label}</legend>
      <div className="flex rounded-xl border border-line bg-sunken p-1">
        {options.map((option) => (
          <label
            key={option.value}
            data-testid={option.testId}
            className={clsx(
              'flex min-h-9 flex-auto items-center justify-center rounded-lg px-1 text-center text-sm font-semibold sm:px-3',
              'has-focus-visible:outline-2 has-focus-visible:outline-good',
              option.value === value ? 'bg-surface shadow-card' : 'text-quiet hover:text-ink',
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {hint && (
        <p id={`${name}-note`} className="mt-1.5 text-sm text-quiet">
          {hint}
        </p>
      )}
    </fieldset>
  )
}
