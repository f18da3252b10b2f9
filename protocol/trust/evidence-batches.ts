import { concatBytes } from '@noble/hashes/utils.js'
import { equals } from 'multiformats/bytes'
import type { z } from 'zod'
import { MalformedError } from '../errors.ts'
import type { Agreement } from '../market/demand.ts'
import { decode, type WireSchema } from '../wire/codec.ts'
import { type Attestation, attestationSchema } from './attestation.ts'
import { batchSchema, hashLeaves, merkleRoot } from './batch-root.ts'
import type { ShownAgreements } from './evidence-agreements.ts'
import {
  type batchSectionSchema,
  CHECKED_LEAF_BYTES,
  checkAt,
  type EvidenceHead,
} from './evidence-file.ts'
import type { EvidencePlace, Findings } from './evidence-report.ts'
import { LEAF_BYTES, Leaves } from './leaves.ts'
import { isMarked } from './marks.ts'
import { isSealedWith, type Sealed, type VerifySignature } from './seal.ts'

type BatchSection = z.output<typeof batchSectionSchema>
type Claim = z.output<typeof batchSchema>

const MAX_SIGNED_BYTES = 2_048

/** The leaves of one batch as they stand in a file. */
interface ShownLeaves {
  /** Whatever their bytes say. */
  readonly leaves: Leaves
  readonly hashes: Uint8Array
  /** Positions whose bytes do not fit their check. */
  readonly damaged: ReadonlySet<number>
}

/** A batch with nothing wrong about it. */
export interface SoundBatch {
  readonly agreement: Agreement
  readonly attestation: Attestation
  readonly leaves: Leaves
  /** Of each leaf, one after another. */
  readonly hashes: Uint8Array
}

export interface BatchChecks {
  readonly findings: Findings
  readonly agreements: ShownAgreements
  readonly head: EvidenceHead | undefined
  readonly verify: VerifySignature
}

/** Holds a batch against what its two sides signed. @returns it, where nothing is wrong with it. */
export async function checkBatch(
  at: { readonly section: number; readonly batch: number },
  section: BatchSection,
  checks: BatchChecks,
): Promise<SoundBatch | undefined> {
  const { findings, head, verify } = checks
  const before = findings.count
  const claim = read(batchSchema, section.batch)
  const said = read(attestationSchema, section.attestation)
  const place = { ...at, provider: claim?.provider ?? said?.provider }
  const shown = readLeaves(place, section.leaves, findings)
  const isClaimed =
    claim !== undefined && (await isSealedWith(verify, 'batch', section.batch, claim.provider))
  if (!isClaimed) findings.add(place, 'it is not as its provider signed it')
  sayDamage(place, shown, isClaimed ? claim.root : undefined, findings)
  if (isClaimed) compareClaim(place, claim, shown, checks)
  const agreement = said && findAgreement(place, said, checks)
  const isAttested =
    said !== undefined &&
    agreement !== undefined &&
    said.requestor === agreement.demand.requestor &&
    (await isSealedWith(verify, 'attestation', section.attestation, said.requestor))
  if (said === undefined || (agreement !== undefined && !isAttested))
    findings.add(place, 'the verdict over it is not as its requestor signed it')
  if (claim !== undefined && isAttested && isClaimed)
    compareVerdict(place, claim, said, findings, head)
  if (findings.count > before || !isAttested) return undefined
  const batch = { agreement, attestation: said, leaves: shown.leaves, hashes: shown.hashes }
  checkLeaves(place, batch, findings)
  return findings.count > before ? undefined : batch
}

function read<T>(schema: WireSchema<T>, sealed: Sealed): T | undefined {
  try {
    return decode(schema, sealed.body, 'signed words', MAX_SIGNED_BYTES)
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return undefined
  }
}

