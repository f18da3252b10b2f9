import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Core } from '#peer/ports/compute.ts'
import { oneByOne } from '#peer/ports/run-results.ts'
import { encodeWasiOutput } from '#protocol/task/wasi-input.ts'
import { execOne } from './exec.ts'
import { parseExecCommand } from './exec-options.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-exec-'))
  await writeFile(join(folder, 'a.wasm'), '')
})
afterAll(() => rm(folder, { recursive: true }))

/** A program that prints while it runs and has nothing more to print at its end. */
const printing = (text: string): Core =>
  oneByOne({
    run: async (_input, _limits, { onPrint }) => {
      const stdout = new TextEncoder().encode(text)
      onPrint?.('stdout', stdout)
      const output = encodeWasiOutput({ stdout, stderr: new Uint8Array(), changes: [] })
      return { kind: 'done', outcome: { kind: 'success' }, output, gas: 1n, log: '' }
    },
    pace: () => undefined,
    close: async () => undefined,
  })

test('a command ends once all that it printed is out, not before', async () => {
  const out: string[] = []
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const stdout = new Writable({
    write: (chunk, _encoding, done) => {
      out.push(String(chunk))
      void released.then(() => done())
    },
  })
  const engine = { open: async () => printing('all there is'), stop: async () => undefined }
  const { signal } = new AbortController()
  const stderr = new PassThrough()
  const context = { engine: Promise.resolve(engine), stdout, stderr, signal }
  let hasEnded = false
  const ending = execOne(parseExecCommand(['a.wasm'], folder), false, context).then((code) => {
    hasEnded = true
    return code
  })
  while (out.length === 0) await setImmediate()
  for (let turn = 0; turn < 10; turn += 1) await setImmediate()
  expect(hasEnded).toBe(false)
  release()
  expect(await ending).toBe(0)
  expect(out.join('')).toBe('all there is')
})
