import clsx from 'clsx'
import { useId } from 'react'

/** A number between two others, and what it means in words. */
export function Slider({
  label,
  hint,
  value,
  min,
  max,
  step = 1,
  format = String,
  disabled = false,
  testId,
  onChange,
}: {
  readonly label: string
  readonly hint?: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly format?: (value: number) => string
  readonly disabled?: boolean
  readonly testId?: string
  readonly onChange: (value: number) => void
}) {
  const id = useId()
  const filled = max === min ? 100 : ((value - min) / (max - min)) * 100
  return (
    <div className={clsx(disabled && 'opacity-60')}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-sm font-semibold">
          {label}
        </label>
        <output htmlFor={id} className="text-sm font-semibold tabular-nums">
          {format(value)}
        </output>
      </div>
      <input
        id={id}
        type="range"
        className="loam-slider mt-2"
        style={{ '--filled': `${filled}%` } as React.CSSProperties}
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={disabled || min === max}
        aria-valuetext={format(value)}
        aria-describedby={hint ? `${id}-note` : undefined}
        data-testid={testId}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      {hint && (
        <p id={`${id}-note`} className="mt-1 text-sm text-quiet">
          {hint}
        </p>
      )}
    </div>
  )
}
