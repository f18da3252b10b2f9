import { BaseError, type Hex, InsufficientFundsError, keccak256, maxUint256 } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { getNodeError } from 'viem/utils'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { ChainInfo, SessionKey, TransactionHash } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { gasLimit } from '#protocol/payment/gas-limit.ts'
import { MAX_PRICES, PATIENCE_BLOCKS, raisePrice } from '#protocol/payment/repricing.ts'
import { Arrivals } from './arrivals.ts'
import { type ChainClient, createChainClient, type Fetch, requireChain } from './chain-client.ts'
import { toLedgerError } from './ledger-failure.ts'
import { type Call, isOf, Outbox, type Outgoing } from './outbox.ts'
import { Spendings } from './spendings.ts'
import { type Fate, judgeTransaction } from './transaction-fate.ts'
import { createTurns, type InTurn } from './turns.ts'

/** How long a call waits for its transaction; who asks again goes on with the same one. */
const CONFIRM_TIMEOUT_MS = 180_000
const PLAIN_TRANSFER_GAS = 21_000n

export interface KeySenderOptions {
  readonly chain: ChainInfo
  /** Where transactions are kept until nothing can change them; in memory unless given. */
  readonly store?: Store
  /** Shared by all that send by the same keys; this process is all unless given. */
  readonly inTurn?: InTurn
  readonly fetch?: Fetch | undefined
}

/**
 * Sends transactions of keys that are ours: the one place that chooses their nonces. Each is on disk
 * before the chain is given it, and followed until it is as deep as the chain's configuration asks:
 * one that the chain leaves lying is offered again, and at a higher price. What is asked for a second
 * time while it is under way, as after a reload, is not sent a second time.
 */
export class KeySender {
  readonly #chain: ChainInfo
  readonly #client: ChainClient
  readonly #outbox: Outbox
  readonly #spendings: Spendings
  readonly #inTurn: InTurn
  /** Of the keys that are looked after at this moment. */
  readonly #arrivals = new Map<Address, Arrivals>()
  #isChainChecked = false

  constructor({
    chain,
    store = createMemoryStore(),
    inTurn = createTurns(),
    fetch,
  }: KeySenderOptions) {
    this.#chain = chain
    this.#client = createChainClient(chain, fetch)
    this.#outbox = new Outbox(store, chain.chainId)
    this.#spendings = new Spendings(store, chain.chainId)
    this.#inTurn = inTurn
  }

