import { expect, test, vi } from 'vitest'
import type { FromSandbox } from './messages.ts'
import { runTasks } from './runner.ts'

const PRINTS = 50_000

vi.mock('../formats/kernel.ts', () => ({
  runKernel: (...[, , input]: Parameters<typeof import('../formats/kernel.ts').runKernel>) => ({
    kind: 'done',
    outcome: input[0] === 0 ? { kind: 'success' } : { kind: 'exit', code: input[0] },
    output: Uint8Array.of(7),
    gas: 1n,
    log: '',
  }),
}))
vi.mock('../formats/wasi.ts', () => ({
  runWasi: (...[, , , , onPrint]: Parameters<typeof import('../formats/wasi.ts').runWasi>) => {
    for (let left = PRINTS; left > 0; left--) onPrint?.('stdout', Uint8Array.of(1))
    throw new RangeError('Array buffer allocation failed')
  },
}))

test('answers come in order, the plain ones packed', () => {
  const posted: FromSandbox[] = []
  const program = {
    format: 'kernel',
    module: {} as WebAssembly.Module,
    shared: new Uint8Array(0),
  } as const
  const limits = { gas: 1n, memoryBytes: 0, outputBytes: 8, logBytes: 0 }
  const tasks = [0, 0, 1, 1, 0].map((code, id) => ({
    id,
    input: Uint8Array.of(code),
    limits,
    printsAloud: false,
  }))
  runTasks(program, tasks, (message) => posted.push(message))
  const told = posted.map((message) => {
    if (message.type === 'results') return [...message.results.ids]
    return message.type === 'answers' && message.answers.map(({ id }) => `${id}`)
  })
  expect(told).toEqual([[0, 1], ['2', '3'], [4]])
})

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
