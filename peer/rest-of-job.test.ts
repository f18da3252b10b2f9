import { expect, it } from 'vitest'
import { toyApp } from '#test/support/toy-app.ts'
import type { ToyHabits } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  jobOf,
  joinPaid,
  PROVIDE,
  postFree,
  postPaid,
  richWallet,
  type ToyMember,
  type ToyWorld,
  untilOver,
} from '#test/support/toy-world.ts'
import type { JobTerms } from './peer.ts'

const SUBTASKS = 40
/** A toy subtask uses a million gas and its index. */
const GAS_OF_NINE = 1_000_009n

/** Posts what the newest job left undone; returns the old job. */
async function postRest(world: ToyWorld, member: ToyMember, terms: JobTerms) {
  const old = await jobOf(member)
  const preparing = member.peer.prepareRest(old.jobId)
  await world.clock.advance(200)
  const draft = await preparing
  if (draft.kind !== 'ready') throw new Error(draft.message)
  expect(draft.subtasks).toBe(SUBTASKS - old.verified)
  const posting = member.peer.post(draft.draftId, terms)
  await world.clock.advance(100)
  const posted = await posting
  if (posted.kind !== 'posted') throw new Error(posted.message)
  return { old, jobId: posted.jobId }
}

it('a job that failed is run again for what is missing, and loses nothing', async () => {
  const world = createToyWorld()
  const requestor = await world.join()
  // Subtask 9 fails on their machines, for as long as they are not repaired.
  let isBroken = true
  const habits: ToyHabits = {
    spoil: (result) =>
      isBroken && result.kind === 'done' && result.gas === GAS_OF_NINE
        ? { ...result, outcome: { kind: 'exit', code: 1 } }
        : result,
  }
  const providers = [await world.join({ habits }), await world.join({ habits })]
  for (const { peer } of providers) await peer.startProviding(PROVIDE)
  const first = await postFree(world, requestor, SUBTASKS)
  const failed = await untilOver(world, requestor)
  expect(failed.phase).toBe('failed')
  expect(failed.verified).toBeGreaterThan(0)
  const output = await requestor.peer.result(first, 0)

  isBroken = false
  const { jobId } = await postRest(world, requestor, { kind: 'free', title: ' What is left ' })
  const seen: number[] = []
  requestor.peer.onVerified((results) => seen.push(...results.map(({ index }) => index)))
  expect(await jobOf(requestor)).toMatchObject({
    jobId,
    title: 'What is left',
    continues: first,
    inherited: failed.verified,
    verified: failed.verified,
  })
  expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done', verified: SUBTASKS })
  // What its requestor calls it stays with its requestor.
  for (const { peer } of providers)
    expect((await peer.pastJobs()).map(({ title }) => title)).toEqual([
      toyApp.manifest.title,
      toyApp.manifest.title,
    ])
  expect(seen).toHaveLength(SUBTASKS - failed.verified)
  for (const name of [first, jobId]) expect(await requestor.peer.result(name, 0)).toEqual(output)
  expect(await requestor.peer.prepareRest(jobId)).toMatchObject({ code: 'nothing_left' })

  // Either may be forgotten; what they share goes with the last.
  await requestor.peer.forget(first)
  expect(await requestor.peer.result(first, 0)).toBeUndefined()
  expect(await requestor.peer.result(jobId, 0)).toEqual(output)
  await requestor.peer.forget(jobId)
  expect(await requestor.store.loadKeys(['results'])).toEqual([])
})

it('the rest of a paid job has a deposit of its own, and both are accounted for', async () => {
  const world = createToyWorld()
  const wallet = richWallet(world)
  const requestor = await world.join({ wallet })
  await joinPaid(world, 1)
  await joinPaid(world, 2)
  await postPaid(world, requestor, { subtasks: SUBTASKS, budgetPercent: 200n })
  await world.clock.advance(3_000)
  const { jobId: first } = await jobOf(requestor)
  expect(await requestor.peer.prepareRest(first)).toMatchObject({ code: 'nothing_left' })
  void requestor.peer.cancel(first)
  const cancelled = await untilOver(world, requestor)
  expect(cancelled.verified).toBeGreaterThan(0)
  const before = (await requestor.ledger.readBalance(wallet.address)).glm

  const budget = cancelled.money?.deposited ?? 0n
  const ceilingPerGigaGas = cancelled.money?.ceilingPerGigaGas ?? 0n
  const { jobId } = await postRest(world, requestor, { kind: 'paid', budget, ceilingPerGigaGas })
  const done = await untilOver(world, requestor)
  expect(done).toMatchObject({ jobId, phase: 'done', verified: SUBTASKS })
  expect(done.money).toMatchObject({ deposited: budget, free: 0n, reserved: 0n })
  expect((done.money?.paid ?? 0n) + (done.money?.refunded ?? 0n)).toBe(budget)
  const after = (await requestor.ledger.readBalance(wallet.address)).glm
  expect(before - after).toBe(done.money?.paid)
  // Two executions for each that was missing, and none for what was verified before.
  expect(done.executions).toBeLessThan(2 * SUBTASKS)
})
