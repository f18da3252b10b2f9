import mark from './mark.svg'

/** Loam's sign and name. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <img src={mark} alt="" className="size-8" />
      <span className="font-display text-2xl font-bold tracking-tight">Loam</span>
    </span>
  )
}
