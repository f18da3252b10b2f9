import { setTimeout as sleep } from 'node:timers/promises'
import { createTestClient, createWalletClient, http, keccak256, publicActions, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, it, vi } from 'vitest'
import { startChain } from '#cli/chain/start-chain.ts'
import { type Fetch, toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { createCarrier } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createWalletViem } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { Claims } from '#peer/provider/claims.ts'
import { Redeemer } from '#peer/provider/redeemer.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asAddress } from '#protocol/ids.ts'
import { type EscrowTimes, leastTimes } from '#protocol/payment/escrow-times.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'

const GLM = 10n ** 18n
/** As Ethereum is taken to be. */
const PACE = { confirmations: 3, blockMs: 12_000 }
const BLOCK_SECONDS = 12
/** How long a node is away, and how many blocks a redemption then waits: all that there is time for. */
interface Hardship {
  readonly outageSeconds: number
  readonly fullBlocks: number
}
const AWAY: Hardship = { outageSeconds: 24, fullBlocks: 52 }
const FULL: Hardship = { outageSeconds: 0, fullBlocks: 54 }
const LATE_CLOCK_SECONDS = 60

/**
 * A requestor and a provider who holds a voucher of 2 GLM of its, on a chain that is slow and full: it
 * mines every 12 s, and what the provider sends only `fullBlocks` later.
 */
