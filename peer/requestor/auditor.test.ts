import { expect, it } from 'vitest'
import type { Compute } from '#peer/ports/compute.ts'
import { asPeerId } from '#protocol/ids.ts'
import { newCheckTally } from '#protocol/trust/check-tally.ts'
import { FIRST_POLICY, type Policy } from '#protocol/trust/policy.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { roundedToyApp } from '#test/support/toy-app.ts'
import { createToyCompute, TOY_UNITS } from '#test/support/toy-compute.ts'
import { Auditor, type AuditorOptions } from './auditor.ts'
import { createAuditor } from './create-auditor.ts'

function createToyAuditor(open: (toy: Compute) => Compute['open']) {
  const clock = createFakeClock()
  const toy = createToyCompute(clock)
  const tally = newCheckTally()
  const auditor = createAuditor({
    compute: { ...toy, open: open(toy) },
    clock,
    app: roundedToyApp,
    params: { subtasks: 4 },
    module: new Uint8Array(1),
    shared: new Uint8Array(1),
    policy: FIRST_POLICY,
    tally,
  })
  /** What is said of a first result that is wrong all over. */
  const judge = async (name: string) => {
    const judging = auditor?.judge({
      peer: asPeerId(name),
      claim: { index: 0, outcome: { kind: 'success' }, gas: TOY_UNITS },
      output: new Uint8Array(32),
      given: 0,
    })
    await clock.advance(1_000)
    return judging
  }
  return { judge, tally }
}

it('holds nothing against anybody while its own sandbox fails, and audits again once it starts', async () => {
  let tries = 0
  const { judge, tally } = createToyAuditor((toy) => async (...asked) => {
    tries += 1
    if (tries === 1) throw new Error('The sandbox did not start')
    return toy.open(...asked)
  })
  expect(await judge('early')).toEqual({ kind: 'taken', isSeen: false })
  // It was not looked at, and nobody is told that it was.
  expect(tally).toMatchObject({ differed: 0 })
  expect(await judge('later')).toMatchObject({ reason: 'returned a wrong result' })
  expect(await judge('last')).toMatchObject({ reason: 'returned a wrong result' })
  expect(tally).toMatchObject({ differed: 2 })
  expect(tries).toBe(2)
})

it('says at once which part an app lacks for its rule', () => {
  const { reference: _, ...app } = roundedToyApp
  const clock = createFakeClock()
  const options = {
    compute: createToyCompute(clock),
    clock,
    params: {},
    module: new Uint8Array(1),
    shared: new Uint8Array(1),
    policy: FIRST_POLICY,
  }
  expect(() => createAuditor({ ...options, app })).toThrow('lacks “reference”')
})

/** What is asked for nothing where no program is said to fail. */
const FAKE: Pick<AuditorOptions, 'core' | 'program' | 'input' | 'takesUnseen'> = {
  core: { run: async () => undefined, close: async () => {}, hasFailed: false },
  program: { ...roundedToyApp.manifest, module: new Uint8Array(1) },
  input: () => new Uint8Array(1),
  takesUnseen: true,
}

/** It looks at all of a new key's first six results. */
const OF_SIX: Policy = { kind: 'adaptive', error: 0.0035 }

/** How many are looked at of so many results, each of another who gave `given` before. */
async function looksAt(results: number, given: number, policy = OF_SIX) {
  let looks = 0
  const auditor = new Auditor({
    clock: createFakeClock(),
    judge: {
      share: (_, spend) => spend,
      find: async () => {
        looks += 1
        return 'right'
      },
    },
    ...FAKE,
    policy,
    units: () => TOY_UNITS,
  })
  const claim = { index: 0, outcome: { kind: 'success' as const }, gas: TOY_UNITS }
  const output = new Uint8Array(1)
  for (let at = 0; at < results; at += 1)
    await auditor.judge({ peer: asPeerId(`peer ${at}`), claim, output, given })
  return looks
}

it.each([
  [0, 1],
  [5, 1],
  [12, 1 / 4],
  [24, 1 / 16],
  [10_000, 0.02],
])('of who gave %d results before it looks at a share of %d', async (given, share) => {
  const results = 4_000
  const deviation = Math.sqrt((share * (1 - share)) / results)
  expect(Math.abs((await looksAt(results, given)) / results - share)).toBeLessThanOrEqual(
    5 * deviation,
  )
})

it('looks at no more of who is faster than it can look', async () => {
  const { promise, resolve } = Promise.withResolvers<'right'>()
  let looks = 0
  const find = () => {
    looks += 1
    return promise
  }
  const judge = { share: (_: number, spend: number) => spend, find }
  const auditor = new Auditor({
    clock: createFakeClock(),
    judge,
    ...FAKE,
    policy: FIRST_POLICY,
    units: () => TOY_UNITS,
  })
  const claim = { index: 0, outcome: { kind: 'success' as const }, gas: TOY_UNITS }
  const result = { peer: asPeerId('it'), claim, output: new Uint8Array(1), given: 0 }
  const rulings = Array.from({ length: 500 }, () => auditor.judge(result))
  expect(looks).toBe(1)
  resolve('right')
  await Promise.all(rulings)
  // The first ones, then fewer and fewer, then a fiftieth.
  expect(looks).toBeGreaterThan(10)
  expect(looks).toBeLessThan(50)
})

it('looks at as much as a job’s policy says, whoever it is', async () => {
  expect(await looksAt(100, 0, { kind: 'none' })).toBe(0)
  expect(await looksAt(100, 10_000, { kind: 'audit', share: 1 })).toBe(100)
})
