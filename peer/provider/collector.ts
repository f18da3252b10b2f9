import type { CollectResult } from '#peer/peer.ts'
import type { ChangeResult, WalletDesk, WalletKind } from '#peer/ports/ledger.ts'
import type { Address } from '#protocol/ids.ts'
import { MAX_VOUCHERS_AT_ONCE } from '#protocol/payment/collection.ts'
import type { Redeemer } from './redeemer.ts'

export interface CollectorDeps {
  readonly redeemer: Redeemer
  readonly desk: WalletDesk
}

/**
 * Collects for a payee whose key is not at hand, when a person says so. Anybody may: the escrow
 * pays the payee alone, whoever sends the vouchers and pays their chain gas.
 */
export class Collector {
  readonly #deps: CollectorDeps

  constructor(deps: CollectorDeps) {
    this.#deps = deps
  }

  /**
   * Asks a wallet once: for all that vouchers of all jobs hold, first what ends first, and for what the
   * escrow has credited, all of it sent to the payee. The guest wallet asks nobody.
   */
  async collect(payee: Address, which: WalletKind): Promise<CollectResult> {
    const { redeemer, desk } = this.#deps
    const wallet = await desk.wallet(which)
    if (wallet === undefined) return NO_WALLET[which]
    const vouchers = await redeemer.redeemable(payee)
    try {
      const answer =
        vouchers.length > 0
          ? await wallet.redeemMany(vouchers.slice(0, MAX_VOUCHERS_AT_ONCE), [payee])
          : await wallet.withdraw(payee)
      return inWords(answer)
    } finally {
      await redeemer.lookAgain()
    }
  }
}

const refuse = (message: string, advice: string) => ({ kind: 'refused', message, advice }) as const

const NO_WALLET: Readonly<Record<WalletKind, CollectResult>> = {
  connected: refuse('No wallet is connected.', 'Connect one on the wallet page, and try again.'),
  guest: refuse('This browser has no guest wallet.', 'Have another wallet collect it.'),
}

function inWords(answer: ChangeResult): CollectResult {
  if (answer.kind === 'done') return { kind: 'done' }
  return refuse(
    answer.message,
    answer.kind === 'unconfirmed'
      ? 'It may have gone through all the same: look again before you try anew.'
      : 'What is owed is as it was.',
  )
}
