import { bytesToHex } from '@noble/hashes/utils.js'
import type { JobId, PeerId } from '#protocol/ids.ts'
import type { ChainedAgreement } from '#protocol/market/agreement-chain.ts'
import { type Agreement, agreementSchema } from '#protocol/market/demand.ts'
import { joinBytes } from '#protocol/task/joined-bytes.ts'
import { type Attestation, attestationSchema } from '#protocol/trust/attestation.ts'
import {
  type BatchPlace,
  comparePlaces,
  type EvidenceBatch,
  type EvidenceVoucher,
  EvidenceWriter,
  placeOf,
} from '#protocol/trust/evidence-file.ts'
import { decode } from '#protocol/wire/codec.ts'

const MAX_SIGNED_BYTES = 64 * 1024

/** What one side kept of a job, as it lies in its store. */
export interface JobEvidence {
  readonly jobId: JobId
  /** How many answers there were. */
  readonly executions: number
  /** By provider and number. */
  readonly agreements: readonly ChainedAgreement[]
  readonly batches: readonly EvidenceBatch[]
  /** By payee. */
  readonly vouchers: readonly EvidenceVoucher[]
}

/**
 * Writes what was kept of a job as a file of evidence, signed by this peer. What no agreement in the
 * file explains is left out: agreements are kept up to a number, as batches are up to a size.
 */
export async function writeEvidence(
  role: 'requestor' | 'provider',
  by: PeerId,
  sign: (bytes: Uint8Array) => Promise<Uint8Array>,
  { jobId, executions, agreements, batches, vouchers }: JobEvidence,
): Promise<Uint8Array> {
  const writer = new EvidenceWriter(by)
  const agreed = agreements.map(({ agreement }) =>
    decode(agreementSchema, agreement.body, 'own agreement', MAX_SIGNED_BYTES),
  )
  const ids = new Set(agreed.map(({ offer, agreementId }) => nameOf(offer.provider, agreementId)))
  const payees = new Set(agreed.filter(isPaid).map(({ offer }) => offer.payee))
  const judged: Array<{ readonly batch: EvidenceBatch; readonly place: BatchPlace }> = []
  for (const batch of batches) {
    const said = readVerdict(batch)
    if (ids.has(nameOf(said.provider, said.agreementId)))
      judged.push({ batch, place: placeOf(said) })
  }
  judged.sort((a, b) => comparePlaces(a.place, b.place))
  return joinBytes([
    writer.head({ jobId, role, executions }),
    ...agreements.map((chained) => writer.agreement(chained)),
    ...judged.map(({ batch }) => writer.batch(batch)),
    ...vouchers.filter(({ payee }) => payees.has(payee)).map((voucher) => writer.voucher(voucher)),
    await writer.foot(sign),
  ]).bytes
}

const readVerdict = ({ attestation }: EvidenceBatch): Attestation =>
  decode(attestationSchema, attestation.body, 'own verdict', MAX_SIGNED_BYTES)

const isPaid = ({ demand }: Agreement) => demand.terms.kind === 'paid'

const nameOf = (provider: PeerId, agreementId: Uint8Array) =>
  `${provider} ${bytesToHex(agreementId)}`
