import {
  type Holding,
  HoldingsMover,
  type Move,
} from '#peer/adapters/ledger-viem/holdings-mover.ts'
import type { KeySender } from '#peer/adapters/ledger-viem/key-sender.ts'
import { createTabTurns } from '#peer/adapters/ledger-viem/turns.ts'
import type { OwnWallet } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import type { Ledger, WalletNo } from '#peer/ports/ledger.ts'
import type { Address } from '#protocol/ids.ts'
import { coinMissingToMove, TRANSFER_GAS } from '#protocol/payment/chain-gas.ts'
import { hasGuestKey, loadGuestKey } from './guest-key.ts'
import { forgetSentCoin } from './sent-coin.ts'

/** What the guest wallet of this browser holds, in wei, and what moving it takes. */
export interface GuestHoldings {
  readonly address: Address
  readonly glm: bigint
  readonly coin: bigint
  /** Coin to be given to it before its GLM can be moved; 0 where it has enough. */
  readonly coinMissing: bigint
  /** Whether it has more coin than moving that would take. */
  readonly isCoinWorthMoving: boolean
  readonly underWay: Move | undefined
}

/** Moving what the guest wallet holds to another wallet. */
export interface GuestMoving {
  /** Undefined where this browser has no guest wallet. */
  read(): Promise<GuestHoldings | undefined>
  /**
   * Moves all of a holding, by the guest's own key; what is under way already comes first, and is
   * returned in its place.
   * @throws {LedgerError}
   */
  move(holding: Holding, to: Address): Promise<Move>
  /** Waits for what is under way; undefined where nothing is. @throws {LedgerError} */
  follow(): Promise<Move | undefined>
  /**
   * Has the connected wallet give the guest so much coin, in wei, in one question; undefined once its
   * GLM can be moved. Asks nothing where that is so already, or where coin is on its way.
   */
  giveCoin(wei: bigint): Promise<WalletNo | undefined>
}

/** @param options.borrowOwn the wallet that is connected. */
export function createGuestMoving({
  ledger,
  sender,
  borrowOwn,
}: {
  readonly ledger: Ledger
  readonly sender: KeySender
  readonly borrowOwn: () => Promise<OwnWallet | undefined>
}): GuestMoving {
  const inTurn = createTabTurns(navigator.locks)
  const mover = new HoldingsMover({ chain: ledger.chain, sender, inTurn })

  const read = async (): Promise<GuestHoldings | undefined> => {
    if (!(await hasGuestKey())) return undefined
    const key = await loadGuestKey()
    const address = ledger.addressOf(key)
    const [{ glm, coin }, fee, underWay] = await Promise.all([
      ledger.readBalance(address),
      ledger.readFeePerGas(),
      mover.underWay(key),
    ])
    return {
      ...{ address, glm, coin, underWay },
      coinMissing: glm === 0n ? 0n : coinMissingToMove(coin, fee),
      isCoinWorthMoving: coin > TRANSFER_GAS * fee,
    }
  }

  const ask = async (own: OwnWallet, wei: bigint): Promise<WalletNo | undefined> => {
    const holdings = await read()
    const from = { sender: own.address, chainId: ledger.chain.chainId }
    // Another tab may have given it meanwhile.
    if (holdings === undefined || holdings.coinMissing === 0n) {
      forgetSentCoin(from)
      return undefined
    }
    const answer = await own.sendCoin(holdings.address, wei)
    if (answer.kind !== 'unconfirmed') forgetSentCoin(from)
    return answer.kind === 'done' ? undefined : answer
  }

  return {
    read,
    move: async (holding, to) => mover.move(await loadGuestKey(), holding, to),
    follow: async () => mover.follow(await loadGuestKey()),
    giveCoin: async (wei) => {
      const own = await borrowOwn()
      if (own === undefined)
        return { kind: 'failed', message: 'No wallet is connected. Nothing was asked.' }
      return inTurn('guest-coin', () => ask(own, wei))
    },
  }
}
