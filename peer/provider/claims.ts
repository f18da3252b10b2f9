import { z } from 'zod'
import type { Clock } from '#peer/ports/clock.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { ChainInfo, Ledger } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { Address, JobId } from '#protocol/ids.ts'
import { payeePart } from '#protocol/payment/author-share.ts'
import {
  type Claim,
  type ClaimedChannel,
  claimOf,
  entitledBy,
} from '#protocol/payment/collection.ts'
import { secondsToNextLook, shortestLookSeconds } from '#protocol/payment/escrow-times.ts'
import type { Span } from '#protocol/payment/ledger-entry.ts'
import type { FixedRate } from '#protocol/payment/rate.ts'
import { isLater, type Voucher } from '#protocol/payment/voucher.ts'
import { encode, epochSchema, weiSchema } from '#protocol/wire/codec.ts'
import type { HeldVoucher } from './provider-store.ts'

/** A block may be replaced by others for so long: what was paid before that may be owed again. */
const REORG_MS = 15 * 60_000
/** How soon a chain that does not answer is asked again, at the latest. */
const RETRY_MS = 5_000
/** How often what brings nothing now is looked at, until no reorg can change that. */
const IDLE_LOOK_MS = 5 * 60_000
/** How often a chain is asked for a job that it has not known for longer than a reorg lasts. */
const FORGOTTEN_LOOK_MS = 3_600_000
/** Vouchers that the chain is asked about at once: a collector keeps those of thousands of jobs. */
const MAX_LOOKS_AT_ONCE = 16
const MAX_SAVED_BYTES = 1_024

const savedSchema = z.object({
  /** Of the voucher that this is about. */
  epoch: epochSchema,
  cumulative: weiSchema,
  /** What the escrow had credited for its channel. */
  paid: weiSchema,
  /** Since when it brings nothing more, in Unix milliseconds; null while it does. */
  spentSince: z.int().positive().nullable(),
  isOver: z.boolean(),
  /**
   * What has been waited for the longest: a voucher that is not paid in whole, and when it came, in
   * Unix milliseconds. Those after it begin to count when it is paid, so that nobody keeps the wait
   * from ending by paying a little.
   */
  unpaid: z.object({ cumulative: weiSchema, since: z.int().positive() }),
})
type SavedClaim = z.output<typeof savedSchema>

interface Held {
  voucher: HeldVoucher
  /** Unix milliseconds of its last voucher; of this tab's opening for those from before. */
  heardAt: number
  nextLookAt: number
  channel: ClaimedChannel | undefined
  /** Since when the chain does not know its job, in Unix milliseconds; undefined while it does. */
  forgottenSince: number | undefined
  saved: SavedClaim
  /** Whether `saved` is on disk. */
  isKept: boolean
}

/** Wei of the whole that was promised, or paid where that is more: all four add up to it. */
export interface Places {
  readonly paid: bigint
  /** Held by the channel, and not paid yet. */
  readonly reserved: bigint
  /** The channel does not hold it any more. */
  readonly lost: bigint
  /** The chain has not said, or does not know the job. */
  readonly unknown: bigint
}

export interface ClaimsDeps {
  readonly store: Store
  readonly saved: SavedRecords
  readonly ledger: Ledger
  readonly clock: Clock
  readonly vouchers: Iterable<HeldVoucher>
}

/**
 * What held vouchers still bring, as the chain stands: asked again after any absence, and after a
 * payment until no reorg can take it back.
 */
export class Claims {
  readonly #deps: ClaimsDeps
  readonly #held = new Map<string, Held>()
  /** Looks go one after another. */
  #looking: Promise<void> = Promise.resolve()

  private constructor(deps: ClaimsDeps) {
    this.#deps = deps
  }

  /** Recalls which vouchers are spent; the chain is asked at the first `look`. */
  static async load(deps: ClaimsDeps): Promise<Claims> {
    const claims = new Claims(deps)
    for (const voucher of deps.vouchers) claims.hear(voucher)
    for (const held of claims.#held.values()) {
      const bytes = await deps.store.load(keyOf(held.voucher))
      const saved =
        bytes && deps.saved.read(savedSchema, bytes, 'what of vouchers was paid', MAX_SAVED_BYTES)
      if (saved === undefined) continue
      const isSame = isOf(saved, held.voucher)
      held.saved = isSame ? saved : { ...held.saved, unpaid: saved.unpaid }
      held.isKept = isSame
    }
    return claims
  }

