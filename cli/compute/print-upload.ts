import type { OnPrint, PrintStream } from '#peer/ports/compute.ts'

/** Brings what a program prints home in order: what comes while a piece is on its way goes next. */
export class PrintUpload {
  readonly #paths: Readonly<Record<PrintStream, string>>
  readonly #upload: (path: string, ...pieces: readonly Uint8Array[]) => Promise<void>
  #waiting: { readonly stream: PrintStream; readonly pieces: Uint8Array[] }[] = []
  #sending: Promise<void> | undefined

  constructor(
    paths: Readonly<Record<PrintStream, string>>,
    upload: (path: string, ...pieces: readonly Uint8Array[]) => Promise<void>,
  ) {
    this.#paths = paths
    this.#upload = upload
  }

  readonly add: OnPrint = (stream, bytes) => {
    const last = this.#waiting.at(-1)
    if (last?.stream === stream) last.pieces.push(bytes)
    else this.#waiting.push({ stream, pieces: [bytes] })
    this.#sending ??= this.#send()
    // Awaited by whoever awaits `done`.
    this.#sending.catch(() => undefined)
  }

  /** Settles when all is home. Rejects when something could not be brought. */
  async done(): Promise<void> {
    await this.#sending
  }

  async #send(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await this.#upload(this.#paths[next.stream], ...next.pieces)
    }
    this.#sending = undefined
  }
}
