import type { Siblings } from '#peer/ports/siblings.ts'
import type { Store } from '#peer/ports/store.ts'
import { asideKey, type SavedRecords } from '#peer/saved-records.ts'
import { encode } from '#protocol/wire/codec.ts'
import { type HeldVoucher, heldVoucherSchema } from './provider-store.ts'

const ROOM = ['handed']
const WHAT = 'vouchers handed to all tabs'
const MAX_SAVED_BYTES = 4_096

export interface HandedVouchersDeps {
  /** What all tabs of this browser share. */
  readonly store: Store
  readonly siblings: Siblings
  readonly saved: SavedRecords
  /** Who hands over: each has entries of its own, so that none overwrites another's. */
  readonly self: string
}

/**
 * The vouchers of every tab of this browser, open or closed, in one place: what one tab took, another
 * can collect. A copy; each tab keeps its own besides.
 */
export class HandedVouchers {
  readonly #deps: HandedVouchersDeps

  constructor(deps: HandedVouchersDeps) {
    this.#deps = deps
  }

  /**
   * All that were handed over, by whomever; of a job and payee there may be several. Those that cannot
   * be read are put aside, for others may take their places.
   */
  async load(): Promise<readonly HeldVoucher[]> {
    const { store, saved } = this.#deps
    const vouchers: HeldVoucher[] = []
    for (const [key, bytes] of await store.loadRange(ROOM)) {
      const voucher = saved.readKept(heldVoucherSchema, bytes, WHAT, MAX_SAVED_BYTES)
      if (voucher !== undefined) vouchers.push(voucher)
      else await store.save(asideKey(key), bytes)
    }
    return vouchers
  }

  /** Hands a voucher over, and has the other tabs hear of it. */
  async hand(voucher: HeldVoucher, from = this.#deps.self): Promise<void> {
    const { store, siblings } = this.#deps
    const bytes = encode(heldVoucherSchema, voucher)
    await store.save([...ROOM, from, voucher.jobId, voucher.payee], bytes)
    siblings.tell(bytes)
  }

  /** Takes back what was handed over under this name. */
  async forget({ jobId, payee }: HeldVoucher): Promise<void> {
    await this.#deps.store.remove([...ROOM, this.#deps.self, jobId, payee])
  }

  /** Hears of what the other tabs hand over from now on. */
  onHanded(run: (voucher: HeldVoucher) => void): void {
    this.#deps.siblings.onTold((message) => {
      if (!(message instanceof Uint8Array)) return
      const voucher = this.#deps.saved.read(heldVoucherSchema, message, WHAT, MAX_SAVED_BYTES)
      if (voucher !== undefined) run(voucher)
    })
  }

  /** Resolves once this tab is the one that collects for all. */
  lead(): Promise<void> {
    return this.#deps.siblings.lead()
  }

  /** Lets another tab collect. */
  leave(): void {
    this.#deps.siblings.leave()
  }
}
