// Runs a WASI command with Node's own WASI in the current directory, as a reference for ours.
// node node-wasi.mjs MODULE NAME [ARG]…
import { readFile } from 'node:fs/promises'
import { argv, env, exit } from 'node:process'
import { WASI } from 'node:wasi'

const [, , path, ...args] = argv
const wasi = new WASI({ version: 'preview1', args, env, preopens: { '.': '.' } })
const { instance } = await WebAssembly.instantiate(await readFile(path), wasi.getImportObject())
exit(wasi.start(instance))
