import type { Signatures } from '#peer/ports/signatures.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { PeerId } from '#protocol/ids.ts'
import { type Link, readSignedLink } from '#protocol/market/agreement-chain.ts'
import { type CarriedRecord, MAX_SHOWN } from '#protocol/trust/record.ts'
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
    const seen = summarise({ provider: self, signed: book.signed, agreements }, [])
    const silent = book.signed - this.#from - this.#said.size - book.open
    return { ...seen, abandoned: Math.max(0, silent) }
  }

  /** What is shown of all agreements before this one, which lasts; undefined where it does not. */
  async show(agreementId: Uint8Array): Promise<CarriedRecord | undefined> {
    const { book, self } = this.#deps
    const number = book.numberOf(agreementId)
    const entries = await book.entries()
    const mine = entries.find((entry) => entry.number === number)
    if (mine === undefined) return undefined
    let next: Link = readSignedLink(mine, self)
    let { number: first, previous } = next
    const agreements: CarriedRecord['agreements'] = []
    for (const entry of entries.toReversed()) {
      if (entry.number >= first) continue
      // Whatever is before one that cannot be read can be shown to nobody.
      if (entry.number !== first - 1 || agreements.length === MAX_SHOWN) break
      next = readSignedLink(entry, self)
      first = next.number
      previous = next.previous
      agreements.unshift({ agreement: next.agreement, testimonial: entry.testimonial ?? null })
    }
    return { first, previous, agreements }
  }

  /**
   * Keeps what a requestor says of an agreement of ours, unless it said more before.
   * @throws {MalformedError} when it is not that requestor's word on an agreement with us.
   */
  async take(requestor: PeerId, number: number, testimonial: Sealed): Promise<void> {
    const { self, signatures } = this.#deps
    const said = await readTestimonial(testimonial, signatures.verify)
    if (said.requestor !== requestor || said.provider !== self)
      throw new MalformedError('testimonial of others')
    const before = this.#said.get(number)
    if (before !== undefined && !isNews(said, before)) return
    if (await this.#deps.book.say(number, testimonial, said)) this.#said.set(number, said)
  }
}

/** Signatures of what is kept were looked at when it came. */
const CHECKED = async () => true

const isNews = (said: Testimonial, before: Testimonial) => {
  const more = said.right + said.wrong - (before.right + before.wrong)
  return before.isLast ? said.isLast && more > 0 : more > 0 || (said.isLast && more === 0)
}
