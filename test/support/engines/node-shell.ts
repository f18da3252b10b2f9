/** Runs cases in a Node of its own, for the flags that it is started with. node-shell.ts FILE TIMES */
import { readFile } from 'node:fs/promises'
import { decodeCase } from './case-json.ts'
import { runCase } from './run-case.ts'

const [path = '', times = '1'] = process.argv.slice(2)
for (const line of (await readFile(path, 'utf8')).split('\n')) {
  process.stdout.write(`${runCase(decodeCase(line), Number(times))}\n`)
}