function readLeaves(place: EvidencePlace, shown: Uint8Array, findings: Findings): ShownLeaves {
  const count = Math.floor(shown.byteLength / CHECKED_LEAF_BYTES)
  if (count === 0 || count * CHECKED_LEAF_BYTES !== shown.byteLength)
    findings.add(place, 'its leaves are not whole')
  const rows = Array.from({ length: count }, (_, at) =>
    shown.subarray(at * CHECKED_LEAF_BYTES, (at + 1) * CHECKED_LEAF_BYTES),
  )
  const leaves = new Leaves(concatBytes(...rows.map((row) => row.subarray(0, LEAF_BYTES))))
  const hashes = hashLeaves(leaves)
  const damaged = new Set<number>()
  for (const [position, row] of rows.entries())
    if (!equals(checkAt(hashes, position), row.subarray(LEAF_BYTES))) damaged.add(position)
    else if (!isReadable(leaves, position))
      findings.add({ ...place, position, subtask: leaves.indexAt(position) }, 'it is no result')
  return { leaves, hashes, damaged }
}

function isReadable(leaves: Leaves, position: number): boolean {
  try {
    leaves.at(position)
    return true
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return false
  }
}

/** Names the leaves that do not fit their checks; `root` is what was signed, where that is known. */
function sayDamage(
  place: EvidencePlace,
  { leaves, hashes, damaged }: ShownLeaves,
  root: Uint8Array | undefined,
  findings: Findings,
): void {
  if (damaged.size === 0) return
  const isUnderRoot = root !== undefined && equals(merkleRoot(hashes), root)
  for (const position of damaged)
    findings.add(
      { ...place, position, subtask: leaves.indexAt(position) },
      isUnderRoot
        ? 'it is under the signed root, and what the file adds to tell damage by was changed'
        : 'its result is not under the signed root',
    )
}

function compareClaim(
  place: EvidencePlace,
  claim: Claim,
  { hashes, leaves, damaged }: ShownLeaves,
  { findings, head }: BatchChecks,
): void {
  if (head !== undefined && claim.jobId !== head.jobId) findings.add(place, 'it is of another job')
  if (claim.count !== leaves.length)
    findings.add(place, `${claim.count} results were signed, and ${leaves.length} are shown`)
  else if (leaves.length > 0 && damaged.size === 0 && !equals(merkleRoot(hashes), claim.root))
    findings.add(place, 'its leaves are not those under the signed root; which, cannot be told')
}

function findAgreement(
  place: EvidencePlace,
  { provider, agreementId }: Attestation,
  { agreements, findings }: BatchChecks,
): Agreement | undefined {
  const agreement = agreements.find(provider, agreementId)
  if (agreement === undefined && !agreements.areSomeUnread)
    findings.add(place, 'the agreement that it was leased under is not shown')
  return agreement
}

function compareVerdict(
  place: EvidencePlace,
  claim: Claim,
  said: Attestation,
  findings: Findings,
  head: EvidenceHead | undefined,
): void {
  const isOverIt =
    said.provider === claim.provider &&
    said.leaseId === claim.leaseId &&
    said.count === claim.count &&
    equals(said.root, claim.root)
  if (!isOverIt) findings.add(place, 'the verdict shown with it is over another batch')
  if (head !== undefined && said.jobId !== head.jobId)
    findings.add(place, 'the verdict over it is of another job')
}

/** Holds leaves that were signed against what was agreed on and judged. */
function checkLeaves(
  place: EvidencePlace,
  { agreement, attestation, leaves }: Omit<SoundBatch, 'hashes'>,
  findings: Findings,
): void {
  const { subtasks, limits } = agreement.demand
  const seen = new Set<number>()
  let gas = 0n
  for (let position = 0; position < leaves.length; position += 1) {
    const [subtask, took] = [leaves.indexAt(position), leaves.gasAt(position)]
    const where = { ...place, position, subtask }
    if (subtask >= subtasks) findings.add(where, `the job has ${subtasks} subtasks`)
    if (took > limits.gas)
      findings.add(where, `it took ${took} of the ${limits.gas} that were agreed on`)
    if (seen.has(subtask)) findings.add(where, 'the batch has another leaf of this subtask')
    seen.add(subtask)
    if (isMarked(attestation.right, position)) gas += took
  }
  if (gas !== attestation.gas)
    findings.add(place, `its right results took ${gas}, and its verdict says ${attestation.gas}`)
}
