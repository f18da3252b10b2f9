import { LoamError } from '#protocol/errors.ts'
import { explainError } from '#protocol/explanation.ts'
import type { AmendResult } from './peer.ts'
import type { Redeemer } from './provider/redeemer.ts'
import { JOB_NOT_FOUND } from './requestor/cashier.ts'
import type { JobDesk } from './requestor/job-desk.ts'

const NO_ANSWER = {
  reason: 'The chain did not answer for all jobs.',
  advice: 'The figures are those of the last time it did. Try again in a minute.',
}

/** Asks the chain about every deposit and every promise, whatever was known of them. */
export async function reconcile(
  desk: Pick<JobDesk, 'views' | 'order'>,
  redeemer: Pick<Redeemer, 'lookAgain'> | undefined,
): Promise<AmendResult> {
  const paid = desk.views().filter(({ money }) => money !== undefined)
  const asked = await Promise.allSettled([
    redeemer?.lookAgain(),
    ...paid.map(({ jobId }) => desk.order({ kind: 'review', jobId })),
  ])
  // That a job is not there is an answer.
  const failed = asked.find(
    (one) => one.status === 'rejected' && one.reason?.code !== JOB_NOT_FOUND,
  )
  if (failed?.status !== 'rejected') return { kind: 'done' }
  const { reason } = failed
  // A sibling's error comes without its class.
  const { reason: message, advice } = reason instanceof LoamError ? explainError(reason) : NO_ANSWER
  return { kind: 'refused', message, advice }
}
