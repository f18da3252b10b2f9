import type { Store, StoreKey } from '#peer/ports/store.ts'
import { joinBatches, type SavedBatch, writeBatch, writeVerdict } from '#peer/saved-batches.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { JobId } from '#protocol/ids.ts'
import type { EvidenceBatch } from '#protocol/trust/evidence-file.ts'
import type { Sealed } from '#protocol/trust/seal.ts'

/** What is kept of all jobs together, in bytes: some 150,000 results, the newest ones. */
const MAX_KEPT_BYTES = 16 * 2 ** 20
/** So much less is left when room is made, so that it is not made for each batch. */
const SPARE_BYTES = 2 ** 20
/** What a batch takes beside its leaves and what was signed over them: the verdict, keys, framing. */
const OVERHEAD_BYTES = 1_024

const EVIDENCE = ['provider', 'evidence']

/** Where a batch and the verdict over it lie. */
export interface EvidencePlace {
  readonly key: StoreKey
  readonly bytes: number
  /** It gave way to newer ones. */
  isGone: boolean
}

type Entry = readonly [StoreKey, Uint8Array]

/** Judged batches and their requestors' verdicts, as portable evidence: the newest of all jobs. */
export class KeptEvidence {
  readonly #store: Store
  readonly #saved: SavedRecords
  /** Oldest first. */
  readonly #places: EvidencePlace[] = []
  #bytes = 0
  #next = 0

  private constructor(store: Store, saved: SavedRecords) {
    this.#store = store
    this.#saved = saved
  }

  static async load(store: Store, saved: SavedRecords): Promise<KeptEvidence> {
    const kept = new KeptEvidence(store, saved)
    for (const key of await store.loadKeys(EVIDENCE)) {
      if (key.at(-1) !== 'batch') continue
      kept.#take({ key: key.slice(0, -1), bytes: Number(key[4]), isGone: false })
      kept.#next = Number(key[2]) + 1
    }
    return kept
  }

  /** Finds a batch its place. It is kept once its entry is saved. */
  place(jobId: JobId, batch: SavedBatch): { readonly place: EvidencePlace; readonly entry: Entry } {
    const bytes = writeBatch(batch)
    const size = bytes.byteLength + OVERHEAD_BYTES
    const key = [...EVIDENCE, `${this.#next}`.padStart(10, '0'), jobId, `${size}`]
    const place = { key, bytes: size, isGone: false }
    this.#next += 1
    this.#take(place)
    return { place, entry: [[...key, 'batch'], bytes] }
  }

  /** The entry of the verdict over a batch, in the place of the one before. */
  verdict({ key, isGone }: EvidencePlace, attestation: Sealed): readonly Entry[] {
    return isGone ? [] : [[[...key, 'verdict'], writeVerdict(attestation)]]
  }

  /** Lets the oldest go where there is too much. */
  async clear(): Promise<void> {
    if (this.#bytes <= MAX_KEPT_BYTES) return
    const gone: EvidencePlace[] = []
    while (this.#bytes > MAX_KEPT_BYTES - SPARE_BYTES) {
      const oldest = this.#places.shift()
      if (oldest === undefined) break
      oldest.isGone = true
      this.#bytes -= oldest.bytes
      gone.push(oldest)
    }
    for (const { key } of gone) await this.#store.removeRange(key)
  }

  /** What is kept of a job, in the order it was judged in. */
  async load(jobId: JobId): Promise<readonly EvidenceBatch[]> {
    const ours = this.#places.filter(({ key }) => key[3] === jobId)
    const parts = await Promise.all(ours.map(({ key }) => this.#store.loadRange(key)))
    return joinBatches(this.#saved, parts.flat())
  }

  #take(place: EvidencePlace): void {
    this.#places.push(place)
    this.#bytes += place.bytes
  }
}
