import { expect, it, vi } from 'vitest'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import type { JobId } from '#protocol/ids.ts'
import { creditWindow } from '#protocol/schedule/window.ts'
import {
  createToyWorld,
  joinPaid,
  postPaid,
  richWallet,
  type ToyMember,
} from '#test/support/toy-world.ts'
import { CREDIT_SLACK } from './provider/credit-limit.ts'

vi.setConfig({ testTimeout: 60_000 })

const SUBTASKS = 2_000
/** What a toy subtask costs (`postPaid`), and a little more. */
const SUBTASK_WEI = 1_000_256n * 10n ** 9n
/** Subtasks in a credit window of one core of toys, whose subtask takes 100 ms. */
const WINDOW = BigInt(creditWindow(1, 100))

const look = async ({ peer }: ToyMember) => (await peer.view()).provider

/** A paid job at work, whose requestor sees the escrow its own way. */
async function startJob(see: (chain: Ledger) => Partial<Ledger>, budgetPercent: bigint) {
  const world = createToyWorld()
  const chain = world.escrow.ledger()
  let opened: { session: SessionKey; jobId: JobId } | undefined
  const ledger: Ledger = {
    ...chain,
    ...see(chain),
    reserve: (session, jobId, channels) => {
      opened = { session, jobId }
      return chain.reserve(session, jobId, channels)
    },
  }
  const requestor = await world.join({ wallet: richWallet(world), ledger })
  const provider = await joinPaid(world, 11)
  await joinPaid(world, 12)
  await postPaid(world, requestor, { subtasks: SUBTASKS, budgetPercent })
  await world.clock.advance(5_000)
  if (opened === undefined) throw new Error('nothing was set aside')
  expect((await look(provider)).jobs).toHaveLength(1)
  return { world, chain, requestor, provider, payee: world.payee(11).address, ...opened }
}

it('stops by itself when a requestor signs past what it set aside, and loses a few windows at most', async () => {
  // It takes its channels for a thousand times what they are.
  const { world, chain, provider, payee, jobId } = await startJob(
    ({ readChannel }) => ({
      readChannel: async (...of) => {
        const channel = await readChannel(...of)
        return { ...channel, cap: channel.cap * 1_000n }
      },
    }),
    20n,
  )
  for (let tries = 0; tries < 60 && (await look(provider)).jobs.length > 0; tries += 1)
    await world.clock.advance(5_000)
  const { jobs, gasTotal, earnedTotal } = await look(provider)
  expect(jobs).toEqual([])
  const { cap } = await chain.readChannel(jobId, payee)
  expect(earnedTotal).toBeGreaterThan(0n)
  expect(earnedTotal).toBeLessThanOrEqual(cap)
  const lost = gasTotal * 10n ** 9n - earnedTotal
  expect(lost).toBeGreaterThan(0n)
  expect(lost).toBeLessThanOrEqual((BigInt(CREDIT_SLACK) + 1n) * WINDOW * SUBTASK_WEI)
})

it('stops by itself when its channel is given notice, and has what it was promised before that ends', async () => {
  const { world, chain, provider, payee, jobId, session } = await startJob(() => ({}), 200n)
  await chain.noticeClose(session, jobId, [payee])
  await world.clock.advance(2_900)
  const { jobs, earnedTotal } = await look(provider)
  expect(jobs).toEqual([])
  expect(earnedTotal).toBeGreaterThan(0n)
  expect((await chain.readChannel(jobId, payee)).paid).toBe(earnedTotal)
})
