import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { auditEscrow } from '#cli/demo/audit-escrow.ts'
import { takeGuestWallet } from '#cli/drive/guest-wallet.ts'
import { type JobSeen, readView } from '#cli/drive/page-view.ts'
import { requestJob } from '#cli/drive/request-job.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { asAddress } from '#protocol/ids.ts'
import { costOf } from '#protocol/payment/amount.ts'
import { type BrowserProcess, holdBrowser } from '#test/support/browser-process.ts'
import { drawBlows } from '#test/support/draw-blows.ts'
import { JobWatch } from '#test/support/job-watch.ts'
import { type LocalNetwork, startNetwork } from '#test/support/local-network.ts'
import { testIds } from '#web/test-ids.ts'
import { createRandom } from '../../bench/simulation/random.ts'

const SEED = 4
/** Subtasks of a tenth of a second or so: a lease that is lost is a small part of the job. */
const JOB = { frames: 6, width: 320, height: 160, samples: 37 }
/**
 * What that is, computed once on one machine without any network: every tile in the sandbox of
 * `createNodeCompute`, joined by `hashFrames`; the gas is of all tiles.
 */
const DIRECT = {
  subtasks: 300,
  framesSha256: 'ed8cc7f6e3d845f2b5791855cc6b5b42e6fbe63922cad15f4d7e167d8f44db79',
  gas: 103_162_249_874n,
}
/** Answers that a subtask takes under the policy: two that agree. */
const POLICY = 2n
const MOST_BEYOND_POLICY = 0.1
const LONGEST_GAP_MS = 3_500
/**
 * Subtasks that a tab of one core breaks off and does not count: with itself, or with its requestor.
 */
const BROKEN_OFF = 1
/** How long the job is watched for a gap once a provider is frozen. */
const WATCHED_MS = 6_000
/** A frozen provider is thawed when it has long been given up. */
const FROZEN_MS = 20_000
const SLOWED_TO = 0.1
const REPORT_EVERY_MS = 10_000
/** Generous: for the slowest of machines. */
const PATIENT_MS = 300_000

interface Victim {
  readonly name: string
  readonly self: string
  readonly payee: string
  readonly page: Awaited<ReturnType<LocalNetwork['openTab']>>['page']
  readonly held: BrowserProcess
}

let network: LocalNetwork
let victims: readonly Victim[]

beforeAll(async () => {
  network = await startNetwork({ chain: true })
  const tabs = []
  for (let pair = 0; pair < 3; pair += 1)
    tabs.push(...(await Promise.all([network.startProvider(), network.startProvider()])))
  victims = await Promise.all(
    tabs.map(async ({ browser, page, payee = '' }, at) => ({
      name: `provider ${at}`,
      self: (await readView(page))?.self ?? '',
      payee,
      page,
      held: await holdBrowser(browser),
    })),
  )
})

afterAll(async () => {
  // A browser that stands still does not close.
  for (const { held } of victims ?? []) await held.kill().catch(() => undefined)
  await network?.stop()
})

const say = (text: string) => process.stderr.write(`chaos, seed ${SEED}: ${text}\n`)

const readEarned = async ({ page }: Victim) => (await readView(page))?.provider.earnedTotal ?? 0n
const readComputed = async ({ page }: Victim) => (await readView(page))?.provider.computed ?? 0

/** What the chain paid each victim's payee for a job. */
async function auditOf({ jobId }: JobSeen) {
  if (network.stack.chain === undefined) throw new Error('this network has a chain')
  const { info } = network.stack.chain
  const payees = victims.map(({ payee }) => payee)
  const audit = await auditEscrow(info, jobId, payees)
  const paidTo = ({ payee }: Victim) => audit.paidTo.get(asAddress(payee)) ?? 0n
  return { ...audit, paidTo, ledger: createLedgerViem({ chain: info }) }
}

/** @param promised what victims held vouchers for when something happened to them. */
async function expectExactLedger(job: JobSeen, promised: ReadonlyMap<Victim, bigint>) {
  const { imbalance, paid, paidTo, ledger } = await auditOf(job)
  expect(imbalance).toBe(0n)
  for (const victim of victims) {
    const payee = asAddress(victim.payee)
    const { glm, coin } = await ledger.readBalance(payee)
    expect(glm + (await ledger.readCredit(payee))).toBe(paidTo(victim))
    expect(coin).toBe(0n)
    const seen = job.providers.find(({ peer }) => peer === victim.self)
    if (seen !== undefined) expect(seen.earned).toBe(paidTo(victim))
  }
  for (const [victim, amount] of promised) expect(paidTo(victim)).toBeGreaterThanOrEqual(amount)

  // All asked the same price, so that what is paid tells how much was: every subtask twice, to two
  // payees, and beyond that what was computed twice.
  const price = job.money?.ceilingPerGigaGas ?? 0n
  const fair = costOf(POLICY * DIRECT.gas, price)
  say(`paid ${Number((paid * 10_000n) / fair) / 100} % of two executions a subtask`)
  expect(paid).toBeGreaterThanOrEqual(fair)
  expect(Number(paid)).toBeLessThanOrEqual(Number(fair) * (1 + MOST_BEYOND_POLICY))
  for (const victim of victims)
    expect(paidTo(victim)).toBeLessThanOrEqual(costOf(DIRECT.gas, price) + 1n)
}

/** Whoever nothing happened to holds vouchers for all that it was paid. */
async function expectVouchersPaid(job: JobSeen, providers: readonly Victim[]) {
  const { paidTo } = await auditOf(job)
  for (const victim of providers)
    await vi.waitFor(async () => expect(await readEarned(victim)).toBe(paidTo(victim)), {
      timeout: 30_000,
      interval: 500,
    })
}

