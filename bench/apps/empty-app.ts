import type { App } from '#protocol/task/app.ts'
import { compileAssembly } from '#test/support/compile-assembly.ts'

/** A kernel that does nothing: what is left is Loam's own cost. */
const SOURCE = `
export function alloc(size: i32): i32 { return heap.alloc(size) as i32 }
export function run(shared: i32, sharedLength: i32, input: i32, inputLength: i32): i32 { return 0 }
export function output_ptr(): i32 { return 0 }
export function output_len(): i32 { return 0 }
`

/** An app of empty subtasks: four bytes in, none out. */
export const emptyApp: App<{ readonly subtasks: number }> = {
  manifest: {
    id: 'empty',
    title: 'Empty subtasks',
    description: 'Computes nothing, as often as asked.',
    author: 'Loam',
    licence: 'MIT',
    format: 'kernel',
    limits: {
      gas: 1_000_000n,
      memoryBytes: 2 ** 20,
      outputBytes: 1024,
      logBytes: 0,
      wallMs: 10_000,
    },
    inputBytes: 4,
    verify: 'exact',
  },
  prepare: async ({ subtasks }) => ({
    module: await compileAssembly(SOURCE, { initialMemory: 1 }),
    shared: new Uint8Array(1),
    subtasks,
  }),
  input: (_params, index) => new Uint8Array(Uint32Array.of(index).buffer),
  probes: () => [0],
}
