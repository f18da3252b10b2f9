import { expect, it } from 'vitest'
import type { PartyRecord, Policy } from '#protocol/trust/policy.ts'
import type { CrowdModel } from './crowd.ts'
import { runLoam } from './loam-job.ts'

const SUBTASKS = 2_000
const MODEL: CrowdModel = {
  seed: 5,
  providers: 40,
  sigma: 0.7,
  cheats: 0.1,
  cheatRate: 1,
  coin: 'shared',
}
const NONE: Policy = { kind: 'none' }
const TWO: Policy = { kind: 'quorum', parties: 2 }
/** Equal speeds: nobody is waited for, so that nothing is computed twice but what the policy asks for. */
const EVEN = { ...MODEL, sigma: 0 }

it('costs what the policy asks for, and takes nothing wrong, where nobody cheats', () => {
  for (const [policy, parties] of [
    [NONE, 1],
    [TWO, 2],
  ] as const) {
    const { wrong, executions, bannedHonest } = runLoam({ ...EVEN, cheats: 0 }, SUBTASKS, policy)
    expect(wrong).toBe(0)
    expect(bannedHonest).toBe(0)
    expect(executions / SUBTASKS).toBeGreaterThanOrEqual(parties)
    expect(executions / SUBTASKS).toBeLessThan(1.02 * parties)
  }
})

it('is the same with cheats that never cheat, who are banned for nothing', () => {
  const honest = runLoam({ ...MODEL, cheats: 0 }, SUBTASKS, TWO)
  expect(runLoam({ ...MODEL, cheats: 0.3, cheatRate: 0 }, SUBTASKS, TWO)).toEqual(honest)
})

it('takes every word where nothing is checked: as much is wrong as cheats computed', () => {
  const { wrong, bannedCheats } = runLoam({ ...EVEN, cheatRate: 0.5 }, SUBTASKS, NONE)
  expect(bannedCheats).toBe(0)
  expect(wrong / SUBTASKS).toBeGreaterThan(0.04)
  expect(wrong / SUBTASKS).toBeLessThan(0.06)
})

it('catches cheats in what is checked and settles anew what their word alone stood for', () => {
  const policy: Policy = { kind: 'audit', share: 0.1 }
  const { wrong, executions, bannedCheats } = runLoam(MODEL, SUBTASKS, policy)
  expect(bannedCheats).toBe(4)
  expect(wrong / SUBTASKS).toBeLessThan(0.01)
  const checked = runLoam({ ...EVEN, cheats: 0 }, SUBTASKS, policy).executions
  expect(checked / SUBTASKS).toBeGreaterThan(1.08)
  expect(checked / SUBTASKS).toBeLessThan(1.14)
  expect(executions).toBeGreaterThan(checked)
})

it('pays for all that honest keys computed, and little of what was computed by those it caught', () => {
  const policy: Policy = { kind: 'adaptive', error: 1e-2 }
  const honest = runLoam({ ...EVEN, cheats: 0 }, SUBTASKS, policy)
  expect(honest.paid).toBe(honest.executions)
  const some = runLoam({ ...EVEN, cheatRate: 0.1 }, SUBTASKS, policy)
  expect(some.bannedCheats).toBe(4)
  // Were nothing forfeited, only outvoted results would not be paid: 19 here.
  expect(some.executions - some.paid).toBeGreaterThan(60)
})

it('bans cheats who meet somebody honest, and counts those apart whom they outvote', () => {
  const few = runLoam(MODEL, SUBTASKS, TWO)
  expect(few.bannedCheats).toBeGreaterThan(2)
  const many = runLoam({ ...MODEL, cheats: 0.6 }, SUBTASKS, TWO)
  expect(many.bannedHonest).toBeGreaterThan(2)
  expect(many.wrong / SUBTASKS).toBeGreaterThan(0.5)
})

it('sends visitors away after their stay, and ends with others in their places', () => {
  const visits = { sites: 10, least: 10, most: 50 }
  const { wrong, executions } = runLoam({ ...MODEL, cheats: 0, visits }, SUBTASKS, TWO)
  expect(wrong).toBe(0)
  expect(executions / SUBTASKS).toBeLessThan(2.1)
})

it('bans nobody honest where no two cheats can meet on a subtask, also of visitors who left', () => {
  const visits = { sites: 10, least: 10, most: 50 }
  const crowd: CrowdModel = { ...MODEL, cheats: 0.025, visits }
  // Everybody is asked twice: a cheat is caught at its first answer, or when it has left.
  const { bannedHonest, bannedCheats, wrong } = runLoam(crowd, SUBTASKS, TWO)
  expect(bannedCheats).toBeGreaterThan(0)
  expect(bannedHonest).toBe(0)
  expect(wrong).toBe(0)
})

it('asks less of visitors of sites whose visitors were right in the jobs before', () => {
  const visits = { sites: 2, least: 10, most: 50 }
  const crowd: CrowdModel = { ...MODEL, cheats: 0, visits }
  const usual: Policy = { kind: 'adaptive', error: 1e-3 }
  const sites = new Map<string, PartyRecord>()
  const first = runLoam(crowd, SUBTASKS, usual, sites)
  const second = runLoam({ ...crowd, seed: 6 }, SUBTASKS, usual, sites)
  expect(runLoam(crowd, SUBTASKS, usual)).toEqual(first)
  expect(second.executions).toBeLessThan(0.95 * first.executions)
})
