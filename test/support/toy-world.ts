import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { createCarrier } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { createPeer, type PeerOptions } from '#peer/create-peer.ts'
import type { JobTerms, JobView } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Carrier, Ledger, Wallet } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { FIRST_POLICY } from '#protocol/trust/policy.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { createFakeClock } from './fake-clock.ts'
import { promptPacking } from './prompt-packing.ts'
import { promptSignatures } from './prompt-signatures.ts'
import {
  authoredToyApp,
  checkedToyApp,
  roundedToyApp,
  sampledToyApp,
  shaderToyApp,
  type ToyParams,
  toyApp,
  wordyToyApp,
} from './toy-app.ts'
import { createToyCompute, type ToyHabits } from './toy-compute.ts'

/** How a toy provider provides: free work too, one core, at any price. */
export const PROVIDE = { cores: 1, payee: undefined, acceptFree: true, floorPerGigaGas: 0n }

/** A network of toy peers in one process, on one fake clock. */
export function createToyWorld() {
  const clock = createFakeClock()
  const network = createMemoryNetwork({ clock, latencyMs: 5 })
  const escrow = createMemoryEscrow({ clock })
  let peers = 0
  const join = async (
    options: {
      habits?: ToyHabits
      store?: Store
      wallet?: Wallet
      /** The escrow and the time that all share, as this one sees them. */
      ledger?: Ledger
      clock?: Clock
      signer?: Carrier
      jobs?: PeerOptions['jobs']
      measure?: PeerOptions['measure']
      keys?: PeerOptions['keys']
      placeOf?: PeerOptions['placeOf']
      /** Where others see it; somewhere of its own, unless given. */
      address?: string
      /** Who it was before it vanished: the same tab, reloaded. */
      seed?: Uint8Array
    } = {},
  ) => {
    peers += 1
    const seed = options.seed ?? new Uint8Array(32).fill(peers)
    const mesh = network.join(
      peerIdOfSeed(seed),
      options.address ? { address: options.address } : {},
    )
    const ownClock = options.clock ?? clock
    const compute = createToyCompute(ownClock, options.habits)
    const store = options.store ?? createMemoryStore()
    const money = {
      ledger: options.ledger ?? escrow.ledger(),
      desk: {
        wallet: async () => options.wallet,
        carrierFor: async (payee: Address) =>
          options.signer?.address === payee ? options.signer : undefined,
      },
      escrow: { glmPerCoin: 10n ** 18n },
    }
    const apps = [
      ...[toyApp, authoredToyApp, roundedToyApp, sampledToyApp, checkedToyApp, shaderToyApp],
      wordyToyApp,
    ]
    const peer = await createPeer({
      mesh,
      compute,
      clock: ownClock,
      store,
      seed,
      signatures: promptSignatures,
      packing: promptPacking,
      money,
      apps,
      ...(options.jobs && { jobs: options.jobs }),
      ...(options.measure && { measure: options.measure }),
      ...(options.keys && { keys: options.keys }),
      ...(options.placeOf && { placeOf: options.placeOf }),
    })
    return { peer, mesh, seed, store, ledger: money.ledger }
  }
  const payee = (at: number) => createCarrier(`0x${`${at}`.padStart(64, '0')}`, escrow.ledger())
  return { clock, network, escrow, join, payee }
}

export type ToyWorld = ReturnType<typeof createToyWorld>
export type ToyMember = Awaited<ReturnType<ToyWorld['join']>>

/** Posts a free job and returns its id. Everything is computed by two, unless said: whatever a test is about. */
export async function postFree(
  world: ToyWorld,
  member: ToyMember,
  subtasks: number,
  app = 'toy',
  more: Partial<ToyParams> = {},
  { policy = FIRST_POLICY, prefers }: Pick<JobTerms, 'policy' | 'prefers'> = {},
) {
  const preparing = member.peer.prepare(app, { subtasks, ...more }, {})
  await world.clock.advance(200)
  const draft = await preparing
  if (draft.kind !== 'ready') throw new Error(draft.message)
  const posted = await member.peer.post(draft.draftId, {
    kind: 'free',
    policy,
    ...(prefers && { prefers }),
  })
  if (posted.kind !== 'posted') throw new Error(posted.message)
  return posted.jobId
}

/** The newest job of a requestor. */
export const jobOf = async (member: ToyMember) => {
  const job = (await member.peer.view()).jobs[0]
  if (job === undefined) throw new Error('no job')
  return job
}

/** A wallet with plenty in it. */
export const richWallet = (world: ToyWorld): Wallet =>
  world.escrow.wallet(asAddress(`0x${'ab'.repeat(20)}`), { glm: 10n ** 20n, coin: 10n ** 18n })

/** Joins a provider that works for whoever asks. */
export async function joinProvider(world: ToyWorld, habits: ToyHabits = {}) {
  const member = await world.join({ habits })
  await member.peer.startProviding(PROVIDE)
  return member
}

/** Joins a provider that works for the payee `at`; seen somewhere of its own, unless said. */
export async function joinPaid(
  world: ToyWorld,
  at: number,
  habits: ToyHabits = {},
  address?: string,
) {
  const signer = world.payee(at)
  const member = await world.join({ habits, signer, ...(address && { address }) })
  await member.peer.startProviding({ ...PROVIDE, payee: signer.address })
  return member
}

/** Posts a paid job with `budgetPercent` of what its two executions a subtask will cost. */
export async function postPaid(
  world: ToyWorld,
  member: ToyMember,
  {
    subtasks,
    budgetPercent,
    app = 'toy',
    policy = FIRST_POLICY,
  }: Pick<JobTerms, 'policy'> & {
    readonly subtasks: number
    readonly budgetPercent: bigint
    readonly app?: string
  },
): Promise<void> {
  const preparing = member.peer.prepare(app, { subtasks }, {})
  await world.clock.advance(200)
  const draft = await preparing
  if (draft.kind !== 'ready') throw new Error(draft.message)
  const ceilingPerGigaGas = 10n ** 18n
  const expected = (2n * draft.estimatedGas * ceilingPerGigaGas) / 10n ** 9n
  const budget = (expected * budgetPercent) / 100n
  const posting = member.peer.post(draft.draftId, {
    ...{ kind: 'paid', budget, ceilingPerGigaGas },
    policy,
  })
  await world.clock.advance(100)
  const posted = await posting
  if (posted.kind !== 'posted') throw new Error(posted.message)
}

/** Lets time pass until the newest job is over, for two minutes at most; returns how it stands. */
export async function untilOver(world: ToyWorld, member: ToyMember): Promise<JobView> {
  for (let seconds = 0; seconds < 120; seconds += 1) {
    const job = await jobOf(member)
    if (['done', 'cancelled', 'failed'].includes(job.phase)) return job
    await world.clock.advance(1_000)
  }
  return jobOf(member)
}
