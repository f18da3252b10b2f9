import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { createDoom, type LastStep } from '#test/support/doom.ts'
import type { ToyHabits } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  jobOf,
  joinPaid,
  PROVIDE,
  postPaid,
  richWallet,
  type ToyMember,
  type ToyWorld,
} from '#test/support/toy-world.ts'
import type { JobView } from './peer.ts'

const SUBTASKS = 4
const PLENTY = { subtasks: SUBTASKS, budgetPercent: 400n }
const PAYEES = [11, 12, 13]
const SPENDER_GLM = 10n ** 20n
/** What a toy job pays (`postPaid`). */
const WEI_PER_GAS = 10n ** 9n
/** What two executions of each subtask cost, with the gas that toys take. */
const FAIR =
  2n *
  WEI_PER_GAS *
  Array.from({ length: SUBTASKS }, (_, at) => 1_000_000n + BigInt(at)).reduce((a, b) => a + b)
/** Until a payee collects what others left at the escrow: its patience, twice. */
const COLLECTED_MS = 30 * 60_000
const SPENDER = asAddress(`0x${'ab'.repeat(20)}`)
const never = new Promise<void>(() => {})
const SEED = new Uint8Array(32).fill(99)

/** Whoever dies does so at every step there is, with that step done and not done. */
const fates = (steps: number): readonly LastStep[] =>
  Array.from({ length: steps }, (_, at) => [
    { at: at + 1, comesAbout: false },
    { at: at + 1, comesAbout: true },
  ]).flat()

/** Joins a tab that ends at its last step; resolves once it is up, or dead. */
async function joinDoomed(
  world: ToyWorld,
  last: LastStep | undefined,
  options: Parameters<ToyWorld['join']>[0] = {},
) {
  const disk = createMemoryStore()
  const doom = createDoom(last, () => world.network.kill(peerIdOfSeed(SEED)))
  const joining = world.join({
    ...options,
    seed: SEED,
    clock: doom.clock(world.clock),
    store: doom.store(disk),
    ledger: doom.ledger(world.escrow.ledger()),
    ...(options.wallet && { wallet: doom.wallet(options.wallet) }),
    ...(options.signer && { signer: doom.signer(options.signer) }),
  })
  const member = await Promise.race([joining, doom.died.then(() => undefined)])
  const revive = async () => {
    await world.clock.advance(500)
    return world.join({ ...options, seed: SEED, store: disk })
  }
  return { doom, disk, member, revive }
}

/** Lets time pass until this holds, for as long at most. */
async function letPass(world: ToyWorld, seconds: number, until: () => Promise<boolean>) {
  for (let passed = 0; passed < seconds && !(await until()); passed += 1)
    await world.clock.advance(1_000)
}

const isOver = async (member: ToyMember) =>
  ['done', 'cancelled', 'failed'].includes((await member.peer.view()).jobs[0]?.phase ?? '')

/** GLM of a wallet, of which nothing waits in the escrow. */
async function inWallet(world: ToyWorld, address: Address) {
  const ledger = world.escrow.ledger()
  expect(await ledger.readCredit(address)).toBe(0n)
  return (await ledger.readBalance(address)).glm
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, wei) => total + wei, 0n)

/** A job that is over has paid for every subtask twice, and for none more often than it was computed. */
async function expectPaidOnce(world: ToyWorld, job: JobView, computed: number) {
  expect(job).toMatchObject({ phase: 'done', verified: SUBTASKS })
  const wallets = await Promise.all(PAYEES.map((at) => inWallet(world, world.payee(at).address)))
  const { money } = job
  expect(money?.paid).toBe(sum(wallets))
  expect(money?.paid).toBe(money?.vouchered)
  expect(money?.paid).toBeGreaterThanOrEqual(FAIR)
  expect(money?.paid).toBeLessThanOrEqual((FAIR * BigInt(computed)) / BigInt(2 * SUBTASKS))
  expect((await inWallet(world, SPENDER)) + sum(wallets)).toBe(SPENDER_GLM)
}

