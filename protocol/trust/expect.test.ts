import { describe, expect, it } from 'vitest'
import { expectOf } from './expect.ts'
import { CHECK_FLOOR, chanceOfCheck, type Policy } from './policy.ts'

const ADAPTIVE: Policy = { kind: 'adaptive', error: 1e-3 }

describe('what a policy comes to', () => {
  it('is what Sarmenta’s formula says of majorities', () => {
    // Of three voters two cheats are enough: 3·0.01·0.9 + 0.001.
    expect(expectOf({ kind: 'quorum', parties: 2 }, 1_000)).toEqual({
      wrong: expect.closeTo(0.028, 6),
      executions: 2,
    })
    expect(expectOf({ kind: 'quorum', parties: 3 }, 1_000).wrong).toBeCloseTo(0.00856, 5)
  })

  it('takes whatever the cheats say where nobody looks', () => {
    expect(expectOf({ kind: 'none' }, 1_000)).toEqual({ wrong: 0.1, executions: 1 })
  })

  it('counts as many checks as the chances of them add up to', () => {
    for (const each of [10, 60, 200, 2_000, 20_000]) {
      let checks = 0
      for (let given = 0; given < each; given += 1)
        checks += chanceOfCheck(ADAPTIVE, given, undefined)
      const { executions } = expectOf(ADAPTIVE, 8 * each)
      expect((executions - 1) * each).toBeGreaterThan(0.97 * checks)
      expect((executions - 1) * each).toBeLessThan(1.03 * checks + 1)
    }
  })

  it('stays below the error asked for, however large the job', () => {
    for (const error of [1e-2, 1e-3, 1e-4])
      for (const subtasks of [2 / error, 10 / error, 10_000 / error])
        expect(expectOf({ kind: 'adaptive', error }, 8 * subtasks).wrong).toBeLessThan(error)
    expect(expectOf(ADAPTIVE, 10_000_000).executions).toBeLessThan(1 + 1.01 * CHECK_FLOOR + 0.01)
  })
})
