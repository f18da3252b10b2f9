import { beforeAll, describe, expect, test } from 'vitest'
import { compileAssembly } from '#test/support/compile-assembly.ts'
import { gate } from '../gate/gate.ts'
import { runKernel } from './kernel.ts'
import { takeMemoryFromHost } from './kernel-memory.ts'

/** Tells what its whole memory holds above its own bytes, then fills it; grows first if asked. */
const source = `
let counter: i32 = 0
export function alloc(size: i32): i32 { return 1024 }
export function run(shared: i32, sharedLength: i32, input: i32, inputLength: i32): i32 {
  const action = load<u8>(input)
  if (action == 1 && memory.grow(1) < 0) unreachable()
  let sum = counter
  counter += 1
  const end: usize = (memory.size() as usize) * 65536
  for (let at: usize = 2048; at < end; at += 1) sum += load<u8>(at)
  memory.fill(2048, 7, end - 2048)
  store<i32>(1024, sum)
  if (action == 2) unreachable()
  return memory.size()
}
export function output_ptr(): i32 { return 1024 }
export function output_len(): i32 { return 4 }
`

const limits = { gas: 100_000_000n, memoryBytes: 2 ** 20, outputBytes: 64, logBytes: 0 }
const shared = new Uint8Array(1)

describe('a kernel whose memory the host gives', () => {
  let plain: WebAssembly.Module
  let given: WebAssembly.Module
  beforeAll(async () => {
    const enable = ['bulk-memory']
    const verdict = gate(await compileAssembly(source, { enable, initialMemory: 2 }), {
      format: 'kernel',
    })
    if (verdict.kind === 'refused') throw new Error(verdict.reason)
    plain = new WebAssembly.Module(verdict.module)
    given = new WebAssembly.Module(takeMemoryFromHost(verdict.module))
  }, 30_000)

  test('takes it under a name that says how large it is', () => {
    expect(WebAssembly.Module.imports(given)).toEqual([
      { module: 'loam', name: '2:', kind: 'memory' },
    ])
  })

  test('sees nothing of the runs before, however they ended, and is the same as with its own', () => {
    for (const action of [0, 0, 1, 0, 2, 0, 1, 1, 0]) {
      const input = new Uint8Array([action])
      const ended = runKernel(given, shared, input, limits)
      expect(ended).toEqual(runKernel(plain, shared, input, limits))
      if (ended.kind !== 'done') throw new Error(ended.message)
      expect(ended.outcome.kind).toBe(action === 2 ? 'trap' : 'exit')
      if (action !== 2) expect(ended.output).toEqual(new Uint8Array(4))
    }
  })
})
