import type { ToSandbox } from '../frame/messages.ts'

/** One running sandbox, as a browser frame or a Node thread provides it. */
export interface Sandbox {
  send(message: ToSandbox): void
  /**
   * Names the one listener. What arrives is unchecked; `undefined` stands for what could not be
   * read, or came with handles that nobody asked for.
   */
  onMessage(run: (message: unknown) => void): void
  /** Has `answer` called soon, whatever the program does, or never if the sandbox is dead. */
  ask(answer: () => void): void
  /** Settles with the reason when the sandbox is known to have died by itself. */
  readonly died: Promise<string>
  /** Stops whatever runs in it, hard; nothing is heard from it again. Safe to call twice. */
  kill(): void
}

/**
 * Starts a sandbox at a place of its own, numbered from 0: in a browser an origin. Rejects when
 * none can be had.
 */
export type StartSandbox = (place: number) => Promise<Sandbox>
