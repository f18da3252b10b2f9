import { afterAll, beforeAll, expect, test } from 'vitest'
import { requestJob } from '#cli/drive/request-job.ts'
import { type LocalNetwork, startNetwork } from '#test/support/local-network.ts'
import { waitForJob } from '#test/support/wait-for-job.ts'
import { testIds } from '#web/test-ids.ts'

const JOB = {
  frames: 4,
  width: 160,
  height: 96,
  samples: 16,
  free: true,
  check: 'quorum2',
} as const

let network: LocalNetwork

beforeAll(async () => {
  network = await startNetwork({ chain: false })
})

// Undefined when the network itself did not come up.
afterAll(() => network?.stop())

test('a job goes on in another tab of the browser when the one that runs it is closed', async () => {
  const [{ page: first }] = await Promise.all([
    network.openTab('/request'),
    network.startProvider(),
  ])
  const second = await first.context().newPage()
  await requestJob(first, JOB)
  await second.goto(`${network.stack.pageUrl}/jobs`)
  const notice = second.getByTestId(testIds.jobsElsewhere)
  await notice.waitFor()
  // Two must agree: until now nothing could be verified.
  await network.startProvider()
  const before = await waitForJob(second, ({ verified }) => verified > 0, 120_000)
  expect(before.phase).toBe('running')
  expect(before.verified).toBeLessThan(before.subtasks)

  await first.close()
  await notice.waitFor({ state: 'detached' })
  const done = await waitForJob(second, ({ phase }) => phase === 'done', 120_000)
  expect(done).toMatchObject({ jobId: before.jobId, verified: before.subtasks })
  // What the first tab had verified was not computed again.
  expect(done.executions).toBeLessThan(2 * done.subtasks + before.executions)
})
