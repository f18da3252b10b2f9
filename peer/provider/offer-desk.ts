import { bytesToHex } from '@noble/hashes/utils.js'
import type { Clock } from '#peer/ports/clock.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import { LoamError } from '#protocol/errors.ts'
import { cutWords, type Explanation, explainError } from '#protocol/explanation.ts'
import type { BiddingEffect, BiddingEvent } from '#protocol/market/bidding-state.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import type { Sealed } from '#protocol/trust/seal.ts'
import { encode } from '#protocol/wire/codec.ts'
import { type OfferMessage, offerMessageSchema } from '#protocol/wire/messages.ts'
import type { AgreementBook } from './agreement-book.ts'
import { placeOffer } from './place-offer.ts'

export interface OfferDeskDeps {
  readonly mesh: Mesh
  readonly clock: Clock
  readonly seed: Uint8Array
  readonly agreements: AgreementBook
}

/** An agreement as it is to be signed, and where the answer goes. */
interface Asking {
  readonly sealed: Sealed
  readonly channel: Channel
}

/** Sends a provider's offers, and answers the agreements that come of them. */
export class OfferDesk {
  readonly #deps: OfferDeskDeps
  readonly #tell: (event: BiddingEvent) => void
  /** Who asked for a signature, while it is decided on. */
  readonly #asking = new Map<string, Asking>()

  /** @param tell decides, and has performed what it decided when it returns. */
  constructor(deps: OfferDeskDeps, tell: (event: BiddingEvent) => void) {
    this.#deps = deps
    this.#tell = tell
  }

  async offer({ demand, offer }: Extract<BiddingEffect, { type: 'offer' }>): Promise<void> {
    try {
      const isSent = await placeOffer(this.#deps, {
        demand,
        offer,
        onDecline: (why) => this.#tell({ type: 'declined', demand, why }),
        onAgreement: (agreement, sealed, channel) => {
          const name = bytesToHex(agreement.agreementId)
          this.#asking.set(name, { sealed, channel })
          this.#tell({ type: 'asked', agreement })
          this.#asking.delete(name)
        },
      })
      if (!isSent) this.#tell({ type: 'missed', demand, why: undefined })
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      this.#tell({ type: 'missed', demand, why: explainError(error) })
    }
  }

  refuse({ agreement, reason, advice }: Extract<BiddingEffect, { type: 'refuse' }>): void {
    const asking = this.#asking.get(bytesToHex(agreement.agreementId))
    if (asking !== undefined)
      void answer(asking, { type: 'decline', reason: cutWords(reason), advice })
  }

  /** The agreement is in the book before anybody holds our signature. */
  async sign(agreement: Agreement): Promise<void> {
    const { agreementId } = agreement
    const asking = this.#asking.get(bytesToHex(agreementId))
    if (asking === undefined) return
    if (this.#deps.agreements.knows(agreementId))
      return this.#leaveUnsigned(agreement, asking, USED)
    try {
      const link = await this.#deps.agreements.sign(agreementId, asking.sealed)
      await answer(asking, { type: 'sign', link })
    } catch {
      await this.#leaveUnsigned(agreement, asking, NOT_KEPT)
    }
  }

  async #leaveUnsigned(agreement: Agreement, asking: Asking, why: Explanation): Promise<void> {
    this.#tell({ type: 'unsigned', agreement, why })
    await answer(asking, { type: 'decline', ...why })
  }
}

/** Evidence of two agreements of one id could not be told apart. */
const USED: Explanation = {
  reason: 'an agreement of that id was signed before',
  advice: 'Ask with an agreement of another id.',
}
const NOT_KEPT: Explanation = {
  reason: 'it cannot be kept on this disk',
  advice: 'Make room on the disk of this machine.',
}

/** Who does not hear it does not come either, which is seen soon enough. */
const answer = ({ channel }: Asking, message: OfferMessage) =>
  channel.send(encode(offerMessageSchema, message)).catch(() => {})
