import { decodeFunctionData, encodeFunctionData, erc20Abi } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { ChainInfo, SessionKey, TransactionHash } from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { type ChainClient, createChainClient, type Fetch } from './chain-client.ts'
import type { KeySender } from './key-sender.ts'
import { toLedgerError } from './ledger-failure.ts'
import { latestHash, type Outgoing } from './outbox.ts'
import type { InTurn } from './turns.ts'

/** What a wallet holds, or a part of it. */
export type Holding = 'glm' | 'coin'

/** A transaction that moves all of one holding, under the hash it was sent with last. */
export interface Move {
  readonly holding: Holding
  readonly to: Address
  readonly transaction: TransactionHash
}

interface UnderWay {
  readonly outgoing: Outgoing
  readonly move: Move
}

/**
 * Moves what a key of this browser holds to another wallet. One move is under way at a time: who asks
 * for another meanwhile waits for that one, also in another tab and after a reload.
 */
export class HoldingsMover {
  readonly #chain: ChainInfo
  readonly #client: ChainClient
  readonly #sender: KeySender
  readonly #inTurn: InTurn

  constructor({
    chain,
    sender,
    inTurn,
    fetch,
  }: {
    readonly chain: ChainInfo
    /** What sends all that this key sends. */
    readonly sender: KeySender
    /** Shared by all that move what this key holds. */
    readonly inTurn: InTurn
    readonly fetch?: Fetch
  }) {
    this.#chain = chain
    this.#client = createChainClient(chain, fetch)
    this.#sender = sender
    this.#inTurn = inTurn
  }

  /**
   * Moves all GLM, or all coin that its own chain gas leaves; resolves once it is mined with success,
   * however long that takes.
   *
   * @returns the move that was made: another one than was asked for, where that was under way.
   * @throws {LedgerError} `nothingToMove`, `noChainGas`, or why nothing came of it.
   */
  async move(key: SessionKey, holding: Holding, to: Address): Promise<Move> {
    const payee = asAddress(privateKeyToAccount(key).address)
    try {
      // Two that both find nothing under way would move the same GLM twice, and one of them fail.
      const underWay = await this.#inTurn(
        `move-${payee}`,
        async () => (await this.#find(key)) ?? (await this.#start(key, payee, holding, to)),
      )
      return await this.#seeMade(key, underWay)
    } catch (error) {
      throw sayWhatCame(error)
    }
  }

  /** What is being moved at this moment; undefined where nothing is. */
  async underWay(key: SessionKey): Promise<Move | undefined> {
    return (await this.#find(key))?.move
  }

  /** Waits for what is under way, as `move` does; moves nothing, and is undefined where nothing is. */
  async follow(key: SessionKey): Promise<Move | undefined> {
    const underWay = await this.#find(key)
    try {
      return underWay && (await this.#seeMade(key, underWay))
    } catch (error) {
      throw sayWhatCame(error)
    }
  }

  async #start(key: SessionKey, payee: Address, holding: Holding, to: Address): Promise<UnderWay> {
    const call =
      holding === 'coin'
        ? ({ to, data: '0x', value: 'rest' } as const)
        : { to: this.#chain.glm, data: await this.#transferAll(payee, to), value: 0n }
    const outgoing = await this.#sender.submit(key, { ...call, on: [['credit', payee]] })
    return { outgoing, move: { holding, to, transaction: latestHash(outgoing) } }
  }

  /** A chain may take longer than one asking waits. */
  async #seeMade(key: SessionKey, { outgoing, move }: UnderWay): Promise<Move> {
    try {
      return { ...move, transaction: await this.#sender.follow(key, outgoing) }
    } catch (error) {
      const isLate = error instanceof LedgerError && error.code === 'unconfirmed'
      const underWay = isLate ? await this.#find(key) : undefined
      if (underWay === undefined) throw error
      return this.#seeMade(key, underWay)
    }
  }

  async #find(key: SessionKey): Promise<UnderWay | undefined> {
    for (const outgoing of await this.#sender.underWay(key)) {
      const move = this.#read(outgoing)
      if (move !== undefined) return { outgoing, move }
    }
    return undefined
  }

  /** What a transaction moves; undefined where it does something else. */
  #read(outgoing: Outgoing): Move | undefined {
    const { to, data, isRest } = outgoing
    const transaction = latestHash(outgoing)
    if (isRest) return { holding: 'coin', to, transaction }
    if (to !== this.#chain.glm) return undefined
    const { functionName, args } = decodeFunctionData({ abi: erc20Abi, data })
    if (functionName !== 'transfer') return undefined
    return { holding: 'glm', to: asAddress(args[0]), transaction }
  }

  async #transferAll(holder: Address, to: Address) {
    const glm = await this.#client.readContract({
      ...{ address: this.#chain.glm, abi: erc20Abi, functionName: 'balanceOf', args: [holder] },
    })
    if (glm === 0n)
      throw new LedgerError(
        'nothingToMove',
        'This wallet holds no GLM any more.',
        'Nothing needs to be done.',
      )
    return encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, glm] })
  }
}

/** Nobody but the person moves it again. */
function sayWhatCame(error: unknown): LedgerError {
  const { code, message } = toLedgerError(error)
  const advice = 'Nothing was moved by it. Look at what is left, and try again.'
  return code === 'replaced' || code === 'reverted'
    ? new LedgerError(code, message, advice, { cause: error })
    : toLedgerError(error)
}
