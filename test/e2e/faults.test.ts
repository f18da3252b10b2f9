import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readNewestJob } from '#cli/drive/page-view.ts'
import { requestJob } from '#cli/drive/request-job.ts'
import { holdBrowser } from '#test/support/browser-process.ts'
import { type LocalNetwork, startNetwork } from '#test/support/local-network.ts'
import { waitForJob } from '#test/support/watch-job.ts'

/** Long enough to be caught in the middle on any machine. */
const JOB = { frames: 10, width: 320, height: 180, samples: 24, free: true }

let network: LocalNetwork

beforeAll(async () => {
  network = await startNetwork({ chain: false })
  await Promise.all([network.startProvider(), network.startProvider()])
})
afterAll(() => network?.stop())

async function postJob() {
  const { page } = await network.openTab('/request')
  await requestJob(page, JOB)
  return page
}

const isUnderWay = (job: { verified: number; subtasks: number }) =>
  job.verified > 3 && job.verified < job.subtasks - 20

/** A job under way, and one of those at work for it, held so that it can be killed or frozen. */
async function catchInTheMiddle() {
  const victim = await network.startProvider()
  const self = await victim.page.evaluate('window.loam?.view().self')
  const held = await holdBrowser(victim.browser)
  const page = await postJob()
  await waitForJob(
    page,
    (job) =>
      isUnderWay(job) && job.providers.some(({ peer, answered }) => peer === self && answered > 0),
    60_000,
  )
  return { page, held }
}

test('a provider killed in the middle of its leases costs time, never a frame', async () => {
  const { page, held } = await catchInTheMiddle()
  await held.kill()
  const job = await waitForJob(page, ({ phase }) => phase === 'done', 240_000)
  expect(job.verified).toBe(job.subtasks)
})

test('with a provider frozen, results go on within five seconds', async () => {
  const { page, held } = await catchInTheMiddle()
  await held.freeze()
  let seen = (await readNewestJob(page))?.verified ?? 0
  let changedAt = Date.now()
  let longestGapMs = 0
  for (;;) {
    const job = await readNewestJob(page)
    if (job === undefined) throw new Error('the job is gone')
    if (job.verified > seen || job.phase === 'done') {
      longestGapMs = Math.max(longestGapMs, Date.now() - changedAt)
      changedAt = Date.now()
      seen = job.verified
    }
    if (job.verified === job.subtasks) break
    expect(Date.now() - changedAt).toBeLessThan(30_000)
    await setTimeout(50)
  }
  expect(longestGapMs).toBeLessThan(5_000)
  await held.kill()
  await waitForJob(page, ({ phase }) => phase === 'done', 60_000)
})

test('a reloaded requestor takes its job up where it was', async () => {
  const page = await postJob()
  const before = await waitForJob(page, isUnderWay, 60_000)
  await page.reload()
  const after = await waitForJob(page, ({ jobId }) => jobId === before.jobId, 30_000)
  expect(after.verified).toBeGreaterThanOrEqual(before.verified)
  const job = await waitForJob(page, ({ phase }) => phase === 'done', 240_000)
  expect(job.verified).toBe(job.subtasks)
})

test('a job goes on while the relay is down, and newcomers join once it is back', async () => {
  const page = await postJob()
  // On a busy machine work may begin over the relay, and moves to a direct path within seconds.
  await waitForJob(
    page,
    (job) => isUnderWay(job) && job.providers.filter(({ path }) => path === 'direct').length >= 2,
    60_000,
  )
  const startRelayAgain = await network.stopRelay()
  const seen = (await readNewestJob(page))?.verified ?? 0
  await waitForJob(page, ({ verified }) => verified > seen + 10, 60_000)
  await startRelayAgain()
  const newcomer = await network.startProvider()
  const self = await newcomer.page.evaluate('window.loam?.view().self')
  const job = await waitForJob(
    page,
    ({ phase, providers }) =>
      phase === 'done' || providers.some(({ peer, verified }) => peer === self && verified > 0),
    120_000,
  )
  expect(job.providers.some(({ peer }) => peer === self)).toBe(true)
  await waitForJob(page, ({ phase }) => phase === 'done', 240_000)
})
