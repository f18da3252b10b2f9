import { expect, it } from 'vitest'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asAddress, type JobId, type PeerId } from '#protocol/ids.ts'
import { carriedTrust } from '#protocol/trust/reputation.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { ChainMaker } from '#test/support/record.ts'
import { Reputations, type ReputationsDeps } from './reputations.ts'

const GLM = 10n ** 18n
const SESSION: SessionKey = `0x${'51'.repeat(32)}`
const OTHER_SESSION: SessionKey = `0x${'52'.repeat(32)}`
const PAYER = asAddress(`0x${'aa'.repeat(20)}`)
const PAYEE = asAddress(`0x${'bb'.repeat(20)}`)
const REQUESTOR = new Uint8Array(32).fill(60)
const STRANGER = new Uint8Array(32).fill(61)

const open = (deps: Pick<ReputationsDeps, 'clock' | 'ledger'> & { readonly store?: Store }) =>
  new Reputations({
    store: createMemoryStore(),
    saved: new SavedRecords(),
    signatures: plainSignatures,
    ...deps,
  })

/** An escrow that paid a payee a GLM for a job. */
async function payJob() {
  const clock = createFakeClock()
  const escrow = createMemoryEscrow({ clock })
  const ledger = escrow.ledger()
  const opened = await escrow.wallet(PAYER, { glm: 10n * GLM, coin: GLM }).open({
    requestor: PAYER,
    salt: `0x${'01'.repeat(32)}`,
    session: ledger.addressOf(SESSION),
    amount: 2n * GLM,
    stipend: GLM / 10n,
    deadline: Math.floor(clock.now() / 1_000) + 3_600,
    graceSeconds: 60,
    noticeSeconds: 3,
    spec: `0x${'02'.repeat(32)}`,
  })
  if (opened.kind !== 'opened') throw new Error(opened.message)
  const { jobId } = opened
  await ledger.reserve(SESSION, jobId, [{ payee: PAYEE, cap: 2n * GLM }])
  await ledger.settle(SESSION, jobId, [{ payee: PAYEE, cumulative: GLM }])
  return { clock, ledger, jobId }
}

/** What comes of a record that names this job, as `seed` signs it and `session` endorses it. */
async function judge(
  { clock, ledger, jobId }: Awaited<ReturnType<typeof payJob>>,
  seed: Uint8Array,
  endorse: (ledger: Ledger, words: { jobId: JobId; requestor: PeerId }) => Promise<`0x${string}`>,
) {
  const endorsement = await endorse(ledger, { jobId, requestor: peerIdOfSeed(seed) })
  const chain = new ChainMaker(new Uint8Array(32).fill(1))
  const part = { jobId, payee: PAYEE, right: 100, owed: GLM, endorsement }
  chain.sign({ requestorSeed: seed, part })
  const place = chain.sign(null)
  const reputations = open({ clock, ledger })
  expect(await reputations.take(place, chain.show())).toBe('sound')
  return reputations.of(chain.self)
}

it('believes of a paid job whom its session lets speak for it, and what its escrow paid', async () => {
  const job = await payJob()
  const seen = await judge(job, REQUESTOR, (ledger, words) => ledger.endorse(SESSION, words))
  expect(seen).toMatchObject({
    unproven: 0,
    sources: [{ wallet: PAYER, right: 100, wrong: 0, paid: GLM }],
  })
})

it('takes nobody else for who paid: neither by another key’s leave, nor by somebody’s own', async () => {
  const job = await payJob()
  const free = { unproven: 1, sources: [{ wallet: null, right: 100, wrong: 0, paid: 0n }] }
  const byOther = await judge(job, STRANGER, (ledger, words) =>
    ledger.endorse(OTHER_SESSION, words),
  )
  expect(byOther).toMatchObject(free)
  const borrowed = await judge(job, STRANGER, (ledger, { jobId }) =>
    ledger.endorse(SESSION, { jobId, requestor: peerIdOfSeed(REQUESTOR) }),
  )
  expect(borrowed).toMatchObject(free)
})

it('counts as free what no chain could be asked about in time', async () => {
  const job = await payJob()
  const silent = { ...job.ledger, readJob: () => new Promise<undefined>(() => {}) }
  const waiting = judge({ ...job, ledger: silent }, REQUESTOR, (ledger, words) =>
    ledger.endorse(SESSION, words),
  )
  await job.clock.advance(5_000)
  expect(await waiting).toMatchObject({ unproven: 1, sources: [{ wallet: null }] })
})

it('asks an escrow once about what no later block changes', async () => {
  const { clock, ledger, jobId } = await payJob()
  const calls: string[] = []
  const counting: Ledger = {
    ...ledger,
    readJob: (id) => {
      calls.push('job')
      return ledger.readJob(id)
    },
    readChannel: (id, payee) => {
      calls.push('channel')
      return ledger.readChannel(id, payee)
    },
  }
  const reputations = open({ clock, ledger: counting })
  const endorsement = await ledger.endorse(SESSION, { jobId, requestor: peerIdOfSeed(REQUESTOR) })
  /** A key of whose agreement so much is said to be owed. */
  const meet = async (seed: number, owed: bigint) => {
    const chain = new ChainMaker(new Uint8Array(32).fill(seed))
    const part = { jobId, payee: PAYEE, right: 100, owed, endorsement }
    chain.sign({ requestorSeed: REQUESTOR, part })
    await reputations.take(chain.sign(null), chain.show())
    return reputations.of(chain.self)
  }
  await meet(1, GLM)
  expect(calls.splice(0)).toEqual(['job', 'channel'])
  await meet(2, GLM)
  expect(calls.splice(0)).toEqual([])
  // More is said to be owed than was paid then: it may have been paid since.
  expect((await meet(3, 2n * GLM))?.sources).toMatchObject([{ right: 50, keys: 3 }])
  expect(calls.splice(0)).toEqual(['channel'])
  await ledger.settle(SESSION, jobId, [{ payee: PAYEE, cumulative: 2n * GLM }])
  expect((await meet(4, 2n * GLM))?.sources).toMatchObject([{ right: 100, keys: 4 }])
})

it('counts the keys that lean on one wallet, after a reload too', async () => {
  const { clock, ledger, jobId } = await payJob()
  const store = createMemoryStore()
  const reputations = open({ clock, ledger, store })
  const endorsement = await ledger.endorse(SESSION, { jobId, requestor: peerIdOfSeed(REQUESTOR) })
  const chains = Array.from({ length: 20 }, (_, at) => new ChainMaker(new Uint8Array(32).fill(at)))
  for (const chain of chains) {
    const part = { jobId, payee: PAYEE, right: 100, owed: GLM, endorsement }
    chain.sign({ requestorSeed: REQUESTOR, part })
    await reputations.take(chain.sign(null), chain.show())
  }
  const [first] = chains
  if (first === undefined) throw new Error('there are twenty')
  const worth = (from: Reputations) => {
    const seen = from.of(first.self)
    return seen && carriedTrust(seen)
  }
  // Half of a full record for each of sixteen keys: of twenty, each has less.
  expect(worth(reputations)).toBe(0.4)
  await reputations.close()
  const later = open({ clock, ledger, store })
  await later.recall()
  expect(worth(later)).toBe(0.4)
})
