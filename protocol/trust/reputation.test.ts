import { describe, expect, it } from 'vitest'
import { plainSignatures } from '#peer/adapters/plain-signatures.ts'
import { jobAt } from '#test/support/market.ts'
import { ChainMaker, paidPart, type SaidOfIt } from '#test/support/record.ts'
import { asAddress } from '../ids.ts'
import { verifyRecord } from './record.ts'
import {
  askAbout,
  carriedResults,
  carriedTrust,
  type EscrowWord,
  MAX_ASKED,
  summarise,
} from './reputation.ts'
import { peerIdOfSeed } from './seal.ts'

const SEED = new Uint8Array(32).fill(1)
const PAYEE = asAddress(`0x${'11'.repeat(20)}`)
const GLM = 10n ** 18n

const seedAt = (at: number) => Uint8Array.from({ length: 32 }, (_, byte) => 40 + (at >> byte))
const walletAt = (at: number) => asAddress(`0x${`${at}`.padStart(40, '0')}`)

/** A checked record of which this was said. */
async function recordOf(said: ReadonlyArray<SaidOfIt | null>) {
  const chain = new ChainMaker(SEED)
  for (const one of said) chain.sign(one)
  const place = chain.sign(null)
  const shown = chain.show()
  const verdict = await verifyRecord(place, shown, [], plainSignatures.verify)
  if (verdict.kind === 'forked') throw new Error('forked')
  return verdict.record
}

/** What a job's requestor says of so many subtasks, and what its escrow says. */
const paidJob = (
  at: number,
  part: Partial<Record<'right' | 'wrong', number> & Record<'owed' | 'paid', bigint>> = {},
) => {
  const { right = 100, wrong = 0, owed = GLM, paid = owed } = part
  const requestorSeed = seedAt(at)
  const said: SaidOfIt = {
    requestorSeed,
    part: { ...paidPart(jobAt(at), PAYEE, right, owed), wrong },
  }
  const word: EscrowWord = {
    jobId: jobAt(at),
    requestor: peerIdOfSeed(requestorSeed),
    wallet: walletAt(at),
    payee: PAYEE,
    paid,
  }
  return { said, word }
}

const trustOf = async (said: ReadonlyArray<SaidOfIt | null>, words: readonly EscrowWord[] = []) =>
  carriedTrust(summarise(await recordOf(said), words))

describe('what a record amounts to', () => {
  it('counts agreements by how they ended, and who said so', async () => {
    const record = await recordOf([
      { part: { right: 5, at: 3_000 } },
      { requestorSeed: seedAt(1), part: { right: 6, wrong: 1, isLast: false, at: 2_000 } },
      null,
    ])
    expect(summarise(record, [])).toEqual({
      signed: 3,
      concluded: 1,
      cutShort: 1,
      abandoned: 1,
      requestors: 2,
      right: 11,
      wrong: 1,
      since: 2_000,
      sources: [{ wallet: null, right: 11, wrong: 1, paid: 0n, balance: -2, keys: 1 }],
      unproven: 0,
    })
  })

  it('asks the escrows of the newest paid jobs, each once, and says how many it leaves out', async () => {
    const jobs = Array.from({ length: 10 }, (_, at) => paidJob(at))
    const record = await recordOf([...jobs, ...jobs.slice(8)].map(({ said }) => said))
    const asked = askAbout(record)
    expect(asked.map(({ jobId }) => jobId)).toEqual([9, 8, 7, 6, 5, 4, 3, 2].map((at) => jobAt(at)))
    expect(asked).toHaveLength(MAX_ASKED)
    const words = jobs.slice(2).map(({ word }) => word)
    const { sources, unproven } = summarise(record, words)
    expect(unproven).toBe(2)
    expect(sources).toHaveLength(MAX_ASKED + 1)
  })

  it('counts of paid work what the escrow really paid, once for all agreements of a job', async () => {
    const half = paidJob(1, { owed: 4n * GLM, paid: 2n * GLM })
    const { sources } = summarise(await recordOf([half.said]), [half.word])
    expect(sources).toMatchObject([{ wallet: walletAt(1), right: 50, paid: 2n * GLM, balance: 50 }])
    const twice = paidJob(1, { owed: GLM, paid: GLM })
    const both = summarise(await recordOf([twice.said, twice.said]), [twice.word])
    expect(both.sources).toMatchObject([
      { wallet: walletAt(1), right: 100, paid: GLM, balance: 100 },
    ])
  })
})