async function createSlowChain({
  times,
  lastsSeconds,
  clockLate = 0,
  fullBlocks,
}: {
  readonly times: EscrowTimes
  readonly lastsSeconds: number
  readonly clockLate?: number
  readonly fullBlocks: number
}) {
  const chain = await startChain()
  const shared = { chain: toViemChain(chain.info), transport: http(chain.info.rpcUrl) }
  const anvil = createTestClient({ ...shared, mode: 'anvil' }).extend(publicActions)
  const slow = { ...chain.info, ...PACE }
  const requestorsLedger = createLedgerViem({ chain: chain.info })
  let now = Number((await anvil.getBlock()).timestamp) + BLOCK_SECONDS
  let [inFlight, looks, isAway] = [0, 0, false]
  let height = 0
  const waiting: { body: string; until: number }[] = []

  const congested: Fetch = async (url, options) => {
    const body = String(options?.body)
    const { id, method, params } = JSON.parse(body)
    if (isAway) return new Response('{}', { status: 400 })
    if (method === 'eth_sendRawTransaction') {
      waiting.push({ body, until: height + fullBlocks })
      return Response.json({ jsonrpc: '2.0', id, result: keccak256(params[0]) })
    }
    if (method === 'eth_call') looks += 1
    inFlight += 1
    return fetch(url, options).finally(() => {
      inFlight -= 1
    })
  }
  const ledger = createLedgerViem({ chain: slow, fetch: congested })

  const session = generatePrivateKey()
  const account = privateKeyToAccount(generatePrivateKey())
  const requestor = asAddress(account.address)
  await chain.fundGuest(requestor)
  const walletClient = createWalletClient({ ...shared, account })
  const deadline = now + lastsSeconds
  const opened = await createWalletViem({ walletClient, chain: chain.info }).open({
    ...{ requestor, session: ledger.addressOf(session), amount: 10n * GLM, stipend: GLM / 10n },
    ...{ salt: toHex(1, { size: 32 }), spec: toHex(2, { size: 32 }), deadline, ...times },
  })
  if (opened.kind !== 'opened') throw new Error(opened.message)
  const { jobId } = opened
  const signer = createCarrier(generatePrivateKey(), ledger)
  const payee = signer.address
  await chain.fundGuest(payee)
  const inHand = async () =>
    (await requestorsLedger.readBalance(payee)).glm + (await requestorsLedger.readCredit(payee))
  const hadBefore = await inHand()
  await requestorsLedger.reserve(session, jobId, [{ payee, cap: 2n * GLM }])
  const { chainId, escrow } = slow
  const voucher = { chainId, escrow, jobId, payee, epoch: 0, cumulative: 2n * GLM }
  const held = { ...voucher, signature: await ledger.signVoucher(session, voucher) }

  const mine = async () => {
    height += 1
    await anvil.setNextBlockTimestamp({ timestamp: BigInt(now) })
    await anvil.mine({ blocks: 1 })
    for (const { body } of waiting.filter(({ until }) => until === height))
      await fetch(slow.rpcUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
  }
  for (let blocks = 0; blocks < PACE.confirmations; blocks += 1) {
    now += BLOCK_SECONDS
    await mine()
  }
  const clock = createFakeClock({ startMs: (now - clockLate) * 1000 })
  const store = createMemoryStore()
  const claims = await Claims.load({
    ...{ store, saved: new SavedRecords(), ledger, clock, vouchers: [held] },
  })
  const redeemer = new Redeemer({
    ...{ ledger, clock, claims, glmPerCoin: GLM, onChange: () => {} },
    carrierFor: async () => signer,
  })
  redeemer.lead()

  /** Lets so much time pass, second by second, each until the provider has nothing to ask. */
  const pass = async (seconds: number) => {
    for (const end = now + seconds; now < end; ) {
      now += 1
      if (now % BLOCK_SECONDS === 0) await mine()
      await clock.advance(1000)
      for (let calm = 0; calm < 4; calm = inFlight === 0 ? calm + 1 : 0) await sleep(1)
    }
  }
  return {
    ...{ ledger, requestorsLedger, redeemer, session, jobId, payee, deadline, pass, mine },
    now: () => now,
    looks: () => looks,
    /** What the payee got, or the escrow owes it whatever becomes of the job. */
    gained: async () => (await inHand()) - hadBefore,
    /** Lets time pass in which the provider's node does not answer. */
    passAway: async (seconds: number) => {
      isAway = true
      await pass(seconds)
      isAway = false
    },
    stop: async () => {
      await vi.waitFor(() => expect(redeemer.view()[0]?.claims).toEqual([]), 30_000)
      redeemer.stop()
      await chain.stop()
    },
  }
}

type SlowChain = Awaited<ReturnType<typeof createSlowChain>>

/** The last block before the money can be taken is mined, and the next one: what has the provider? */
async function expectPaidBefore(takeableAt: number, till: SlowChain) {
  const { pass, now, ledger, jobId, payee } = till
  await pass(takeableAt - 1 - now())
  expect(await ledger.readChannel(jobId, payee)).toMatchObject({ paid: 2n * GLM })
  await pass(BLOCK_SECONDS)
}

it.each([
  ['while the node is away', AWAY],
  ['while the chain is full', FULL],
])(
  'gives notice right after a look, closes as early as it can, and takes nothing that was vouchered: %s',
  async (_, { outageSeconds, fullBlocks }) => {
    const till = await createSlowChain({
      times: leastTimes(PACE),
      lastsSeconds: 86_400,
      fullBlocks,
    })
    const { requestorsLedger, session, jobId, payee, pass, mine, looks } = till
    await pass(2 * BLOCK_SECONDS)
    for (const before = looks(); looks() === before; ) await pass(1)
    await requestorsLedger.noticeClose(session, jobId, [payee])
    const { closesAt } = await requestorsLedger.readChannel(jobId, payee)
    await till.passAway(outageSeconds)
    await expectPaidBefore(closesAt, till)
    await mine()
    await requestorsLedger.finishClose(session, jobId, [payee])
    expect(await till.gained()).toBe(2n * GLM)
    expect(await requestorsLedger.readJob(jobId)).toMatchObject({ free: 8n * GLM, reserved: 0n })
    await till.stop()
  },
  120_000,
)

it('waits for the end of a grace instead, and takes nothing from a provider whose clock is late', async () => {
  const { graceSeconds } = leastTimes(PACE)
  const till = await createSlowChain({
    times: { noticeSeconds: 86_400, graceSeconds },
    lastsSeconds: 300,
    clockLate: LATE_CLOCK_SECONDS,
    fullBlocks: AWAY.fullBlocks,
  })
  const { requestorsLedger, session, jobId, payee, deadline, pass, mine, now } = till
  await pass(deadline + LATE_CLOCK_SECONDS - now() - 1)
  await till.passAway(AWAY.outageSeconds)
  await expectPaidBefore(deadline + graceSeconds, till)
  await mine()
  await requestorsLedger.close(session, jobId, [payee])
  expect(await till.gained()).toBe(2n * GLM)
  expect(await requestorsLedger.readJob(jobId)).toMatchObject({ closed: true, refunded: 8n * GLM })
  await till.stop()
}, 120_000)
