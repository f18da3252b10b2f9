import type { Compute, Core, RunResult } from '#peer/ports/compute.ts'
import { oneByOne } from '#peer/ports/run-results.ts'

/** How the shared bytes of a program begin whose subtasks wait, before the milliseconds. */
const MARK = [0x77, 0x61, 0x69, 0x74]

/** Shared bytes of a program whose subtasks wait `ms` on a timer. */
export const sharedOfWait = (ms: number): Uint8Array => Uint8Array.of(...MARK, ms)

/** What a timer worker is told: one more subtask of a core, whose subtasks run one at a time. */
export interface TimerRequest {
  readonly core: number
  readonly id: number
  readonly ms: number
}

/** How long subtasks of this program wait; undefined where it is to be computed. */
const waitOf = (shared: Uint8Array): number | undefined =>
  shared.length === MARK.length + 1 && MARK.every((byte, at) => shared[at] === byte)
    ? shared[MARK.length]
    : undefined

/**
 * A sandbox some of whose programs are not computed: their subtasks wait on the timers of a Worker,
 * one at a time on each core, so that a machine can host more cores than it has. Everything else runs
 * in the sandbox it is put around.
 *
 * @param worker runs `timer-worker.ts`.
 */
export function addWaits(compute: Compute, worker: Worker): Compute {
  const running = new Map<number, (result: RunResult) => void>()
  let lastCore = 0
  let lastId = 0
  worker.addEventListener('message', ({ data }: MessageEvent<readonly number[]>) => {
    for (const id of data) {
      running.get(id)?.({
        kind: 'done',
        outcome: { kind: 'success' },
        output: new Uint8Array(0),
        gas: 1n,
        log: '',
      })
      running.delete(id)
    }
  })
  const openWaiting = (ms: number): Core => {
    const core = ++lastCore
    return oneByOne({
      run: () =>
        new Promise((resolve) => {
          const id = ++lastId
          running.set(id, resolve)
          worker.postMessage({ core, id, ms } satisfies TimerRequest)
        }),
      pace: () => {},
      close: async () => {},
    })
  }
  return {
    capacity: compute.capacity,
    open: async (program, options) => {
      const ms = waitOf(program.shared)
      return ms === undefined ? compute.open(program, options) : openWaiting(ms)
    },
    keepWarm: (isWanted) => compute.keepWarm(isWanted),
    stop: () => compute.stop(),
  }
}
