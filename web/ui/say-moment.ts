const MOMENT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })
const DAY = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

/** A moment in Unix milliseconds, for a person. */
export const sayMoment = (ms: number): string => MOMENT.format(ms)

/** From one moment to another, for a person: what both have in common is said once. */
export const saySpan = ({ first, last }: { readonly first: number; readonly last: number }) =>
  MOMENT.formatRange(first, last)

/** The day that it is in. */
export const sayDay = (ms: number): string => DAY.format(ms)
