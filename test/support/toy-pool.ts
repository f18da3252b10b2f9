import { vi } from 'vitest'
import type { Allowance, Core, Program, RunResult } from '#peer/ports/compute.ts'
import type { Cid } from '#protocol/ids.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { SandboxPool } from '#worker-runtime/host/pool.ts'
import { TICK_MS, Ticker } from '#worker-runtime/host/ticker.ts'
import { ToySandbox } from './toy-sandbox.ts'

export const PROGRAM: Program = {
  format: 'kernel',
  module: new Uint8Array(8),
  shared: new Uint8Array(),
}
export const LIMITS: Limits = {
  gas: 100n,
  memoryBytes: 65_536,
  outputBytes: 8,
  logBytes: 8,
  wallMs: 1_000,
}
export const never = new AbortController().signal

/** Lets promises and microtasks come to rest. */
export async function rest(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

/** A pool of one core over toy sandboxes. Timers stand still, but for the test, until it stops. */
export class ToyPool {
  /** All that were ever started. */
  readonly sandboxes: ToySandbox[] = []
  readonly pool: SandboxPool
  /** What a sandbox waits for before it has started. */
  started = Promise.resolve()

  constructor(ownShaders?: ReadonlySet<Cid>) {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    const start = async (place: number) => {
      const sandbox = new ToySandbox(place)
      this.sandboxes.push(sandbox)
      await this.started
      return sandbox
    }
    const ticker = new Ticker((tick) => {
      const timer = setInterval(tick, TICK_MS)
      return () => clearInterval(timer)
    })
    this.pool = new SandboxPool(1, start, ticker, ownShaders)
  }

  /** The sandbox that the core uses: the last one is the spare. */
  get active(): ToySandbox {
    return this.sandboxes.at(-2) as ToySandbox
  }

  /** The positions of the tasks that each message to the active sandbox held. */
  get sentIds(): number[][] {
    return this.active.runs.map((tasks) => tasks.map(({ id }) => id))
  }

  async open(allowance?: Allowance): Promise<Core> {
    const core = await this.pool.open(PROGRAM, { signal: never, ...(allowance && { allowance }) })
    await rest()
    return core
  }

  async stop(): Promise<void> {
    await this.pool.stop()
    vi.useRealTimers()
  }
}

/** Asks for one run; the result stands there once it has come. */
export function begin(core: Core, value: number, signal = never): { readonly result?: RunResult } {
  const state: { result?: RunResult } = {}
  void core.run(Uint8Array.of(value), LIMITS, { signal }).then((result) => {
    state.result = result
  })
  return state
}
