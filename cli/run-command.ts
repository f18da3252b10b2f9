import { errors } from 'playwright-core'
import { LoamError } from '#protocol/errors.ts'
import { CommandError } from './command-error.ts'

/**
 * Runs a command to its exit code. What a person can put right is told in plain words; anything
 * else keeps its stack, since it is our mistake.
 *
 * @param codes exit codes for a command that threw: what was typed is wrong, or anything else.
 */
export async function runCommand(
  command: () => Promise<number>,
  codes: { readonly mistake: number; readonly failure: number } = { mistake: 1, failure: 1 },
): Promise<void> {
  try {
    process.exitCode = await command()
  } catch (error) {
    process.stderr.write(`${inWords(error)}\n`)
    process.exitCode = error instanceof CommandError ? codes.mistake : codes.failure
  }
}

function inWords(error: unknown): string {
  if (error instanceof CommandError) return error.message
  if (error instanceof LoamError) return `${error.message} ${error.advice}`
  if (error instanceof errors.TimeoutError) {
    return `A page did not show in time what was waited for. ${error.message.split('\n', 4).join(' ')}`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
