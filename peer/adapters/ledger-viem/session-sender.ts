import { createWalletClient, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { ChainInfo, SessionKey, TransactionHash } from '#peer/ports/ledger.ts'
import {
  type ChainClient,
  chainTransport,
  type Fetch,
  requireChain,
  toViemChain,
} from './chain-client.ts'

const CONFIRM_TIMEOUT_MS = 180_000
const PLAIN_TRANSFER_GAS = 21_000n

interface Line {
  tail: Promise<unknown>
  /** While something is on its way; what the chain counts where nothing is, as after a reorg. */
  nextNonce: number
  onItsWay: number
}

/**
 * Sends transactions of session keys: per key one after another with nonces counted here, so that
 * calls made at once cannot overtake or replace each other.
 */
export class SessionSender {
  readonly #client: ChainClient
  readonly #chain: ChainInfo
  readonly #wallet
  readonly #lines = new Map<string, Line>()
  #chainChecked = false

  constructor(client: ChainClient, chain: ChainInfo, fetch?: Fetch) {
    this.#client = client
    this.#chain = chain
    this.#wallet = createWalletClient({
      chain: toViemChain(chain),
      transport: chainTransport(chain, fetch),
    })
  }

  /** Resolves once mined with success, as deep as the chain's configuration asks. */
  async send(
    session: SessionKey,
    call: { to: `0x${string}`; data: Hex },
  ): Promise<TransactionHash> {
    const account = privateKeyToAccount(session)
    const hash = await this.#inLine(account.address, async (nonce) => {
      // Against pending state, and first: a refusal comes back with its reason and costs nothing.
      const gas = await this.#client.estimateGas({ account, ...call, blockTag: 'pending' })
      return this.#wallet.sendTransaction({ account, ...call, gas, nonce })
    })
    return this.#confirm(account.address, hash)
  }

  /** Sends all coin of the key to `to`, where that is more than the transfer costs. */
  async sweep(session: SessionKey, to: `0x${string}`): Promise<void> {
    const account = privateKeyToAccount(session)
    const hash = await this.#inLine(account.address, async (nonce) => {
      const [balance, fees, gas] = await Promise.all([
        this.#client.getBalance({ address: account.address }),
        this.#client.estimateFeesPerGas(),
        this.#client.estimateGas({ account, to, value: 1n }).catch(() => PLAIN_TRANSFER_GAS),
      ])
      // A legacy price is charged exactly, so nothing is left behind.
      const value = balance - gas * fees.maxFeePerGas
      if (value <= 0n) return undefined
      return this.#wallet.sendTransaction({
        account,
        to,
        value,
        gas,
        nonce,
        gasPrice: fees.maxFeePerGas,
        type: 'legacy',
      })
    })
    if (hash) await this.#confirm(account.address, hash)
  }

  #inLine<T extends TransactionHash | undefined>(
    address: string,
    submit: (nonce: number) => Promise<T>,
  ): Promise<T> {
    const line = this.#lines.get(address) ?? {
      tail: Promise.resolve(),
      nextNonce: 0,
      onItsWay: 0,
    }
    this.#lines.set(address, line)
    const sent = line.tail.then(async () => {
      await this.#requireChainOnce()
      const pending = await this.#client.getTransactionCount({
        address: address as `0x${string}`,
        blockTag: 'pending',
      })
      const nonce = Math.max(pending, line.nextNonce)
      const hash = await submit(nonce)
      if (hash) {
        line.nextNonce = nonce + 1
        line.onItsWay += 1
      }
      return hash
    })
    line.tail = sent.catch(() => undefined)
    return sent
  }

  async #requireChainOnce(): Promise<void> {
    if (this.#chainChecked) return
    await requireChain(this.#client, this.#chain)
    this.#chainChecked = true
  }

  async #confirm(address: string, hash: TransactionHash): Promise<TransactionHash> {
    const line = this.#lines.get(address)
    try {
      const receipt = await this.#client.waitForTransactionReceipt({
        hash,
        confirmations: this.#chain.confirmations,
        timeout: CONFIRM_TIMEOUT_MS,
      })
      if (receipt.status === 'success') return hash
    } catch (error) {
      // It may have been dropped: count on from what the chain says.
      if (line) line.nextNonce = 0
      throw error
    } finally {
      if (line) {
        line.onItsWay -= 1
        if (line.onItsWay === 0) line.nextNonce = 0
      }
    }
    throw new LedgerError('reverted', `Transaction ${hash} was refused.`, 'Read the job again.')
  }
}
