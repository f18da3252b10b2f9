import { expect, it } from 'vitest'
import { PLAIN_LEAF } from '#test/support/plain-leaf.ts'
import { asPeerId } from '../ids.ts'
import { Leaves } from '../trust/leaves.ts'
import type { ScheduleEffect, ScheduleEvent } from './events.ts'
import { advance } from './schedule.ts'
import { createSchedule } from './state.ts'

type Grant = Extract<ScheduleEffect, { type: 'grant' }>

/** A job of two words a subtask; what everybody was lent so far, by name. */
function openJob(subtasks: number) {
  const state = createSchedule({ subtasks, secret: new Uint8Array(32), now: 0 })
  const lent = new Map<string, Grant[]>()
  const answered = new Set<Grant>()
  const tell = (event: ScheduleEvent) => {
    for (const effect of advance(state, event, 0))
      if (effect.type === 'grant') lent.set(effect.peer, [...(lent.get(effect.peer) ?? []), effect])
  }
  return {
    lentTo: (name: string) => (lent.get(name) ?? []).flatMap(({ indexes }) => indexes),
    join: (name: string, ...whereabouts: readonly string[]) =>
      tell({
        ...{ type: 'joined', peer: asPeerId(name), party: name, whereabouts },
        ...{ cores: 1, rttMs: 10, allowance: Number.POSITIVE_INFINITY },
      }),
    answer(name: string) {
      for (const grant of lent.get(name) ?? []) {
        if (answered.has(grant)) continue
        answered.add(grant)
        const { leaseId, indexes, peer } = grant
        const leaves = Leaves.of(indexes.map((index) => ({ ...PLAIN_LEAF, index })))
        tell({ type: 'answered', peer, leaseId, leaves, computeMs: 1_000 * indexes.length })
      }
    },
    leave: (name: string) => tell({ type: 'left', peer: asPeerId(name) }),
    tick: () => tell({ type: 'tick' }),
  }
}

it('lends no replica to who is seen where the other is, while enough are elsewhere, however busy', () => {
  const job = openJob(6)
  for (const name of ['far', 'farther']) job.join(name, `address of ${name}`)
  job.join('first', 'address 8.8.8.8')
  job.join('near', 'site ab', 'address 8.8.8.8')
  job.answer('first')
  job.tick()
  const ofBoth = () => job.lentTo('near').filter((index) => job.lentTo('first').includes(index))
  expect(job.lentTo('near')).not.toEqual([])
  expect(job.lentTo('first').length).toBeGreaterThan(job.lentTo('far').length)
  expect(ofBoth()).toEqual([])
  // Better a near one than one whom somebody may have put there to be the only other.
  job.leave('far')
  job.answer('near')
  job.tick()
  expect(ofBoth()).not.toEqual([])
})

it('lets nobody be the witness of a whole crowd by being alone elsewhere', () => {
  const job = openJob(60)
  job.join('outside', 'address 9.9.9.9')
  job.join('stranger', 'address 7.7.7.7')
  const crowd = Array.from({ length: 6 }, (_, at) => `visitor ${at}`)
  for (const name of crowd) job.join(name, 'site ab')
  for (const name of crowd) job.answer(name)
  job.tick()
  const seconded = crowd.flatMap((name) => job.lentTo(name))
  expect(seconded.some((index, at) => seconded.indexOf(index) !== at)).toBe(true)
})
