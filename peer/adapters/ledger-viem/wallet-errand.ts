import type { Hex, TransactionReceipt } from 'viem'
import { LedgerError } from '#peer/ports/errors.ts'
import type { ChainInfo, TransactionHash } from '#peer/ports/ledger.ts'
import { asAddress } from '#protocol/ids.ts'
import { isEscrowRefusal } from '#protocol/payment/escrow-refusal.ts'
import type { ChainClient } from './chain-client.ts'
import { followTransaction } from './follow-transaction.ts'
import { toLedgerError } from './ledger-failure.ts'
import { lostError, replacedError, StoppedWaiting } from './wallet-answer.ts'
import type { WalletStep } from './wallet-step.ts'
import type { SigningClient } from './wallet-viem.ts'

export interface ErrandOptions {
  readonly client: ChainClient
  readonly walletClient: SigningClient
  readonly chain: ChainInfo
  readonly report: (step: WalletStep) => void
  /** Told of every transaction that was mined, whatever it came to. */
  readonly onMined: (receipt: TransactionReceipt) => void
  /** Aborts when the person will not wait any longer. */
  readonly signal: AbortSignal
}

type Question = Extract<WalletStep, { kind: 'asking' }>['question']

interface Wish {
  readonly question: Question
  readonly isLast: boolean
  readonly send: () => Promise<TransactionHash>
  readonly isDone?: () => Promise<boolean>
}

/** One errand to a wallet: its questions one after another, each followed until the chain has it. */
export class WalletErrand {
  readonly #options: ErrandOptions
  #mayBeSent = false

  constructor(options: ErrandOptions) {
    this.#options = options
  }

  /**
   * Whether the transaction that counts may still come: the wallet was asked for it, and the chain has
   * not ruled it out.
   */
  get mayBeSent(): boolean {
    return this.#mayBeSent
  }

  /** Asks for something that comes before the transaction that counts; resolves once it is mined. */
  ask(question: Question, send: () => Promise<TransactionHash>): Promise<TransactionHash> {
    return this.#ask({ question, isLast: false, send })
  }

  /**
   * Asks for the transaction that counts; resolves once it is mined with success.
   *
   * @param isDone whether the chain has what is asked for, by whatever transaction; where that cannot
   * be told, what took its place has to tell.
   */
  askLast(
    question: Question,
    send: () => Promise<TransactionHash>,
    isDone?: () => Promise<boolean>,
  ): Promise<TransactionHash> {
    return this.#ask({ question, isLast: true, send, ...(isDone && { isDone }) })
  }

  /** Asks for a signature that comes before the transaction that counts: nothing is sent by it. */
  async askWord(question: Question, sign: () => Promise<Hex>): Promise<Hex> {
    await this.#requireAccount()
    this.#options.report({ kind: 'asking', question, isLast: false })
    return this.#unlessStopped(sign())
  }

  /**
   * Follows what was sent in an earlier asking; undefined once nothing can come of it, or where it was
   * for something else.
   */
  async takeUp(
    question: Question,
    { transaction, data }: { readonly transaction: TransactionHash; readonly data: Hex },
  ): Promise<TransactionHash | undefined> {
    this.#mayBeSent = true
    const mined = await this.#follow({ question }, transaction).catch((error: unknown) => {
      if (error instanceof LedgerError) return undefined
      throw error
    })
    const isIt =
      mined !== undefined &&
      (await this.#options.client.getTransaction({ hash: mined })).input === data
    this.#mayBeSent = false
    return isIt ? mined : undefined
  }

  async #ask(wish: Wish): Promise<TransactionHash> {
    await this.#requireAccount()
    this.#options.report({ kind: 'asking', question: wish.question, isLast: wish.isLast })
    this.#mayBeSent = wish.isLast
    const transaction = await this.#unlessStopped(wish.send())
    return this.#follow(wish, transaction)
  }

  /** Wallets let a person choose another account at any time: what it would send is not ours. */
  async #requireAccount(): Promise<void> {
    const { walletClient } = this.#options
    const mine = asAddress(walletClient.account.address)
    const offered = await this.#unlessStopped(walletClient.getAddresses())
    if (offered.some((address) => asAddress(address) === mine)) return
    throw new LedgerError(
      'otherAccount',
      `The wallet has switched away from ${mine}.`,
      'Switch it back, or try again with the account it has now.',
    )
  }

  async #follow(
    wish: Pick<Wish, 'question' | 'isDone'>,
    transaction: TransactionHash,
    isReplacement = false,
  ): Promise<TransactionHash> {
    const { client, chain, walletClient, report, onMined, signal } = this.#options
    const { question, isDone } = wish
    const sent = (nonce?: number) =>
      report({ kind: 'sent', question, transaction, nonce, isReplacement })
    sent()
    const fate = await followTransaction(client, transaction, {
      sender: asAddress(walletClient.account.address),
      confirmations: chain.confirmations,
      signal,
      onSeen: sent,
    })
    if (fate.kind === 'mined') {
      onMined(fate.receipt)
      if (fate.receipt.status === 'success') return transaction
      const why = await explainRevert(client, fate.receipt)
      this.#mayBeSent = false
      throw why
    }
    if (fate.isSame && fate.by) return this.#follow(wish, fate.by.hash, true)
    if (await isDone?.()) return fate.by?.hash ?? transaction
    if (fate.by === undefined && isDone === undefined) throw lostError()
    this.#mayBeSent = false
    throw replacedError()
  }

  async #unlessStopped<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.#options
    const stopped = Promise.withResolvers<never>()
    const stop = () => stopped.reject(new StoppedWaiting())
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    try {
      return await Promise.race([work, stopped.promise])
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
}

/** Why a mined transaction did nothing: by what it used, and by what the chain says of it now. */
async function explainRevert(client: ChainClient, receipt: TransactionReceipt): Promise<unknown> {
  const plain = new LedgerError(
    'reverted',
    `The chain refused transaction ${receipt.transactionHash}.`,
    'Try again.',
  )
  const transaction = await client
    .getTransaction({ hash: receipt.transactionHash })
    .catch(() => undefined)
  if (transaction === undefined) return plain
  const { from, to, input, value, gas } = transaction
  if (receipt.gasUsed >= gas)
    return new LedgerError(
      'outOfChainGas',
      'The transaction ran out of chain gas.',
      'Try again, and leave the limit that the wallet proposes as it is.',
    )
  const said = await client.call({ account: from, to, data: input, value }).then(
    () => plain,
    (error: unknown) => toLedgerError(error),
  )
  return isEscrowRefusal(said.code) ? said : plain
}
