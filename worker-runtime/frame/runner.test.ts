import { expect, test, vi } from 'vitest'
import type { FromSandbox } from './messages.ts'
import { runTasks } from './runner.ts'

const PRINTS = 50_000

vi.mock('../formats/wasi.ts', () => ({
  runWasi: (...[, , , , onPrint]: Parameters<typeof import('../formats/wasi.ts').runWasi>) => {
    for (let left = PRINTS; left > 0; left--) onPrint?.('stdout', Uint8Array.of(1))
    throw new RangeError('Array buffer allocation failed')
  },
}))

test('what a program printed is told before a failure of its host, and nothing is run after it', () => {
  const posted: FromSandbox[] = []
  const program = {
    format: 'wasi',
    module: {} as WebAssembly.Module,
    shared: new Uint8Array(0),
  } as const
  const limits = { gas: 1n, memoryBytes: 0, outputBytes: PRINTS, logBytes: 0 }
  const task = (id: number) => ({ id, input: new Uint8Array(0), limits, printsAloud: true })
  runTasks(program, [task(0), task(1)], (message) => posted.push(message))
  const printed = posted.flatMap((each) => (each.type === 'printed' ? each.bytes.byteLength : []))
  expect(printed.reduce((sum, bytes) => sum + bytes, 0)).toBe(PRINTS)
  expect(posted.at(-1)).toMatchObject({ answers: [{ id: 0, kind: 'failed', reason: 'crashed' }] })
})
