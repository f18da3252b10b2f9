import { expect, it, vi } from 'vitest'
import { verifyEvidence } from '#protocol/trust/evidence.ts'
import { CHECKED_LEAF_BYTES } from '#protocol/trust/evidence-file.ts'
import type { EvidenceReport } from '#protocol/trust/evidence-report.ts'
import { rememberingChecks, sectionsOf } from '#test/support/evidence.ts'
import { createMortalStore } from '#test/support/mortal-store.ts'
import {
  createToyWorld,
  jobOf,
  joinPaid,
  PROVIDE,
  postFree,
  postPaid,
  richWallet,
  type ToyMember,
  untilOver,
} from '#test/support/toy-world.ts'

vi.setConfig({ testTimeout: 120_000 })

const SUBTASKS = 24
const BATCH = 2
const checks = rememberingChecks()

async function exported(
  { peer }: ToyMember,
  jobId: Parameters<typeof peer.exportEvidence>[0],
  role: 'requestor' | 'provider',
) {
  const file = await peer.exportEvidence(jobId, role)
  if (file === undefined) throw new Error('no evidence')
  return file
}

function totalsOf(report: EvidenceReport) {
  if (report.kind === 'broken')
    throw new Error(report.findings.map(({ words }) => words).join('\n'))
  return report.totals
}

/** A paid job that two providers did to the end. */
async function finishPaid() {
  const world = createToyWorld()
  const requestor = await world.join({ wallet: richWallet(world) })
  const providers = [await joinPaid(world, 11), await joinPaid(world, 12)]
  await postPaid(world, requestor, { subtasks: SUBTASKS, budgetPercent: 300n })
  const job = await untilOver(world, requestor)
  expect(job).toMatchObject({ phase: 'done', verified: SUBTASKS })
  await world.clock.advance(5_000)
  return { world, requestor, providers, job }
}

it('is of any job that a provider finds among those it worked on', async () => {
  const { requestor, providers, job } = await finishPaid()
  for (const { peer, mesh } of providers) {
    const seen = job.providers.find((one) => one.peer === mesh.self)
    const [last, ...others] = await peer.pastJobs()
    expect(others).toEqual([])
    expect(last).toMatchObject({ jobId: job.jobId, requestor: requestor.mesh.self })
    expect(last?.earned).toBe(seen?.earned)
    expect(last?.earned).toBeGreaterThan(0n)
    expect(last?.verified).toBe(seen?.verified)
    expect(await peer.exportEvidence(job.jobId, 'provider')).toBeDefined()
  }
  expect(await requestor.peer.pastJobs()).toEqual([])
})

it('of a paid job says on both sides what each did and earned', async () => {
  const { requestor, providers, job } = await finishPaid()
  const whole = totalsOf(
    await verifyEvidence(await exported(requestor, job.jobId, 'requestor'), checks),
  )
  expect(whole).toMatchObject({
    jobId: job.jobId,
    by: requestor.mesh.self,
    subtasks: SUBTASKS,
    confirmed: SUBTASKS,
    executions: { shown: job.executions, claimed: job.executions },
    agreements: 2,
  })
  for (const { peer, payee, earned, verified } of job.providers) {
    const totals = whole.payees.find((one) => one.payee === payee)
    expect(totals).toMatchObject({ earned, promised: earned })
    expect(whole.providers.find(({ provider }) => provider === peer)).toMatchObject({
      payee,
      right: verified,
    })
  }
  for (const provider of providers) {
    const part = totalsOf(
      await verifyEvidence(await exported(provider, job.jobId, 'provider'), checks),
    )
    expect(part).toMatchObject({ role: 'provider', by: provider.mesh.self, agreements: 1 })
    expect(part.providers).toEqual(
      whole.providers.filter(({ provider: one }) => one === provider.mesh.self),
    )
    const { payee } = part.providers[0] ?? {}
    expect(part.payees).toEqual(whole.payees.filter((one) => one.payee === payee))
  }
  expect(await requestor.peer.exportEvidence(job.jobId, 'provider')).toBeUndefined()
})

it('of a real job names any byte that is flipped, and its leaf where it lies in one', async () => {
  const { requestor, job } = await finishPaid()
  const file = await exported(requestor, job.jobId, 'requestor')
  const sections = sectionsOf(file)
  const leaves = new Map<number, number>()
  let batch = 0
  for (const { kind, from, to } of sections) {
    if (kind !== BATCH) continue
    batch += 1
    for (const [position, at] of rowsOf(file.subarray(from, to)).entries())
      for (let byte = 0; byte < CHECKED_LEAF_BYTES; byte += 1)
        leaves.set(from + at + byte, 10_000 * batch + position)
  }
  expect(leaves.size).toBe(job.executions * CHECKED_LEAF_BYTES)
  // Every byte of a small file is flipped beside the verifier.
  for (let at = 0; at < file.length; at += 37) {
    const report = await verifyEvidence(file.with(at, (file[at] ?? 0) ^ (1 << (at % 8))), checks)
    const [finding] = report.kind === 'broken' ? report.findings : []
    const inside = sections.findIndex(({ from, to }) => at >= from && at < to)
    expect(finding?.section, `byte ${at}`).toBe(Math.max(0, inside) + 1)
    const leaf = leaves.get(at)
    if (leaf !== undefined)
      expect(10_000 * (finding?.batch ?? 0) + (finding?.position ?? 0), `byte ${at}`).toBe(leaf)
  }
})

