import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditEscrow } from '#cli/demo/audit-escrow.ts'
import { takeGuestWallet } from '#cli/drive/guest-wallet.ts'
import type { JobSeen } from '#cli/drive/page-view.ts'
import { requestJob, saveEvidence } from '#cli/drive/request-job.ts'
import { sayEvidence } from '#cli/verify/evidence-words.ts'
import { readEvidence } from '#cli/verify/verify-file.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { asAddress } from '#protocol/ids.ts'
import { wrong } from '#test/support/cheats/lies.ts'
import { type LocalNetwork, type ProviderTab, startNetwork } from '#test/support/local-network.ts'
import { startNodeProvider } from '#test/support/node-peer.ts'
import { waitForJob } from '#test/support/wait-for-job.ts'

const JOB = {
  frames: 8,
  width: 160,
  height: 90,
  samples: 8,
  free: false,
  check: 'quorum3',
} as const
const CHEAT_PAYEE = asAddress(`0x${'c4'.repeat(20)}`)

let network: LocalNetwork
let providers: ProviderTab[]
let folder: string
let cheat: Awaited<ReturnType<typeof startNodeProvider>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-evidence-'))
  network = await startNetwork({ chain: true })
  cheat = await startNodeProvider({
    relays: network.stack.relay.addresses,
    chain: network.stack.chain?.info,
    payee: CHEAT_PAYEE,
    seed: 66,
    lie: wrong(),
  })
  providers = [await network.startProvider(), await network.startProvider()]
})

afterAll(async () => {
  await cheat?.stop()
  await network?.stop()
  if (folder !== undefined) await rm(folder, { recursive: true })
})

test('tabs without chain coin end up paid, the one with wrong bytes does not', async () => {
  const chain = network.stack.chain?.info
  if (chain === undefined) throw new Error('this network has a chain')
  const ledger = createLedgerViem({ chain })

  const { page } = await network.openTab('/wallet')
  await takeGuestWallet(page)
  await page.goto(`${network.stack.pageUrl}/request`)
  await requestJob(page, JOB)
  // Among the cheat and two others no three agree: the job waits for the last, whoever is quick.
  const answers = ({ peer, answered }: JobSeen['providers'][number]) =>
    peer === cheat.self && answered > 0
  await waitForJob(page, (seen) => seen.providers.some(answers), 120_000)
  providers.push(await network.startProvider())
  const payees = providers.map(({ payee }) => asAddress(payee ?? ''))
  expect(new Set(payees).size).toBe(3)
  for (const payee of payees) expect(await ledger.readBalance(payee)).toEqual({ glm: 0n, coin: 0n })
  const job = await waitForJob(page, ({ phase }) => phase === 'done', 180_000)

  expect(job.verified).toBe(job.subtasks)
  expect(job.executions).toBeGreaterThan(3 * job.subtasks)
  expect(job.providers.find(({ peer }) => peer === cheat.self)).toMatchObject({ verified: 0 })

  const audit = await auditEscrow(chain, job.jobId, [...payees, CHEAT_PAYEE])
  expect(audit.imbalance).toBe(0n)
  expect(audit.paidTo.get(CHEAT_PAYEE)).toBe(0n)
  for (const payee of payees) {
    const { glm, coin } = await ledger.readBalance(payee)
    expect(glm).toBe(audit.paidTo.get(payee))
    expect(glm).toBeGreaterThan(0n)
    expect(coin).toBe(0n)
  }

  const file = join(folder, 'job.evidence')
  await saveEvidence(page, file, 30_000)
  const report = await readEvidence(file)
  if (report.kind === 'broken') throw new Error(sayEvidence(report))
  const { totals } = report
  expect(totals).toMatchObject({ jobId: job.jobId, confirmed: job.subtasks })
  for (const payee of payees) {
    const promised = totals.payees.find((one) => one.payee === payee)?.promised
    expect(promised).toBe(audit.paidTo.get(payee))
  }
  const judgedWrong = totals.providers.filter(({ wrong }) => wrong > 0)
  expect(judgedWrong.map(({ provider }) => provider)).toEqual([cheat.self])
  const bytes = await readFile(file)
  const half = Math.floor(bytes.length / 2)
  await writeFile(file, bytes.with(half, 1 ^ (bytes[half] ?? 0)))
  expect(await readEvidence(file)).toMatchObject({ kind: 'broken', more: 0 })
})

test('the work goes over direct WebRTC, not over the relay', async () => {
  const { page } = await network.openTab('/request')
  await requestJob(page, { frames: 6, width: 160, height: 90, samples: 48, free: true })
  // A finished job has no paths any more: look while there is work. On a busy machine it may begin
  // over the relay, and moves to a direct path within seconds.
  await waitForJob(
    page,
    ({ providers: crew, verified }) =>
      verified > 0 && crew.filter(({ path }) => path === 'direct').length >= 2,
    60_000,
  )
  await waitForJob(page, ({ phase }) => phase === 'done', 120_000)
})
