import { expect, it } from 'vitest'
import type { JobView } from '#peer/peer.ts'
import { asJobId } from '#protocol/ids.ts'
import { estimateSecondsLeft, sayBytes, sayDuration } from './eta.ts'

const job = (part: Partial<JobView>): JobView => ({
  jobId: asJobId('0x00'),
  appId: 'render',
  title: '',
  params: undefined,
  deadline: 86_400_000,
  priority: 'normal',
  maxShare: undefined,
  createdAt: 0,
  phase: 'running',
  explanation: undefined,
  subtasks: 100,
  verified: 25,
  continues: undefined,
  inherited: 0,
  executions: 50,
  checks: undefined,
  leased: 0,
  providers: [],
  turnedAway: [],
  money: undefined,
  seconds: { join: 1, firstResult: 5, total: undefined },
  ...part,
})

it('carries the speed since the first tile on to the last', () => {
  expect(estimateSecondsLeft(job({}), 15_000)).toBe(30)
  expect(estimateSecondsLeft(job({ verified: 100 }), 15_000)).toBe(0)
})

it('says nothing before anybody can know', () => {
  const none = { join: undefined, firstResult: undefined, total: undefined }
  expect(estimateSecondsLeft(job({ seconds: none }), 15_000)).toBeUndefined()
  expect(estimateSecondsLeft(job({ verified: 1 }), 15_000)).toBeUndefined()
  expect(estimateSecondsLeft(job({}), 5_000)).toBeUndefined()
})

it.each([
  [4, 'a few seconds'],
  [41, 'about 45 s'],
  [100, 'about 2 min'],
  [90 * 60, 'about 2 h'],
])('says %d seconds no more precisely than they are known', (seconds, words) => {
  expect(sayDuration(seconds)).toBe(words)
})

it('says bytes as people do', () => {
  expect(sayBytes(819_500)).toBe('820 kB')
  expect(sayBytes(8_240_000)).toBe('8.2 MB')
})
