import type { Ask } from './ask.ts'

/** How long an agreement lasts. */
export const CONSENT_MS = 24 * 60 * 60 * 1_000

/** The part of `localStorage` that is used. */
export type ConsentStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * What one visitor agreed to on one site: one agreement a site, for one payee and one cap.
 *
 * Asking for anything else ends it, so that a site cannot collect agreements and choose among them.
 * A storage that fails (blocked by the browser, or full) remembers nothing and asks every time.
 *
 * @example
 * const consent = new Consent('https://almanac.example', ask, localStorage, Date.now)
 * consent.grant()
 * consent.expiresAt() // in 24 hours
 */
export class Consent {
  readonly #key: string
  readonly #terms: string
  readonly #storage: ConsentStorage
  readonly #now: () => number

  constructor(site: string, { payee, maxCpu }: Ask, storage: ConsentStorage, now: () => number) {
    this.#key = `loam-widget-consent ${site}`
    this.#terms = `${payee.toLowerCase()} ${maxCpu}`
    this.#storage = storage
    this.#now = now
  }

  /** When the agreement ends, in Unix milliseconds; undefined where there is none. */
  expiresAt(): number | undefined {
    const [payee, maxCpu, agreedAt, ...more] = this.#read().split(' ')
    const agreed = /^\d+$/.test(agreedAt ?? '') ? Number(agreedAt) : Number.NaN
    const age = this.#now() - agreed
    // A clock set back would make an agreement last longer than was agreed.
    const isLive = more.length === 0 && age >= 0 && age < CONSENT_MS
    if (isLive && `${payee} ${maxCpu}` === this.#terms) return agreed + CONSENT_MS
    this.revoke()
    return undefined
  }

  grant(): void {
    this.#attempt(() => this.#storage.setItem(this.#key, `${this.#terms} ${this.#now()}`))
  }

  revoke(): void {
    this.#attempt(() => this.#storage.removeItem(this.#key))
  }

  #read(): string {
    return this.#attempt(() => this.#storage.getItem(this.#key)) ?? ''
  }

  #attempt<T>(act: () => T): T | undefined {
    try {
      return act()
    } catch {
      return undefined
    }
  }
}
