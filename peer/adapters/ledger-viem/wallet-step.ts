import type { TransactionHash } from '#peer/ports/ledger.ts'

/**
 * What a wallet is asked for: to let the escrow take an exact amount, a signature that lets it take
 * everything, an end to that; one of the escrow's calls; or coin for another wallet of the person's.
 */
export type WalletQuestion =
  | 'allow'
  | 'permit'
  | 'takeBack'
  | 'open'
  | 'fund'
  | 'extend'
  | 'redeem'
  | 'withdraw'
  | 'coin'

/** How far it is with asking a wallet: what a page can show while somebody decides or a chain mines. */
export type WalletStep =
  | { readonly kind: 'checking' }
  | {
      readonly kind: 'asking'
      readonly question: WalletQuestion
      /** Whether this is the last question: nothing is asked after it. */
      readonly isLast: boolean
    }
  | {
      readonly kind: 'sent'
      readonly question: WalletQuestion
      readonly transaction: TransactionHash
      /** Its number among its sender's, once the chain has shown it: another with it takes its place. */
      readonly nonce: number | undefined
      /** Another with the same content took its place, as a wallet's “speed up” does. */
      readonly isReplacement: boolean
    }
