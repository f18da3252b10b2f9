/** Runs the cases of a file in an engine's bare shell, and prints a line for each. */
import { decodeCase } from './case-json.ts'
import { runCase } from './run-case.ts'

/** JavaScriptCore's shell. */
declare const readFile: (path: string) => string
declare const print: (line: string) => void
declare const scriptArgs: readonly string[]

const [path = '', times = '1'] = scriptArgs
for (const line of readFile(path).split('\n')) print(runCase(decodeCase(line), Number(times)))
