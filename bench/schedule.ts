import { asPeerId, type PeerId } from '#protocol/ids.ts'
import type { ScheduleEvent } from '#protocol/schedule/events.ts'
import { advance } from '#protocol/schedule/schedule.ts'
import { createSchedule } from '#protocol/schedule/state.ts'
import { type Leaf, Leaves } from '#protocol/trust/leaves.ts'
import type { Benchmark, Figure } from './benchmark.ts'

const POOLS = [16, 1_000, 10_000]
const SUBTASKS = 10_000_000
/** Each subtask fills a chunk, so that a lease is one subtask and events are many. */
const SUBTASK_MS = 350
/** Long enough for every worker to be known by its speed. */
const WARM_UP_MS = 3_000
const MEASURED_MS = 2_000
const BEAT_EVERY_MS = 1_000

const leafOf = (index: number): Leaf => ({
  index,
  inputHash: new Uint8Array(32),
  outcome: { kind: 'success' },
  resultHash: new Uint8Array(32).fill(index % 251),
  gas: 10n,
})

/** A pool that answers every lease and every want at once, and beats; the clock is made up. */
function drivePool(size: number): { readonly perSecond: number; readonly tickMs: number } {
  const state = createSchedule({ subtasks: SUBTASKS, secret: new Uint8Array(32), now: 0 })
  const peers = Array.from({ length: size }, (_, at) => asPeerId(`peer-${at}`))
  const due: ScheduleEvent[] = []
  let now = 0
  const apply = (event: ScheduleEvent) => {
    for (const effect of advance(state, event, now))
      if (effect.type === 'grant') {
        const { peer, leaseId, indexes } = effect
        const leaves = Leaves.of(indexes.map(leafOf))
        due.push({ type: 'answered', peer, leaseId, leaves, computeMs: SUBTASK_MS })
      } else if (effect.type === 'want') due.push({ ...effect, type: 'output', genuine: true })
  }
  const join = (peer: PeerId) =>
    apply({
      type: 'joined',
      peer,
      party: peer,
      cores: 1,
      rttMs: 100,
      allowance: Number.POSITIVE_INFINITY,
    })
  for (const peer of peers) join(peer)
  let events = 0
  let tickTook = 0
  let ticks = 0
  const work = (forMs: number) => {
    events = 0
    tickTook = 0
    ticks = 0
    const startedAt = performance.now()
    while (performance.now() - startedAt < forMs) {
      now += BEAT_EVERY_MS / 2
      const beforeTick = performance.now()
      apply({ type: 'tick' })
      tickTook += performance.now() - beforeTick
      ticks += 1
      for (let at = 0; at < size && performance.now() - startedAt < forMs; at += 1) {
        apply({ type: 'heard', peer: peers[at] as PeerId })
        for (const event of due.splice(0, 4)) apply(event)
        events += 5
      }
    }
    return performance.now() - startedAt
  }
  work(WARM_UP_MS)
  const took = work(MEASURED_MS) - tickTook
  return { perSecond: (1_000 * events) / took, tickMs: tickTook / ticks }
}

/**
 * What the schedule's reducer does in a second: beats, answers and outputs of a whole pool in turn,
 * on one core, under quorum 2. Ticks, which look at everybody twice a second, are timed apart.
 */
export const schedule: Benchmark = {
  name: 'schedule',
  title: 'events a second through the scheduler, by the size of the pool',
  runs: 3,
  measure({ runs, say }) {
    const figures: Figure[] = []
    for (const size of POOLS) {
      say(`${size} workers`)
      const measured = Array.from({ length: runs }, () => drivePool(size))
      const name = `${size} workers`
      figures.push(
        {
          name,
          unit: '/s',
          values: measured.map(({ perSecond }) => perSecond),
          ...(size !== POOLS[0] && { against: `${POOLS[0]} workers` }),
        },
        {
          name: `${name}, a tick`,
          unit: 'ms',
          values: measured.map(({ tickMs }) => tickMs),
        },
      )
    }
    return Promise.resolve(figures)
  },
}
