import { describe, expect, it } from 'vitest'
import { type MarketRules, USUAL_RULES } from '#protocol/market/market-rules.ts'
import type { ToyHabits } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  jobOf,
  PROVIDE,
  postFree,
  postPaid,
  richWallet,
  type ToyWorld,
  untilOver,
} from '#test/support/toy-world.ts'
import type { RunResult } from './ports/compute.ts'

const SUBTASKS = 40

async function joinWith(world: ToyWorld, habits: ToyHabits) {
  const member = await world.join({ habits })
  await member.peer.startProviding({ ...PROVIDE, shaders: 'any' })
  return member
}

const changing = (change: Partial<Extract<RunResult, { kind: 'done' }>>) => (result: RunResult) =>
  result.kind === 'done' ? { ...result, ...change } : result

describe.each(['rounded-toy', 'sampled-toy'])(
  'a job whose outputs hardware rounds, %s',
  { timeout: 60_000 },
  (app) => {
    it('takes what lies within the tolerance, once each, and pays by the unit', async () => {
      const world = createToyWorld()
      const requestor = await world.join()
      const providers = [
        await joinWith(world, { rounding: 0 }),
        await joinWith(world, { rounding: 1 }),
      ]
      const jobId = await postFree(world, requestor, SUBTASKS, app)
      await world.clock.advance(20_000)
      const job = await jobOf(requestor)
      expect(job).toMatchObject({ phase: 'done', verified: SUBTASKS })
      // A second opinion is worth nothing here: only backups at the tail are computed twice.
      expect(job.executions).toBeLessThan(SUBTASKS + 5)
      expect(await requestor.peer.result(jobId, 3)).toHaveLength(32)
      for (const { peer } of providers) {
        const { verifiedTotal, rejectedTotal, gasTotal } = (await peer.view()).provider
        expect(verifiedTotal).toBeGreaterThan(0)
        expect(rejectedTotal).toBe(0)
        expect(gasTotal).toBe(7n * BigInt(verifiedTotal))
      }
    })

    it.each<[string, ToyHabits]>([
      ['is further off than the tolerance', { rounding: 2 }],
      ['sends an output of another size', { spoil: changing({ output: new Uint8Array(3) }) }],
      ['counts more units', { spoil: changing({ gas: 8n }) }],
      ['says that the program failed', { spoil: changing({ outcome: { kind: 'trap' } }) }],
    ])('bans at once who %s, and computes its part anew', async (_, habits) => {
      const world = createToyWorld()
      const requestor = await world.join()
      const cheat = await joinWith(world, { subtaskMs: 20, ...habits })
      const jobId = await postFree(world, requestor, SUBTASKS, app)
      await world.clock.advance(5_000)
      const caught = (await jobOf(requestor)).providers.find(({ peer }) => peer === cheat.mesh.self)
      expect(caught).toMatchObject({ state: 'banned', verified: 0 })
      await joinWith(world, { rounding: 1 })
      await world.clock.advance(20_000)
      expect(await jobOf(requestor)).toMatchObject({ phase: 'done', verified: SUBTASKS })
      expect(await requestor.peer.result(jobId, 0)).toHaveLength(32)
    })

    it('gets on with one provider, and says nothing of a second', async () => {
      const world = createToyWorld()
      const requestor = await world.join()
      await joinWith(world, { subtaskMs: 1_000 })
      await postFree(world, requestor, SUBTASKS, app)
      await world.clock.advance(10_000)
      expect(await jobOf(requestor)).toMatchObject({ phase: 'running', explanation: undefined })
    })

    it('catches who is honest only at first', async () => {
      const world = createToyWorld()
      const requestor = await world.join()
      const spoil = (result: RunResult, runs: number): RunResult =>
        runs > 5 && result.kind === 'done' ? { ...result, output: new Uint8Array(32) } : result
      const cheat = await joinWith(world, { subtaskMs: 50, spoil })
      await postFree(world, requestor, 200, app)
      await world.clock.advance(20_000)
      const job = await jobOf(requestor)
      const caught = job.providers.find(({ peer }) => peer === cheat.mesh.self)
      expect(caught?.state).toBe('banned')
      expect(caught?.verified).toBeLessThan(100)
    })

    it("goes past who runs no shaders, or no stranger's", async () => {
      const world = createToyWorld()
      const requestor = await world.join()
      const careful = [await world.join(), await world.join()]
      // Nor its reference in the place of the shader.
      const rules: MarketRules = { ...USUAL_RULES, formats: ['wgsl'] }
      await careful[0]?.peer.startProviding({ ...PROVIDE, rules, shaders: 'none' })
      await careful[1]?.peer.startProviding({ ...PROVIDE, rules, shaders: 'own' })
      await postFree(world, requestor, 2, app)
      await world.clock.advance(10_000)
      expect((await jobOf(requestor)).verified).toBe(0)
      const reasons = await Promise.all(
        careful.map(async ({ peer }) => (await peer.view()).provider.explanation?.reason),
      )
      expect(reasons[0]).toContain('the graphics card is lent to nobody')
      expect(reasons[1]).toContain('runs shaders of strangers')
    })

    it('pays for units what the demand says, and no floor is passed under in them', async () => {
      const world = createToyWorld()
      const requestor = await world.join({ wallet: richWallet(world) })
      const signers = [world.payee(1), world.payee(2)]
      const members = await Promise.all(signers.map((signer) => world.join({ signer })))
      // The job pays 10^18 wei for 10^9 paths: 10^14 for 10^9 gas.
      const floors = [10n ** 14n, 10n ** 14n + 1n]
      for (const [at, { peer }] of members.entries())
        await peer.startProviding({
          ...PROVIDE,
          payee: signers[at]?.address,
          floorPerGigaGas: floors[at] ?? 0n,
          shaders: 'any',
        })
      await postPaid(world, requestor, { subtasks: 20, budgetPercent: 200n, app })
      const job = await untilOver(world, requestor)
      expect(job).toMatchObject({ phase: 'done', verified: 20 })
      expect(job.money?.paid).toBe(20n * 7n * 10n ** 9n)
      expect((await members[1]?.peer.view())?.provider).toMatchObject({
        earnedTotal: 0n,
        explanation: { reason: expect.stringContaining('GLM for 10⁹ light paths') },
      })
    })
  },
)
