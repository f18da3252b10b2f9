import type { Connection } from '@libp2p/interface'
import { isDirect } from '#peer/adapters/mesh-libp2p/connection-path.ts'
import type { Clock } from '#peer/ports/clock.ts'
import { asPeerId, type PeerId } from '#protocol/ids.ts'
import {
  createDialBook,
  HELD_MS,
  noteFailure,
  noteHeld,
  waitFor,
} from '#protocol/wire/dial-patience.ts'

/**
 * Direct connections that a tab keeps at once: three jobs with sixteen providers each and some to
 * spare. A browser bears 500, those counted whose garbage it has not collected.
 */
export const MAX_DIRECT = 64
/** Direct connections begun at once, by this tab. */
const MAX_DIALS = 8
/** How long a connection without a channel is kept for the next one. */
const IDLE_MS = { direct: 60_000, relayed: 10_000 }
/** What libp2p does by itself with every connection. */
const isHousekeeping = (protocol: string) => protocol.startsWith('/ipfs/')

/** The connections a budget is held to; those to relays are none of them. */
export interface BudgetOptions {
  readonly clock: Clock
  readonly connections: () => readonly Connection[]
}

/** Holds a tab to a bounded number of connections, and keeps those that serve nobody from staying. */
export class ConnectionBudget {
  readonly #options: BudgetOptions
  readonly #book = createDialBook()
  readonly #idleSince = new WeakMap<Connection, number>()
  #dials = 0

  constructor(options: BudgetOptions) {
    this.#options = options
  }

  /** Whether one more direct connection of a stranger's is too many. */
  get isFull(): boolean {
    return this.#options.connections().filter(isDirect).length >= MAX_DIRECT
  }

  /**
   * Runs a direct dial within the budget.
   * @throws {Error} with the reason, when it has no room or the peer's turn has not come.
   */
  async spend<T>(peer: PeerId, dial: () => Promise<T>): Promise<T> {
    const { clock } = this.#options
    const waitMs = waitFor(this.#book, peer, clock.now())
    if (waitMs > 0)
      throw new Error(
        `its direct connections do not hold, it is tried again in ${Math.ceil(waitMs / 1_000)} s`,
      )
    if (this.isFull)
      throw new Error(`${MAX_DIRECT} direct connections are open, as many as this tab keeps`)
    if (this.#dials >= MAX_DIALS)
      throw new Error(`${MAX_DIALS} direct connections are being opened, as many as go at once`)
    this.#dials += 1
    try {
      return await dial()
    } catch (error) {
      noteFailure(this.#book, peer, clock.now())
      throw error
    } finally {
      this.#dials -= 1
    }
  }

  /** Takes note of a connection that is gone. */
  closed(connection: Connection): void {
    if (!isDirect(connection)) return
    const peer = asPeerId(connection.remotePeer.toString())
    const now = this.#options.clock.now()
    if (now - connection.timeline.open >= HELD_MS) noteHeld(this.#book, peer)
    else noteFailure(this.#book, peer, now)
  }

  /** Closes what has served no channel for a while. To be called every few seconds. */
  tidy(): void {
    const now = this.#options.clock.now()
    for (const connection of this.#options.connections()) {
      const isIdle = connection.streams.every(({ protocol }) => isHousekeeping(protocol))
      const since = this.#idleSince.get(connection)
      if (!isIdle) this.#idleSince.delete(connection)
      else if (since === undefined) this.#idleSince.set(connection, now)
      else if (now - since >= (isDirect(connection) ? IDLE_MS.direct : IDLE_MS.relayed))
        void connection.close().catch((error) => connection.abort(error))
    }
  }
}
