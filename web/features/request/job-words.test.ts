import { describe, expect, it } from 'vitest'
import { FAKE_VIEWS } from '#web/dev/fake-views.ts'
import { explainJob, PHASES, sayVerified } from './job-words.ts'

const job = FAKE_VIEWS['job, running']?.view.jobs[0]
if (job === undefined) throw new Error('the gallery shows a running job')

describe('the words for a job', () => {
  it('say of each phase but success what would change it, or that it gets on', () => {
    const silent = (Object.keys(PHASES) as Array<keyof typeof PHASES>).filter(
      (phase) => explainJob({ ...job, phase }) === undefined,
    )
    // The market and the runner explain these themselves, each by what they know.
    expect(silent).toEqual(['seeking', 'running', 'paused', 'done', 'failed'])
  })

  it('are the job’s own where it has any', () => {
    const explanation = { reason: 'The chain is away.', advice: 'Wait.' }
    expect(explainJob({ ...job, phase: 'settling', explanation })).toBe(explanation)
  })

  it('call nothing verified that nobody looked at', () => {
    const { checks } = FAKE_VIEWS['job, checked']?.view.jobs[0] ?? job
    if (checks === undefined) throw new Error('the gallery shows a job that counts its checks')
    expect(sayVerified({ checks })).toBe('verified')
    expect(sayVerified({ checks: { ...checks, policy: { kind: 'none' } } })).toBe('taken')
  })
})
