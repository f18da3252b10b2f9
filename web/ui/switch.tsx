import clsx from 'clsx'
import { type ReactNode, useId } from 'react'

/** On or off, at once. */
export function Switch({
  label,
  hint,
  checked,
  disabled = false,
  onChange,
}: {
  readonly label: string
  readonly hint?: ReactNode
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
}) {
  const id = useId()
  return (
    <label
      htmlFor={id}
      className={clsx(
        'flex justify-between gap-4',
        hint ? 'items-start' : 'items-center',
        disabled && 'opacity-60',
      )}
    >
      <span>
        <span className="block text-sm font-semibold">{label}</span>
        {hint && (
          <span id={`${id}-note`} className="block text-sm text-quiet">
            {hint}
          </span>
        )}
      </span>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className={clsx(
          'relative h-7 w-12 shrink-0 appearance-none rounded-full border transition-colors',
          'border-line-strong bg-sunken checked:border-transparent checked:bg-accent',
          'after:absolute after:top-0.75 after:left-0.75 after:size-5 after:rounded-full after:bg-line-strong',
          'after:transition-transform checked:after:translate-x-5 checked:after:bg-on-accent',
        )}
      />
    </label>
  )
}
