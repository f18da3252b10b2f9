import type { JobId, PeerId } from '../ids.ts'

/** A requestor's key that speaks for a paid job, by the word of the job's session key. */
export interface Endorsement {
  readonly jobId: JobId
  readonly requestor: PeerId
}

/** What is signed, in words: no contract reads it. The job id names chain and escrow. */
export const sayEndorsement = ({ jobId, requestor }: Endorsement): string =>
  `Loam: ${requestor} speaks for job ${jobId}.`
