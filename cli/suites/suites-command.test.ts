import { expect, test } from 'vitest'
import { CommandError } from '../command-error.ts'
import type { Suite } from './suites.ts'
import { suitesCommand } from './suites-command.ts'

const USAGE = 'Usage: npm test'
/** Would fail the command were it run. */
const missing: Suite = { title: 'missing', command: ['no-such-script.cjs'], counted: 'exit' }

test.each([['--bogus'], ['unit'], ['--help=yes']])(
  '"%s" is refused, and nothing runs',
  async (word) => {
    const command = suitesCommand([word], USAGE, [missing])
    await expect(command).rejects.toThrow(CommandError)
    await expect(command).rejects.toThrow(USAGE)
  },
)
