import { type Attestation, attestationSchema } from '#protocol/trust/attestation.ts'
import { type Sealed, seal } from '#protocol/trust/seal.ts'
import { testimonialSchema } from '#protocol/trust/testimonial.ts'
import { decode } from '#protocol/wire/codec.ts'
import type { ProviderMessage, RequestorMessage } from '#protocol/wire/messages.ts'
import type { Twist } from './twisted-mesh.ts'

type Answer = Extract<ProviderMessage, { type: 'answer' }>

/** Signs for the right bytes, and sends others. */
export const sendsOtherBytes: Twist<ProviderMessage> = (said) =>
  said.type === 'output'
    ? {
        ...said,
        pieces: said.pieces.map((piece) => ({
          ...piece,
          data: piece.data.map((byte) => byte ^ 1),
        })),
      }
    : said

/** Signs for the right bytes, shows signs of life, and sends none. */
export const withholdsBytes: Twist<ProviderMessage> = (said) =>
  said.type === 'output' ? undefined : said

/** What a provider signed once, kept to be said again. */
export interface Tape {
  recorded: Answer | undefined
  /** Results that were said before it plays: right, and owed for. */
  said: number
  isPlaying: boolean
}

/** Says what was signed first in place of all later answers, from when the tape plays. */
export const replays =
  (tape: Tape): Twist<ProviderMessage> =>
  (said) => {
    if (said.type !== 'answer') return said
    if (tape.recorded !== undefined && tape.isPlaying)
      return { ...tape.recorded, leaseId: said.leaseId }
    tape.recorded ??= said
    tape.said += said.results.length
    return said
  }

/** Calls wrong whatever is right, with its own signature. */
export const callsAllWrong =
  (seed: Uint8Array): Twist<RequestorMessage> =>
  (said) => {
    if (said.type !== 'verdict') return said
    const { body } = said.attestation
    const judged = decode(attestationSchema, body, 'own attestation', body.byteLength)
    const turned: Attestation = {
      ...judged,
      right: judged.right.map(() => 0),
      wrong: judged.wrong.map((byte, at) => byte | (judged.right[at] ?? 0)),
      gas: 0n,
    }
    return { ...said, attestation: seal('attestation', attestationSchema, turned, seed) }
  }

/** Confirms and never promises anything. */
export const promisesNothing: Twist<RequestorMessage> = (said) =>
  said.type === 'voucher' ? undefined : said

/** What a provider left out of its record. */
export interface Omission {
  count: number
}

/** Whether a requestor said of an agreement that some of it was wrong. */
const isBad = (testimonial: Sealed | null) =>
  testimonial !== null &&
  decode(testimonialSchema, testimonial.body, 'testimonial', testimonial.body.byteLength).wrong > 0

/** Shows its record without the words that are bad for it. */
export const hidesBadWords =
  (omission: Omission): Twist<ProviderMessage> =>
  (said) => {
    if (said.type !== 'record') return said
    const agreements = said.record.agreements.map((shown) => {
      if (!isBad(shown.testimonial)) return shown
      omission.count += 1
      return { ...shown, testimonial: null }
    })
    return { ...said, record: { ...said.record, agreements } }
  }

/** Shows its record without the agreements that came to something bad. */
export const hidesBadAgreements =
  (omission: Omission): Twist<ProviderMessage> =>
  (said) => {
    if (said.type !== 'record') return said
    const agreements = said.record.agreements.filter(({ testimonial }) => !isBad(testimonial))
    omission.count += said.record.agreements.length - agreements.length
    return { ...said, record: { ...said.record, agreements } }
  }
