import { bytesToHex } from '@noble/hashes/utils.js'
import { equals } from 'multiformats/bytes'
import { z } from 'zod'
import type { Clock } from '#peer/ports/clock.ts'
import type { Store } from '#peer/ports/store.ts'
import { asideKey, type SavedRecords } from '#peer/saved-records.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { PeerId } from '#protocol/ids.ts'
import {
  addLink,
  CHAIN_START,
  type ChainedAgreement,
  type ChainHead,
  chainedAgreementSchema,
  chainHeadSchema,
  type Ending,
  endingSchema,
  hashLink,
  type WorkDone,
  workDoneSchema,
} from '#protocol/market/agreement-chain.ts'
import { agreementSchema } from '#protocol/market/demand.ts'
import { type Sealed, sealedSchema } from '#protocol/trust/seal.ts'
import type { Testimonial } from '#protocol/trust/testimonial.ts'
import { decode, encode } from '#protocol/wire/codec.ts'

/** Agreements kept for showing, the newest ones: 4 MiB of the longest demands. */
const KEPT = 1_024
/** How many more may lie about until they are cleared away together. */
const CLEAR_EVERY = 128
const MAX_SAVED_BYTES = 64 * 1024

/** As they are said to people. */
const WORDS = 'agreements of the past'
const SAID_WORDS = 'what requestors said of your work'
const HEAD_WORDS = 'counts of your agreements'

const HEAD = ['provider', 'chain']
const AGREEMENTS = ['provider', 'agreement']
const keyOf = (number: number, part: 'agreed' | 'ended' | 'said') => [
  ...AGREEMENTS,
  `${number}`.padStart(10, '0'),
  part,
]

const endedSchema = z.object({ ending: endingSchema, at: z.int().positive(), work: workDoneSchema })

/** An agreement of the past; `ended` is undefined while it lasts, and where the tab died first. */
export interface BookEntry extends ChainedAgreement {
  readonly number: number
  readonly ended: z.output<typeof endedSchema> | undefined
  /** What its requestor said of it last. */
  readonly testimonial: Sealed | undefined
}

export interface AgreementBookDeps {
  readonly store: Store
  readonly clock: Clock
  readonly self: PeerId
  readonly seed: Uint8Array
  readonly saved: SavedRecords
}

/**
 * Every agreement of a worker key, numbered and chained, and how it ended. Only ever added to; the
 * newest `KEPT` are kept. Where the chain goes on is on disk before a link is handed out, so that a
 * crash leaves an agreement that came to nothing, and never two of one number.
 */
export class AgreementBook {
  readonly #deps: AgreementBookDeps
  /** Signed and not ended. */
  readonly #open = new Map<string, number>()
  /** Ids of those that are kept, the oldest first. */
  readonly #ids = new Set<string>()
  #head: ChainHead
  #written: Promise<void> = Promise.resolve()

  private constructor(deps: AgreementBookDeps, head: ChainHead) {
    this.#deps = deps
    this.#head = head
  }

  static async load(deps: AgreementBookDeps): Promise<AgreementBook> {
    const book = new AgreementBook(deps, CHAIN_START)
    const bytes = await deps.store.load(HEAD)
    if (bytes === undefined) return book
    const head = deps.saved.readKept(chainHeadSchema, bytes, HEAD_WORDS, MAX_SAVED_BYTES)
    if (head === undefined) await deps.store.save(asideKey(HEAD), bytes)
    const entries = await book.entries()
    for (const { agreement } of entries) {
      const read = deps.saved.readKept(agreementSchema, agreement.body, WORDS, MAX_SAVED_BYTES)
      if (read !== undefined) book.#ids.add(bytesToHex(read.agreementId))
    }
    book.#head = head ?? (await book.#findHead(entries.at(-1)))
    if (head === undefined) await deps.store.save(HEAD, encode(chainHeadSchema, book.#head))
    return book
  }

  /** Agreements that this key ever signed. */
  get signed(): number {
    return this.#head.number
  }

  /** Those that last. */
  get open(): number {
    return this.#open.size
  }

  /** Whether an agreement of this id was signed, as far as they are kept: none may be taken for it. */
  knows(agreementId: Uint8Array): boolean {
    return this.#ids.has(bytesToHex(agreementId))
  }

  /** The number of an agreement that lasts; undefined for others. */
  numberOf(agreementId: Uint8Array): number | undefined {
    return this.#open.get(bytesToHex(agreementId))
  }

  /** Settles once all that was signed and ended so far is on disk. */
  get written(): Promise<void> {
    return this.#written
  }

  /**
   * Signs an agreement as the next of the chain, one after another.
   * @returns the link, once it is on disk. Where that fails, nothing is signed.
   */
  sign(agreementId: Uint8Array, agreement: Sealed): Promise<Sealed> {
    return this.#queue(async () => {
      const { store, self, seed } = this.#deps
      const { number } = this.#head
      const { link, head } = addLink(this.#head, agreement, self, seed)
      await store.saveAll([
        [HEAD, encode(chainHeadSchema, head)],
        [keyOf(number, 'agreed'), encode(chainedAgreementSchema, { agreement, link })],
      ])
      this.#head = head
      const name = bytesToHex(agreementId)
      this.#open.set(name, number)
      this.#ids.add(name)
      const [oldest] = this.#ids
      if (this.#ids.size > KEPT && oldest !== undefined) this.#ids.delete(oldest)
      if (head.number % CLEAR_EVERY === 0) void this.#queue(() => this.#clear()).catch(() => {})
      return link
    })
  }

  /** Notes how an agreement ended; one that never was signed, or has ended, is passed over. */
  end(agreementId: Uint8Array, ending: Ending, work: WorkDone): Promise<void> {
    return this.#queue(async () => {
      const { store, clock } = this.#deps
      const name = bytesToHex(agreementId)
      const number = this.#open.get(name)
      if (number === undefined) return
      this.#open.delete(name)
      const ended = encode(endedSchema, { ending, at: clock.now(), work })
      await store.save(keyOf(number, 'ended'), ended)
    })
  }

