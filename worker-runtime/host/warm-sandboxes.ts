import type { Sandbox, StartSandbox } from './sandbox.ts'

/**
 * Starts sandboxes, and keeps one more ready than is asked for, so that after a hard stop the next
 * subtask need not wait for a frame to load.
 *
 * Each sandbox has a place of its own while it lives, and a left place rests as long as others can
 * be had: a new frame must not join a process that is still on its way out.
 */
export class WarmSandboxes {
  readonly #start: StartSandbox
  readonly #places: number[]
  #spare: Promise<Sandbox> | undefined

  /** @param places how many sandboxes may live at once, the spare one counted. */
  constructor(start: StartSandbox, places: number) {
    this.#start = start
    this.#places = Array.from({ length: places }, (_, place) => place)
  }

  /** The spare one when there is one, or another. Rejects when none can be started. */
  take(): Promise<Sandbox> {
    const spare = this.#spare
    if (spare === undefined) return this.#startOne()
    this.#spare = undefined
    return spare.catch(() => this.#startOne())
  }

  /** Starts a spare one where there is none. It is no matter if that fails. */
  refill(): void {
    if (this.#spare !== undefined) return
    const spare = this.#startOne()
    this.#spare = spare
    const forget = () => {
      if (this.#spare === spare) this.#spare = undefined
    }
    spare.then(async (sandbox) => {
      await sandbox.died
      if (this.#spare === spare) sandbox.kill()
      forget()
    }, forget)
  }

  /** Ends the spare one. */
  async drain(): Promise<void> {
    const spare = this.#spare
    this.#spare = undefined
    const sandbox = await spare?.catch(() => undefined)
    sandbox?.kill()
  }

  async #startOne(): Promise<Sandbox> {
    const place = this.#places.shift()
    if (place === undefined) throw new Error('More sandboxes than there are places for')
    const leave = () => this.#places.push(place)
    let sandbox: Sandbox
    try {
      sandbox = await this.#start(place)
    } catch (error) {
      leave()
      throw error
    }
    let killed = false
    return {
      send: (message) => sandbox.send(message),
      onMessage: (run) => sandbox.onMessage(run),
      died: sandbox.died,
      kill: () => {
        sandbox.kill()
        if (!killed) leave()
        killed = true
      },
    }
  }
}
