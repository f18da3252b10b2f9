import type { Clock } from '#peer/ports/clock.ts'
import type { EscrowJob, Ledger, SessionKey } from '#peer/ports/ledger.ts'
import { sleep } from '#peer/time-limit.ts'
import { LoamError } from '#protocol/errors.ts'
import type { Address, JobId } from '#protocol/ids.ts'
import { CHANNEL_GAS } from '#protocol/payment/chain-gas.ts'
import { type ChannelNeed, isLow, raiseFor, spareOf } from '#protocol/payment/channel-size.ts'
import type { Accounts } from './accounts.ts'
import type { ChainPurse } from './chain-purse.ts'
import { reserveCaps } from './reserve-caps.ts'

/** How long one transaction waits for others to be sent with it, where nobody waits for it. */
const GATHER_MS = 1_000

/** What a payee is likely to do yet, in subtasks. */
export interface PayeeOutlook extends Pick<ChannelNeed, 'part' | 'doable'> {
  readonly payee: Address
  /** Answered, and waiting for its verdict. */
  readonly unsettled: number
  readonly leased: number
}

export interface ChannelsOptions {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly jobId: JobId
  readonly sessionKey: SessionKey
  readonly accounts: Accounts
  readonly purse: ChainPurse
  /** Runs what moves the deposit, one after another. */
  readonly inTurn: (run: () => Promise<void>) => Promise<void>
  /** Reads the escrow anew. */
  readonly refresh: () => Promise<EscrowJob>
  readonly onChange: () => void
}

/**
 * Opens payees' channels and raises them before they are used up (ADR 0041): in as few transactions
 * as can be, and no further than the coin that ends the job allows.
 */
export class Channels {
  readonly #options: ChannelsOptions
  /** Whom the next transaction is sent for, and how many others may still come. */
  readonly #waiting = new Map<
    Address,
    { readonly outlook: PayeeOutlook; readonly others: number }
  >()
  /** Those at work, as they were last looked at. */
  #atWork: readonly PayeeOutlook[] = []
  #next: Promise<void> | undefined
  #isClosed = false

  constructor(options: ChannelsOptions) {
    this.#options = options
  }

  /**
   * Sets money aside for a payee that has none left; takes back a notice it was given.
   *
   * @param others payees that may still come, each of whom is to find as much.
   * @param isPressing whether the job stands still until it can begin.
   */
  async admit(outlook: PayeeOutlook, others: number, isPressing: boolean): Promise<void> {
    const { accounts, inTurn } = this.#options
    const { payee } = outlook
    // What is under way may be just taking its money back.
    await inTurn(async () => {})
    const { cap, closesAt } = accounts.channel(payee)
    if (closesAt !== 0 || cap <= accounts.total(payee)) {
      this.#waiting.set(payee, { outlook, others })
      await this.#send(isPressing)
    }
  }

  /** Raises, in the background, the channels of those at work that will soon be used up. */
  topUp(atWork: readonly PayeeOutlook[], free: bigint): void {
    this.#atWork = atWork
    const { accounts, purse, onChange } = this.#options
    const low = atWork.filter(
      (outlook) =>
        isLow(this.#needOf(outlook)) && spareOf(free, 1, accounts.subtaskCost(outlook.payee)) > 0n,
    )
    if (low.length === 0 || !purse.affords(CHANNEL_GAS, accounts.payees.length)) return
    for (const outlook of low) this.#waiting.set(outlook.payee, { outlook, others: 0 })
    const isPressing = low.some((outlook) => this.#needOf(outlook).room === 0)
    void this.#send(isPressing).catch((error: unknown) => {
      if (!(error instanceof LoamError)) throw error
      onChange()
    })
  }

  /** From now on nothing is set aside: what waits to be sent is not. */
  close(): void {
    this.#isClosed = true
  }

  #needOf({ payee, unsettled, leased, part, doable }: PayeeOutlook): ChannelNeed {
    const { accounts } = this.#options
    const cost = accounts.subtaskCost(payee)
    const count = (wei: bigint) => Number(wei / cost)
    return {
      answered: count(accounts.claimed(payee)) + unsettled,
      leased,
      room: count(accounts.room(payee, unsettled + leased)),
      part,
      doable,
    }
  }

  /** Sends what waits, in one transaction with all who begin to wait before its turn comes. */
  #send(isPressing: boolean): Promise<void> {
    const { clock, inTurn } = this.#options
    this.#next ??= (isPressing ? Promise.resolve() : sleep(clock, GATHER_MS)).then(() =>
      inTurn(() => this.#reserve()),
    )
    return this.#next
  }

  async #reserve(): Promise<void> {
    const { ledger, jobId, accounts, refresh, purse } = this.#options
    for (const outlook of this.#atWork)
      if (!this.#waiting.has(outlook.payee) && isLow(this.#needOf(outlook), true))
        this.#waiting.set(outlook.payee, { outlook, others: 0 })
    // Where the coin does not go round, who has least goes first.
    const waiting = [...this.#waiting.values()].sort(
      (one, other) => this.#needOf(one.outlook).room - this.#needOf(other.outlook).room,
    )
    this.#waiting.clear()
    this.#next = undefined
    if (this.#isClosed) return
    const match = () =>
      Promise.all(
        waiting.map(async ({ outlook: { payee } }) =>
          accounts.match(payee, await ledger.readChannel(jobId, payee)),
        ),
      )
    const [{ free }] = await Promise.all([refresh(), match()])
    const affordable = purse.countAffordable(CHANNEL_GAS, accounts.payees.length)
    const caps = this.#size(waiting, free).slice(0, affordable)
    if (caps.length === 0) return
    await reserveCaps(this.#options, caps)
    await Promise.all([refresh(), match()])
  }

  /** What each channel's cap becomes. */
  #size(
    waiting: ReadonlyArray<{ readonly outlook: PayeeOutlook; readonly others: number }>,
    free: bigint,
  ): Array<{ readonly payee: Address; readonly cap: bigint }> {
    const { accounts } = this.#options
    const others = Math.max(...waiting.map((one) => one.others))
    let left = free
    return waiting.flatMap(({ outlook }) => {
      const { payee } = outlook
      const { cap, closesAt } = accounts.channel(payee)
      const cost = accounts.subtaskCost(payee)
      const wanted = BigInt(raiseFor(this.#needOf(outlook))) * cost
      const more = [wanted, spareOf(free, waiting.length + others, cost), left].reduce(least)
      if (more === 0n && closesAt === 0) return []
      left -= more
      return [{ payee, cap: cap + more }]
    })
  }
}

const least = (one: bigint, other: bigint) => (one < other ? one : other)
