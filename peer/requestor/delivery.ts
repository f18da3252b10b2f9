import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger, SessionKey, Signature } from '#peer/ports/ledger.ts'
import type { Address } from '#protocol/ids.ts'
import { MAX_DELIVERY_GAS } from '#protocol/payment/chain-gas.ts'
import type { Withdrawal } from '#protocol/payment/voucher.ts'
import type { ChainPurse } from './chain-purse.ts'

/** A payee's signed wish to have its credit delivered. */
export interface WithdrawalOrder {
  readonly order: Withdrawal
  readonly signature: Signature
}

/** Errors that say nothing about an order: it may be sent again. */
const NOT_ITS_FAULT = ['unreachable', 'unconfirmed', 'wrongChain']

/** Moves payees' credit to their wallets at a job's chain gas. */
export class Delivery {
  readonly #ledger: Ledger
  readonly #sessionKey: SessionKey
  readonly #purse: ChainPurse
  /** Payees whose orders were refused: a contract may refuse as often as it is asked. */
  readonly #refused = new Set<Address>()

  constructor(ledger: Ledger, sessionKey: SessionKey, purse: ChainPurse) {
    this.#ledger = ledger
    this.#sessionKey = sessionKey
    this.#purse = purse
  }

  /**
   * Delivers as far as the coin is not needed for ending the job with so many payees. One that fails
   * harms no other, and is tried again, by another call, only where the chain was away.
   */
  async deliver(orders: readonly WithdrawalOrder[], payees: number): Promise<void> {
    for (const { order, signature } of orders) {
      if (this.#refused.has(order.payee)) continue
      await this.#purse.look()
      if (!this.#purse.affords(MAX_DELIVERY_GAS, payees)) return
      await this.#ledger
        .withdrawBySig(this.#sessionKey, order, signature)
        .catch((error: unknown) => {
          if (!(error instanceof LedgerError)) throw error
          if (!NOT_ITS_FAULT.includes(error.code)) this.#refused.add(order.payee)
        })
    }
  }
}
