import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type JobSeen, readNewestJob, readView } from '#cli/drive/page-view.ts'
import { requestJob } from '#cli/drive/request-job.ts'
import { type LocalNetwork, startNetwork } from '#test/support/local-network.ts'
import { waitForJob } from '#test/support/wait-for-job.ts'
import { testIds } from '#web/test-ids.ts'

const JOB = { frames: 6, width: 96, height: 54, samples: 4, free: true }
const PATIENT_MS = 120_000

/** What WebRTC of a page's own browser finds to offer for a direct connection. */
const gatherAddresses = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const connection = new RTCPeerConnection()
    const found: string[] = []
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) found.push(candidate.candidate)
    }
    connection.createDataChannel('probe')
    await connection.setLocalDescription()
    while (connection.iceGatheringState !== 'complete')
      await new Promise((resolve) => setTimeout(resolve, 10))
    connection.close()
    return found
  })

/** Runs in a page: WebRTC finds addresses and nothing ever passes, as between two strict NATs. */
function loseEveryAddress() {
  const { prototype } = RTCPeerConnection
  prototype.addIceCandidate = async () => {}
  Object.defineProperty(prototype, 'onicecandidate', { set: () => {} })
}

const peerOf = async (page: Page) => (await readView(page))?.self

/** Waits until the page's own words on its provider side are as wished. */
const waitForStatus = (page: Page, words: string, timeoutMs = PATIENT_MS) =>
  page.getByTestId(testIds.provideStatus).filter({ hasText: words }).waitFor({ timeout: timeoutMs })

async function postJob(network: LocalNetwork, tab = {}): Promise<Page> {
  const { page } = await network.openTab('/request', tab)
  await requestJob(page, JOB)
  return page
}

/** Follows a job to its end; `paths` are those its providers were seen on, by peer. */
async function waitUntilDone(page: Page) {
  const paths = new Map<string, string>()
  const job = await waitForJob(
    page,
    ({ phase, providers }) => {
      for (const { peer, path } of providers) if (path !== undefined) paths.set(peer, path)
      return phase === 'done'
    },
    PATIENT_MS,
  )
  expect(job.verified).toBe(job.subtasks)
  for (const { rejected } of job.providers) expect(rejected).toBe(0)
  const shown = page.getByTestId(testIds.jobSha256)
  return { job, paths, framesSha256: await shown.textContent({ timeout: PATIENT_MS }) }
}

/** Seconds from posting until the first verified subtask, for whoever reads the log. */
const report = (path: string, { seconds }: JobSeen) =>
  console.log(JSON.stringify({ path, ...seconds }))

describe('where no direct path exists and the relay carries work', () => {
  let network: LocalNetwork
  beforeAll(async () => {
    network = await startNetwork({ chain: false })
  })
  afterAll(() => network?.stop())

  test('it goes over the relay, to the same frames as directly', async () => {
    const blocked = { blockDirect: true }
    const far = await Promise.all([network.startProvider(blocked), network.startProvider(blocked)])
    for (const { page } of far) expect(await gatherAddresses(page)).toEqual([])
    const requestor = await postJob(network)
    const relayed = await waitUntilDone(requestor)
    expect([...relayed.paths.values()]).toEqual(['relayed', 'relayed'])
    for (const { verified } of relayed.job.providers) expect(verified).toBeGreaterThan(0)
    for (const { page } of [...far, { page: requestor }])
      expect((await readView(page))?.mesh.direct).toBe(0)
    report('relayed', relayed.job)
    await Promise.all(far.map(({ browser }) => browser.close()))

    const near = await Promise.all([network.startProvider(), network.startProvider()])
    for (const { page } of near) expect(await gatherAddresses(page)).not.toEqual([])
    const direct = await waitUntilDone(await postJob(network))
    expect([...direct.paths.values()]).toEqual(['direct', 'direct'])
    expect(direct.framesSha256).toBe(relayed.framesSha256)
    report('direct', direct.job)
    await Promise.all(near.map(({ browser }) => browser.close()))
  })

  test('a requestor without a direct path is served over the relay', async () => {
    await Promise.all([network.startProvider(), network.startProvider()])
    const { job, paths } = await waitUntilDone(await postJob(network, { blockDirect: true }))
    report('relayed, from the requestor', job)
    expect([...paths.values()]).toEqual(['relayed', 'relayed'])
  })
})

describe('where no direct path exists and the relay carries talk alone', () => {
  let network: LocalNetwork
  beforeAll(async () => {
    network = await startNetwork({ chain: false, allowWork: false })
  })
  afterAll(() => network?.stop())

  test('a provider’s page says so, and the job waits for others and gets done', async () => {
    const lone = await network.startProvider({ blockDirect: true })
    expect(await gatherAddresses(lone.page)).toEqual([])
    const requestor = await postJob(network)
    await waitForStatus(lone.page, 'Cannot work from this network')
    expect((await readView(lone.page))?.provider.explanation?.reason).toContain(
      'relay does not carry work',
    )
    expect(await readNewestJob(requestor)).toMatchObject({ phase: 'seeking', executions: 0 })

    const others = await Promise.all([network.startProvider(), network.startProvider()])
    const { job } = await waitUntilDone(requestor)
    const peers = await Promise.all(others.map(({ page }) => peerOf(page)))
    expect(new Set(job.providers.map(({ peer }) => peer))).toEqual(new Set(peers))
    expect(await lone.page.getByTestId(testIds.provideStatus).textContent()).toContain('Cannot')
    await Promise.all([lone, ...others].map(({ browser }) => browser.close()))
  })

  test('a requestor’s page says so, asks nobody in vain, and lets go', async () => {
    const providers = await Promise.all([network.startProvider(), network.startProvider()])
    const page = await postJob(network, { blockDirect: true })
    await page.getByText('Cannot work from this network').first().waitFor({ timeout: PATIENT_MS })
    expect(await readNewestJob(page)).toMatchObject({ phase: 'seeking', executions: 0 })
    for (const one of providers) expect((await readView(one.page))?.provider.status).toBe('idle')

    await page.getByTestId(testIds.jobCancel).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel it' }).click()
    await waitForJob(page, ({ phase }) => phase === 'cancelled', PATIENT_MS)
    await Promise.all(providers.map(({ browser }) => browser.close()))
  })

  test('behind a NAT that lets nothing pass, both find out by trying', async () => {
    const lone = await network.startProvider({ script: loseEveryAddress })
    const requestor = await postJob(network)
    await waitForJob(
      requestor,
      ({ explanation }) => explanation?.reason.startsWith('A provider answered') ?? false,
      PATIENT_MS,
    )
    await waitForStatus(lone.page, 'Cannot work from this network')
    await vi.waitFor(async () => {
      expect(await readNewestJob(requestor)).toMatchObject({ phase: 'seeking', executions: 0 })
    })
    await Promise.all([network.startProvider(), network.startProvider()])
    const { paths } = await waitUntilDone(requestor)
    expect([...paths.values()]).toEqual(['direct', 'direct'])
  })
})
