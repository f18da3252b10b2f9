import { asAddress } from '#protocol/ids.ts'
import { type Ask, type CpuLoan, loanFor } from './ask.ts'
import {
  askVisitor,
  type Harvest,
  offerLimit,
  showNotice,
  showProgress,
  showWaiting,
  showWork,
  stateFacts,
} from './card.ts'
import type { Consent } from './consent.ts'
import type { ToSite } from './messages.ts'
import type { Providing } from './provide.ts'
import type { VisitorLimit } from './visitor-limit.ts'

/** Held while working: two frames of one site would take twice what was agreed. */
const WORK_LOCK = 'loam-widget'
/** How long stopping waits for work to be handed back before all is cut off. */
const LEAVE_MS = 2_000

/** One visitor on one site: asks unless there is an agreement, works until it is stopped or ends. */
export class Visit {
  readonly #site: string
  readonly #ask: Ask
  readonly #consent: Consent
  readonly #limit: VisitorLimit
  readonly #tell: (message: ToSite) => void
  #harvest: Harvest = { verified: 0, earned: 0n }
  #agreed = false
  #started = false
  #providing: Providing | undefined

  constructor(visit: {
    readonly site: string
    readonly ask: Ask
    readonly consent: Consent
    readonly limit: VisitorLimit
    readonly tell: (message: ToSite) => void
  }) {
    this.#site = visit.site
    this.#ask = visit.ask
    this.#consent = visit.consent
    this.#limit = visit.limit
    this.#tell = visit.tell
    offerLimit(this.#ask.maxCpu, this.#share, (share) => this.#lendAtMost(share))
    this.#stateFacts()
  }

  /** Share of the machine that is lent: what the site asks for, unless the visitor lends less. */
  get #share(): number {
    return Math.min(this.#ask.maxCpu, this.#limit.share)
  }

  get #loan(): CpuLoan {
    return loanFor(this.#share, navigator.hardwareConcurrency)
  }

  #stateFacts(): void {
    stateFacts({
      site: this.#site,
      payee: this.#ask.payee,
      loan: this.#loan,
      machineCores: navigator.hardwareConcurrency,
    })
  }

  /** The visitor's own word, before or while it works. All that is asked for is no limit. */
  #lendAtMost(share: number): void {
    this.#limit.set(share < this.#ask.maxCpu ? share : 1)
    this.#stateFacts()
    this.#providing?.lend(this.#loan).catch((error: unknown) => this.#fail(inWords(error)))
  }

  /** @param farewell what came of the visit before this one, when it was just stopped. */
  async begin(farewell?: Harvest): Promise<void> {
    if (this.#consent.expiresAt() === undefined) {
      if ((await askVisitor(farewell)) === 'declined') {
        showNotice('Loam is off. Nothing runs.', {
          label: 'Ask me again',
          run: () => void this.begin(),
        })
        return
      }
      this.#consent.grant()
      if (this.#consent.expiresAt() === undefined) {
        this.#fail('Your browser did not keep your answer for Loam.')
        return
      }
      this.#tell({ loam: 'consent' })
    }
    this.#agreed = true
    showWork(() => void this.stop())
    try {
      await this.#takeTurn()
    } catch (error) {
      this.#fail(inWords(error))
    }
  }

  /**
   * Ends the agreement and everything that runs, if anything does. Starting the document anew leaves no connection,
   * thread or key in use.
   */
  async stop(): Promise<void> {
    if (!this.#agreed) return
    this.#agreed = false
    this.#consent.revoke()
    showWaiting('Stopping…', '')
    this.#tell({ loam: 'stop' })
    const atLatest = new Promise((resolve) => setTimeout(resolve, LEAVE_MS))
    await Promise.race([this.#providing?.leave().catch(() => undefined), atLatest])
    history.replaceState(this.#harvest, '')
    location.reload()
  }

  /** Works when no other tab of this site does, or once it has stopped. */
  async #takeTurn(): Promise<void> {
    showWaiting('Connecting…', '')
    await navigator.locks.request(WORK_LOCK, { ifAvailable: true }, async (lock) => {
      if (lock) return this.#work()
      showWaiting('Waiting', 'Loam already works on another page of this site.')
      return navigator.locks.request(WORK_LOCK, () => this.#work())
    })
  }

  /** Keeps the turn until the document goes. */
  async #work(): Promise<void> {
    const expiresAt = this.#consent.expiresAt()
    if (expiresAt === undefined) {
      // Stopped in the tab that had the turn before: ask anew.
      location.reload()
      return
    }
    setTimeout(() => void this.stop(), expiresAt - Date.now())
    const { provide } = await import('./provide.ts')
    const { collector } = this.#ask
    const payee = asAddress(this.#ask.payee)
    const grant = { payee, collector, site: this.#site, loan: this.#loan }
    this.#providing = await provide(grant, (view, harvest) => {
      this.#harvest = harvest
      showProgress(view, harvest)
      if (this.#started || (view.status !== 'idle' && view.status !== 'working')) return
      this.#started = true
      this.#tell({ loam: 'start' })
    })
    // The visitor may have chosen anew while it began.
    await this.#providing.lend(this.#loan)
    await new Promise(() => {})
  }

  #fail(message: string): void {
    showNotice(`Loam could not start. ${message}`, {
      label: 'Try again',
      run: () => location.reload(),
    })
    this.#tell({ loam: 'error', message })
  }
}

const inWords = (error: unknown) => (error instanceof Error ? error.message : String(error))
