import type { PlainKernel } from '../apps/plain-kernel.ts'

/** What a tab of the benchmark is given. */
export interface TabStart {
  readonly seed: number
  readonly relays: readonly string[]
  /** What every frame is on the way for more, in milliseconds. */
  readonly delayMs: number
  readonly kernels: readonly PlainKernel[]
}

/** What its window gives its engine. */
export type EngineStart = TabStart & {
  readonly ports: {
    readonly mesh: MessagePort
    readonly compute: MessagePort
    readonly peer: MessagePort
  }
}
