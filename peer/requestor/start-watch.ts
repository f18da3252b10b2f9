import { DROP_MS, SILENT, SUSPECT_MS } from '#protocol/schedule/constants.ts'

/**
 * Time to compile the program, from the last block of it that was asked for: several may still be
 * on a slow way then. A provider whose own sandbox hangs gives up earlier and says so.
 */
const COMPILE_MS = 60_000

/** Watches one provider get ready for a job: it must show signs of life, and get on. */
export class StartWatch {
  #silentMs = 0
  #idleMs = 0

  /** Silent for so long that its place is given to whoever comes first. */
  get isSilent(): boolean {
    return this.#silentMs >= SUSPECT_MS
  }

  /** It said something. */
  heard(): void {
    this.#silentMs = 0
  }

  /** It asked for a block of the program. */
  asked(): void {
    this.heard()
    this.#idleMs = 0
  }

  /** Lets `ms` pass; returns why to give the provider up, if that is due. */
  pass(ms: number): string | undefined {
    this.#silentMs += ms
    this.#idleMs += ms
    if (this.#silentMs >= DROP_MS) return SILENT
    if (this.#idleMs >= COMPILE_MS) return 'took too long to get ready'
    return undefined
  }
}
