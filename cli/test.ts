/** `npm test`: everything, from format to real browsers, with one line of totals at the end. */
import { runCommand } from './run-command.ts'
import {
  adversaryTests,
  contractTests,
  endToEndTests,
  houseChecks,
  portTests,
  unitTests,
} from './suites/suites.ts'
import { suitesCommand } from './suites/suites-command.ts'

const USAGE = `Usage: npm test

Runs everything, from format to real browsers. It takes no options; for a part of it:
  npm run check
  npx vitest run --project unit|house|ports|adversaries|e2e [PATH]
  npm run test:contracts`

await runCommand(() =>
  suitesCommand(process.argv.slice(2), USAGE, [
    ...houseChecks,
    ...unitTests,
    ...portTests,
    ...adversaryTests,
    ...contractTests,
    ...endToEndTests,
  ]),
)
