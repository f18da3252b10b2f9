import { CHUNK_MS } from '#protocol/schedule/constants.ts'
import { MAX_BATCH } from '#protocol/wire/messages.ts'
import { compileAssembly } from '#test/support/compile-assembly.ts'
import { emptyApp } from '../apps/empty-app.ts'
import type { PlainKernel } from '../apps/plain-kernel.ts'
import { sharedOfWait } from './waiting-compute.ts'

/** Spins for as many rounds as its input says, and answers with four bytes. */
const SPIN_SOURCE = `
const OUT = memory.data(8)
let length = 0
export function alloc(size: i32): i32 { return heap.alloc(size) as i32 }
export function run(shared: i32, sharedLength: i32, input: i32, inputLength: i32): i32 {
  let state = load<u32>(input) + 1
  for (let left = load<u32>(input + 4); left > 0; left--) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
  }
  store<u32>(OUT, state)
  length = 4
  return 0
}
export function output_ptr(): usize { return OUT }
export function output_len(): i32 { return length }
`

/** What is run, by all alike. */
export interface Load {
  readonly kernel: PlainKernel
  /** Cores of each of two tabs or threads. */
  readonly cores: number
  /** Milliseconds each subtask waits on a timer, where it computes nothing else. */
  readonly waitMs: number | undefined
  /** Subtasks in one message of the raw loop: as many as Loam puts into one lease. */
  readonly batch: number
  /** Executions before a rate counts: by then leases have their size. */
  readonly warm: number
}

/** Rounds of the spinning kernel in about a millisecond. */
const ROUNDS_PER_MS = 400_000
/** Cores of a tab whose subtasks only wait: a network of sixteen on a machine of two. */
const WAITING_CORES = 8

/** The loads of this benchmark by name. */
export async function prepareLoads() {
  const { module: empty } = await emptyApp.prepare({ subtasks: 1 }, {})
  const spin = await compileAssembly(SPIN_SOURCE, { initialMemory: 1 })
  const nothing = new Uint8Array(1)
  const spinFor = (ms: number): Load => ({
    kernel: { id: `spin-${ms}`, module: spin, shared: nothing, rounds: ms * ROUNDS_PER_MS },
    cores: 1,
    waitMs: undefined,
    batch: Math.max(1, Math.floor(CHUNK_MS / ms)),
    warm: Math.ceil(400 / ms),
  })
  const waitFor = (ms: number): Load => ({
    kernel: { id: `wait-${ms}`, module: empty, shared: sharedOfWait(ms), rounds: 0 },
    cores: WAITING_CORES,
    waitMs: ms,
    batch: Math.max(1, Math.floor(CHUNK_MS / ms)),
    warm: Math.ceil((2 * WAITING_CORES * 1_500) / ms),
  })
  return {
    empty: {
      kernel: { id: 'empty', module: empty, shared: nothing, rounds: 0 },
      cores: 1,
      waitMs: undefined,
      batch: MAX_BATCH,
      warm: 10_000,
    },
    wait20: waitFor(20),
    wait200: waitFor(200),
    spin1: spinFor(1),
    spin20: spinFor(20),
  } satisfies Record<string, Load>
}