  /**
   * Resolves once it is mined with success.
   * @throws {LedgerError} `unconfirmed` when that takes too long; asked again, it is waited for further.
   */
  async send(key: SessionKey, call: Call): Promise<TransactionHash> {
    const account = privateKeyToAccount(key)
    return patiently(this.#arrival(account, await this.#post(account, call)))
  }

  /** Resolves once it is on its way. It is followed while this process runs. */
  async submit(key: SessionKey, call: Call): Promise<Outgoing> {
    const account = privateKeyToAccount(key)
    const outgoing = await this.#post(account, call)
    void this.#arrival(account, outgoing).catch(() => undefined)
    return outgoing
  }

  /** What a key has under way, by nonce: also what was sent when this was last open. */
  underWay(key: SessionKey): Promise<readonly Outgoing[]> {
    return this.#outbox.of(asAddress(privateKeyToAccount(key).address))
  }

  /** Waits for what is under way, as `send` does, and sends nothing new. */
  follow(key: SessionKey, outgoing: Outgoing): Promise<TransactionHash> {
    return patiently(this.#arrival(privateKeyToAccount(key), outgoing))
  }

  /** Follows what a key had under way when this was last open. */
  async resume(key: SessionKey): Promise<void> {
    const account = privateKeyToAccount(key)
    for (const outgoing of await this.underWay(key))
      void this.#arrival(account, outgoing).catch(() => undefined)
  }

  /** What its keys spent, beside what others in this browser note there. */
  get spendings(): Spendings {
    return this.#spendings
  }

  #post(account: PrivateKeyAccount, call: Call): Promise<Outgoing> {
    const sender = asAddress(account.address)
    return this.#inTurn(sender, async () => {
      await this.#requireChainOnce()
      const underWay = await this.#outbox.of(sender)
      // A node may have lost them, or never have had them.
      for (const earlier of underWay) await this.#offer(account, earlier).catch(() => undefined)
      const same = underWay.find((earlier) => isOf(call, earlier))
      if (same !== undefined) return same
      const outgoing = await this.#prepare(account, call, underWay.at(-1))
      await this.#outbox.keep(sender, outgoing)
      try {
        await this.#offer(account, outgoing)
      } catch (error) {
        if (isRefused(error)) {
          await this.#outbox.forget(sender, outgoing)
          throw toLedgerError(new InsufficientFundsError({ cause: error as BaseError }))
        }
        // Whatever else a node says, it, or another, may have it: the chain will tell.
      }
      return outgoing
    })
  }

  async #prepare(
    account: PrivateKeyAccount,
    call: Call,
    last: Outgoing | undefined,
  ): Promise<Outgoing> {
    const { address } = account
    const { to, data, on } = call
    const isRest = call.value === 'rest'
    // Against pending state, and first: a refusal comes back with its reason and costs nothing.
    const estimate = await this.#estimateGas(account, call)
    const [fees, pending, height, balance] = await Promise.all([
      this.#client.estimateFeesPerGas(),
      this.#client.getTransactionCount({ address, blockTag: 'pending' }),
      this.#client.getBlockNumber(),
      this.#client.getBalance({ address }),
    ])
    const { maxFeePerGas } = fees
    // A tip of all of it is charged exactly, so nothing is left behind.
    const maxPriorityFeePerGas = isRest ? maxFeePerGas : fees.maxPriorityFeePerGas
    const value = call.value === 'rest' ? balance - estimate * maxFeePerGas : call.value
    const affordable = maxFeePerGas === 0n ? maxUint256 : (balance - value) / maxFeePerGas
    const gas = isRest ? estimate : gasLimit(estimate, affordable)
    if (isRest && value <= 0n)
      throw new LedgerError('noChainGas', 'Nothing is left to send.', 'It stays where it is.')
    const nonce = Math.max(pending, last === undefined ? 0 : last.nonce + 1)
    const paying = { gas, maxFeePerGas, maxPriorityFeePerGas, ...(on && { on }) }
    const fresh = { nonce, to, data, value, isRest, ...paying }
    const offeredAt = Number(height)
    return { ...fresh, hashes: [keccak256(await this.#sign(account, fresh))], offeredAt }
  }

  #estimateGas(account: PrivateKeyAccount, { to, data, value }: Call): Promise<bigint> {
    if (value !== 'rest')
      return this.#client.estimateGas({ account, to, data, value, blockTag: 'pending' })
    return this.#client.estimateGas({ account, to, value: 1n }).catch(() => PLAIN_TRANSFER_GAS)
  }

  #sign(
    account: PrivateKeyAccount,
    outgoing: Omit<Outgoing, 'hashes' | 'offeredAt'>,
  ): Promise<Hex> {
    const { nonce, to, data, value, gas, maxFeePerGas, maxPriorityFeePerGas } = outgoing
    const fees = { maxFeePerGas, maxPriorityFeePerGas }
    const { chainId } = this.#chain
    return account.signTransaction({
      type: 'eip1559',
      chainId,
      nonce,
      to,
      data,
      value,
      gas,
      ...fees,
    })
  }

  async #offer(account: PrivateKeyAccount, outgoing: Outgoing): Promise<void> {
    const serializedTransaction = await this.#sign(account, outgoing)
    await this.#client.sendRawTransaction({ serializedTransaction })
  }

  #arrival(account: PrivateKeyAccount, outgoing: Outgoing): Promise<TransactionHash> {
    const sender = asAddress(account.address)
    const before = this.#arrivals.get(sender)
    const arrivals = before ?? new Arrivals()
    const arrival = arrivals.wait(outgoing)
    this.#arrivals.set(sender, arrivals)
    if (before === undefined) void this.#follow(account, arrivals)
    return arrival
  }

  /** Looks after a key's transactions, whenever the chain has moved on, while one is waited for. */
  async #follow(account: PrivateKeyAccount, arrivals: Arrivals): Promise<void> {
    let lookedAt = -1n
    while (!arrivals.isEmpty) {
      try {
        const height = await this.#client.getBlockNumber()
        if (height !== lookedAt) await this.#look(account, arrivals, Number(height))
        lookedAt = height
      } catch {
        // A chain that does not answer says nothing: it is asked again.
      }
      if (!arrivals.isEmpty) await pause(this.#client.pollingInterval)
    }
    this.#arrivals.delete(asAddress(account.address))
  }

  async #look(account: PrivateKeyAccount, arrivals: Arrivals, height: number): Promise<void> {
    const sender = asAddress(account.address)
    const { awaited } = arrivals
    const underWay = await this.#outbox.of(sender)
    for (const outgoing of underWay) {
      arrivals.note(outgoing)
      const fate = await this.#judge(sender, outgoing)
      if (fate !== undefined) {
        if (fate.kind === 'mined')
          // What a full disk loses is not counted, and holds nothing up.
          await this.#spendings.note(outgoing.on ?? [['key', sender]], fate.receipt).catch(() => {})
        await this.#outbox.forget(sender, outgoing)
        arrivals.settle(outgoing, fate)
      } else if (isLeftLying(outgoing, height)) {
        await this.#inTurn(sender, () => this.#offerAgain(account, outgoing.nonce, height))
      }
    }
    const kept = new Set(underWay.map(({ nonce }) => nonce))
    // Another tab has seen what became of these.
    for (const outgoing of awaited)
      if (!kept.has(outgoing.nonce)) arrivals.settle(outgoing, await this.#judge(sender, outgoing))
  }

  #judge(sender: Address, outgoing: Outgoing): Promise<Fate | undefined> {
    const { confirmations } = this.#chain
    return judgeTransaction(this.#client, { ...outgoing, sender, confirmations })
  }

  /** At a higher price, where the bounds and the key's coin allow it; as it was otherwise. */
  async #offerAgain(account: PrivateKeyAccount, nonce: number, height: number): Promise<void> {
    const sender = asAddress(account.address)
    const found = (await this.#outbox.of(sender)).find((one) => one.nonce === nonce)
    // Another tab may have done it.
    if (found === undefined || !isLeftLying(found, height)) return
    const dearer = await this.#raise(account, found)
    const outgoing = { ...found, ...dearer, offeredAt: height }
    await this.#outbox.keep(sender, outgoing)
    // A node that has it already says no, too.
    await this.#offer(account, outgoing).catch(() => undefined)
  }

  async #raise(
    account: PrivateKeyAccount,
    outgoing: Outgoing,
  ): Promise<Partial<Outgoing> | undefined> {
    const { hashes, gas, isRest } = outgoing
    const [asked, coin] = await Promise.all([
      this.#client.estimateFeesPerGas(),
      this.#client.getBalance({ address: account.address }),
    ])
    const fees = hashes.length < MAX_PRICES ? raisePrice(outgoing, asked) : undefined
    if (fees === undefined) return undefined
    const { maxFeePerGas } = fees
    const value = isRest ? coin - gas * maxFeePerGas : outgoing.value
    if ((isRest && value <= 0n) || coin < value + gas * maxFeePerGas) return undefined
    const dearer = {
      ...outgoing,
      ...fees,
      value,
      ...(isRest && { maxPriorityFeePerGas: maxFeePerGas }),
    }
    return { ...dearer, hashes: [...hashes, keccak256(await this.#sign(account, dearer))] }
  }

  async #requireChainOnce(): Promise<void> {
    if (this.#isChainChecked) return
    await requireChain(this.#client, this.#chain)
    this.#isChainChecked = true
  }
}

const isLeftLying = ({ offeredAt }: Outgoing, height: number) =>
  height - offeredAt >= PATIENCE_BLOCKS

/** Whether no node will take it, whatever is said of it later. */
const isRefused = (error: unknown) =>
  error instanceof BaseError && getNodeError(error, {}) instanceof InsufficientFundsError

async function patiently(arrival: Promise<TransactionHash>): Promise<TransactionHash> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () =>
      late.reject(
        new LedgerError(
          'unconfirmed',
          'The transaction was sent and is not confirmed yet.',
          'It is looked at again.',
        ),
      ),
    CONFIRM_TIMEOUT_MS,
  )
  try {
    return await Promise.race([arrival, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
