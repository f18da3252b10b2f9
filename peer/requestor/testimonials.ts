import { bytesToHex } from '@noble/hashes/utils.js'
import type { Clock } from '#peer/ports/clock.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import type { JobId, PeerId } from '#protocol/ids.ts'
import { type ChainedAgreement, hashLink } from '#protocol/market/agreement-chain.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import { type Sealed, sealBy } from '#protocol/trust/seal.ts'
import { type Testimonial, testimonialSchema } from '#protocol/trust/testimonial.ts'

/** While an agreement lasts a new word on it is said this often at most. */
const SAY_EVERY_MS = 10_000
/** Agreements of one run that words are kept ready for. */
const MAX_AGREEMENTS = 1_024
/** Prices are for so much gas. Debts are rounded up together, so that none alone may be. */
const GIGA = 10n ** 9n

/** An agreement that both signed, with its number in the provider's chain. */
export interface AgreedWork {
  readonly agreement: Agreement
  readonly number: number
  readonly chained: ChainedAgreement
}

/** What is to be said of an agreement. */
interface Account extends AgreedWork {
  right: number
  wrong: number
  /** Of the right ones. */
  gas: bigint
  /** Whether there is more than was said. */
  isNews: boolean
  saidAt: number
  isLastSaid: boolean
}

export interface TestimonialsOptions {
  readonly clock: Clock
  readonly signatures: Signatures
  readonly seed: Uint8Array
  readonly self: PeerId
  readonly jobId: JobId
  /** Whether any result is ever looked at: what nobody looks at is not said to be right. */
  readonly isChecked: boolean
  /** Has this requestor speak for the job, by its session key; undefined for a free job. */
  readonly endorse: (() => Promise<`0x${string}`>) | undefined
}

/** What this requestor says of each agreement of a job: every now and then, and once it has ended. */
export class Testimonials {
  readonly #options: TestimonialsOptions
  /** By provider and agreement id, the newest last. */
  readonly #accounts = new Map<string, Account>()
  #endorsement: Promise<`0x${string}`> | undefined

  constructor(options: TestimonialsOptions) {
    this.#options = options
  }

  agreed(agreed: AgreedWork): void {
    const { agreementId, offer } = agreed.agreement
    const before = [...this.#accounts.values()].findLast(
      ({ agreement }) => agreement.offer.provider === offer.provider,
    )
    // Whoever comes back may not have heard it.
    if (before !== undefined) before.isLastSaid = false
    this.#accounts.set(keyOf(offer.provider, agreementId), {
      ...agreed,
      ...{ right: 0, wrong: 0, gas: 0n, isNews: false, isLastSaid: false },
      saidAt: this.#options.clock.now(),
    })
    const oldest = this.#accounts.keys().next().value
    if (this.#accounts.size > MAX_AGREEMENTS && oldest !== undefined) this.#accounts.delete(oldest)
  }

  /** A verdict came of it: so many more right and wrong, and the gas of the right ones. */
  judged(
    provider: PeerId,
    agreementId: Uint8Array,
    verdict: { readonly right: number; readonly wrong: number; readonly gas: bigint },
  ): void {
    const account = this.#accounts.get(keyOf(provider, agreementId))
    if (account === undefined) return
    // Whoever is at work is forgotten last.
    const key = keyOf(provider, agreementId)
    this.#accounts.delete(key)
    this.#accounts.set(key, account)
    account.right += verdict.right
    account.wrong += verdict.wrong
    account.gas += verdict.gas
    account.isNews = true
  }

  /**
   * What there is to say now to a provider at work under this agreement: of it, if that is due, and
   * of those before it, which have ended.
   * @param hasEnded whether this one has, too.
   */
  async wordsFor({ offer, agreementId }: Agreement, hasEnded: boolean): Promise<readonly Sealed[]> {
    const { clock } = this.#options
    const current = keyOf(offer.provider, agreementId)
    const words: Sealed[] = []
    for (const [key, account] of this.#accounts) {
      if (account.agreement.offer.provider !== offer.provider) continue
      const isLast = hasEnded || key !== current
      const isDue = clock.now() - account.saidAt >= SAY_EVERY_MS
      if (isLast ? !account.isNews && account.isLastSaid : !account.isNews || !isDue) continue
      account.isNews = false
      account.isLastSaid = isLast
      account.saidAt = clock.now()
      words.push(await this.#sign(account))
    }
    return words
  }

  async #sign({
    agreement,
    number,
    chained,
    right,
    wrong,
    gas,
    isLastSaid,
  }: Account): Promise<Sealed> {
    const { clock, signatures, seed, self, jobId, isChecked, endorse } = this.#options
    const { provider, payee, pricePerGigaGas } = agreement.offer
    const isPaid = endorse !== undefined && payee !== null
    this.#endorsement ??= endorse?.()
    const words: Testimonial = {
      ...{ jobId, requestor: self, provider, number, wrong },
      right: isChecked ? right : 0,
      link: hashLink(chained),
      payee: isPaid ? payee : null,
      owed: isPaid ? (gas * pricePerGigaGas) / GIGA : 0n,
      isLast: isLastSaid,
      at: clock.now(),
      endorsement: isPaid ? ((await this.#endorsement) ?? null) : null,
    }
    const sign = (bytes: Uint8Array) => signatures.sign(bytes, seed)
    return sealBy('testimonial', testimonialSchema, words, sign)
  }
}

const keyOf = (provider: PeerId, agreementId: Uint8Array) =>
  `${provider} ${bytesToHex(agreementId)}`
