import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type Afterwards,
  bringHonestWorkers,
  happenings,
  sayFarewell,
} from '#test/support/schedule/happenings.ts'
import { type Fault, plantFault } from '#test/support/schedule/plant-fault.ts'
import { type Advance, Witness } from '#test/support/schedule/witness.ts'
import type { Policy } from '../trust/policy.ts'
import { advance } from './schedule.ts'

/** `RUNS=100000 SEED=7 npx vitest run …` looks longer, and elsewhere. */
const RUNS = Number(process.env.RUNS ?? 2_000)

/**
 * Whatever happens, and in whatever order: with two honest parties at its end, who may see all of
 * it, the job ends well.
 */
const promise = (advance: Advance) =>
  fc.property(
    fc.record({
      subtasks: fc.integer({ min: 1, max: 12 }),
      maxBatch: fc.integer({ min: 1, max: 4 }),
      judged: fc.boolean(),
      policy: fc.constantFrom<Policy>(
        { kind: 'none' },
        { kind: 'audit', share: 0.5 },
        // All that a new key gives is checked, or, after six, most and then little of it.
        { kind: 'adaptive', error: 0.001 },
        { kind: 'adaptive', error: 0.01 },
        { kind: 'quorum', parties: 2 },
        { kind: 'quorum', parties: 2 },
        { kind: 'quorum', parties: 3 },
      ),
      secret: fc.nat(255),
      most: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
    }),
    happenings,
    fc.constantFrom<Afterwards>('leave', 'freeze', 'sit', 'wake'),
    (job, commands, afterwards) => {
      const witness = new Witness(advance, job)
      fc.modelRun(() => ({ model: {}, real: witness }), commands)
      witness.liftShare()
      bringHonestWorkers(witness, afterwards)
      if (witness.isQuarantined) return
      expect(witness.isFinished).toBe(true)
      sayFarewell(witness)
      witness.checkEnd()
    },
  )

it(
  'loses no subtask, pays nothing twice and keeps no lease, whatever happens in whatever order',
  () => {
    fc.assert(promise(advance), { numRuns: RUNS })
  },
  Math.max(30_000, RUNS * 20),
)

const faults: readonly Fault[] = [
  {
    name: 'leases of who left are given to nobody',
    file: 'workers.ts',
    original:
      'takeBack(state, worker, lease)\n    release(state, lease)\n    state.leases.delete(leaseId)\n',
    faulty: 'takeBack(state, worker, lease)\n    state.leases.delete(leaseId)\n',
  },
  {
    name: 'a second answer to a lease counts again',
    file: 'answers.ts',
    original:
      'if (lease === undefined || lease.peer !== worker.peer || lease.answered) return\n  const { leaves } = event',
    faulty:
      'if (lease === undefined || lease.peer !== worker.peer) return\n  const { leaves } = event',
  },
  {
    name: 'who answers late is owed again for a settled subtask',
    file: 'decide.ts',
    original: '{ peer, party, leaseId: lease.leaseId, gas }',
    faulty:
      '{ peer, party, leaseId: lease.leaseId, gas }, { peer, party, leaseId: lease.leaseId, gas }',
  },
  {
    name: 'who claims the same as the one whose bytes were taken is paid with it',
    file: 'settle.ts',
    original: 'state.judged ? [source] : alike',
    faulty: 'alike',
  },
  {
    name: 'who claims late what was taken is paid for it',
    file: 'decide.ts',
    original: 'state.judged && late?.owed',
    faulty: 'false && late?.owed',
  },
  {
    name: 'leases that a host gave back are kept',
    file: 'answers.ts',
    original: 'state.leases.delete(lease.leaseId)\n  release(state, lease)\n',
    faulty: 'release(state, lease)\n',
  },
  {
    name: 'losers are not called off',
    file: 'settle.ts',
    original:
      'for (const holder of subtask.holders) cancelIfPointless(state, holder.leaseId, effects)',
    faulty: '',
  },
  {
    name: 'a party confirms itself',
    file: 'words.ts',
    original: 'other.party === worker.party || ',
    faulty: '',
  },
  {
    name: 'who shows signs of life may sit on a lease',
    file: 'leases.ts',
    original: 'lease.overdue = true\n',
    faulty: 'return\n',
  },
  {
    name: 'who shows signs of life may keep agreed bytes back',
    file: 'fetches.ts',
    original: 'vote.isWithheld = true\n',
    faulty: 'continue\n',
  },
  {
    name: 'what could not be looked at is waited for all the same',
    file: 'duplicates.ts',
    original: '  vote.isHere = false\n',
    faulty: '',
  },
  {
    name: 'what was answered before a reload is begun afresh',
    file: 'lend.ts',
    original: ' || state.open.has(index)) continue',
    faulty: ') continue',
  },
  {
    name: 'what was settled before a reload is judged again',
    file: 'restore.ts',
    original: ' || state.verified.has(index)) return false',
    faulty: ') return false',
  },
  {
    name: 'who was banned before a reload has a say after it',
    file: 'restore.ts',
    original: 'state.banned.has(peer)',
    faulty: 'false',
  },
  {
    name: 'what a key caught before a reload confirmed is looked at no more after it',
    file: 'restore.ts',
    original: 'weaken(state, makers, shaken)',
    faulty: '[]',
  },
  {
    name: 'what a caught key was taken at its word for stays',
    file: 'banish.ts',
    original: 'doubtAllOf(state, peer, decideOne, effects)',
    faulty: '',
  },
  {
    name: 'what a caught key confirmed stays',
    file: 'doubt.ts',
    original: 'if (areTwo(words)) continue',
    faulty: 'if (words.length > 0) continue',
  },
  {
    name: 'each key of a party has a share of the job',
    file: 'lend.ts',
    original: 'state.shares?.lend(party, indexes.length)',
    faulty: 'state.shares?.lend(peer, indexes.length)',
  },
  {
    name: 'nobody is held to a share of the job',
    file: 'window.ts',
    original: 'Math.min(allowance, shares.left(party))',
    faulty: 'allowance',
  },
  {
    name: 'one word decides a dispute',
    file: 'words.ts',
    original: 'first.parties >= 2 ? first.key',
    faulty: 'first.parties >= 1 ? first.key',
  },
  {
    name: 'a canary is lent to who said its word on it',
    file: 'canaries.ts',
    original: '!makers.of(index).some(isOwn) &&',
    faulty: '',
  },
  {
    name: 'who confirmed a result late may do it again',
    file: 'decide.ts',
    original: 'noteMakers(state, index, late.print, [...(state.makers?.of(index) ?? []), worker])',
    faulty: '{}',
  },
]

it.for(faults)('is broken, and seen to be, where $name', async (fault) => {
  const { failed } = fc.check(promise(await plantFault(fault)), {
    numRuns: 5_000,
    endOnFailure: true,
  })
  expect(failed).toBe(true)
})
