import { describe, expect, it } from 'vitest'
import { createPeer } from '#peer/create-peer.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { OpenDraft } from '#peer/ports/ledger.ts'
import { sleep } from '#peer/time-limit.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { promptPacking } from '#test/support/prompt-packing.ts'
import { toyApp } from '#test/support/toy-app.ts'
import { createToyCompute } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  jobOf,
  joinPaid,
  PROVIDE,
  postPaid,
  richWallet,
  type ToyMember,
  type ToyWorld,
  untilOver,
} from '#test/support/toy-world.ts'

const PLENTY = { subtasks: 24, budgetPercent: 400n }

const isAway = async (): Promise<never> => {
  throw new LedgerError('unreachable', 'The chain cannot be reached.', 'Wait.')
}

/** A requestor and, unless told otherwise, two providers with wallets of their own. */
async function createPaidWorld(providers = [11, 12]) {
  const world = createToyWorld()
  const requestor = await world.join({ wallet: richWallet(world) })
  const members = []
  for (const at of providers) members.push(await joinPaid(world, at))
  return { world, requestor, ledger: requestor.ledger, members }
}

/** A peer that is not up after a while of no time passing waits for something that does not come. */
async function joinAgain(world: ToyWorld, { store }: ToyMember): Promise<ToyMember> {
  const joining = world.join({ store })
  const late = world.clock.settle().then(() => world.clock.settle())
  const again = await Promise.race([joining, late])
  if (again === undefined) throw new Error('The peer does not come up')
  return again
}

describe('a chain that takes its time', { timeout: 60_000 }, () => {
  it('is not waited for by a provider that parted: nothing is leased to it any more', async () => {
    const { world, requestor, ledger } = await createPaidWorld([])
    const provider = await joinPaid(world, 11)
    const { reserve } = ledger
    const mined = Promise.withResolvers<void>()
    ledger.reserve = async (...asked) => {
      await mined.promise
      return reserve(...asked)
    }
    await postPaid(world, requestor, PLENTY)
    await world.clock.advance(3_000)
    expect((await jobOf(requestor)).providers).toHaveLength(1)
    void provider.peer.stopProviding()
    await world.clock.advance(100)
    mined.resolve()
    await world.clock.advance(1_000)
    expect(await jobOf(requestor)).toMatchObject({ phase: 'seeking', leased: 0, providers: [] })
  })

  it('leaves providers a requestor to ask for their pay, however long it settles', async () => {
    const { world, requestor, ledger } = await createPaidWorld()
    const { settle } = ledger
    ledger.settle = async (...asked) => {
      await sleep(world.clock, 20_000)
      return settle(...asked)
    }
    await postPaid(world, requestor, PLENTY)
    const job = await untilOver(world, requestor)
    expect(job.phase).toBe('done')
    for (const at of [11, 12]) {
      const { address } = world.payee(at)
      const earned = job.providers.find(({ payee }) => payee === address)?.earned
      expect((await ledger.readBalance(address)).glm).toBe(earned)
    }
  })

  it('keeps no peer from coming up', async () => {
    const { world, requestor, ledger } = await createPaidWorld()
    await postPaid(world, requestor, PLENTY)
    expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done' })
    ledger.readJob = () => new Promise(() => {})
    expect((await jobOf(await joinAgain(world, requestor))).phase).toBe('done')
  })
})

describe('a chain that is away', { timeout: 60_000 }, () => {
  it('is asked again until everybody is paid', async () => {
    const { world, requestor, ledger } = await createPaidWorld()
    const { settle } = ledger
    let tries = 0
    ledger.settle = async (...asked) => {
      tries += 1
      return tries > 2 ? settle(...asked) : isAway()
    }
    await postPaid(world, requestor, PLENTY)
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({ phase: 'done', explanation: undefined })
    expect(job.money?.paid).toBe(job.money?.vouchered)
    expect(tries).toBe(3)
  })

  it('is not taken at its word when it says that it paid', async () => {
    const { world, requestor, ledger } = await createPaidWorld()
    const { settle, noticeClose } = ledger
    let lies = 0
    ledger.settle = async (...asked) => {
      lies += 1
      return lies > 2 ? settle(...asked) : '0x11'
    }
    const paidBefore: boolean[] = []
    ledger.noticeClose = async (session, jobId, payees) => {
      paidBefore.push(((await ledger.readJob(jobId))?.paid ?? 0n) > 0n)
      return noticeClose(session, jobId, payees)
    }
    await postPaid(world, requestor, PLENTY)
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({ phase: 'done', explanation: undefined })
    expect(job.money?.paid).toBe(job.money?.vouchered)
    expect(job.money?.paid).toBeGreaterThan(0n)
    expect(lies).toBe(3)
    expect(paidBefore).toEqual([true])
  })

  it('is let alone by a peer that was stopped', async () => {
    const { world, requestor, ledger, members } = await createPaidWorld()
    await postPaid(world, requestor, PLENTY)
    await world.clock.advance(2_000)
    world.network.kill(requestor.mesh.self)
    // They ask what became of their vouchers.
    for (const { peer } of members) void peer.stop()
    await world.clock.advance(5_000)
    let asked = 0
    ledger.readJob = async () => {
      asked += 1
      await sleep(world.clock, 1_000)
      return isAway()
    }
    const again = await joinAgain(world, requestor)
    const stopping = again.peer.stop()
    await world.clock.advance(1_000)
    await stopping
    const before = asked
    await world.clock.advance(30_000)
    expect(asked).toBe(before)
  })
})

