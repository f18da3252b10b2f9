import clsx from 'clsx'

/**
 * A number and its unit for a column: zeros that say nothing fill it up, quieter than the rest, so that
 * the decimals of all stand below each other. Of nothing only a 0 is seen, where the others have theirs.
 *
 * @param decimals at least as many as `digits` has.
 */
export function Figure({
  digits,
  unit,
  decimals,
}: {
  readonly digits: string
  readonly unit: string
  readonly decimals: number
}) {
  const [whole = '', fraction = ''] = digits.split('.')
  const fill = `${fraction === '' ? '.' : ''}${'0'.repeat(decimals - fraction.length)}`
  const isNothing = /^0(\.0*)?$/.test(digits)
  return (
    <>
      <span className="tabular-nums">
        {isNothing ? whole : digits}
        <span aria-hidden className={clsx('font-normal', isNothing ? 'invisible' : 'text-quiet')}>
          {isNothing ? `.${'0'.repeat(decimals)}` : fill}
        </span>
      </span>
      <span
        className={clsx(
          'inline-block min-w-7 text-left whitespace-pre text-[0.6875rem] font-medium text-quiet',
          isNothing && 'invisible',
        )}
      >
        {` ${unit}`}
      </span>
    </>
  )
}
