import type { StoreKey } from '#peer/ports/store.ts'
import { MalformedError } from '#protocol/errors.ts'
import { decode, type WireSchema } from '#protocol/wire/codec.ts'

/** A kind of record that is on disk and cannot be read. */
export interface UnreadRecords {
  /** In the plural, for people. */
  readonly what: string
  /** Whether the bytes are kept; what is expendable is learnt or computed anew. */
  readonly isKept: boolean
}

/** Where bytes of this key lie when others take their place. */
export const asideKey = (key: StoreKey): StoreKey => ['unread', ...key]

/**
 * Reads what this peer wrote itself. Another version may have, or a disk may have damaged it: no
 * tab fails to open over that. What cannot be read counts as not there, and is told of.
 */
export class SavedRecords {
  readonly #unread = new Map<string, UnreadRecords>()

  get unread(): readonly UnreadRecords[] {
    return [...this.#unread.values()]
  }

  /** Undefined for what cannot be read: whoever asks learns or computes it anew. */
  read<T>(schema: WireSchema<T>, bytes: Uint8Array, what: string, maxBytes: number): T | undefined {
    return this.#read(schema, bytes, { what, isKept: false }, maxBytes)
  }

  /** The same for money and what proves anything: whoever asks sees to it that the bytes stay. */
  readKept<T>(
    schema: WireSchema<T>,
    bytes: Uint8Array,
    what: string,
    maxBytes: number,
  ): T | undefined {
    return this.#read(schema, bytes, { what, isKept: true }, maxBytes)
  }

  #read<T>(
    schema: WireSchema<T>,
    bytes: Uint8Array,
    kind: UnreadRecords,
    maxBytes: number,
  ): T | undefined {
    try {
      return decode(schema, bytes, kind.what, maxBytes)
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      this.#unread.set(kind.what, kind)
      return undefined
    }
  }
}
