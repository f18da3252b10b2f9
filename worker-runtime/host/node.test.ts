import { expect, test, vi } from 'vitest'
import { createNodeCompute } from './node.ts'

/** A thread that, once it is spoken to, keeps all the objects it can. */
const HOARDER = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', () => {
    const kept = []
    for (let left = 1_000; left > 0; left--) kept.push(new Array(131_072).fill(left + 0.5))
    parentPort.postMessage({ type: 'opened', kept: kept.length })
  })`

vi.mock('node:worker_threads', async (importActual) => {
  const actual = await importActual<typeof import('node:worker_threads')>()
  class Hoarder extends actual.Worker {
    constructor(_: string | URL, options: ConstructorParameters<typeof actual.Worker>[1]) {
      super(HOARDER, { ...options, eval: true })
    }
  }
  return { ...actual, Worker: Hoarder }
})

test('a thread whose heap overflows ends alone', { timeout: 60_000 }, async () => {
  const compute = createNodeCompute({ cores: 1 })
  const program = {
    format: 'kernel',
    module: new Uint8Array(8),
    shared: new Uint8Array(0),
  } as const
  const { signal } = new AbortController()
  await expect(compute.open(program, { signal })).rejects.toThrow(/memory limit/)
  await compute.stop()
})
