import { describe, expect, it } from 'vitest'
import { createRandom } from '../simulation/random.ts'
import type { CrowdModel } from './crowd.ts'
import {
  BOINC,
  ConsecutiveValid,
  type PeerPolicy,
  runPeer,
  THREE_ALIKE,
  TWO_ALIKE,
  TWO_OF_THREE,
} from './peer-job.ts'
import { addTallies, NOTHING } from './tally.ts'

const SUBTASKS = 40_000
const MODEL: CrowdModel = {
  seed: 1,
  providers: 200,
  sigma: 0,
  cheats: 0.1,
  cheatRate: 1,
  coin: 'own',
}

/** Wrong results of all, and executions a subtask, over some crowds. */
function measure(policy: PeerPolicy, change: Partial<CrowdModel>, crowds: number) {
  const tallies = Array.from({ length: crowds }, (_, seed) =>
    runPeer({ ...MODEL, ...change, seed: seed + 1 }, SUBTASKS, policy),
  )
  const { wrong, executions, subtasks } = tallies.reduce(addTallies, NOTHING)
  return { error: wrong / subtasks, cost: executions / subtasks }
}

/** Jobs of a host that are replicated, of so many that it is given one after another. */
function countReplicated(jobs: number, seed: number): number {
  const random = createRandom(seed)
  const host = new ConsecutiveValid()
  let replicated = 0
  for (let at = 0; at < jobs; at += 1) {
    if (host.trusts(random.uniform())) continue
    host.judge(true)
    replicated += 1
  }
  return replicated
}

it.each([
  { jobs: 50, published: 13 },
  { jobs: 200, published: 22 },
  { jobs: 1_000, published: 46 },
  { jobs: 10_000, published: 142 },
])(
  'replicates about √(100 + 2N) of the N = $jobs jobs of an honest host',
  ({ jobs, published }) => {
    const hosts = 400
    let replicated = 0
    for (let seed = 0; seed < hosts; seed += 1) replicated += countReplicated(jobs, seed)
    const each = replicated / hosts
    expect(Math.abs(each / published - 1)).toBeLessThan(0.03)
    // The first ten are replicated in any case; the root grows with those after them.
    expect(Math.abs(each / Math.sqrt(100 + 2 * (jobs - 10)) - 1)).toBeLessThan(0.02)
  },
)

it('forgets all trust at an invalid result', () => {
  const host = new ConsecutiveValid()
  for (let at = 0; at < 1_000; at += 1) host.judge(true)
  expect(host.trusts(0.5)).toBe(true)
  host.judge(false)
  expect(host.trusts(0.999)).toBe(false)
})

describe('a published simulation of 200 hosts and 40,000 subtasks, in its own shape', () => {
  it.each([
    { name: 'BOINC', policy: BOINC, cheats: 0.02, cheatRate: 1, error: 0.000_66, cost: 1.11 },
    { name: 'BOINC', policy: BOINC, cheats: 0.1, cheatRate: 1, error: 0.02, cost: 1.33 },
    { name: 'BOINC', policy: BOINC, cheats: 0.1, cheatRate: 0.1, error: 0.0071, cost: 1.1 },
    { name: 'BOINC', policy: BOINC, cheats: 0.3, cheatRate: 0.02, error: 0.0053, cost: 1.08 },
    { name: 'quorum 2', policy: TWO_ALIKE, cheats: 0.1, cheatRate: 1, error: 0.027, cost: 2.18 },
    {
      name: 'three alike',
      policy: THREE_ALIKE,
      cheats: 0.1,
      cheatRate: 1,
      error: 0.0077,
      cost: 3.32,
    },
  ])(
    'gives what it gave for $name at $cheats × $cheatRate',
    ({ policy, error, cost, ...crowd }) => {
      const measured = measure(policy, crowd, 6)
      expect(Math.abs(measured.error / error - 1)).toBeLessThan(0.15)
      expect(Math.abs(measured.cost - cost)).toBeLessThan(0.012)
    },
  )
})

it('pays three executions for a majority of three, and takes what two of them say', () => {
  const { error, cost } = measure(TWO_OF_THREE, {}, 2)
  expect(cost).toBe(3)
  // C(3,2) φ² (1 − φ) + φ³ without a host twice.
  expect(error).toBeGreaterThan(0.022)
  expect(error).toBeLessThan(0.031)
})

it.each([BOINC, TWO_ALIKE, THREE_ALIKE])(
  'settles nothing wrongly where nobody cheats',
  (policy) => {
    const honest = runPeer({ ...MODEL, cheats: 0 }, 2_000, policy)
    const tempted = runPeer({ ...MODEL, cheatRate: 0 }, 2_000, policy)
    expect(honest.wrong).toBe(0)
    expect(tempted).toEqual(honest)
    if (!policy.adaptive) expect(honest.executions).toBe(policy.issued * 2_000)
  },
)

it('starts from nothing with each visitor of a site', () => {
  const visits = { sites: 10, least: 10, most: 50 }
  const { cost } = measure(BOINC, { cheats: 0, visits }, 1)
  expect(cost).toBeGreaterThan(1.2)
})
