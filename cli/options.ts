import { type ParseArgsConfig, parseArgs } from 'node:util'
import { CommandError } from './command-error.ts'

/**
 * The words that a person typed, by what a command takes.
 *
 * @throws {CommandError} what `parseArgs` complains about, in its first sentence, with the usage below.
 */
export function parseWords<Config extends ParseArgsConfig>(
  config: Config,
  usage: string,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new CommandError(`${message.split('. ')[0]}.\n\n${usage}`, { cause: error })
  }
}

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
