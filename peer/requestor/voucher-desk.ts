import type { Clock } from '#peer/ports/clock.ts'
import type { Cashier } from './cashier.ts'
import type { WorkLink } from './work-link.ts'

/**
 * How often a provider is sent a voucher, at most. Signing one and checking it takes each side as
 * long as all else that trust needs (`npm run bench -- trust-cost`), and the newest stands for those
 * before it.
 */
const VOUCH_EVERY_MS = 1_000

/** What one provider was promised over its work channel. */
interface Promised {
  cumulative: bigint
  /** Calls off the next voucher; undefined while none waits. */
  cancel: (() => void) | undefined
  /** No voucher before this time. */
  nextAt: number
}

export interface VoucherDeskOptions {
  readonly clock: Clock
  /** Undefined for a free job. */
  readonly cashier: Cashier | undefined
}

/** Promises providers what they earned: the first voucher at once, those after it once a second. */
export class VoucherDesk {
  readonly #options: VoucherDeskOptions
  readonly #promised = new WeakMap<WorkLink, Promised>()

  constructor(options: VoucherDeskOptions) {
    this.#options = options
  }

  /** A provider earned something, which is on disk. Settles once that is promised, or waits for its time. */
  async earned(link: WorkLink): Promise<void> {
    const { clock } = this.#options
    const promised = this.#of(link)
    if (promised.cancel !== undefined) return
    const waitMs = promised.nextAt - clock.now()
    if (waitMs <= 0) return this.#send(link, promised)
    promised.cancel = clock.after(waitMs, () => void this.#send(link, promised).catch(() => {}))
  }

  /** Promises a provider that goes what waits for its time. */
  async part(link: WorkLink): Promise<void> {
    const promised = this.#of(link)
    if (promised.cancel !== undefined) await this.#send(link, promised)
  }

  /** Promises those at work what their channels held too little for when it was earned. */
  async catchUp(links: readonly WorkLink[]): Promise<void> {
    await Promise.all(links.map((link) => this.earned(link)))
  }

  async #send(link: WorkLink, promised: Promised): Promise<void> {
    const { clock, cashier } = this.#options
    promised.cancel?.()
    promised.cancel = undefined
    const { payee } = link.agreement.offer
    // What is held back of its pay is promised later.
    if (cashier === undefined || payee === null || cashier.total(payee) <= promised.cumulative)
      return
    promised.nextAt = clock.now() + VOUCH_EVERY_MS
    promised.cumulative = cashier.total(payee)
    await link.send({ type: 'voucher', ...(await cashier.sign(payee)) })
  }

  #of(link: WorkLink): Promised {
    const known = this.#promised.get(link) ?? { cumulative: 0n, cancel: undefined, nextAt: 0 }
    this.#promised.set(link, known)
    return known
  }
}
