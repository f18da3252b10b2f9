import { expect, it } from 'vitest'
import type { PastJobView, ProviderJobView } from '#peer/provider-view.ts'
import { asJobId, asPeerId } from '#protocol/ids.ts'
import { NEW_REQUESTOR } from '#protocol/market/requestor-record.ts'
import { jobsSoFar } from './jobs-so-far.ts'

const requestor = asPeerId('12D3KooWQYV9dGMFoRzNStwpXztXaBUjtPqi6aU76ZgUriHhKust')
const pastAt = (at: number, part: Partial<PastJobView>): PastJobView => ({
  ...{ jobId: asJobId(`0x${`${at}${at}`.repeat(32)}`), title: 'Sundial', requestor },
  ...{ earned: 5n, agreedAt: 0, verified: 7, rejected: 1 },
  ...part,
})
const runningAt = (at: number, part: Partial<ProviderJobView>): ProviderJobView => ({
  ...{ jobId: pastAt(at, {}).jobId, title: 'Sundial', requestor },
  ...{ record: NEW_REQUESTOR, paid: true, device: 'processor', path: 'direct' },
  ...{ isReady: true, running: 1, waiting: 0, answered: 9, verified: 3, rejected: 2 },
  ...{ vouchered: 8n, authorShare: undefined },
  ...part,
})

it('counts what is under way with what has ended, and leaves other jobs as they were', () => {
  const jobs = jobsSoFar([pastAt(1, {}), pastAt(2, {})], [runningAt(2, {})])
  expect(jobs).toEqual([
    { ...pastAt(1, {}), isRunning: false },
    { ...pastAt(2, {}), isRunning: true, earned: 8n, verified: 10, rejected: 3 },
  ])
})

it('knows of no less pay than was read, and of none for what is free', () => {
  const earnedOf = (earned: bigint | undefined, vouchered: bigint) =>
    jobsSoFar([pastAt(1, { earned })], [runningAt(1, { vouchered })])[0]?.earned
  expect(earnedOf(5n, 0n)).toBe(5n)
  expect(earnedOf(undefined, 0n)).toBeUndefined()
})