/**
 * A paid job among real tabs, each in a browser process of its own: of six providers three are
 * killed, one is frozen and thawed, and one is slowed ten times; the relay goes away and comes back;
 * the requestor's tab is reloaded twice. To whom, and at which share of the job, is drawn from a
 * fixed seed.
 *
 * Computed beyond the policy is what the providers' own tabs counted over two a subtask, whether it
 * was answered, answered too late, or lost with its provider or at a reload; what was broken off
 * half done counts as whole.
 */
test('a paid job comes through chaos whole, at little more than its cost, and exact to the wei', async () => {
  const blows = drawBlows(victims, createRandom(SEED))
  const { page } = await network.openTab('/wallet')
  await takeGuestWallet(page)
  await page.goto(`${network.stack.pageUrl}/request`)
  await requestJob(page, { ...JOB, free: false, check: 'quorum2' })
  const watch = new JobWatch(page)
  onTestFinished(() => watch.stop())
  const postedAt = performance.now()
  /** By tabs that were killed, until then. */
  let computedByDead = 0
  let brokenOff = 0
  const killed = new Set<Victim>()

  const promised = new Map<Victim, bigint>()
  const notePromised = async (victim: Victim) => promised.set(victim, await readEarned(victim))
  const reporting = setInterval(() => say(watch.summary), REPORT_EVERY_MS)
  onTestFinished(() => clearInterval(reporting))
  let thawing: Promise<void> = Promise.resolve()
  const freeze = async (victim: Victim) => {
    const from = await watch.now()
    await victim.held.freeze()
    const frozenAt = performance.now()
    thawing = sleep(FROZEN_MS).then(() => {
      victim.held.thaw()
      say(`thaw ${victim.name}; ${watch.summary}`)
    })
    const isAtWork = ({ peer, state }: JobSeen['providers'][number]) =>
      peer === victim.self && ['working', 'idle'].includes(state)
    const suspected = watch
      .until(({ providers }) => !providers.some(isAtWork), PATIENT_MS)
      .then(() => Math.round(performance.now() - frozenAt))
    await sleep(WATCHED_MS)
    const gap = watch.longestGap(from, from + WATCHED_MS)
    const usual = watch.longestGap(from - WATCHED_MS, from)
    say(JSON.stringify({ gap, usual, suspectedAfterMs: await suspected }))
    expect(gap.ms).toBeLessThanOrEqual(LONGEST_GAP_MS + gap.unseenMs)
  }
  const breakRelay = async () => {
    const startAgain = await network.stopRelay()
    const { verified } = watch.job
    await watch.until((job) => job.verified > verified + 10, PATIENT_MS)
    await startAgain()
  }
  const reload = async () => {
    const { verified, providers } = watch.job
    brokenOff += BROKEN_OFF * providers.filter(({ state }) => state !== 'gone').length
    await watch.reload(PATIENT_MS)
    expect(watch.job.verified).toBeGreaterThanOrEqual(verified)
  }
  const strike = async ({ kind, victim }: (typeof blows)[number]): Promise<void> => {
    if (kind === 'reload') return reload()
    if (kind === 'breakRelay') return breakRelay()
    if (victim === undefined) throw new Error(`Nobody to ${kind}`)
    await notePromised(victim)
    if (kind === 'freeze') return freeze(victim)
    if (kind === 'slow') return victim.held.slow(SLOWED_TO)
    const computed = await readComputed(victim)
    await victim.held.kill()
    computedByDead += computed
    brokenOff += BROKEN_OFF
    killed.add(victim)
  }

  for (const blow of blows) {
    const { phase, verified } = await watch.until(
      (job) => job.verified >= blow.at * job.subtasks,
      PATIENT_MS,
    )
    const seconds = ((performance.now() - postedAt) / 1_000).toFixed(1)
    say(`${seconds} s, ${verified} verified: ${blow.kind} ${blow.victim?.name ?? ''}`)
    expect(phase).not.toBe('done')
    await strike(blow)
  }
  const job = await watch.until(({ phase }) => phase === 'done', PATIENT_MS)
  await thawing
  await watch.stop()

  for (const { held } of victims) held.thaw()
  const alive = victims.filter((victim) => !killed.has(victim))
  const byAlive = await Promise.all(alive.map(readComputed))
  const computed = byAlive.reduce((sum, each) => sum + each, computedByDead + brokenOff)
  const beyond = computed / (Number(POLICY) * job.subtasks) - 1
  const speeds = job.providers.map(({ peer, subtaskMs, state, verified }) => {
    const name = victims.find(({ self }) => self === peer)?.name
    return { name, state, verified, subtaskMs }
  })
  const { executions, seconds } = job
  say(JSON.stringify({ executions, computed, brokenOff, beyond, ...seconds }))
  say(`at the end ${JSON.stringify(speeds)}`)

  expect(job).toMatchObject({ subtasks: DIRECT.subtasks, verified: DIRECT.subtasks })
  const shown = page.getByTestId(testIds.jobSha256)
  expect(await shown.textContent({ timeout: PATIENT_MS })).toContain(DIRECT.framesSha256)
  expect(beyond).toBeLessThanOrEqual(MOST_BEYOND_POLICY)

  await expectExactLedger(job, promised)
  const unharmed = victims.filter((victim) => !promised.has(victim))
  await expectVouchersPaid(job, unharmed)
}, 900_000)