it('survives a reload, and says how much of the job is missing', async () => {
  const { world, requestor, job } = await finishPaid()
  await requestor.peer.stop()
  const parts = await requestor.store.loadKeys(['job', job.jobId, 'evidence'])
  const [first] = parts
  if (first === undefined) throw new Error('nothing was kept')
  const lost = parts.filter((key) => key[3] === first[3])
  for (const key of lost) await requestor.store.remove(key)
  const again = await world.join({ store: requestor.store, seed: requestor.seed })
  const { executions } = totalsOf(
    await verifyEvidence(await exported(again, job.jobId, 'requestor'), checks),
  )
  expect(executions.claimed).toBe(job.executions)
  expect(executions.shown).toBeLessThan(job.executions)
  expect(executions.shown).toBeGreaterThan(0)
})

it('is in order for a job that went through two tabs and lost a provider', async () => {
  const world = createToyWorld()
  const wallet = richWallet(world)
  const store = createMortalStore()
  const first = await world.join({ wallet, store })
  const [leaver] = [await joinPaid(world, 11), await joinPaid(world, 12)]
  await postPaid(world, first, { subtasks: 120, budgetPercent: 400n })
  await world.clock.advance(6_000)
  world.network.kill(leaver.mesh.self)
  await world.clock.advance(4_000)
  world.network.kill(first.mesh.self)
  const disk = store.die()
  const closing = first.peer.stop()
  await world.clock.advance(20)
  await closing
  // Another tab, with another key: the first had kept what was judged so far.
  const again = await world.join({ wallet, store: disk })
  await joinPaid(world, 13)
  const job = await untilOver(world, again)
  expect(job).toMatchObject({ phase: 'done', verified: 120 })
  const file = await exported(again, job.jobId, 'requestor')
  const totals = totalsOf(await verifyEvidence(file, checks))
  expect(totals.by).toBe(again.mesh.self)
  expect(totals.agreements).toBeGreaterThanOrEqual(4)
  expect(new Set(totals.providers.map(({ provider }) => provider)).size).toBe(3)
  // Each tab signed with a key of its own, and what each owes is told apart.
  expect(new Set(totals.requestors)).toEqual(new Set([first.mesh.self, again.mesh.self]))
  expect(totals.executions.claimed).toBe(job.executions)
  // Of what was answered before and confirmed after, there is no verdict.
  expect(totals.confirmed).toBeGreaterThan(100)
  for (const { earned, promised } of totals.payees) expect(earned).toBeLessThanOrEqual(promised)
  const part = await exported(leaver, job.jobId, 'provider')
  expect(totalsOf(await verifyEvidence(part, checks)).confirmed).toBeGreaterThan(0)
})

it('of a free job with a liar says who was judged wrong', async () => {
  const world = createToyWorld()
  const requestor = await world.join()
  let runs = 0
  const liar = await world.join({
    habits: {
      spoil: (result) => {
        runs += 1
        return runs === 5 && result.kind === 'done'
          ? { ...result, output: new Uint8Array(32) }
          : result
      },
    },
  })
  const honest = [await world.join(), await world.join()]
  for (const { peer } of [liar, ...honest]) await peer.startProviding(PROVIDE)
  const jobId = await postFree(world, requestor, SUBTASKS)
  await untilOver(world, requestor)
  const { banned } = Object.groupBy((await jobOf(requestor)).providers, ({ state }) => state)
  expect(banned).toMatchObject([{ peer: liar.mesh.self }])
  const totals = totalsOf(
    await verifyEvidence(await exported(requestor, jobId, 'requestor'), checks),
  )
  expect(totals).toMatchObject({ confirmed: SUBTASKS, payees: [] })
  const wrong = totals.providers.filter((one) => one.wrong > 0)
  expect(wrong.map(({ provider }) => provider)).toEqual([liar.mesh.self])
})

/** Where the rows of leaves begin in a section of a batch. */
function rowsOf(section: Uint8Array): readonly number[] {
  const at = Buffer.from(section).indexOf('fleaves') + 'fleaves'.length
  const kind = section[at] ?? 0
  const view = new DataView(section.buffer, section.byteOffset)
  const [from, length] =
    kind === 0x58 ? [at + 2, section[at + 1] ?? 0] : [at + 3, view.getUint16(at + 1)]
  return Array.from(
    { length: length / CHECKED_LEAF_BYTES },
    (_, row) => from + row * CHECKED_LEAF_BYTES,
  )
}
