import { expect, test } from 'vitest'
import { encodeWgslProgram, type WgslPass, type WgslProgram } from '#protocol/task/wgsl-program.ts'
import { gateWgsl } from '../../gate/wgsl.ts'
import { declaredSteps, planRounds } from './declared-steps.ts'

const pass = (groups: WgslPass['groups']): WgslPass => ({
  shader: 'main',
  entry: 'main',
  bindings: [],
  groups,
})

function stepsOf(change: Partial<WgslProgram>): bigint {
  const program: WgslProgram = {
    shaders: { main: '@compute @workgroup_size(64) fn main() { loop { } }' },
    buffers: { out: { kind: 'output', bytes: 4 } },
    steps: [pass([1, 1, 1])],
    units: 1,
    stepBudget: 1_000,
    ...change,
  }
  const verdict = gateWgsl(encodeWgslProgram(program), { trusted: false })
  if (verdict.kind === 'refused') throw new Error(verdict.reason)
  const input = new Uint8Array(Uint32Array.of(5).buffer)
  const plan = planRounds(program, { input, shared: new Uint8Array(0) })
  return declaredSteps(plan, verdict.groupSteps)
}

test("a stranger's program is paid for what its dispatches may take, not for its units", () => {
  const one = stepsOf({})
  expect(one).toBeGreaterThan(64n * 1_000n)
  expect(stepsOf({ units: 0 })).toBe(one)
  expect(stepsOf({ units: 10 ** 9 })).toBe(one)
  expect(stepsOf({ stepBudget: 100_000 })).toBe(one + 64n * 99_000n)
  expect(stepsOf({ steps: [pass([{ input: 0 }, 3, 2]), pass([1, 1, 1])] })).toBe(31n * one)
  const repeated = { repeat: { input: 0 }, swap: [], passes: [pass([2, 1, 1]), pass([1, 1, 1])] }
  expect(stepsOf({ steps: [repeated] })).toBe(15n * one)
})
