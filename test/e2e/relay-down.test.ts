import { afterAll, beforeAll, expect, test } from 'vitest'
import { readNewestJob, readView } from '#cli/drive/page-view.ts'
import { requestJob } from '#cli/drive/request-job.ts'
import { type LocalNetwork, type ProviderTab, startNetwork } from '#test/support/local-network.ts'
import { waitForJob } from '#test/support/wait-for-job.ts'

/** Sixty subtasks: enough to be caught in the middle on any machine. */
const JOB = { frames: 4, width: 320, height: 180, samples: 24, free: true }

let network: LocalNetwork
let leaving: ProviderTab

beforeAll(async () => {
  network = await startNetwork({ chain: false })
  ;[leaving] = await Promise.all([network.startProvider(), network.startProvider()])
})
afterAll(() => network?.stop())

test('a job goes on while the relay is down, and newcomers join once it is back', async () => {
  const { page } = await network.openTab('/request')
  await requestJob(page, JOB)
  // On a busy machine work may begin over the relay, and moves to a direct path within seconds.
  await waitForJob(
    page,
    ({ verified, providers }) =>
      verified > 3 && providers.filter(({ path }) => path === 'direct').length >= 2,
    60_000,
  )
  const startRelayAgain = await network.stopRelay()
  const seen = (await readNewestJob(page))?.verified ?? 0
  const during = await waitForJob(page, ({ verified }) => verified > seen + 10, 60_000)
  expect(during.phase).toBe('running')
  // The one that stays cannot finish alone: two must agree on every subtask.
  await leaving.browser.close()
  await startRelayAgain()
  const newcomer = await network.startProvider()
  const self = (await readView(newcomer.page))?.self
  const job = await waitForJob(page, ({ phase }) => phase === 'done', 240_000)
  expect(job.verified).toBe(job.subtasks)
  expect(job.providers.find(({ peer }) => peer === self)?.verified).toBeGreaterThan(0)
})
