import { explainStart } from '#peer/requestor/explain-waiting.ts'
import { asJobId } from '#protocol/ids.ts'
import { calm, type FakeViews } from './fake-calm.ts'
import { checkedJob, running } from './fake-job.ts'

/** What may become of a job. */
export const JOB_VIEWS: FakeViews = {
  'job, running': { path: `/jobs/${running.jobId}`, view: { ...calm, jobs: [running] } },
  'job, seeking': {
    path: `/jobs/${running.jobId}`,
    view: {
      ...calm,
      jobs: [
        {
          ...running,
          phase: 'seeking',
          explanation: {
            reason:
              'Looking for providers. One offer was not taken, the last because: price 0.012 > 0.01 GLM for 10⁹ gas.',
            advice: 'A job that pays up to 0.012 GLM for 10⁹ gas would take it.',
          },
          providers: [],
          verified: 0,
          executions: 0,
          leased: 0,
          seconds: { join: undefined, firstResult: undefined, total: undefined },
        },
      ],
    },
  },
  'job, starting': {
    path: `/jobs/${running.jobId}`,
    view: {
      ...calm,
      jobs: [
        {
          ...running,
          explanation: explainStart({ working: 1, fetching: 2, lacks: 'fetching' }) ?? undefined,
          providers: running.providers.slice(0, 3).map((one, at) => ({
            ...one,
            payee: undefined,
            state: at === 0 ? 'working' : 'connecting',
            answered: 0,
            verified: 0,
            rejected: 0,
            leased: at === 0 ? 12 : 0,
            pricePerGigaGas: 0n,
            earned: 0n,
          })),
          money: undefined,
          verified: 0,
          executions: 0,
          leased: 12,
          seconds: { join: 2.1, firstResult: undefined, total: undefined },
        },
      ],
    },
  },
  'job, done': {
    path: `/jobs/${running.jobId}`,
    view: {
      ...calm,
      jobs: [
        {
          ...running,
          phase: 'cancelled',
          leased: 0,
          providers: running.providers.map((one) =>
            one.state === 'banned' ? one : { ...one, state: 'gone' },
          ),
        },
      ],
    },
  },
  'job, checked': {
    path: `/jobs/${running.jobId}`,
    view: { ...calm, jobs: [checkedJob] },
  },
  'job, unchecked': {
    path: `/jobs/${running.jobId}`,
    view: { ...calm, jobs: [{ ...checkedJob, checks: undefined }] },
  },
  'job, paused': {
    path: `/jobs/${running.jobId}`,
    view: { ...calm, jobs: [{ ...running, phase: 'paused', leased: 0 }] },
  },
  'job, elsewhere': {
    path: `/jobs/${running.jobId}`,
    view: { ...calm, jobs: [running], jobsRun: 'elsewhere' },
  },
  'jobs, elsewhere': { path: '/jobs', view: { ...calm, jobs: [running], jobsRun: 'elsewhere' } },
  'job, failed': {
    path: `/jobs/${running.jobId}`,
    view: {
      ...calm,
      jobs: [
        {
          ...running,
          phase: 'failed',
          explanation: {
            reason: 'Could not keep a result: the disk is full.',
            advice: 'Free some of the disk, then run what is missing.',
          },
          providers: [],
          verified: 0,
          executions: 0,
          leased: 0,
        },
      ],
    },
  },
  'job, rest': {
    path: `/jobs/${running.jobId}`,
    view: {
      ...calm,
      jobs: [
        {
          ...running,
          phase: 'failed',
          explanation: {
            reason: 'The deadline passed.',
            advice: 'What is verified is kept: run what is missing as a job of its own.',
          },
          leased: 0,
          continues: asJobId(`0x${'d4'.repeat(32)}`),
          inherited: 40,
        },
      ],
    },
  },
}
