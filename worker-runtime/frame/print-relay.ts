import type { PrintStream } from '#peer/ports/compute.ts'
import type { FromSandbox } from './messages.ts'

const FULL_BYTES = 65_536
/** Messages at once, and then a millisecond: a program that prints byte by byte must not flood. */
const BURST = 1_000
const PER_MS = 1

/**
 * Tells the host what a program prints, while it runs.
 *
 * A running program leaves no turn in which to say something later, so each print goes out by
 * itself until there are too many; from then on they wait for company.
 */
export class PrintRelay {
  readonly #id: number
  readonly #post: (message: FromSandbox, transfer: ArrayBuffer[]) => void
  readonly #startedAt = performance.now()
  #stream: PrintStream = 'stdout'
  #pending: Uint8Array[] = []
  #pendingBytes = 0
  #posted = 0

  constructor(id: number, post: (message: FromSandbox, transfer: ArrayBuffer[]) => void) {
    this.#id = id
    this.#post = post
  }

  print(stream: PrintStream, bytes: Uint8Array): void {
    if (bytes.byteLength === 0) return
    if (stream !== this.#stream) this.flush()
    this.#stream = stream
    this.#pending.push(bytes.slice())
    this.#pendingBytes += bytes.byteLength
    const allowed = BURST + PER_MS * (performance.now() - this.#startedAt)
    if (this.#pendingBytes >= FULL_BYTES || this.#posted < allowed) this.flush()
  }

  /** Posts what waits. */
  flush(): void {
    if (this.#pendingBytes === 0) return
    const bytes = new Uint8Array(this.#pendingBytes)
    let at = 0
    for (const piece of this.#pending) {
      bytes.set(piece, at)
      at += piece.byteLength
    }
    this.#post({ type: 'printed', id: this.#id, stream: this.#stream, bytes }, [bytes.buffer])
    this.#posted += 1
    this.#pending = []
    this.#pendingBytes = 0
  }
}
