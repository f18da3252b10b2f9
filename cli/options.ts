import { CommandError } from './command-error.ts'

/**
 * A whole number from `least` to `most`.
 *
 * @throws {CommandError} one line saying what the flag wants.
 */
export function parseCount(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new CommandError(`--${name} wants a whole number from ${least} to ${most}, not "${text}".`)
}

/** What `parseArgs` complains about, in its first sentence, with the usage below. */
export function refuseArguments(error: unknown, usage: string): CommandError {
  const message = error instanceof Error ? error.message : String(error)
  return new CommandError(`${message.split('. ')[0]}.\n\n${usage}`, { cause: error })
}
