/** `npm test`: everything, from format to real browsers, with one line of totals at the end. */
import { resolve } from 'node:path'
import { runSuites } from './suites/run-suites.ts'
import {
  adversaryTests,
  contractTests,
  endToEndTests,
  houseChecks,
  portTests,
  unitTests,
} from './suites/suites.ts'

const root = resolve(import.meta.dirname, '..')
process.exitCode = await runSuites(root, [
  ...houseChecks,
  ...unitTests,
  ...portTests,
  ...adversaryTests,
  ...contractTests,
  ...endToEndTests,
])
