import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type JobSeen, readView } from '#cli/drive/page-view.ts'
import { requestJob } from '#cli/drive/request-job.ts'
import { type LocalNetwork, startNetwork, type TabOptions } from '#test/support/local-network.ts'
import { waitForJob } from '#test/support/wait-for-job.ts'
import { testIds } from '#web/test-ids.ts'

/** Three must agree: among two providers it waits, and shows for as long how it reaches them. */
const JOB = { frames: 6, width: 96, height: 54, samples: 4, free: true, check: 'quorum3' } as const
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

async function postJob(network: LocalNetwork, tab?: TabOptions): Promise<Page> {
  const { page } = await network.openTab('/request', tab)
  await requestJob(page, JOB)
  return page
}

const startProviders = (network: LocalNetwork, count: number, tab?: TabOptions) =>
  Promise.all(Array.from({ length: count }, () => network.startProvider(tab)))

/** Waits until a job is back on the market with nobody; says how much was computed for it. */
const waitUntilAlone = async (page: Page) =>
  (await waitForJob(page, ({ phase }) => phase === 'seeking', PATIENT_MS)).executions

async function waitUntilDone(page: Page) {
  const job = await waitForJob(page, ({ phase }) => phase === 'done', PATIENT_MS)
  expect(job.verified).toBe(job.subtasks)
  for (const { rejected } of job.providers) expect(rejected).toBe(0)
  const shown = page.getByTestId(testIds.jobSha256)
  return { job, framesSha256: await shown.textContent({ timeout: PATIENT_MS }) }
}

/**
 * Has a job done by three providers, of whom the first two are seen to work over such a path: on a
 * busy machine work may begin over the relay, and moves to a direct path within seconds.
 */
async function workOver(
  path: 'direct' | 'relayed',
  network: LocalNetwork,
  tabs: { readonly provider?: TabOptions; readonly requestor?: TabOptions } = {},
) {
  const providers = await startProviders(network, 2, tabs.provider)
  const page = await postJob(network, tabs.requestor)
  await waitForJob(
    page,
    (job) => job.providers.filter((one) => one.path === path).length === 2,
    PATIENT_MS,
  )
  providers.push(...(await startProviders(network, 1, tabs.provider)))
  return { page, providers, ...(await waitUntilDone(page)) }
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
    const far = await workOver('relayed', network, { provider: { blockDirect: true } })
    for (const { verified } of far.job.providers) expect(verified).toBeGreaterThan(0)
    for (const { page } of far.providers) expect(await gatherAddresses(page)).toEqual([])
    for (const { page } of [...far.providers, far])
      expect((await readView(page))?.mesh.direct).toBe(0)
    report('relayed', far.job)
    await Promise.all(far.providers.map(({ browser }) => browser.close()))

    const near = await workOver('direct', network)
    for (const { page } of near.providers) expect(await gatherAddresses(page)).not.toEqual([])
    expect(near.framesSha256).toBe(far.framesSha256)
    report('direct', near.job)
    await Promise.all(near.providers.map(({ browser }) => browser.close()))
  })

  test('a requestor without a direct path is served over the relay', async () => {
    const { page, job } = await workOver('relayed', network, { requestor: { blockDirect: true } })
    report('relayed, from the requestor', job)
    expect((await readView(page))?.mesh.direct).toBe(0)
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
    expect(await waitUntilAlone(requestor)).toBe(0)

    const others = await startProviders(network, 3)
    const { job } = await waitUntilDone(requestor)
    const peers = await Promise.all(others.map(({ page }) => peerOf(page)))
    expect(new Set(job.providers.map(({ peer }) => peer))).toEqual(new Set(peers))
    expect(await lone.page.getByTestId(testIds.provideStatus).textContent()).toContain('Cannot')
    await Promise.all([lone, ...others].map(({ browser }) => browser.close()))
  })

  test('a requestor’s page says so, asks nobody in vain, and lets go', async () => {
    const providers = await startProviders(network, 2)
    const page = await postJob(network, { blockDirect: true })
    await page.getByText('Cannot work from this network').first().waitFor({ timeout: PATIENT_MS })
    expect(await waitUntilAlone(page)).toBe(0)
    for (const one of providers)
      await expect.poll(async () => (await readView(one.page))?.provider.status).toBe('idle')

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
    expect(await waitUntilAlone(requestor)).toBe(0)
    await startProviders(network, 3)
    const { job } = await waitUntilDone(requestor)
    expect(job.providers.filter(({ verified }) => verified === job.subtasks)).toHaveLength(3)
  })
})
