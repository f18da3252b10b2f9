import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asJobId, asPeerId } from '#protocol/ids.ts'
import { BitSet } from '#protocol/schedule/bit-set.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { freshProgress, type JobRecord } from './job-record.ts'
import { JobStore } from './job-store.ts'
import { Journal } from './journal.ts'
import { ResultPages } from './result-pages.ts'

const SUBTASKS = 40_000
const jobId = asJobId(`0x${'1'.repeat(64)}`)
const provider = asPeerId('provider')
const resultAt = (index: number, byte: number) => ({
  jobId,
  index,
  provider,
  output: new Uint8Array(2).fill(byte),
})

it('has all that is void off the list in one write, shows none of it, and removes it bit by bit', async () => {
  const record: JobRecord = {
    jobId,
    demandId: new Uint8Array(16),
    appId: 'toy',
    title: 'A job',
    paramsJson: '{}',
    format: 'kernel',
    limits: { gas: 1n, memoryBytes: 1, outputBytes: 2, logBytes: 0, wallMs: 1 },
    subtasks: SUBTASKS,
    gasPerSubtask: 1n,
    funding: { kind: 'free' },
    prefers: { allow: [], block: [], minSpeed: 0n, minUpMs: 0, waitForPrice: null },
    createdAt: 0,
    inherited: 0,
    results: jobId,
    secret: new Uint8Array(32),
  }
  const disk = createMemoryStore()
  const store = new JobStore(disk, new SavedRecords())
  const progress = freshProgress('running', 1)
  await store.create(record, progress, { module: new Uint8Array(), shared: new Uint8Array() })
  const journal = new Journal({
    ...{ store, record, progress, kept: new BitSet(SUBTASKS), clock: createFakeClock() },
    cashier: undefined,
    onChange: () => {},
  })
  const all = Array.from({ length: SUBTASKS }, (_, index) => index)
  await journal.save({ results: all.map((index) => resultAt(index, 1)) })
  const last = SUBTASKS - 1
  expect(await store.loadResult(jobId, last)).toEqual(resultAt(last, 1).output)
  await journal.save({ voided: all })

  const onDisk = async () => (await new ResultPages(disk, new SavedRecords()).list(jobId)).length
  const reloaded = new JobStore(disk, new SavedRecords())
  expect((await reloaded.loadKept(record)).count).toBe(0)
  expect(await onDisk()).toBeGreaterThan(SUBTASKS / 2)
  expect(await reloaded.loadResult(jobId, last)).toBeUndefined()

  await journal.save({ results: [resultAt(last, 2)] })
  expect(await store.loadResult(jobId, last)).toEqual(resultAt(last, 2).output)
  for (let write = 0; write < 2; write += 1) await journal.save()
  expect(await onDisk()).toBe(1)
})
