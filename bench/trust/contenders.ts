import type { PartyRecord, Policy } from '#protocol/trust/policy.ts'
import type { CrowdModel } from './crowd.ts'
import { runLoam } from './loam-job.ts'
import {
  BOINC,
  type PeerPolicy,
  runPeer,
  THREE_ALIKE,
  TWO_ALIKE,
  TWO_OF_THREE,
} from './peer-job.ts'
import type { Tally } from './tally.ts'

/** Jobs of a cell have seeds one apart. */
const SEEDS_APART = 1_000

/** Who settles a job, and how: Loam's own reducer under one of its policies, or a model of a peer. */
export type Contender = { readonly name: string } & (
  | { readonly loam: Policy }
  | { readonly peer: PeerPolicy }
)

export const boinc: Contender = { name: 'BOINC, adaptive', peer: BOINC }

/** What peers do. Two alike are BOINC's quorum of two. */
export const PEERS: readonly Contender[] = [
  boinc,
  { name: 'quorum 2', peer: TWO_ALIKE },
  { name: 'quorum 3, two alike', peer: TWO_OF_THREE },
  { name: 'quorum 3, all alike', peer: THREE_ALIKE },
]

/** Loam, asked for at most this share of wrong results. */
export const adaptive = (error: number): Contender => ({
  name: `Loam, adaptive ${error}`,
  loam: { kind: 'adaptive', error },
})

export const FIXED: readonly Contender[] = [
  { name: 'Loam, audit 5 %', loam: { kind: 'audit', share: 0.05 } },
  { name: 'Loam, quorum 2', loam: { kind: 'quorum', parties: 2 } },
  { name: 'Loam, quorum 3', loam: { kind: 'quorum', parties: 3 } },
]

/** @param jobsBefore of the same requestor, each with another such crowd; peers' models learn nothing of them. */
export function runContender(
  model: CrowdModel,
  subtasks: number,
  contender: Contender,
  jobsBefore = 0,
): Tally {
  if (!('loam' in contender)) return runPeer(model, subtasks, contender.peer)
  const parties = new Map<string, PartyRecord>()
  for (let job = 1; job <= jobsBefore; job += 1) {
    runLoam({ ...model, seed: model.seed + job * SEEDS_APART }, subtasks, contender.loam, parties)
  }
  return runLoam(model, subtasks, contender.loam, parties)
}
