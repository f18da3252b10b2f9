import type { OfferRefusal } from '#protocol/market/judgement.ts'
import type { JobEnd } from './job-record.ts'

/** Said to who offers while nobody is taken. */
export const PAUSED: OfferRefusal = {
  reason: 'the job is paused',
  advice: 'Resume the job to take offers again.',
  toProvider: 'Wait until it is resumed; other jobs are not concerned.',
}

export const TAB_CLOSED: OfferRefusal = {
  reason: 'its requestor’s tab is closed',
  advice: 'Keep the tab open: the job goes on when it is opened again.',
  toProvider: 'Wait until it is opened again; other jobs are not concerned.',
}

/** Said to who may see no more of a job, and to its kin who offer. */
export const HAD_ITS_SHARE: OfferRefusal = {
  reason: 'has been lent as much of the job as its requestor shows to one',
  advice: 'It is taken again once you lift the limit.',
  toProvider: 'Offer to other jobs: the rest of this one is for others.',
}

const OVER = {
  advice: 'Nothing to do: nobody is needed any more.',
  toProvider: 'Offer to other jobs: this one needs nobody any more.',
} as const

/** Said to everybody once a job ends, by how it ended. */
export const FAREWELL: Readonly<Record<JobEnd, OfferRefusal>> = {
  done: { reason: 'the job is done', ...OVER },
  cancelled: { reason: 'the job was ended by its requestor', ...OVER },
  failed: { reason: 'the job cannot go on', ...OVER },
}

export const JOB_OVER: OfferRefusal = { reason: 'the job is over', ...OVER }
