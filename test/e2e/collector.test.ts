import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { createWalletClient, http, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalChain, startChain } from '#cli/chain/start-chain.ts'
import { Cleanup } from '#cli/process/cleanup.ts'
import { listen } from '#cli/serve/listen.ts'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createFetchPost } from '#peer/adapters/fetch-post.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createWalletViem } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import { createMemorySiblings } from '#peer/adapters/memory-siblings.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Post } from '#peer/ports/post.ts'
import { HandedVouchers } from '#peer/provider/handed-vouchers.ts'
import type { HeldVoucher } from '#peer/provider/provider-store.ts'
import { SiteHandover } from '#peer/provider/site-handover.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asAddress } from '#protocol/ids.ts'
import { WEI_PER_GLM } from '#protocol/payment/amount.ts'
import { heightOf, readCalls } from '#test/support/paid/chain-calls.ts'

const root = resolve(import.meta.dirname, '../..')
const WAIT_MS = 120_000

const cleanup = new Cleanup()
const payee = asAddress(privateKeyToAccount(generatePrivateKey()).address)
const collectorKey = generatePrivateKey()
let folder: string
let chain: LocalChain
let port: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-collector-'))
  cleanup.add(() => rm(folder, { recursive: true }))
  chain = await startChain()
  cleanup.add(chain.stop)
  await chain.fundGuest(asAddress(privateKeyToAccount(collectorKey).address))
  const place = await listen(() => {}, { host: '127.0.0.1', port: 0 })
  port = place.port
  await place.stop()
  const config = {
    ...{ relays: ['/ip4/127.0.0.1/tcp/1/ws'], iceServers: [], sandboxOrigins: 'http://localhost' },
    ...{ faucet: false, allowPrivateAddresses: false },
    chain: { ...chain.info, glmPerCoin: '0.01' },
  }
  await writeFile(join(folder, 'loam.json'), JSON.stringify(config))
})
afterAll(() => cleanup.run())

/** The program, as a site runs it. Resolves once it listens. */
async function startCollector(): Promise<ChildProcess> {
  const words = ['--config', join(folder, 'loam.json'), '--payee', payee, '--port', `${port}`]
  const program = [join(root, 'cli/loam.ts'), 'collect', ...words, '--folder', join(folder, 'kept')]
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOAM_COLLECTOR_KEY: collectorKey },
  })
  cleanup.add(async () => child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('Takes vouchers')) return child
  throw new Error('The collector ended before it listened')
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/**
 * A deadline for jobs: vouchers are collected from it on, and before it come a kill, a restart and two
 * retries, which take longer the longer this machine takes to start the program.
 */
async function drawDeadline(): Promise<number> {
  const from = performance.now()
  await kill(await startCollector())
  const startSeconds = (performance.now() - from) / 1_000
  return Math.floor(Date.now() / 1_000 + 60 + 10 * startSeconds)
}

/** A requestor that promises and is never seen again; its job ends when all others do. */
async function openJobs(count: number, deadline: number) {
  const ledger = createLedgerViem({ chain: chain.info })
  const session = generatePrivateKey()
  const account = privateKeyToAccount(generatePrivateKey())
  const requestor = asAddress(account.address)
  await chain.fundGuest(requestor)
  const { chainId, escrow, rpcUrl } = chain.info
  const client = { account, chain: toViemChain(chain.info), transport: http(rpcUrl) }
  const wallet = createWalletViem({
    walletClient: createWalletClient(client),
    chain: chain.info,
  })
  const jobs = []
  for (let at = 1; at <= count; at += 1) {
    const opened = await wallet.open({
      ...{ requestor, session: ledger.addressOf(session), deadline },
      ...{ amount: 5n * WEI_PER_GLM, stipend: WEI_PER_GLM / 100n },
      ...{ salt: toHex(at, { size: 32 }), spec: toHex(0, { size: 32 }) },
      ...{ noticeSeconds: 60, graceSeconds: 600 },
    })
    if (opened.kind !== 'opened') throw new Error(opened.message)
    const { jobId } = opened
    await ledger.reserve(session, jobId, [{ payee, cap: 5n * WEI_PER_GLM }])
    jobs.push(async (glm: bigint): Promise<HeldVoucher> => {
      const voucher = { chainId, escrow, jobId, payee, epoch: 0, cumulative: glm * WEI_PER_GLM }
      return { ...voucher, signature: await ledger.signVoucher(session, voucher) }
    })
  }
  return { ledger, jobs }
}

/** A browser of its own; what it showed the collector, and whether that answered, is counted. */
async function visit() {
  const store = createMemoryStore()
  const saved = new SavedRecords()
  const siblings = createMemorySiblings().join()
  const handed = new HandedVouchers({ store, saved, siblings, self: 'a tab' })
  const asked = { answered: 0, unanswered: 0 }
  const real = createFetchPost(() => {})
  const post: Post = {
    ...real,
    bring: async (...given) => {
      const answer = await real.bring(...given)
      asked[answer === undefined ? 'unanswered' : 'answered'] += 1
      return answer
    },
  }
  const handover = new SiteHandover({ post, store, saved, handed, clock: systemClock })
  await handover.start({ payee, collector: `http://127.0.0.1:${port}/loam-vouchers` })
  cleanup.add(async () => handover.stop())
  return { handover, asked }
}

test('a site has what all its visitors earned in one transaction, though its collector is away, killed and restarted', async () => {
  const deadline = await drawDeadline()
  const { ledger, jobs } = await openJobs(4, deadline)
  const [first, second, third, fourth] = jobs
  if (!first || !second || !third || !fourth) throw new Error('there are four')
  const [early, busy, late] = await Promise.all([visit(), visit(), visit()])

  // Nobody is there: the voucher is kept, and shown again.
  early.handover.hear(await first(1n))
  await expect.poll(() => early.asked.unanswered, { timeout: WAIT_MS }).toBe(1)

  const before = await startCollector()
  busy.handover.hear(await second(2n))
  late.handover.hear(await third(4n))
  await expect.poll(() => busy.asked.answered, { timeout: WAIT_MS }).toBe(1)
  await expect.poll(() => late.asked.answered, { timeout: WAIT_MS }).toBe(1)
  await kill(before)

  await startCollector()
  // Two visitors of one job: the larger total is the payee's.
  busy.handover.hear(await fourth(1n))
  late.handover.hear(await fourth(3n))
  for (const { asked } of [busy, late])
    await expect.poll(() => asked.answered, { timeout: WAIT_MS }).toBe(2)
  await expect.poll(() => early.asked.answered, { timeout: WAIT_MS }).toBe(1)
  expect(Date.now() / 1000).toBeLessThan(deadline)

  const height = await heightOf(chain.info)
  const owed = (1n + 2n + 4n + 3n) * WEI_PER_GLM
  const timeout = deadline * 1_000 - Date.now() + WAIT_MS
  await expect.poll(async () => (await ledger.readBalance(payee)).glm, { timeout }).toBe(owed)
  expect((await readCalls(chain.info, height)).map(({ name }) => name)).toEqual(['redeemMany'])
  expect(await ledger.readCredit(payee)).toBe(0n)
})
