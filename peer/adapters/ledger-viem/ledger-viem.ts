import { encodeFunctionData, erc20Abi, type Hex, zeroAddress } from 'viem'
import { loamEscrowAbi } from '#contracts/generated/loam-escrow.ts'
import type {
  ChainInfo,
  EscrowChannel,
  EscrowJob,
  Ledger,
  SessionKey,
  Signature,
  SpentOn,
  TransactionHash,
} from '#peer/ports/ledger.ts'
import { type Address, asAddress, type JobId } from '#protocol/ids.ts'
import { MAX_VOUCHERS_AT_ONCE } from '#protocol/payment/collection.ts'
import type { Endorsement } from '#protocol/payment/endorsement.ts'
import type { SignedVoucher, Voucher } from '#protocol/payment/voucher.ts'
import { type ChainClient, createChainClient, type Fetch } from './chain-client.ts'
import {
  computeJobId,
  endorse,
  sessionAddress,
  signVoucher,
  verifyEndorsement,
  verifyVoucher,
} from './escrow-signing.ts'
import { KeySender } from './key-sender.ts'
import { toLedgerError } from './ledger-failure.ts'
import type { Call } from './outbox.ts'

/** So many channels fit one transaction under the 16.78 M gas cap, with room to spare. */
const CHANNELS_PER_TRANSACTION = 250
/** Likewise withdrawals, each to a wallet that holds no GLM yet. */
const WITHDRAWALS_PER_TRANSACTION = 150

/**
 * The escrow on an EVM chain, over its JSON-RPC. Runs in a Worker and in Node; holds no keys.
 *
 * @param options.sender what sends by keys of ours; one that forgets what it sent unless given.
 * @param options.fetch instead of the global one.
 * @example
 * const ledger = createLedgerViem({ chain, sender: new KeySender({ chain, store }) })
 * await ledger.reserve(session, jobId, [{ payee, cap: 10n ** 18n }])
 */
export const createLedgerViem = ({
  chain,
  fetch,
  sender = new KeySender({ chain, fetch }),
}: {
  readonly chain: ChainInfo
  readonly sender?: KeySender
  readonly fetch?: Fetch
}): Ledger => new LedgerViem(chain, sender, fetch)

class LedgerViem implements Ledger {
  readonly chain: ChainInfo
  readonly #client: ChainClient
  readonly #sender: KeySender
  readonly #escrow

  constructor(chain: ChainInfo, sender: KeySender, fetch?: Fetch) {
    this.chain = chain
    this.#client = createChainClient(chain, fetch)
    this.#sender = sender
    this.#escrow = { address: chain.escrow, abi: loamEscrowAbi } as const
  }

  jobIdFor(requestor: Address, salt: `0x${string}`): JobId {
    return computeJobId(this.chain, requestor, salt)
  }

  addressOf(session: SessionKey): Address {
    return sessionAddress(session)
  }

  readTime(): Promise<number> {
    return asked(async () => {
      const block = await this.#client.getBlock(await this.#deepEnough())
      return Number(block.timestamp)
    })
  }

