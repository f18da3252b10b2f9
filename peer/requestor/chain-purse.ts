import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import { coinForEnd } from '#protocol/payment/chain-gas.ts'

/**
 * The chain coin of a job's session key. Paying everybody, closing and refunding come first: nothing
 * else is sent that would leave less than they cost.
 */
export class ChainPurse {
  readonly #ledger: Ledger
  readonly #sessionKey: SessionKey
  #coin = 0n
  #feePerGas = 0n

  constructor(ledger: Ledger, sessionKey: SessionKey) {
    this.#ledger = ledger
    this.#sessionKey = sessionKey
  }

  /** Asks what it holds and what chain gas costs; where that cannot be asked, what it knew stands. */
  async look(): Promise<void> {
    const ledger = this.#ledger
    try {
      const [{ coin }, feePerGas] = await Promise.all([
        ledger.readBalance(ledger.addressOf(this.#sessionKey)),
        ledger.readFeePerGas(),
      ])
      this.#coin = coin
      this.#feePerGas = feePerGas
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
    }
  }

  /** How often so much chain gas can be spent, and the job still be ended with so many payees. */
  countAffordable(gas: bigint, payees: number): number {
    const spare = this.#coin - coinForEnd(payees, this.#feePerGas)
    if (spare < 0n) return 0
    const each = gas * this.#feePerGas
    return each === 0n ? Number.POSITIVE_INFINITY : Number(spare / each)
  }

  /** Whether so much chain gas can be spent, and the job still be ended with so many payees. */
  affords(gas: bigint, payees: number): boolean {
    return this.#coin >= gas * this.#feePerGas + coinForEnd(payees, this.#feePerGas)
  }
}
