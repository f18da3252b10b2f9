import { decodeFunctionData, encodeFunctionData, erc20Abi } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { ChainInfo, SessionKey, TransactionHash } from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { type ChainClient, createChainClient, type Fetch } from './chain-client.ts'
import type { KeySender } from './key-sender.ts'
import { toLedgerError } from './ledger-failure.ts'
import { latestHash, type Outgoing } from './outbox.ts'

/** What a wallet holds, or a part of it. */
export type Holding = 'glm' | 'coin'

/** A transaction that moves all of one holding, under the hash it was sent with last. */
export interface Move {
  readonly holding: Holding
  readonly to: Address
  readonly transaction: TransactionHash
}

/**
 * Moves what a key of this browser holds to another wallet. One move is under way at a time: who asks
 * for another meanwhile waits for that one, also in another tab and after a reload.
 */
export class HoldingsMover {
  readonly #chain: ChainInfo
  readonly #client: ChainClient
  readonly #sender: KeySender

  constructor({
    chain,
    sender,
    fetch,
  }: {
    readonly chain: ChainInfo
    /** What sends all that this key sends. */
    readonly sender: KeySender
    readonly fetch?: Fetch
  }) {
    this.#chain = chain
    this.#client = createChainClient(chain, fetch)
    this.#sender = sender
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
      const before = await this.follow(key)
      if (before !== undefined) return before
      const call =
        holding === 'coin'
          ? ({ to, data: '0x', value: 'rest' } as const)
          : { to: this.#chain.glm, data: await this.#transferAll(payee, to), value: 0n }
      const sending = this.#sender.send(key, { ...call, on: [['credit', payee]] })
      const transaction = await this.#untilKnown(key, sending)
      return { holding, to, transaction }
    } catch (error) {
      throw sayWhatCame(error)
    }
  }

  /** What is being moved at this moment; undefined where nothing is. */
  async underWay(key: SessionKey): Promise<Move | undefined> {
    const outgoing = await this.#find(key)
    return outgoing && this.#read(outgoing)
  }

  /** Waits for what is under way, as `move` does; moves nothing, and is undefined where nothing is. */
  async follow(key: SessionKey): Promise<Move | undefined> {
    const outgoing = await this.#find(key)
    const move = outgoing && this.#read(outgoing)
    if (outgoing === undefined || move === undefined) return undefined
    try {
      const following = this.#sender.follow(key, outgoing)
      return { ...move, transaction: await this.#untilKnown(key, following) }
    } catch (error) {
      throw sayWhatCame(error)
    }
  }

  /** A chain may take longer than one asking waits. */
  async #untilKnown(key: SessionKey, asked: Promise<TransactionHash>): Promise<TransactionHash> {
    try {
      return await asked
    } catch (error) {
      const isLate = error instanceof LedgerError && error.code === 'unconfirmed'
      const outgoing = isLate ? await this.#find(key) : undefined
      if (outgoing === undefined) throw error
      return this.#untilKnown(key, this.#sender.follow(key, outgoing))
    }
  }

  async #find(key: SessionKey): Promise<Outgoing | undefined> {
    const underWay = await this.#sender.underWay(key)
    return underWay.find((outgoing) => this.#read(outgoing) !== undefined)
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