  readJob(jobId: JobId): Promise<EscrowJob | undefined> {
    return asked(async () => {
      const job = await this.#client.readContract({
        ...this.#escrow,
        ...(await this.#deepEnough()),
        functionName: 'job',
        args: [jobId],
      })
      if (job.requestor === zeroAddress) return undefined
      return {
        requestor: asAddress(job.requestor),
        session: asAddress(job.session),
        deadline: job.deadline,
        graceSeconds: job.grace,
        noticeSeconds: job.notice,
        closed: job.closed,
        deposited: job.deposited,
        free: job.free,
        reserved: job.reserved,
        paid: job.paid,
        refunded: job.refunded,
        authorShare:
          job.share === 0 ? undefined : { payee: asAddress(job.author), basisPoints: job.share },
      }
    })
  }

  readChannel(jobId: JobId, payee: Address): Promise<EscrowChannel> {
    return asked(async () => {
      const readAt = (block: { blockNumber?: bigint }) =>
        this.#client.readContract({
          ...this.#escrow,
          ...block,
          functionName: 'channel',
          args: [jobId, payee],
        })
      const block = await this.#deepEnough()
      if (block.blockNumber === undefined) return readAt(block)
      const [deep, newest] = await Promise.all([readAt(block), readAt({})])
      return { ...deep, closesAt: newest.closesAt || deep.closesAt }
    })
  }

  readCredit(payee: Address): Promise<bigint> {
    return asked(() =>
      this.#client.readContract({ ...this.#escrow, functionName: 'credit', args: [payee] }),
    )
  }

  readBalance(holder: Address): Promise<{ glm: bigint; coin: bigint }> {
    return asked(async () => {
      const [glm, coin] = await Promise.all([
        this.#client.readContract({
          address: this.chain.glm,
          abi: erc20Abi,
          functionName: 'balanceOf',
          args: [holder],
        }),
        this.#client.getBalance({ address: holder }),
      ])
      return { glm, coin }
    })
  }

  reserve(
    session: SessionKey,
    jobId: JobId,
    channels: ReadonlyArray<{ payee: Address; cap: bigint }>,
  ): Promise<TransactionHash> {
    const caps = channels.map(({ payee, cap }) => ({ payee, amount: cap }))
    return this.#sendAmounts('reserve', session, jobId, caps)
  }

  signVoucher(session: SessionKey, voucher: Voucher): Promise<Signature> {
    return signVoucher(this.chain, session, voucher)
  }

  verifyVoucher(voucher: Voucher, signature: Signature, session: Address): Promise<boolean> {
    return verifyVoucher(this.chain, voucher, signature, session)
  }

  endorse(session: SessionKey, endorsement: Endorsement): Promise<Signature> {
    return endorse(session, endorsement)
  }

  verifyEndorsement(
    endorsement: Endorsement,
    signature: Signature,
    session: Address,
  ): Promise<boolean> {
    return verifyEndorsement(endorsement, signature, session)
  }

  settle(
    session: SessionKey,
    jobId: JobId,
    totals: ReadonlyArray<{ payee: Address; cumulative: bigint }>,
  ): Promise<TransactionHash> {
    const amounts = totals.map(({ payee, cumulative }) => ({ payee, amount: cumulative }))
    return this.#sendAmounts('settle', session, jobId, amounts)
  }

  noticeClose(
    session: SessionKey,
    jobId: JobId,
    payees: readonly Address[],
  ): Promise<TransactionHash> {
    return this.#sendPayees('noticeClose', session, jobId, payees)
  }

  finishClose(
    session: SessionKey,
    jobId: JobId,
    payees: readonly Address[],
  ): Promise<TransactionHash> {
    return this.#sendPayees('finishClose', session, jobId, payees)
  }

  redeemMany(
    sender: SessionKey,
    vouchers: readonly SignedVoucher[],
    payOut: readonly Address[] = [],
  ): Promise<TransactionHash> {
    return inChunks(vouchers, MAX_VOUCHERS_AT_ONCE, (chunk, isLast) =>
      this.#send(
        sender,
        encodeFunctionData({
          abi: loamEscrowAbi,
          functionName: 'redeemMany',
          args: [chunk, chunk.map(({ signature }) => signature), isLast ? payOut : []],
        }),
        { on: chunk.map(({ jobId, payee }) => ['voucher', jobId, payee]) },
      ),
    )
  }

  withdrawMany(sender: SessionKey, payees: readonly Address[]): Promise<TransactionHash> {
    return inChunks(payees, WITHDRAWALS_PER_TRANSACTION, (chunk) =>
      this.#send(
        sender,
        encodeFunctionData({
          abi: loamEscrowAbi,
          functionName: 'redeemMany',
          args: [[], [], chunk],
        }),
      ),
    )
  }

  withdraw(sender: SessionKey, payee: Address): Promise<TransactionHash> {
    return this.#send(
      sender,
      encodeFunctionData({ abi: loamEscrowAbi, functionName: 'withdraw', args: [payee] }),
      { on: [['credit', payee]] },
    )
  }

  readFeePerGas(): Promise<bigint> {
    return asked(async () => (await this.#client.estimateFeesPerGas()).maxFeePerGas)
  }

  readSpent(on: SpentOn): Promise<bigint> {
    return this.#sender.spendings.on(on)
  }

  async close(
    session: SessionKey,
    jobId: JobId,
    payees: readonly Address[],
  ): Promise<TransactionHash | undefined> {
    const job = await this.readJob(jobId)
    const closing = job?.closed ? undefined : await this.#close(session, jobId, payees)
    // What cannot be swept now stays with the session key, and the next `close` tries again.
    if (job)
      await this.#sender
        .send(session, { to: job.requestor, data: '0x', value: 'rest' })
        .catch(() => undefined)
    return closing
  }

  async #close(
    session: SessionKey,
    jobId: JobId,
    payees: readonly Address[],
  ): Promise<TransactionHash> {
    const channels = await Promise.all(payees.map((payee) => this.readChannel(jobId, payee)))
    const unfinished = payees.filter((_, index) => {
      const channel = channels[index]
      return channel !== undefined && channel.cap > channel.paid
    })
    if (unfinished.length > 0) await this.finishClose(session, jobId, unfinished)
    return this.#send(
      session,
      encodeFunctionData({ abi: loamEscrowAbi, functionName: 'close', args: [jobId] }),
    )
  }

  /**
   * Where work and money are promised by what is read, it is read as of the last block that is deep
   * enough: what a reorganisation may take back counts as not there.
   */
  async #deepEnough(): Promise<{ blockNumber?: bigint }> {
    const { confirmations } = this.chain
    if (confirmations <= 1) return {}
    const height = await this.#client.getBlockNumber()
    const above = BigInt(confirmations - 1)
    return { blockNumber: height > above ? height - above : 0n }
  }

  #sendAmounts(
    functionName: 'reserve' | 'settle',
    session: SessionKey,
    jobId: JobId,
    amounts: ReadonlyArray<{ payee: Address; amount: bigint }>,
  ): Promise<TransactionHash> {
    return inChunks(amounts, CHANNELS_PER_TRANSACTION, (chunk) =>
      this.#send(
        session,
        encodeFunctionData({ abi: loamEscrowAbi, functionName, args: [jobId, chunk] }),
      ),
    )
  }

  #sendPayees(
    functionName: 'noticeClose' | 'finishClose',
    session: SessionKey,
    jobId: JobId,
    payees: readonly Address[],
  ): Promise<TransactionHash> {
    return inChunks(payees, CHANNELS_PER_TRANSACTION, (chunk) =>
      this.#send(
        session,
        encodeFunctionData({ abi: loamEscrowAbi, functionName, args: [jobId, chunk] }),
      ),
    )
  }

  #send(session: SessionKey, data: Hex, purpose: Pick<Call, 'on'> = {}): Promise<TransactionHash> {
    const call = { to: this.chain.escrow, data, value: 0n, ...purpose }
    return asked(() => this.#sender.send(session, call))
  }
}

/** Sends chunk after chunk, so that a failure leaves a prefix done, and returns the last hash. */
async function inChunks<T>(
  items: readonly T[],
  size: number,
  send: (chunk: readonly T[], isLast: boolean) => Promise<TransactionHash>,
): Promise<TransactionHash> {
  let next = 0
  let last: TransactionHash
  do {
    const chunk = items.slice(next, next + size)
    next += size
    last = await send(chunk, next >= items.length)
  } while (next < items.length)
  return last
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw toLedgerError(error)
  }
}
