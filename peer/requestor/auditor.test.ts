import { expect, it } from 'vitest'
import type { Compute } from '#peer/ports/compute.ts'
import { asPeerId } from '#protocol/ids.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { roundedToyApp } from '#test/support/toy-app.ts'
import { createToyCompute, TOY_UNITS } from '#test/support/toy-compute.ts'
import { createAuditor } from './create-auditor.ts'

function createToyAuditor(open: (toy: Compute) => Compute['open']) {
  const clock = createFakeClock()
  const toy = createToyCompute(clock)
  const auditor = createAuditor({
    compute: { ...toy, open: open(toy) },
    clock,
    app: roundedToyApp,
    params: { subtasks: 4 },
    shared: new Uint8Array(1),
  })
  /** What is said of a first result that is wrong all over. */
  const judge = async (name: string) => {
    const judging = auditor?.judge({
      peer: asPeerId(name),
      claim: { index: 0, outcome: { kind: 'success' }, gas: TOY_UNITS },
      output: new Uint8Array(32),
    })
    await clock.advance(1_000)
    return judging
  }
  return { judge }
}

it('holds nothing against anybody while its own sandbox fails, and audits again once it starts', async () => {
  let tries = 0
  const { judge } = createToyAuditor((toy) => async (...asked) => {
    tries += 1
    if (tries === 1) throw new Error('The sandbox did not start')
    return toy.open(...asked)
  })
  expect(await judge('early')).toEqual({ kind: 'taken' })
  expect(await judge('later')).toMatchObject({ reason: 'returned a wrong result' })
  expect(await judge('last')).toMatchObject({ reason: 'returned a wrong result' })
  expect(tries).toBe(2)
})

it('says at once which part an app lacks for its rule', () => {
  const { reference: _, ...app } = roundedToyApp
  const clock = createFakeClock()
  const options = { compute: createToyCompute(clock), clock, params: {}, shared: new Uint8Array(1) }
  expect(() => createAuditor({ ...options, app })).toThrow('lacks “reference”')
})
