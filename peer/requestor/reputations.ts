import { z } from 'zod'
import { PeerMemory } from '#peer/peer-memory.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { Address, PeerId } from '#protocol/ids.ts'
import { chainHeadSchema, type Link } from '#protocol/market/agreement-chain.ts'
import { type CarriedRecord, type ShownRecord, verifyRecord } from '#protocol/trust/record.ts'
import {
  askAbout,
  type EscrowWord,
  type Reputation,
  reputationSchema,
  summarise,
} from '#protocol/trust/reputation.ts'
import { encode } from '#protocol/wire/codec.ts'
import { EscrowWords } from './escrow-words.ts'

const MAX_SAVED_BYTES = 4_096
/** How long work waits for what escrows say: later words count from the next agreement on. */
const ASK_MS = 1_500

/** One as it is saved. */
export const savedReputationSchema = z.object({
  heardAt: z.int().nonnegative(),
  seen: z.array(chainHeadSchema),
  reputation: reputationSchema,
})

/** What a provider showed last, and where its chain went on. */
type Known = Omit<z.output<typeof savedReputationSchema>, 'heardAt'>

export interface ReputationsDeps {
  readonly clock: Clock
  readonly store: Store
  readonly saved: SavedRecords
  readonly signatures: Signatures
  readonly ledger: Ledger | undefined
}

/** What the records of the providers that this requestor met amount to, over sessions. */
export class Reputations {
  readonly #deps: ReputationsDeps
  readonly #memory: PeerMemory<Known>
  readonly #escrows: EscrowWords | undefined
  /** How many of the keys that are remembered each wallet's words are on. */
  #witnessed: ReadonlyMap<Address, number> = new Map()

  constructor(deps: ReputationsDeps) {
    const { clock, store, saved, ledger } = deps
    this.#deps = deps
    this.#escrows = ledger && new EscrowWords(ledger)
    this.#memory = new PeerMemory({
      clock,
      store,
      room: ['requestor', 'reputation'],
      read: (bytes) => {
        const entry = saved.read(
          savedReputationSchema,
          bytes,
          'records of providers’ past work',
          MAX_SAVED_BYTES,
        )
        if (entry === undefined) return undefined
        const { heardAt, ...known } = entry
        return { heardAt, known }
      },
      write: (known, heardAt) => encode(savedReputationSchema, { heardAt, ...known }),
    })
  }

  /** Recalls what was saved. What cannot be read is left out. */
  async recall(): Promise<void> {
    await this.#memory.recall()
    this.#countWitnessed()
  }

  /** What a provider showed last; undefined for one that showed nothing yet. */
  of(peer: PeerId): Reputation | undefined {
    const reputation = this.#memory.of(peer)?.reputation
    if (reputation === undefined) return undefined
    const sources = reputation.sources.map((source) => {
      const keys = source.wallet && this.#witnessed.get(source.wallet)
      return keys ? { ...source, keys } : source
    })
    return { ...reputation, sources }
  }

  /**
   * Checks the record that a provider shows with an agreement, and asks escrows about it.
   * @returns whether its chain has forked since it was seen, or in what is shown.
   * @throws {MalformedError} when the record does not hold.
   */
  async take(place: Link, shown: CarriedRecord): Promise<'sound' | 'forked'> {
    const { clock, signatures } = this.#deps
    const { provider } = place
    const before = this.#memory.of(provider)?.seen ?? []
    const verdict = await verifyRecord(place, shown, before, signatures.verify)
    if (verdict.kind === 'forked') return 'forked'
    const { record, seen } = verdict
    const words = await this.#ask(record, clock)
    this.#memory.set(provider, { seen: [...seen], reputation: summarise(record, words) })
    this.#countWitnessed()
    return 'sound'
  }

  /** Saves what is not saved yet. */
  close(): Promise<void> {
    return this.#memory.close()
  }

  #countWitnessed(): void {
    const counts = new Map<Address, number>()
    for (const { reputation } of this.#memory.values())
      for (const { wallet } of reputation.sources)
        if (wallet !== null) counts.set(wallet, (counts.get(wallet) ?? 0) + 1)
    this.#witnessed = counts
  }

  /** What escrows say within `ASK_MS`; who cannot be asked says nothing. */
  async #ask(record: ShownRecord, clock: Clock): Promise<readonly EscrowWord[]> {
    const escrows = this.#escrows
    const questions = askAbout(record)
    if (escrows === undefined || questions.length === 0) return []
    const words: EscrowWord[] = []
    const late = Promise.withResolvers<void>()
    const cancel = clock.after(ASK_MS, late.resolve)
    const asked = questions.map(async (question) => {
      const word = await escrows.ask(question).catch(() => undefined)
      if (word !== undefined) words.push(word)
    })
    await Promise.race([Promise.all(asked), late.promise])
    cancel()
    return [...words]
  }
}
