import type { App } from '#protocol/task/app.ts'

/** A kernel as plain data, so that any tab, worker or pool can be given the same. */
export interface PlainKernel {
  readonly id: string
  readonly module: Uint8Array
  /** Read by every subtask. */
  readonly shared: Uint8Array
  /** Rounds that every subtask spins, for kernels that do. */
  readonly rounds: number
}

/** What subtask `index` of a kernel is run on. */
export function inputOf({ rounds }: Pick<PlainKernel, 'rounds'>, index: number): Uint8Array {
  const input = new Uint8Array(8)
  const put = (value: number, at: number) => {
    for (let byte = 0; byte < 4; byte += 1) input[at + byte] = value >>> (8 * byte)
  }
  put(index, 0)
  put(rounds, 4)
  return input
}

/** An app of nothing but that kernel. */
export const appOf = (kernel: PlainKernel): App<{ readonly subtasks: number }> => ({
  manifest: {
    id: kernel.id,
    title: kernel.id,
    description: 'A kernel of the benchmarks.',
    author: 'Loam',
    licence: 'MIT',
    format: 'kernel',
    limits: {
      gas: 10n ** 10n,
      memoryBytes: 2 ** 20,
      outputBytes: 1024,
      logBytes: 0,
      wallMs: 10_000,
    },
    inputBytes: 8,
    verify: 'exact',
  },
  prepare: async ({ subtasks }) => ({ module: kernel.module, shared: kernel.shared, subtasks }),
  input: (_params, index) => inputOf(kernel, index),
  probes: () => [0],
})
