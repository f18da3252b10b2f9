import { z } from 'zod'
import type { Clock } from '#peer/ports/clock.ts'
import type { Post } from '#peer/ports/post.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { Address } from '#protocol/ids.ts'
import { MAX_COLLECTOR_LETTERS } from '#protocol/payment/collector.ts'
import {
  type HandoverAnswer,
  handoverAnswersSchema,
  handoverSchema,
  MAX_HANDED_AT_ONCE,
  MAX_HANDOVER_ANSWER_BYTES,
} from '#protocol/payment/handover.ts'
import { isLater } from '#protocol/payment/voucher.ts'
import { decode, encode, ethSignatureSchema } from '#protocol/wire/codec.ts'
import type { HandedVouchers } from './handed-vouchers.ts'
import type { HeldVoucher } from './provider-store.ts'

/** A collector hears from a tab once in so long at most. */
const EVERY_MS = 10_000
/** How long a collector that does not take them is let be, at the longest. */
const LONGEST_MS = 30 * 60_000
const ROOM = 'handed to a site'
const MAX_SAVED_BYTES = 1_024

/** The voucher of a job and payee that a collector needs not be shown again. */
const shownSchema = z.object({
  collector: z.string().max(MAX_COLLECTOR_LETTERS),
  signature: ethSignatureSchema,
})

export interface SiteHandoverDeps {
  readonly post: Post
  readonly clock: Clock
  /** Shared by all tabs of this browser, as what they handed to one another. */
  readonly store: Store
  readonly saved: SavedRecords
  readonly handed: HandedVouchers
}

/** Whom a site has its visitors' tabs work for, and where they hand over what that brings. */
export interface SiteTarget {
  readonly payee: Address
  /** The address of the site's collector. */
  readonly collector: string
}

/**
 * Hands the vouchers of a site's payee over to the site's collector: of each job the latest, a few
 * requests a minute at most, and until it has answered. The site gets those that pay it and no others;
 * each pays nobody but the payee it names, so whoever has it can take nothing with it.
 */
export class SiteHandover {
  readonly #deps: SiteHandoverDeps
  /** By job; those longest waiting first. */
  readonly #unshown = new Map<string, HeldVoucher>()
  #target: SiteTarget | undefined
  #cancel: (() => void) | undefined
  #mayBringAt = 0
  #failures = 0
  #isBringing = false

  constructor(deps: SiteHandoverDeps) {
    this.#deps = deps
  }

  /** From now on hands over to this collector what all tabs of this browser hold for this payee. */
  async start(target: SiteTarget): Promise<void> {
    const { payee, collector } = target
    if (this.#target?.payee === payee && this.#target.collector === collector) return
    this.stop()
    this.#target = target
    for (const voucher of await this.#deps.handed.load())
      if (voucher.payee === payee && !(await this.#isShown(voucher, collector))) {
        // Another may have been named meanwhile.
        if (this.#target === target) this.hear(voucher)
      }
  }

  /** A voucher was taken, and is on disk. */
  hear(voucher: HeldVoucher): void {
    const before = this.#unshown.get(voucher.jobId)
    if (voucher.payee !== this.#target?.payee) return
    if (before !== undefined && !isLater(voucher, before)) return
    this.#unshown.set(voucher.jobId, voucher)
    this.#plan()
  }

  /** Hands nothing over any more. What was not shown is on disk. */
  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (this.#target !== undefined) this.#deps.post.leave(this.#target.collector, undefined)
    this.#target = undefined
    this.#unshown.clear()
    this.#failures = 0
  }

  #plan(): void {
    const { clock, post } = this.#deps
    const target = this.#target
    if (target === undefined) return
    const { size } = this.#unshown
    post.leave(target.collector, size === 0 ? undefined : encode(handoverSchema, this.#next()))
    if (size === 0 || this.#cancel !== undefined || this.#isBringing) return
    this.#cancel = clock.after(this.#mayBringAt - clock.now(), () => {
      this.#cancel = undefined
      void this.#bring(target)
    })
  }

  #next(): HeldVoucher[] {
    return [...this.#unshown.values()].slice(0, MAX_HANDED_AT_ONCE)
  }

  async #bring(target: SiteTarget): Promise<void> {
    const { clock, post } = this.#deps
    const vouchers = this.#next()
    this.#isBringing = true
    const answer = await post.bring(
      target.collector,
      encode(handoverSchema, vouchers),
      MAX_HANDOVER_ANSWER_BYTES,
    )
    this.#isBringing = false
    if (this.#target !== target) return this.#plan()
    const answers = readAnswers(answer)
    for (const [at, voucher] of vouchers.entries())
      await this.#note(voucher, answers[at] ?? 'later', target)
    const isHeard = answers.some((one) => one !== 'later')
    this.#failures = isHeard ? 0 : this.#failures + 1
    const wait = Math.min(LONGEST_MS, EVERY_MS * 2 ** this.#failures)
    this.#mayBringAt = clock.now() + wait
    this.#plan()
  }

  async #note(voucher: HeldVoucher, answer: HandoverAnswer, target: SiteTarget): Promise<void> {
    const { jobId, signature } = voucher
    const latest = this.#unshown.get(jobId)
    if (latest === undefined) return
    // The others have their turn before it is shown again.
    this.#unshown.delete(jobId)
    if (answer === 'later' || latest.signature !== signature) this.#unshown.set(jobId, latest)
    if (answer === 'later') return
    const { collector } = target
    // What a full disk loses is shown again at the next visit.
    await this.#deps.store
      .save(keyOf(voucher), encode(shownSchema, { collector, signature }))
      .catch(() => {})
  }

  async #isShown(voucher: HeldVoucher, collector: string): Promise<boolean> {
    const { store, saved } = this.#deps
    const bytes = await store.load(keyOf(voucher))
    const shown = bytes && saved.read(shownSchema, bytes, 'what a site was shown', MAX_SAVED_BYTES)
    return shown?.collector === collector && shown.signature === voucher.signature
  }
}

const keyOf = ({ jobId, payee }: HeldVoucher) => [ROOM, jobId, payee]

/** A stranger's bytes: what is none of these, or missing among them, says nothing. */
function readAnswers(bytes: Uint8Array | undefined): readonly HandoverAnswer[] {
  if (bytes === undefined) return []
  try {
    return decode(handoverAnswersSchema, bytes, 'answers', MAX_HANDOVER_ANSWER_BYTES)
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return []
  }
}
