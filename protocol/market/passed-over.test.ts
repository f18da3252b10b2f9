import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asJobId } from '../ids.ts'
import {
  createPassedOver,
  type DemandRefusal,
  forgetJob,
  MAX_JOBS,
  notePassedOver,
  OBSTACLES,
  viewPassedOver,
} from './passed-over.ts'

const job = (at: number) => ({
  jobId: asJobId(`0x${at.toString(16).padStart(64, '0')}`),
  title: `job ${at}`,
})
const refusal = (part: Partial<DemandRefusal> = {}): DemandRefusal => ({
  obstacle: 'unpaid',
  reason: 'unpaid work is switched off',
  advice: 'Switch it on.',
  ...part,
})

describe('what was passed over', () => {
  it('tells first of what the owner could change, each with how many jobs and the latest', () => {
    const passed = createPassedOver()
    notePassedOver(passed, job(1), refusal({ obstacle: 'escrow' }), 0)
    notePassedOver(passed, job(2), refusal({ reason: 'first' }), 0)
    notePassedOver(passed, job(3), refusal({ reason: 'second' }), 1)
    notePassedOver(passed, job(2), refusal({ reason: 'first again' }), 2)
    expect(viewPassedOver(passed, 2)).toEqual([
      {
        obstacle: 'unpaid',
        jobs: 2,
        title: 'job 2',
        reason: 'first again',
        advice: 'Switch it on.',
      },
      expect.objectContaining({ obstacle: 'escrow', jobs: 1 }),
    ])
  })

  it('counts a job under what stood in its way last', () => {
    const passed = createPassedOver()
    notePassedOver(passed, job(1), refusal(), 0)
    notePassedOver(passed, job(1), refusal({ obstacle: 'price' }), 1)
    expect(viewPassedOver(passed, 1)).toMatchObject([{ obstacle: 'price', jobs: 1 }])
  })

  it('forgets a job that is at work, and after ten minutes all', () => {
    const passed = createPassedOver()
    notePassedOver(passed, job(1), refusal(), 0)
    notePassedOver(passed, job(2), refusal(), 5)
    forgetJob(passed, job(1).jobId)
    expect(viewPassedOver(passed, 600_004)).toMatchObject([{ jobs: 1 }])
    expect(viewPassedOver(passed, 600_005)).toEqual([])
    notePassedOver(passed, job(3), refusal(), 600_005)
    expect(passed.get('unpaid')?.size).toBe(1)
    forgetJob(passed, job(3).jobId)
    expect(passed.size).toBe(0)
  })

  it('stays small whatever strangers ask for', () => {
    const happenings = fc.array(fc.tuple(fc.nat(2_000), fc.constantFrom(...OBSTACLES)), {
      minLength: 500,
      maxLength: 2_000,
    })
    fc.assert(
      fc.property(happenings, (events) => {
        const passed = createPassedOver()
        for (const [at, obstacle] of events)
          notePassedOver(passed, job(at), refusal({ obstacle }), 0)
        for (const jobs of passed.values()) expect(jobs.size).toBeLessThanOrEqual(MAX_JOBS)
      }),
      { numRuns: 20 },
    )
  })
})
