import { expect, it, vi } from 'vitest'
import { USUAL_RULES } from '#protocol/market/market-rules.ts'
import { createMortalStore } from '#test/support/mortal-store.ts'
import type { ToyHabits } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  jobOf,
  PROVIDE,
  postPaid,
  richWallet,
  untilOver,
} from '#test/support/toy-world.ts'

vi.setConfig({ testTimeout: 60_000 })

const SUBTASKS = 60
/** What a toy job pays at most (`postPaid`), and what its providers ask. */
const CEILING = 10n ** 18n
const ASKED = { fast: CEILING / 4n, slow: CEILING / 2n, third: CEILING / 2n }

type Name = keyof typeof ASKED

const fixedPrice = (price: bigint) => ({
  floorPerGigaGas: price,
  rules: { ...USUAL_RULES, topPerGigaGas: price },
})

/** A paid job whose fastest provider is far ahead of the others, and then gone for good. */
async function loseFastest() {
  const world = createToyWorld()
  const wallet = richWallet(world)
  const store = createMortalStore()
  const runs = { fast: 0, slow: 0, third: 0 }
  const requestor = await world.join({ wallet, store })
  const join = async (name: Name, at: number, subtaskMs: number) => {
    const spoil: ToyHabits['spoil'] = (result) => {
      runs[name] += 1
      return result
    }
    const signer = world.payee(at)
    const member = await world.join({ habits: { subtaskMs, spoil }, signer })
    const settings = {
      ...PROVIDE,
      payee: signer.address,
      ...fixedPrice(ASKED[name]),
    }
    await member.peer.startProviding(settings)
    return { ...member, payee: signer.address }
  }
  const fast = await join('fast', 1, 100)
  const slow = await join('slow', 2, 500)
  await postPaid(world, requestor, { subtasks: SUBTASKS, budgetPercent: 200n })
  await world.clock.advance(6_000)
  const { verified } = await jobOf(requestor)
  // Much is answered by one and waits for the other.
  expect(runs.fast).toBeGreaterThan(verified + 15)
  const answered = (await jobOf(requestor)).providers.find(({ peer }) => peer === fast.mesh.self)
  world.network.kill(fast.mesh.self)
  const disk = store.die()
  const closing = requestor.peer.stop()
  await world.clock.advance(20)
  await closing
  const third = await join('third', 3, 100)
  const again = await world.join({ wallet, store: disk })
  const payees = { fast: fast.payee, slow: slow.payee, third: third.payee }
  return { world, again, runs, payees, answered: answered?.answered ?? 0, disk }
}

it('counts what was answered before a reload, though its provider is gone for good', async () => {
  const { world, again, runs, answered } = await loseFastest()
  const job = await untilOver(world, again)
  expect(job).toMatchObject({ phase: 'done', verified: SUBTASKS })
  // Answers of the last few moments may be missing from the disk.
  expect(job.executions).toBeLessThanOrEqual(2 * SUBTASKS + 4)
  expect(runs.slow + runs.third).toBeLessThanOrEqual(2 * SUBTASKS - answered + 12)
})

it('pays for it once, at the price that was agreed on then', async () => {
  const { world, again, payees, runs, answered } = await loseFastest()
  const job = await untilOver(world, again)
  /** Paid executions: a toy's take a million gas and less than a thousandth more. */
  const paidOf = (name: Name) => {
    const { earned = 0n } = job.providers.find(({ payee }) => payee === payees[name]) ?? {}
    return Number((earned * 10n ** 9n) / ASKED[name] / 1_000_000n)
  }
  expect(paidOf('fast')).toBeGreaterThanOrEqual(answered - 2)
  expect(paidOf('fast')).toBeLessThanOrEqual(runs.fast)
  const paid = paidOf('fast') + paidOf('slow') + paidOf('third')
  expect(paid).toBeGreaterThanOrEqual(2 * SUBTASKS)
  expect(paid).toBeLessThanOrEqual(job.executions)
})

it('keeps no votes of a job that is done', async () => {
  const { world, again, disk } = await loseFastest()
  const votes = async () =>
    (await disk.loadKeys(['job', (await jobOf(again)).jobId, 'votes'])).length
  expect(await votes()).toBeGreaterThan(0)
  await untilOver(world, again)
  expect(await votes()).toBe(0)
})
