/** What an engine's bare shell lacks of a browser, as far as the formats need it. */
import { decodeCase } from './case-json.ts'
import { runCase } from './run-case.ts'

/** JavaScriptCore's shell. */
declare const readFile: (path: string) => string
declare const print: (line: string) => void
declare const scriptArgs: readonly string[]

const [path = '', times = '1'] = scriptArgs
for (const line of readFile(path).split('\n')) print(runCase(decodeCase(line), Number(times)))
