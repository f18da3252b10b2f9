import { expect, it } from 'vitest'
import { SavedRecords } from '#peer/saved-records.ts'
import { advance } from '#protocol/schedule/schedule.ts'
import { createSchedule } from '#protocol/schedule/state.ts'
import type { Votes } from '#protocol/schedule/votes.ts'
import { type Leaf, Leaves } from '#protocol/trust/leaves.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { PLAIN_LEAF } from '#test/support/plain-leaf.ts'
import { readVotes, writeVotes } from './saved-votes.ts'
import { VoteKeeper } from './vote-keeper.ts'

const ALICE = peerIdOfSeed(new Uint8Array(32).fill(1))

const leafOf = (index: number): Leaf => ({
  ...PLAIN_LEAF,
  index,
  outcome: { kind: 'exit', code: index + 1 },
  resultHash: new Uint8Array(32).fill(index),
  gas: BigInt(index),
})

/** A provider that has answered nothing yet, and the keeper of what it will. */
function begin(judged = false) {
  const clock = createFakeClock()
  const options = { subtasks: 5_000, secret: new Uint8Array(32), now: clock.now(), judged }
  const schedule = createSchedule(options)
  const keeper = new VoteKeeper({ schedule, clock, cashier: undefined, isOpen: () => true })
  const join = { type: 'joined', peer: ALICE, party: ALICE, cores: 4, rttMs: 1, allowance: 9e9 }
  advance(schedule, join as Parameters<typeof advance>[1], clock.now())
  const answerOne = () => {
    const lease = [...schedule.leases.values()].find(({ answered }) => !answered)
    if (lease === undefined) throw new Error('nothing is lent')
    const { peer, leaseId, indexes } = lease
    const answer = { type: 'answered', peer, leaseId, computeMs: 1 } as const
    advance(schedule, { ...answer, leaves: Leaves.of(indexes.map(leafOf)) }, clock.now())
  }
  return { clock, keeper, answerOne }
}

it('has votes written where there are new ones, and not at every answer', async () => {
  const { clock, keeper, answerOne } = begin()
  expect(keeper.take()).toBeUndefined()
  answerOne()
  expect(keeper.isDue).toBe(true)
  const [votes] = keeper.take() ?? []
  expect(votes).toMatchObject({ peer: ALICE, party: ALICE, pricePerGigaGas: null })
  expect(keeper.take()).toBeUndefined()
  answerOne()
  expect(keeper.take()).toBeUndefined()
  await clock.advance(60)
  expect(keeper.take()?.[0]?.leaves.length).toBeGreaterThan(votes?.leaves.length ?? 0)
  answerOne()
  expect(keeper.isDue).toBe(false)
  keeper.hurry()
  expect(keeper.isDue).toBe(true)
})

it('keeps none of a job whose bytes are judged', () => {
  const { keeper, answerOne } = begin(true)
  answerOne()
  keeper.hurry()
  expect(keeper.take()).toBeUndefined()
})

it('gives votes back as they were, from parts that stay short', () => {
  const sizes = [1, 700, 383, 2_000]
  let index = 0
  const votes = sizes.map(
    (size, at): Votes => ({
      peer: ALICE,
      party: `wallet ${at}`,
      pricePerGigaGas: at === 0 ? null : 10n ** 30n + BigInt(at),
      leaves: Leaves.of(Array.from({ length: size }, () => leafOf(index++))),
    }),
  )
  const parts = [...writeVotes(votes)]
  expect(Math.max(...parts.map(({ byteLength }) => byteLength))).toBeLessThan(32 * 1024)
  const saved = new SavedRecords()
  const read = parts.flatMap((part) => readVotes(saved, part) ?? [])
  const leavesOf = (list: readonly Votes[], party: string) =>
    list.flatMap((each) => (each.party === party ? [...each.leaves] : []))
  for (const { party, pricePerGigaGas, leaves } of votes) {
    expect(leavesOf(read, party)).toEqual([...leaves])
    expect(read.find((each) => each.party === party)?.pricePerGigaGas).toBe(pricePerGigaGas)
  }
  expect(saved.unread).toEqual([])
})

it('recalls nothing whose input is cut otherwise by now, or is of no subtask', () => {
  const { keeper } = begin()
  const leaves = Leaves.of([leafOf(1), leafOf(9_999)])
  const votes = [{ peer: ALICE, party: ALICE, pricePerGigaGas: null, leaves }]
  expect(keeper.recall(votes, () => Uint8Array.of(1))[0]?.leaves).toHaveLength(0)
})
