import { errors } from 'playwright-core'
import { LoamError } from '#protocol/errors.ts'
import { CommandError } from './command-error.ts'

/**
 * Runs a command to its exit code. What a person can put right is told in plain words; anything
 * else keeps its stack, since it is our mistake.
 */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command()
  } catch (error) {
    process.stderr.write(`${inWords(error)}\n`)
    process.exitCode = 1
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
