import { z } from 'zod'
import { PeerMemory } from '#peer/peer-memory.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { PeerId } from '#protocol/ids.ts'
import { type ChainHead, chainHeadSchema, type Link } from '#protocol/market/agreement-chain.ts'
import { type CarriedRecord, type ShownRecord, verifyRecord } from '#protocol/trust/record.ts'
import {
  askAbout,
  type EscrowQuestion,
  type EscrowWord,
  type Reputation,
  reputationSchema,
  summarise,
} from '#protocol/trust/reputation.ts'
import { encode } from '#protocol/wire/codec.ts'

const MAX_SAVED_BYTES = 4_096
/** How long work waits for what escrows say: later words count from the next agreement on. */
const ASK_MS = 1_500

const savedSchema = z.object({
  heardAt: z.int().nonnegative(),
  head: chainHeadSchema,
  reputation: reputationSchema,
})

/** What a provider showed last, and where its chain went on. */
interface Seen {
  readonly head: ChainHead
  readonly reputation: Reputation
}

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
  readonly #memory: PeerMemory<Seen>

  constructor(deps: ReputationsDeps) {
    const { clock, store, saved } = deps
    this.#deps = deps
    this.#memory = new PeerMemory({
      clock,
      store,
      room: ['requestor', 'reputation'],
      read: (bytes) => {
        const entry = saved.read(
          savedSchema,
          bytes,
          'records of providers’ past work',
          MAX_SAVED_BYTES,
        )
        if (entry === undefined) return undefined
        const { heardAt, ...known } = entry
        return { heardAt, known }
      },
      write: (known, heardAt) => encode(savedSchema, { heardAt, ...known }),
    })
  }

  /** Recalls what was saved. What cannot be read is left out. */
  recall(): Promise<void> {
    return this.#memory.recall()
  }

  /** What a provider showed last; undefined for one that showed nothing yet. */
  of(peer: PeerId): Reputation | undefined {
    return this.#memory.of(peer)?.reputation
  }

  /**
   * Checks the record that a provider shows with an agreement, and asks escrows about it.
   * @returns whether its chain has forked since it was seen, or in what is shown.
   * @throws {MalformedError} when the record does not hold.
   */
  async take(place: Link, shown: CarriedRecord): Promise<'sound' | 'forked'> {
    const { clock, signatures } = this.#deps
    const { provider } = place
    const before = this.#memory.of(provider)?.head
    const verdict = await verifyRecord(place, shown, before, signatures.verify)
    if (verdict.kind === 'forked') return 'forked'
    const { record } = verdict
    // Of two agreements that began at once the later one may come first.
    const head = before !== undefined && before.number > verdict.head.number ? before : verdict.head
    const words = await this.#ask(record, clock)
    this.#memory.set(provider, { head, reputation: summarise(record, words) })
    return 'sound'
  }

  /** Saves what is not saved yet. */
  close(): Promise<void> {
    return this.#memory.close()
  }

  /** What escrows say within `ASK_MS`; who cannot be asked says nothing. */
  async #ask(record: ShownRecord, clock: Clock): Promise<readonly EscrowWord[]> {
    const { ledger } = this.#deps
    const questions = askAbout(record)
    if (ledger === undefined || questions.length === 0) return []
    const words: EscrowWord[] = []
    const late = Promise.withResolvers<void>()
    const cancel = clock.after(ASK_MS, late.resolve)
    const asked = questions.map(async (question) => {
      const word = await askEscrow(ledger, question).catch(() => undefined)
      if (word !== undefined) words.push(word)
    })
    await Promise.race([Promise.all(asked), late.promise])
    cancel()
    return [...words]
  }
}

/** Undefined where the escrow does not know the job, or its session lets somebody else speak for it. */
async function askEscrow(
  ledger: Ledger,
  { jobId, requestor, payee, endorsement }: EscrowQuestion,
): Promise<EscrowWord | undefined> {
  const job = await ledger.readJob(jobId)
  if (job === undefined) return undefined
  if (!(await ledger.verifyEndorsement({ jobId, requestor }, endorsement, job.session)))
    return undefined
  const { paid } = await ledger.readChannel(jobId, payee)
  return { jobId, requestor, payee, wallet: job.requestor, paid }
}