  /** A voucher was taken, here or in another tab: totals never fall, whoever tells of them last. */
  hear(voucher: HeldVoucher): void {
    const now = this.#deps.clock.now()
    const before = this.#held.get(nameOf(voucher))
    // Each tab notes times and fixes a rate of its own: of rates the first of all stays.
    const rate = firstOf(before?.voucher.rate, voucher.rate)
    const taken = spanOf(before?.voucher.taken, voucher.taken)
    const noted = { ...(rate && { rate }), ...(taken && { taken }) }
    if (before !== undefined && !isLater(voucher, before.voucher)) {
      before.voucher = { ...before.voucher, ...noted }
      return
    }
    const channel = before?.channel
    const { cumulative } = voucher
    const isBehind = before !== undefined && before.saved.spentSince === null
    this.#held.set(nameOf(voucher), {
      voucher: { ...voucher, ...noted },
      heardAt: now,
      // Under notice and in the grace there is no time to lose.
      nextLookAt:
        channel && channel.closesAt === 0 && now < channel.deadline * 1000
          ? Math.min(before.nextLookAt, this.#lookAfter(channel))
          : now,
      channel,
      forgottenSince: undefined,
      saved: {
        epoch: voucher.epoch,
        cumulative,
        paid: before?.saved.paid ?? 0n,
        spentSince: null,
        isOver: false,
        unpaid: isBehind ? before.saved.unpaid : { cumulative, since: now },
      },
      isKept: isBehind && before.isKept,
    })
  }

  /** When something is to be looked at next, in Unix milliseconds; undefined where all is spent. */
  get nextLookAt(): number | undefined {
    const times = this.#open().map(({ nextLookAt }) => nextLookAt)
    return times.length === 0 ? undefined : Math.min(...times)
  }

  /** The latest of every job and payee, spent or not. */
  get vouchers(): Iterable<HeldVoucher> {
    return Array.from(this.#held.values(), ({ voucher }) => voucher)
  }

  get payees(): ReadonlySet<Address> {
    return new Set(Array.from(this.#held.values(), ({ voucher }) => voucher.payee))
  }

  /** What a payee's vouchers bring, as of the last look. */
  of(payee: Address): ReadonlyArray<Claim & { readonly voucher: HeldVoucher }> {
    return this.#open().flatMap(({ voucher, channel, heardAt, saved }) => {
      if (voucher.payee !== payee || channel === undefined) return []
      const claim = claimOf(voucher, channel, {
        heardAt: Math.floor(heardAt / 1000),
        unpaidSince: Math.floor(saved.unpaid.since / 1000),
      })
      return claim === undefined ? [] : [{ ...claim, voucher }]
    })
  }

  /**
   * Wei that a payee was promised and that nothing is known of where this peer asks: of jobs that its
   * node does not know, and of other chains and escrows. They are kept for a node that does.
   */
  outOfReach(payee: Address): bigint {
    const { chain } = this.#deps.ledger
    let sum = 0n
    for (const { voucher, saved, forgottenSince } of this.#held.values())
      if (
        voucher.payee === payee &&
        !saved.isOver &&
        (forgottenSince !== undefined || !isOn(chain, voucher))
      )
        sum += payeePart(voucher.cumulative - saved.paid, voucher.authorShare)
    return sum
  }

  /** Where what a voucher promises is, as of the last look. */
  placesOf(voucher: HeldVoucher): Places {
    const held = this.#held.get(nameOf(voucher))
    const { paid = 0n, isOver = false } = held?.saved ?? {}
    const due = voucher.cumulative > paid ? voucher.cumulative - paid : 0n
    const channel = held?.channel
    if (channel === undefined)
      return { paid, reserved: 0n, lost: isOver ? due : 0n, unknown: isOver ? 0n : due }
    const reserved = entitledBy(voucher, channel) - channel.paid
    return { paid, reserved, lost: due - reserved, unknown: 0n }
  }

  /** Gives up those that bring nothing more for good, and tells which: nothing is known of them then. */
  async forgetSpent(): Promise<readonly HeldVoucher[]> {
    const spent = [...this.#held.values()].filter(({ saved }) => saved.isOver)
    for (const { voucher } of spent) {
      this.#held.delete(nameOf(voucher))
      await this.#deps.store.remove(keyOf(voucher))
    }
    return spent.map(({ voucher }) => voucher)
  }

  /**
   * Whether a channel is being closed: asked anew where the last look found a notice, since a
   * requestor takes it back when it sets money aside again.
   */
  async isNoticed(jobId: JobId, payee: Address): Promise<boolean> {
    const held = this.#held.get(nameOf({ jobId, payee }))
    if (held === undefined || !hasNotice(held)) return false
    await this.#lookAt(held)
    return hasNotice(held)
  }

  /** Asks the chain about what is due, or about all that is not spent for good: what is due longest first. */
  look(which: 'due' | 'all' = 'due'): Promise<void> {
    const looked = this.#looking.then(() => this.#lookThrough(which))
    this.#looking = looked.catch(() => {})
    return looked
  }

  async #lookThrough(which: 'due' | 'all'): Promise<void> {
    const now = this.#deps.clock.now()
    const due = this.#open()
      .filter(({ nextLookAt }) => which === 'all' || nextLookAt <= now)
      .sort((one, other) => one.nextLookAt - other.nextLookAt)
      .values()
    const lookOn = async () => {
      for (const held of due) await this.#lookAt(held)
    }
    await Promise.all(Array.from({ length: MAX_LOOKS_AT_ONCE }, lookOn))
  }

  async #lookAt(held: Held): Promise<void> {
    const { ledger, clock } = this.#deps
    const { jobId, payee } = held.voucher
    try {
      const [job, { cap, paid, epoch, closesAt }] = await Promise.all([
        ledger.readJob(jobId),
        ledger.readChannel(jobId, payee),
      ])
      // A voucher may have come meanwhile.
      const current = this.#held.get(nameOf(held.voucher)) ?? held
      // A channel in an epoch before the voucher's is one that the node is behind with.
      if (job === undefined || epoch < current.voucher.epoch) return this.#noteForgotten(current)
      const { deadline, graceSeconds, noticeSeconds, closed: isJobClosed, authorShare } = job
      const terms = { deadline, graceSeconds, noticeSeconds, isJobClosed, authorShare }
      current.forgottenSince = undefined
      current.channel = { cap, paid, epoch, closesAt, ...terms }
      await this.#note(current, current.channel)
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
      held.nextLookAt = clock.now() + Math.min(RETRY_MS, shortestLookSeconds(ledger.chain) * 1000)
    }
  }

  /**
   * A node that does not know a job says nothing about the money: it may be behind, begun anew or
   * another's. The voucher stays what it was, and the chain is asked again: soon while the node may only
   * be behind, and hide a notice, and ever more rarely after that.
   */
  #noteForgotten(held: Held): void {
    const now = this.#deps.clock.now()
    held.channel = undefined
    held.forgottenSince ??= now
    const isFor = now - held.forgottenSince
    held.nextLookAt = now + (isFor < REORG_MS ? RETRY_MS : FORGOTTEN_LOOK_MS)
  }

  async #note(held: Held, channel: ClaimedChannel): Promise<void> {
    const { clock, store } = this.#deps
    const now = clock.now()
    const { epoch, cumulative } = held.voucher
    const { paid } = channel
    const isSpent = claimOf(held.voucher, channel, { heardAt: 0, unpaidSince: 0 }) === undefined
    const spentSince = isSpent ? (held.saved.spentSince ?? now) : null
    const isOver = spentSince !== null && now - spentSince >= REORG_MS
    held.nextLookAt = isSpent ? now + IDLE_LOOK_MS : this.#lookAfter(channel)
    const before = held.saved
    const isFirstPaid = !isSpent && paid >= before.unpaid.cumulative
    const unpaid = isFirstPaid ? { cumulative, since: now } : before.unpaid
    held.saved = { epoch, cumulative, paid, spentSince, isOver, unpaid }
    const isSame =
      before.paid === paid &&
      before.spentSince === spentSince &&
      before.isOver === isOver &&
      before.unpaid === unpaid
    if (isSame && held.isKept) return
    held.isKept = true
    // What a full disk loses is asked of the chain again.
    await store.save(keyOf(held.voucher), encode(savedSchema, held.saved)).catch(() => {})
  }

  #lookAfter(channel: ClaimedChannel): number {
    const { ledger, clock } = this.#deps
    const now = clock.now()
    return now + secondsToNextLook(channel, ledger.chain, Math.floor(now / 1000)) * 1000
  }

  #open(): readonly Held[] {
    const { chain } = this.#deps.ledger
    return [...this.#held.values()].filter(
      ({ saved, voucher }) => !saved.isOver && isOn(chain, voucher),
    )
  }
}

/** Of two rates the one that was fixed earlier. */
const firstOf = (one: FixedRate | undefined, other: FixedRate | undefined) =>
  one === undefined || (other !== undefined && other.at < one.at) ? other : one

/** From the earlier beginning to the later end. */
const spanOf = (one: Span | undefined, other: Span | undefined): Span | undefined =>
  one && other
    ? { first: Math.min(one.first, other.first), last: Math.max(one.last, other.last) }
    : (one ?? other)

const isOf = (saved: SavedClaim, { epoch, cumulative }: HeldVoucher) =>
  saved.epoch === epoch && saved.cumulative === cumulative

const isOn = (chain: ChainInfo, { chainId, escrow }: HeldVoucher) =>
  chain.chainId === chainId && chain.escrow === escrow

const hasNotice = ({ channel }: Held) => channel !== undefined && channel.closesAt !== 0

const nameOf = ({ jobId, payee }: Pick<Voucher, 'jobId' | 'payee'>) => `${jobId} ${payee}`

const keyOf = ({ jobId, payee }: Voucher) => ['provider', 'claim', jobId, payee]
