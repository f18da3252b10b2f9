import type { Signatures } from '#peer/ports/signatures.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { PeerId } from '#protocol/ids.ts'
import { type Link, readSignedLink } from '#protocol/market/agreement-chain.ts'
import {
  type CarriedRecord,
  MAX_SHOWN,
  MAX_TESTIMONIALS,
  MIN_SHOWN,
} from '#protocol/trust/record.ts'
import { type Reputation, summarise } from '#protocol/trust/reputation.ts'
import type { Sealed } from '#protocol/trust/seal.ts'
import { readTestimonial, type Testimonial } from '#protocol/trust/testimonial.ts'
import type { AgreementBook } from './agreement-book.ts'

export interface OwnRecordDeps {
  readonly book: AgreementBook
  readonly self: PeerId
  readonly signatures: Signatures
}

/** What others can see of this worker key's past: what it shows them, and how it looks. */
export class OwnRecord {
  readonly #deps: OwnRecordDeps
  /** By number; of agreements that are kept. */
  readonly #said = new Map<number, Testimonial>()
  /** The oldest that is kept. */
  #from: number

  private constructor(deps: OwnRecordDeps) {
    this.#deps = deps
    this.#from = deps.book.signed
  }

  /** The record as its book remembers it; what cannot be read there counts as not said. */
  static async load(deps: OwnRecordDeps): Promise<OwnRecord> {
    const record = new OwnRecord(deps)
    for (const { number, testimonial } of await deps.book.entries()) {
      record.#from = Math.min(record.#from, number)
      if (testimonial === undefined) continue
      const said = await readTestimonial(testimonial, CHECKED).catch(() => undefined)
      if (said !== undefined) record.#said.set(number, said)
    }
    return record
  }

  /** What it amounts to, with no escrow asked. Agreements that last count once something was said. */
  view(): Reputation {
    const { book, self } = this.#deps
    const agreements = [...this.#said].map(([number, testimonial]) => ({ number, testimonial }))
    const seen = summarise({ provider: self, signed: book.signed, agreements, hidden: 0 }, [])
    const silent = book.signed - this.#from - this.#said.size - book.open
    return { ...seen, abandoned: Math.max(0, silent) }
  }

  /**
   * What is shown of all agreements before this one, which lasts; undefined where it does not. Of
   * what is older than has to be shown, silence is shown only where words come before it.
   */
  async show(agreementId: Uint8Array): Promise<CarriedRecord | undefined> {
    const { book, self } = this.#deps
    const entries = await book.entries()
    const mine = entries.find((entry) => entry.number === book.numberOf(agreementId))
    if (mine === undefined) return undefined
    const place = readSignedLink(mine, self)
    /** From the newest back. */
    const shown: Array<{ readonly link: Link; readonly testimonial: Sealed | undefined }> = []
    let first = place
    let length = 0
    let words = 0
    for (const entry of entries.toReversed()) {
      if (entry.number >= first.number) continue
      const isFull = shown.length === MAX_SHOWN || words === MAX_TESTIMONIALS
      // Whatever is before one that cannot be read can be shown to nobody.
      if (isFull || entry.number !== first.number - 1) break
      first = readSignedLink(entry, self)
      shown.push({ link: first, testimonial: entry.testimonial })
      if (entry.testimonial !== undefined) words += 1
      if (entry.testimonial !== undefined || shown.length <= MIN_SHOWN) length = shown.length
    }
    const agreements = shown.slice(0, length).reverse()
    const { number, previous } = agreements[0]?.link ?? place
    return {
      ...{ first: number, previous },
      agreements: agreements.map(({ link: { agreement }, testimonial }) => ({
        agreement,
        testimonial: testimonial ?? null,
      })),
    }
  }

  /**
   * Keeps what a requestor says of an agreement of ours, unless it said more before.
   * @throws {MalformedError} when it is not that requestor's word on an agreement with us.
   */
  async take(requestor: PeerId, testimonial: Sealed): Promise<void> {
    const { self, signatures } = this.#deps
    const said = await readTestimonial(testimonial, signatures.verify)
    if (said.requestor !== requestor || said.provider !== self)
      throw new MalformedError('testimonial of others')
    const { number } = said
    const before = this.#said.get(number)
    if (before !== undefined && !isNews(said, before)) return
    if (await this.#deps.book.say(testimonial, said)) this.#said.set(number, said)
  }
}

/** Signatures of what is kept were looked at when it came. */
const CHECKED = async () => true

const isNews = (said: Testimonial, before: Testimonial) => {
  const more = said.right + said.wrong - (before.right + before.wrong)
  return before.isLast ? said.isLast && more > 0 : more > 0 || (said.isLast && more === 0)
}
