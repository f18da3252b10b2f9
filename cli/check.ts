/** `npm run check`: format, lint, types, unused code, chain gas and unit tests; what takes seconds. */
import { runCommand } from './run-command.ts'
import { houseChecks, unitTests } from './suites/suites.ts'
import { suitesCommand } from './suites/suites-command.ts'

const USAGE = `Usage: npm run check

Runs format, lint, types, unused code, the escrow's chain gas and unit tests. It takes no options.`

await runCommand(() => suitesCommand(process.argv.slice(2), USAGE, [...houseChecks, ...unitTests]))