describe('what a record is worth', () => {
  it('grows with what wallets paid for, each up to its bound, and all of them up to theirs', async () => {
    const jobs = Array.from({ length: 8 }, (_, at) => paidJob(at))
    const worth = async (count: number) =>
      trustOf(
        jobs.slice(0, count).map(({ said }) => said),
        jobs.slice(0, count).map(({ word }) => word),
      )
    expect(await Promise.all([0, 1, 2, 3, 8].map(worth))).toEqual([0, 0.5, 1, 1, 1])
    const small = paidJob(1, { right: 10 })
    expect(await trustOf([small.said], [small.word])).toBeCloseTo(0.05)
  })

  it('gives a self-attester a quarter, whatever he says of himself and as how many', async () => {
    const said = Array.from({ length: 30 }, (_, at) => ({
      requestorSeed: seedAt(at),
      part: { right: 0xffff_ffff },
    }))
    expect(await trustOf(said)).toBe(0.25)
    // Claiming somebody’s paid job, whose escrow does not know him, makes it no more.
    const borrowed = said.map((one, at) => ({
      ...one,
      part: paidPart(jobAt(at), PAYEE, 0xffff_ffff, GLM),
    }))
    expect(await trustOf(borrowed)).toBe(0.25)
    // Of a probation of sixty results that is three.
    expect(carriedResults(0.25, 60)).toBe(3)
    // Nor does a wallet that speaks for another requestor, or that paid nothing.
    const { word } = paidJob(500)
    expect(await trustOf(borrowed, [{ ...word, jobId: jobAt(1) }])).toBe(0.25)
    const unpaid = paidJob(1, { right: 0xffff_ffff, paid: 0n })
    expect(await trustOf([unpaid.said], [unpaid.word])).toBe(0)
  })

  it('gives who pays himself the bound, and no more for many wallets', async () => {
    const jobs = Array.from({ length: 8 }, (_, at) => paidJob(at, { right: 0xffff_ffff }))
    const words = jobs.map(({ word }) => word)
    expect(
      await trustOf(
        jobs.map(({ said }) => said),
        words,
      ),
    ).toBe(1)
    expect(carriedResults(1, 60)).toBe(15)
  })

  it('falls with every agreement that ended without a last word', async () => {
    const job = paidJob(1)
    const cut = { part: { right: 0, isLast: false } }
    expect(await trustOf([job.said, null], [job.word])).toBe(0.25)
    expect(await trustOf([job.said, cut], [job.word])).toBe(0.375)
    expect(await trustOf([job.said, null, null, null], [job.word])).toBe(0.125)
  })

  it('lets a word against weigh what a word for it does', async () => {
    const [good, bad] = [paidJob(1), paidJob(2, { wrong: 1 })]
    expect(await trustOf([good.said, bad.said], [good.word, bad.word])).toBe(0)
    const foes = [1, 2, 3].map((at) => paidJob(at, { wrong: 1 }))
    expect(
      await trustOf(
        foes.map(({ said }) => said),
        foes.map(({ word }) => word),
      ),
    ).toBe(-1)
  })

  it('lets nobody be slandered for nothing: words against weigh what was paid with them', async () => {
    const good = paidJob(1)
    const liars = Array.from({ length: 20 }, (_, at) => ({
      requestorSeed: seedAt(2_000 + at),
      part: { right: 0, wrong: 0xffff_ffff },
    }))
    expect(await trustOf([good.said, ...liars], [good.word])).toBe(0.5)
    expect(await trustOf(liars)).toBe(0)
    // Of what was said for nothing they take away as much as each gave: one of them one of those.
    const praise = Array.from({ length: 4 }, (_, at) => ({
      requestorSeed: seedAt(3_000 + at),
      part: { right: 100 },
    }))
    expect(await trustOf(praise)).toBe(0.25)
    expect(await trustOf([...praise, ...liars.slice(0, 1)])).toBe(0.1875)
    // Through an escrow that paid nothing, or next to nothing, neither.
    const miser = paidJob(2, { right: 1_000, wrong: 1_000, paid: GLM / 1_000n })
    const broke = paidJob(3, { right: 0, wrong: 1_000, owed: 0n })
    const said = [good.said, miser.said, broke.said]
    expect(await trustOf(said, [good.word, miser.word, broke.word])).toBe(0.495)
  })

  it('lets one wallet speak for so many keys, and for each of more the less', async () => {
    const jobs = [paidJob(1), paidJob(2)]
    const record = await recordOf(jobs.map(({ said }) => said))
    const reputation = summarise(
      record,
      jobs.map(({ word }) => word),
    )
    const worthTo = (keys: number) =>
      carriedTrust({
        ...reputation,
        sources: reputation.sources.map((source) => ({ ...source, keys })),
      })
    expect([1, 16, 32, 1_600].map(worthTo)).toEqual([1, 1, 0.5, 0.01])
  })
})
