import clsx from 'clsx'
import { type ReactNode, useId } from 'react'

/** One of a few that need words to be told apart, one below the other. */
export function ChoiceList<Value extends string>({
  label,
  hint,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly hint: string
  readonly value: Value
  readonly options: ReadonlyArray<{
    readonly value: Value
    readonly label: string
    readonly words: string
    readonly isRecommended?: boolean
    /** Beside the words where there is room. */
    readonly aside?: ReactNode
    readonly testId: string
  }>
  readonly onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className="mt-6" aria-describedby={`${name}-note`}>
      <legend className="text-sm font-semibold">{label}</legend>
      <p id={`${name}-note`} className="mt-1 mb-2 text-sm text-quiet">
        {hint}
      </p>
      <div className="overflow-hidden rounded-xl border border-line">
        {options.map((option) => (
          <label
            key={option.value}
            className={clsx(
              'flex cursor-pointer gap-3 border-line border-t px-4 py-3 first:border-t-0',
              'has-focus-visible:outline-2 has-focus-visible:outline-good',
              option.value === value ? 'bg-sunken' : 'hover:bg-sunken',
            )}
          >
            <input
              type="radio"
              name={name}
              className="mt-1 shrink-0 self-start accent-good"
              checked={option.value === value}
              data-testid={option.testId}
              onChange={() => onChange(option.value)}
            />
            <span className="grid flex-1 gap-x-4 gap-y-1 sm:grid-cols-[1fr_auto]">
              <span className="flex flex-col gap-0.5">
                <span className="font-semibold">
                  {option.label}
                  {option.isRecommended && (
                    <span className="ml-2 text-sm font-normal text-good">Recommended</span>
                  )}
                </span>
                <span className="text-sm text-quiet">{option.words}</span>
              </span>
              {option.aside}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
