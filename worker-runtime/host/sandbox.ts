import type { ToSandbox } from '../frame/messages.ts'

/** One running sandbox, as a browser frame or a Node thread provides it. */
export interface Sandbox {
  send(message: ToSandbox): void
  /** Names the one listener. What arrives is unchecked. */
  onMessage(run: (message: unknown) => void): void
  /** Settles with the reason when the sandbox dies by itself. */
  readonly died: Promise<string>
  /** Stops whatever runs in it, hard. Safe to call twice. */
  kill(): void
}

/** Starts a sandbox on a core, numbered from 0. Rejects when none can be had. */
export type StartSandbox = (slot: number) => Promise<Sandbox>