/** A paid job whose requestor, or a provider, has its last step; returns how many there were. */
async function runJob(who: 'requestor' | 'provider', last: LastStep | undefined): Promise<number> {
  const world = createToyWorld()
  let computed = 0
  const spoil: NonNullable<ToyHabits['spoil']> = (result) => {
    computed += 1
    return result
  }
  const wallet = richWallet(world)
  const [at = 0, ...others] = PAYEES
  const signer = world.payee(at)
  const provide = async (member: ToyMember | undefined) =>
    member?.peer.startProviding({ ...PROVIDE, payee: signer.address })
  for (const other of others) await joinPaid(world, other, { spoil })
  const isRequestor = who === 'requestor'
  if (isRequestor) await joinPaid(world, at, { spoil })
  const doomed = await joinDoomed(
    world,
    last,
    isRequestor ? { wallet } : { signer, habits: { spoil } },
  )
  const { doom } = doomed
  let requestor = isRequestor ? doomed.member : await world.join({ wallet })
  if (!isRequestor) await provide(doomed.member)
  if (requestor !== undefined)
    await Promise.race([postPaid(world, requestor, PLENTY), isRequestor ? doom.died : never])
  await letPass(
    world,
    60,
    async () => doom.isDead || (requestor !== undefined && (await isOver(requestor))),
  )
  if (doom.isDead) {
    const again = await doomed.revive()
    if (isRequestor) requestor = again
    else await provide(again)
  }
  if (requestor === undefined) throw new Error('it is dead or alive')
  const tab = requestor
  const { jobs } = await tab.peer.view()
  // Whoever died before its wallet was asked has locked nothing.
  if ((await world.escrow.ledger().readBalance(SPENDER)).glm === SPENDER_GLM && jobs.length === 0)
    return doom.steps
  await letPass(world, 120, () => isOver(tab))
  await world.clock.advance(COLLECTED_MS)
  const [job] = (await tab.peer.view()).jobs
  if (job?.phase === 'funding') {
    expect(await inWallet(world, SPENDER)).toBe(SPENDER_GLM)
    return doom.steps
  }
  if (job === undefined) throw new Error('the job is lost')
  await expectPaidOnce(world, job, computed)
  return doom.steps
}

/** Two providers whose requestor vanishes; one of them has its last step. */
async function runVanished(last: LastStep | undefined): Promise<number> {
  const world = createToyWorld()
  const requestor = await world.join({ wallet: richWallet(world) })
  const [at = 0, other = 0] = PAYEES
  const signer = world.payee(at)
  const witness = await joinPaid(world, other)
  const { doom, member, revive } = await joinDoomed(world, last, { signer })
  const provide = async (tab: ToyMember) => {
    await tab.peer.startProviding({ ...PROVIDE, payee: signer.address })
    return tab
  }
  let provider = member && (await provide(member))
  await postPaid(world, requestor, { subtasks: 400, budgetPercent: 200n })
  await letPass(world, 3, async () => doom.isDead)
  if (doom.isDead) provider = await provide(await revive())
  const earned = async (tab: ToyMember) => (await tab.peer.view()).provider.earnedTotal
  await letPass(world, 60, async () => provider !== undefined && (await earned(provider)) > 0n)
  const { jobId } = await jobOf(requestor)
  world.network.kill(requestor.mesh.self)
  void requestor.peer.stop()
  await letPass(world, COLLECTED_MS / 1000, async () => doom.isDead && provider === member)
  if (doom.isDead && provider === member) {
    provider = await provide(await revive())
    await world.clock.advance(COLLECTED_MS)
  }
  if (provider === undefined) throw new Error('it is dead or alive')
  const ledger = world.escrow.ledger()
  for (const [tab, payee] of [
    [provider, signer.address],
    [witness, world.payee(other).address],
  ] as const) {
    const earnedTotal = await earned(tab)
    expect(earnedTotal).toBeGreaterThan(0n)
    expect(await inWallet(world, payee)).toBe(earnedTotal)
    expect((await ledger.readChannel(jobId, payee)).paid).toBe(earnedTotal)
  }
  return doom.steps
}

describe.each([
  ['a requestor', 'of its job', (last?: LastStep) => runJob('requestor', last)],
  ['a provider', 'of a job', (last?: LastStep) => runJob('provider', last)],
  ['a provider', 'of being left alone with its vouchers', runVanished],
])('%s that is killed at any step %s', { timeout: 300_000 }, (_who, _what, run) => {
  it('loses nothing, and nobody is paid twice', async () => {
    const steps = await run(undefined)
    expect(steps).toBeGreaterThan(5)
    for (const last of fates(steps))
      await run(last).catch((error: unknown) => {
        throw new Error(`with ${JSON.stringify(last)} of ${steps}`, { cause: error })
      })
  })
})
