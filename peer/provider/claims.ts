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
  secondsToNextLook,
} from '#protocol/payment/collection.ts'
import type { Voucher } from '#protocol/payment/voucher.ts'
import { encode, epochSchema, weiSchema } from '#protocol/wire/codec.ts'
import type { HeldVoucher } from './provider-store.ts'

/** A block may be replaced by others for so long: what was paid before that may be owed again. */
const REORG_MS = 15 * 60_000
/** How soon a chain that does not answer is asked again. */
const RETRY_MS = 5_000
/** How often what brings nothing now is looked at, until no reorg can change that. */
const IDLE_LOOK_MS = 5 * 60_000
/** How often a chain is asked for a job that it has not known for longer than a reorg lasts. */
const FORGOTTEN_LOOK_MS = 3_600_000
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

  private constructor(deps: ClaimsDeps) {
    this.#deps = deps
  }

  /** Recalls which vouchers are spent; the chain is asked at the first `look`. */
  static async load(deps: ClaimsDeps): Promise<Claims> {
    const claims = new Claims(deps)
    for (const voucher of deps.vouchers) {
      claims.hear(voucher)
      const bytes = await deps.store.load(keyOf(voucher))
      const saved =
        bytes && deps.saved.read(savedSchema, bytes, 'what of vouchers was paid', MAX_SAVED_BYTES)
      const held = claims.#held.get(nameOf(voucher))
      if (held !== undefined && saved !== undefined && isOf(saved, voucher)) held.saved = saved
    }
    return claims
  }

  /** A voucher was taken. */
  hear(voucher: HeldVoucher): void {
    const now = this.#deps.clock.now()
    const before = this.#held.get(nameOf(voucher))
    const channel = before?.channel
    this.#held.set(nameOf(voucher), {
      voucher,
      heardAt: now,
      // Under notice there is no time to lose.
      nextLookAt:
        channel && channel.closesAt === 0
          ? Math.min(before.nextLookAt, now + lookMs(channel))
          : now,
      channel,
      forgottenSince: undefined,
      saved: {
        epoch: voucher.epoch,
        cumulative: voucher.cumulative,
        paid: before?.saved.paid ?? 0n,
        spentSince: null,
        isOver: false,
      },
    })
  }

  /** When something is to be looked at next, in Unix milliseconds; undefined where all is spent. */
  get nextLookAt(): number | undefined {
    const times = this.#open().map(({ nextLookAt }) => nextLookAt)
    return times.length === 0 ? undefined : Math.min(...times)
  }

  get payees(): ReadonlySet<Address> {
    return new Set(Array.from(this.#held.values(), ({ voucher }) => voucher.payee))
  }

  /** What a payee's vouchers bring, as of the last look. */
  of(payee: Address): ReadonlyArray<Claim & { readonly voucher: HeldVoucher }> {
    return this.#open().flatMap(({ voucher, channel, heardAt }) => {
      if (voucher.payee !== payee || channel === undefined) return []
      const claim = claimOf(voucher, channel, Math.floor(heardAt / 1000))
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

  /** Wei that the escrow has credited for a voucher's channel, as of the last look. */
  paidFor(voucher: Voucher): bigint {
    return this.#held.get(nameOf(voucher))?.saved.paid ?? 0n
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

  /** Asks the chain about what is due, or about all that is not spent for good. */
  async look(which: 'due' | 'all' = 'due'): Promise<void> {
    const now = this.#deps.clock.now()
    const due = this.#open().filter(({ nextLookAt }) => which === 'all' || nextLookAt <= now)
    await Promise.all(due.map((held) => this.#lookAt(held)))
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
      if (job === undefined) return this.#noteForgotten(current)
      const { deadline, graceSeconds, noticeSeconds, closed: isJobClosed, authorShare } = job
      const terms = { deadline, graceSeconds, noticeSeconds, isJobClosed, authorShare }
      current.forgottenSince = undefined
      current.channel = { cap, paid, epoch, closesAt, ...terms }
      await this.#note(current, current.channel)
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
      held.nextLookAt = clock.now() + RETRY_MS
    }
  }

  /**
   * A node that does not know a job says nothing about the money: it may be behind, begun anew or
   * another's. The voucher stays what it was, and the chain is asked again, ever more rarely.
   */
  #noteForgotten(held: Held): void {
    const now = this.#deps.clock.now()
    held.channel = undefined
    held.forgottenSince ??= now
    const isFor = now - held.forgottenSince
    held.nextLookAt = now + (isFor < REORG_MS ? IDLE_LOOK_MS : FORGOTTEN_LOOK_MS)
  }

  async #note(held: Held, channel: ClaimedChannel): Promise<void> {
    const { clock, store } = this.#deps
    const now = clock.now()
    const isSpent = claimOf(held.voucher, channel, 0) === undefined
    const spentSince = isSpent ? (held.saved.spentSince ?? now) : null
    const isOver = spentSince !== null && now - spentSince >= REORG_MS
    held.nextLookAt = now + (isSpent ? IDLE_LOOK_MS : lookMs(channel))
    const { paid, ...before } = held.saved
    const { epoch, cumulative } = held.voucher
    held.saved = { epoch, cumulative, paid: channel.paid, spentSince, isOver }
    if (paid === channel.paid && before.spentSince === spentSince && before.isOver === isOver)
      return
    // What a full disk loses is asked of the chain again.
    await store.save(keyOf(held.voucher), encode(savedSchema, held.saved)).catch(() => {})
  }

  #open(): readonly Held[] {
    const { chain } = this.#deps.ledger
    return [...this.#held.values()].filter(
      ({ saved, voucher }) => !saved.isOver && isOn(chain, voucher),
    )
  }
}

const isOf = (saved: SavedClaim, { epoch, cumulative }: HeldVoucher) =>
  saved.epoch === epoch && saved.cumulative === cumulative

const isOn = (chain: ChainInfo, { chainId, escrow }: HeldVoucher) =>
  chain.chainId === chainId && chain.escrow === escrow

const lookMs = (channel: ClaimedChannel) => secondsToNextLook(channel) * 1000

const hasNotice = ({ channel }: Held) => channel !== undefined && channel.closesAt !== 0

const nameOf = ({ jobId, payee }: Pick<Voucher, 'jobId' | 'payee'>) => `${jobId} ${payee}`

const keyOf = ({ jobId, payee }: Voucher) => ['provider', 'claim', jobId, payee]
