import { equals } from 'multiformats/bytes'
import type { Clock } from '#peer/ports/clock.ts'
import { UnreachableError } from '#peer/ports/errors.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import { takeFrames } from '#peer/take-frames.ts'
import { limitTime } from '#peer/time-limit.ts'
import { MalformedError } from '#protocol/errors.ts'
import { type Explanation, quoteExplanation } from '#protocol/explanation.ts'
import { AGREEMENT_MS } from '#protocol/market/bidding.ts'
import {
  type Agreement,
  agreementSchema,
  type Demand,
  demandSchema,
  type Offer,
  offerSchema,
} from '#protocol/market/demand.ts'
import { type Sealed, seal, unseal } from '#protocol/trust/seal.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { offerMessageSchema } from '#protocol/wire/messages.ts'
import { OFFER_PROTOCOL } from '#protocol/wire/protocols.ts'

export interface OfferCall {
  readonly demand: Demand
  readonly offer: Offer
  /** Hears once that the requestor signed just this, and as what; the answer goes over the channel. */
  readonly onAgreement: (agreement: Agreement, sealed: Sealed, channel: Channel) => void
  readonly onDecline: (why: Explanation) => void
}

/**
 * Sends an offer to the requestor of a demand, and hears what it says for `AGREEMENT_MS`.
 *
 * @returns whether it was sent; it is not where it turns out that no work can pass from here.
 * @throws {UnreachableError} when the requestor is not reached.
 */
export async function placeOffer(
  { mesh, clock, seed }: { readonly mesh: Mesh; readonly clock: Clock; readonly seed: Uint8Array },
  { demand, offer, onAgreement, onDecline }: OfferCall,
): Promise<boolean> {
  const channel = await mesh
    .open(demand.requestor, OFFER_PROTOCOL, {
      path: 'relayed',
      signal: limitTime(clock, AGREEMENT_MS),
    })
    .catch((cause: unknown) => {
      throw new UnreachableError(demand.requestor, 'its relay does not answer', { cause })
    })
  // The circuit itself may have told that nothing but talk passes here.
  if (!mesh.status().carriesWork) {
    await channel.close()
    return false
  }
  let isAgreed = false
  takeFrames(mesh, channel, async (frame) => {
    const message = decode(offerMessageSchema, frame, 'answer to an offer', MAX_FRAME_BYTES)
    if (message.type === 'decline') {
      onDecline(quoteExplanation('its requestor says', message))
      await channel.close()
    }
    if (message.type === 'agree' && !isAgreed) {
      isAgreed = true
      const { agreement } = message
      onAgreement(readAgreement(agreement, demand, offer), agreement, channel)
    }
  })
  clock.after(AGREEMENT_MS, () => void channel.close())
  const sealed = seal('offer', offerSchema, offer, seed)
  await channel.send(encode(offerMessageSchema, { type: 'offer', offer: sealed }))
  return true
}

/** @throws {MalformedError} when it is not what was offered on what was heard. */
function readAgreement(sealed: Sealed, demand: Demand, offer: Offer): Agreement {
  const agreement = unseal('agreement', agreementSchema, sealed, () => demand.requestor)
  // How many are asked and wanted changes while a demand is repeated: it is no term of an agreement.
  const { answerProbability, places } = agreement.demand
  const heard = { ...demand, answerProbability, places }
  const isSame =
    // Nothing that nobody reads is signed and kept along.
    equals(encode(agreementSchema, agreement), sealed.body) &&
    equals(encode(demandSchema, agreement.demand), encode(demandSchema, heard)) &&
    equals(encode(offerSchema, agreement.offer), encode(offerSchema, offer))
  if (!isSame) throw new MalformedError('agreement on other terms')
  return agreement
}