describe('a wallet of which nobody knows whether it has sent', { timeout: 60_000 }, () => {
  /** A requestor whose wallet answers nothing, and what makes it lock the budget after all. */
  const createUnsureWorld = async () => {
    const { world } = await createPaidWorld()
    const wallet = richWallet(world)
    const drafts: OpenDraft[] = []
    const unsure = await world.join({
      wallet: {
        ...wallet,
        open: async (draft) => {
          drafts.push(draft)
          return { kind: 'unconfirmed', message: 'Sent, and not heard of again.' }
        },
      },
    })
    await postPaid(world, unsure, PLENTY)
    await world.clock.advance(1_000)
    expect(await jobOf(unsure)).toMatchObject({
      phase: 'funding',
      explanation: { reason: 'Sent, and not heard of again.' },
    })
    const lock = async () => {
      const [draft] = drafts
      if (draft === undefined) throw new Error('The wallet was not asked')
      expect(await wallet.open(draft)).toMatchObject({ kind: 'opened' })
    }
    return { world, unsure, wallet, lock }
  }

  it('has its job go on by itself once the chain has it, also after a reload', async () => {
    const { world, unsure, lock } = await createUnsureWorld()
    world.network.kill(unsure.mesh.self)
    const again = await joinAgain(world, unsure)
    await world.clock.advance(20_000)
    expect((await jobOf(again)).phase).toBe('funding')
    await lock()
    expect(await untilOver(world, again)).toMatchObject({ phase: 'done' })
  })

  it('gets back what it locks for a job that was given up', async () => {
    const { world, unsure, wallet, lock } = await createUnsureWorld()
    const before = (await unsure.ledger.readBalance(wallet.address)).glm
    const { jobId } = await jobOf(unsure)
    await unsure.peer.cancel(jobId)
    // Its session key is the only way to what may still be locked.
    await unsure.peer.forget(jobId)
    expect((await jobOf(unsure)).phase).toBe('cancelled')
    world.network.kill(unsure.mesh.self)
    const again = await joinAgain(world, unsure)
    await lock()
    expect((await unsure.ledger.readBalance(wallet.address)).glm).toBeLessThan(before)
    await world.clock.advance(10_000)
    const { phase, money } = await jobOf(again)
    expect(phase).toBe('cancelled')
    expect(money?.refunded).toBe(money?.deposited)
    expect((await unsure.ledger.readBalance(wallet.address)).glm).toBe(before)
  })

  it('is waited for until the deadline, and while the chain is away: the session key is kept', async () => {
    const { world, unsure } = await createUnsureWorld()
    const { ledger } = unsure
    const { readJob } = ledger
    ledger.readJob = isAway
    await world.clock.advance(25 * 3_600_000)
    expect(await jobOf(unsure)).toMatchObject({
      phase: 'funding',
      explanation: { reason: 'The chain cannot be reached.' },
    })
    ledger.readJob = readJob
    await world.clock.advance(6_000)
    expect(await jobOf(unsure)).toMatchObject({
      phase: 'failed',
      explanation: { reason: 'The wallet did not lock the budget in time.' },
    })
  })
})

it('a paid job waits on disk where no chain is configured, and is not run for free', async () => {
  const { world, requestor } = await createPaidWorld()
  await postPaid(world, requestor, PLENTY)
  await world.clock.advance(2_000)
  world.network.kill(requestor.mesh.self)
  for (const peer of [await world.join(), await world.join()])
    await peer.peer.startProviding(PROVIDE)
  const seed = new Uint8Array(32).fill(200)
  const { clock, network } = world
  const poor = await createPeer({
    mesh: network.join(peerIdOfSeed(seed)),
    compute: createToyCompute(clock),
    clock,
    store: requestor.store,
    seed,
    packing: promptPacking,
    apps: [toyApp],
  })
  await clock.advance(10_000)
  expect((await poor.view()).jobs).toEqual([])
  expect(await requestor.store.loadRange(['jobs'])).toHaveLength(1)
})

it('a draft is posted once, however often it is asked for', async () => {
  const world = createToyWorld()
  const { peer } = await world.join()
  const preparing = peer.prepare('toy', { subtasks: 4 }, {})
  await world.clock.advance(200)
  const draft = await preparing
  if (draft.kind !== 'ready') throw new Error(draft.message)
  const posts = [1, 2].map(() => peer.post(draft.draftId, { kind: 'free' }))
  expect((await Promise.all(posts)).map(({ kind }) => kind)).toEqual(['posted', 'refused'])
  expect((await peer.view()).jobs).toHaveLength(1)
})
