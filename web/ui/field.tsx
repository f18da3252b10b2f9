import clsx from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'

interface Wiring {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean
}

/**
 * A label, a control, and what to know about it. The control gets its wiring from here, so that
 * hint and error are read out with it.
 *
 * @example
 * <Field label="Frames" hint="1 to 240">{(wiring) => <TextInput {...wiring} value={text} />}</Field>
 */
export function Field({
  label,
  hint,
  error,
  className,
  children,
}: {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly className?: string
  readonly children: (wiring: Wiring) => ReactNode
}) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={clsx('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note ? `${id}-note` : undefined,
        'aria-invalid': error !== undefined,
      })}
      {note && (
        <p
          id={`${id}-note`}
          className={clsx('text-sm', error === undefined ? 'text-quiet' : 'text-bad')}
          role={error === undefined ? undefined : 'alert'}
        >
          {note}
        </p>
      )}
    </div>
  )
}

/** One line of text or a number, with its unit behind it. */
export function TextInput({
  unit,
  className,
  ...rest
}: { readonly unit?: string } & ComponentProps<'input'>) {
  return (
    <span
      className={clsx(
        'flex min-h-11 items-center rounded-xl border border-line-strong bg-surface',
        'focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-good',
        'has-aria-invalid:border-bad has-disabled:opacity-60',
        className,
      )}
    >
      <input
        {...rest}
        className="w-full min-w-0 bg-transparent px-3.5 py-2 tabular-nums outline-none placeholder:text-quiet"
      />
      {unit && <span className="pr-3.5 text-sm whitespace-nowrap text-quiet">{unit}</span>}
    </span>
  )
}
