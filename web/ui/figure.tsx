/**
 * A number and its unit for a column: zeros that say nothing fill it up, quieter than the rest and not
 * read out, so that the decimals of all stand below each other.
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
  const [, fraction = ''] = digits.split('.')
  const fill = '0'.repeat(decimals - fraction.length)
  return (
    <>
      <span className="tabular-nums">
        {digits}
        <span aria-hidden className="font-normal text-quiet">
          {fraction === '' ? `.${fill}` : fill}
        </span>
      </span>
      <span className="inline-block min-w-7 text-left text-[0.6875rem] font-medium whitespace-pre text-quiet">
        {` ${unit}`}
      </span>
    </>
  )
}
