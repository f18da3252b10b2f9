/** `npm run check`: format, lint, types, unused code and unit tests; what takes seconds. */
import { resolve } from 'node:path'
import { runSuites } from './suites/run-suites.ts'
import { houseChecks, unitTests } from './suites/suites.ts'

const root = resolve(import.meta.dirname, '..')
process.exitCode = await runSuites(root, [...houseChecks, ...unitTests])
