import { resolve } from 'node:path'
import { parseWords } from '../options.ts'
import { stopOnSignals } from '../process/stop-on-signals.ts'
import { runSuites } from './run-suites.ts'
import type { Suite } from './suites.ts'

const root = resolve(import.meta.dirname, '../..')
const options = { help: { type: 'boolean', short: 'h', default: false } } as const

/**
 * A command that runs suites and takes no options; resolves to its exit code.
 *
 * @throws {CommandError} for any word beside it: nobody shall believe that it chose the tests.
 */
export async function suitesCommand(
  words: readonly string[],
  usage: string,
  suites: readonly Suite[],
): Promise<number> {
  const { values } = parseWords({ args: words, options }, usage)
  if (values.help) {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  const stopped = new AbortController()
  const running = runSuites(root, suites, stopped.signal)
  stopOnSignals(async () => {
    stopped.abort()
    await running
  })
  return running
}