  /**
   * Keeps what its requestor said of an agreement, in the place of what it said before. One that is
   * not kept any more is passed over.
   * @returns whether it was kept.
   * @throws {MalformedError} when it is of another agreement, or another requestor's.
   */
  say(testimonial: Sealed, said: Testimonial): Promise<boolean> {
    return this.#queue(async () => {
      const { store, saved } = this.#deps
      const { number } = said
      const bytes = await store.load(keyOf(number, 'agreed'))
      const chained = bytes && saved.readKept(chainedAgreementSchema, bytes, WORDS, MAX_SAVED_BYTES)
      if (chained === undefined) return false
      const { body } = chained.agreement
      const { demand, offer } = decode(agreementSchema, body, 'own agreement', MAX_SAVED_BYTES)
      if (!equals(said.link, hashLink(chained)) || said.requestor !== demand.requestor)
        throw new MalformedError('testimonial of another agreement')
      const isPaid = demand.terms.kind === 'paid'
      const isOfItsJob = said.jobId === demand.jobId && said.payee === (isPaid ? offer.payee : null)
      if (!isOfItsJob || (said.endorsement !== null) !== isPaid)
        throw new MalformedError('testimonial of another job')
      await store.save(keyOf(number, 'said'), encode(sealedSchema, testimonial))
      return true
    })
  }

  /** What is kept, in the order it was signed. */
  async entries(): Promise<readonly BookEntry[]> {
    await this.#written
    const { store, saved } = this.#deps
    const entries = new Map<number, BookEntry>()
    for (const [key, bytes] of await store.loadRange(AGREEMENTS)) {
      const number = Number(key[2])
      const entry = entries.get(number)
      if (key[3] === 'agreed') {
        const chained = saved.readKept(chainedAgreementSchema, bytes, WORDS, MAX_SAVED_BYTES)
        const fresh = { number, ended: undefined, testimonial: undefined }
        if (chained !== undefined) entries.set(number, { ...chained, ...fresh })
      } else if (entry !== undefined && key[3] === 'said') {
        const testimonial = saved.read(sealedSchema, bytes, SAID_WORDS, MAX_SAVED_BYTES)
        entries.set(number, { ...entry, testimonial })
      } else if (entry !== undefined) {
        const ended = saved.readKept(endedSchema, bytes, WORDS, MAX_SAVED_BYTES)
        entries.set(number, { ...entry, ended })
      }
    }
    return [...entries.values()]
  }

  /**
   * Where the chain goes on by the agreements themselves. What would have to follow on one that
   * cannot be read would be another link of the next number than others expect: so that number is
   * passed over. A gap is no lie, a fork is one.
   */
  async #findHead(newest: BookEntry | undefined): Promise<ChainHead> {
    const numbers = (await this.#deps.store.loadKeys(AGREEMENTS)).map((key) => Number(key[2]))
    const next = numbers.reduce((most, number) => Math.max(most, number + 1), 0)
    if (next === 0) return CHAIN_START
    if (newest?.number === next - 1) return { number: next, previous: hashLink(newest) }
    return { number: next + 1, previous: CHAIN_START.previous }
  }

  async #clear(): Promise<void> {
    const { store } = this.#deps
    const keys = await store.loadKeys(AGREEMENTS)
    const old = keys.filter((key) => Number(key[2]) < this.#head.number - KEPT)
    for (const key of old) await store.remove(key)
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#written.then(work)
    this.#written = done.then(
      () => {},
      () => {},
    )
    return done
  }
}
