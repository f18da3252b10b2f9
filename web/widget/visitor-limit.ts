import type { ConsentStorage } from './consent.ts'

const KEY = 'loam-widget-limit'

/**
 * The most that a visitor lends, whatever sites ask: a share of the machine. Kept where the browser
 * lets Loam's frame keep things, which may be for each site apart.
 */
export class VisitorLimit {
  readonly #storage: ConsentStorage
  #share: number

  constructor(storage: ConsentStorage) {
    this.#storage = storage
    this.#share = read(storage)
  }

  /** Above 0 and at most 1; 1 where the visitor has set none. */
  get share(): number {
    return this.#share
  }

  /** Sets it from now on; 1 lifts it. Where nothing can be kept it holds for this visit. */
  set(share: number): void {
    this.#share = share
    try {
      if (share < 1) this.#storage.setItem(KEY, `${share}`)
      else this.#storage.removeItem(KEY)
    } catch {
      // Blocked or full: it holds for this visit.
    }
  }
}

function read(storage: ConsentStorage): number {
  try {
    const share = Number(storage.getItem(KEY) || 1)
    return share > 0 && share <= 1 ? share : 1
  } catch {
    return 1
  }
}
