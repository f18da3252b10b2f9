const FORMAT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

/** A moment in Unix milliseconds, for a person. */
export const sayMoment = (ms: number): string => FORMAT.format(ms)
