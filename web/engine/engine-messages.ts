import type { ReadyChain } from '#protocol/payment/chains.ts'

/** What the window gives the engine's Worker to begin with; the ports arrive beside it. */
export interface EngineStart {
  /** The tab slot: every slot keeps its own earnings; jobs are the profile's. */
  readonly slot: number
  readonly seed: Uint8Array
  readonly chain: ReadyChain | undefined
  readonly ports: {
    readonly mesh: MessagePort
    readonly compute: MessagePort
    readonly desk: MessagePort
    readonly post: MessagePort
    readonly peer: MessagePort
  }
}

/** What the Worker says once, when the peer stands or cannot. */
export type EngineReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
