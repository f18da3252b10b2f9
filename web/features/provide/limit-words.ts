const MEBIBYTE = 2 ** 20
const GIBIBYTE = 2 ** 30

/** A size as a person says it: `512 MiB`, `1.5 GiB`. */
export const sizeInWords = (bytes: number): string =>
  bytes < GIBIBYTE
    ? `${Math.round(bytes / MEBIBYTE)} MiB`
    : `${Math.round((bytes / GIBIBYTE) * 10) / 10} GiB`

/** A time as a person says it, in minutes. */
export const minutesInWords = (ms: number): string => {
  const minutes = Math.round(ms / 60_000)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

/** What a duty cycle means for whoever sits beside the machine. */
export function restInWords(dutyCycle: number): string {
  if (dutyCycle === 1) return 'Without a rest while there is work.'
  const seconds = Math.round((1 / dutyCycle - 1) * 10) / 10
  return `Rests ${seconds} ${seconds === 1 ? 'second' : 'seconds'} for each second of work.`
}
