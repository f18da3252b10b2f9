import { equals } from 'multiformats/bytes'
import type { z } from 'zod'
import { MalformedError } from '../errors.ts'
import type { Agreement } from '../market/demand.ts'
import { decode, type WireSchema } from '../wire/codec.ts'
import { RecordReader } from '../wire/packed.ts'
import { type Attestation, attestationSchema } from './attestation.ts'
import { batchSchema, hashLeafBytes, merkleRoot } from './batch-root.ts'
import type { ShownAgreements } from './evidence-agreements.ts'
import {
  type batchSectionSchema,
  CHECKED_LEAF_BYTES,
  checkOf,
  type EvidenceHead,
} from './evidence-file.ts'
import type { EvidencePlace, Findings } from './evidence-report.ts'
import { LEAF_BYTES, type Leaf, leafFormat } from './leaves.ts'
import { isMarked } from './marks.ts'
import { isSealedWith, type Sealed, type VerifySignature } from './seal.ts'

type BatchSection = z.output<typeof batchSectionSchema>
type Claim = z.output<typeof batchSchema>

const MAX_SIGNED_BYTES = 2_048
const HASH_BYTES = 32

/** The leaves of one batch as they stand in a file. */
interface ShownLeaves {
  /** What each says first, whatever else of it can be read. */
  readonly subtasks: readonly number[]
  /** Undefined where the bytes are no leaf. */
  readonly leaves: ReadonlyArray<Leaf | undefined>
  /** Of each leaf's bytes, whatever they say, one after another. */
  readonly hashes: Uint8Array
  /** Positions whose bytes do not fit their check. */
  readonly damaged: ReadonlySet<number>
}

/** A batch with nothing wrong about it. */
export interface SoundBatch {
  readonly agreement: Agreement
  readonly attestation: Attestation
  readonly leaves: readonly Leaf[]
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
  const leaves = shown.leaves.filter((leaf) => leaf !== undefined)
  checkLeaves(place, { agreement, attestation: said, leaves }, findings)
  if (findings.count > before) return undefined
  return { agreement, attestation: said, leaves, hashes: shown.hashes }
}

function read<T>(schema: WireSchema<T>, sealed: Sealed): T | undefined {
  try {
    return decode(schema, sealed.body, 'signed words', MAX_SIGNED_BYTES)
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return undefined
  }
}

function readLeaves(place: EvidencePlace, bytes: Uint8Array, findings: Findings): ShownLeaves {
  const count = Math.floor(bytes.byteLength / CHECKED_LEAF_BYTES)
  if (count === 0 || count * CHECKED_LEAF_BYTES !== bytes.byteLength)
    findings.add(place, 'its leaves are not whole')
  const leaves: Array<Leaf | undefined> = []
  const subtasks: number[] = []
  const hashes = new Uint8Array(count * HASH_BYTES)
  const damaged = new Set<number>()
  for (let at = 0; at < count; at += 1) {
    const from = at * CHECKED_LEAF_BYTES
    const row = bytes.subarray(from, from + LEAF_BYTES)
    const hash = hashLeafBytes(row)
    hashes.set(hash, at * HASH_BYTES)
    subtasks.push(new RecordReader(row).u32())
    leaves.push(readLeaf(row))
    const check = bytes.subarray(from + LEAF_BYTES, from + CHECKED_LEAF_BYTES)
    if (!equals(checkOf(hash), check)) damaged.add(at)
    else if (leaves[at] === undefined)
      findings.add({ ...place, position: at, subtask: subtasks[at] }, 'its bytes are no result')
  }
  return { subtasks, leaves, hashes, damaged }
}

function readLeaf(row: Uint8Array): Leaf | undefined {
  try {
    return leafFormat.read(new RecordReader(row))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return undefined
  }
}

/** Names the leaves that do not fit their checks; `root` is what was signed, where that is known. */
function sayDamage(
  place: EvidencePlace,
  { subtasks, hashes, damaged }: ShownLeaves,
  root: Uint8Array | undefined,
  findings: Findings,
): void {
  if (damaged.size === 0) return
  const isUnderRoot = root !== undefined && equals(merkleRoot(hashes), root)
  for (const position of damaged)
    findings.add(
      { ...place, position, subtask: subtasks[position] },
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
  for (const [position, leaf] of leaves.entries()) {
    const where = { ...place, position, subtask: leaf.index }
    if (leaf.index >= subtasks) findings.add(where, `the job has ${subtasks} subtasks`)
    if (leaf.gas > limits.gas)
      findings.add(where, `it took ${leaf.gas} of the ${limits.gas} that were agreed on`)
    if (seen.has(leaf.index)) findings.add(where, 'the batch has another leaf of this subtask')
    seen.add(leaf.index)
    if (isMarked(attestation.right, position)) gas += leaf.gas
  }
  if (gas !== attestation.gas)
    findings.add(place, `its right results took ${gas}, and its verdict says ${attestation.gas}`)
}
