import { keccak256, toHex } from 'viem'
import { computeJobId } from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { refusalError } from '#peer/adapters/ledger-viem/ledger-failure.ts'
import type { Clock } from '#peer/ports/clock.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type {
  ChainInfo,
  EscrowChannel,
  EscrowJob,
  TransactionHash,
  Wallet,
} from '#peer/ports/ledger.ts'
import { type Address, asAddress, type JobId } from '#protocol/ids.ts'
import { type AuthorShare, authorPart, MAX_BASIS_POINTS } from '#protocol/payment/author-share.ts'
import type { Voucher } from '#protocol/payment/voucher.ts'

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }
type Job = Mutable<EscrowJob>
type Channel = Mutable<EscrowChannel>

const tooLittleGlm = () =>
  new LedgerError('tooLittleGlm', 'The wallet holds too little GLM.', 'Get more GLM.')

/** What the escrow contract and its token remember, and the steps its calls are made of. */
export class EscrowBooks {
  readonly jobs = new Map<JobId, Job>()
  readonly credits = new Map<Address, bigint>()
  readonly glm = new Map<Address, bigint>()
  readonly coin = new Map<Address, bigint>()
  readonly #channels = new Map<string, Channel>()
  readonly #clock: Pick<Clock, 'now'>
  readonly #chain: ChainInfo
  #transactions = 0n

  constructor(clock: Pick<Clock, 'now'>, chain: ChainInfo) {
    this.#clock = clock
    this.#chain = chain
  }

  get nowSeconds(): number {
    return Math.floor(this.#clock.now() / 1000)
  }

  /** The name of a transaction, new each time. */
  mined(): TransactionHash {
    return keccak256(toHex(this.#transactions++, { size: 32 }))
  }

  add(book: Map<Address, bigint>, holder: Address, amount: bigint): void {
    book.set(holder, (book.get(holder) ?? 0n) + amount)
  }

  /** @throws {LedgerError} unless the job is there and open. */
  openJob(jobId: JobId): Job {
    const job = this.jobs.get(jobId)
    if (!job) throw refusalError('UnknownJob')
    if (job.closed) throw refusalError('JobIsClosed')
    return job
  }

  /** The job that a voucher's channel is paid from; undefined where that pays nothing any more. */
  payingJob({ jobId, payee, epoch }: Voucher): Job | undefined {
    const job = this.jobs.get(jobId)
    const isAlive = job?.closed === false && this.channelOf(jobId, payee).epoch === epoch
    return isAlive ? job : undefined
  }

  /** @throws {LedgerError} unless the job is open and `caller` its requestor or session key. */
  ownJob(jobId: JobId, caller: Address): Job {
    const job = this.openJob(jobId)
    if (caller !== job.requestor && caller !== job.session) throw refusalError('NotAllowed')
    return job
  }

  /** A job’s channel to a payee; one that was never opened is empty. */
  channelOf(jobId: JobId, payee: Address): Channel {
    return this.#channels.get(`${jobId}/${payee}`) ?? { cap: 0n, paid: 0n, closesAt: 0, epoch: 0 }
  }

  /** Writes a channel down as it now stands. */
  keep(jobId: JobId, payee: Address, channel: Channel): void {
    this.#channels.set(`${jobId}/${payee}`, channel)
  }

  /** Moves what a total entitles to from the channel to the payee’s credit and the author’s; returns how much. */
  pay(jobId: JobId, job: Job, payee: Address, total: bigint): bigint {
    const channel = this.channelOf(jobId, payee)
    const entitled = total < channel.cap ? total : channel.cap
    if (entitled <= channel.paid) return 0n
    const amount = entitled - channel.paid
    this.keep(jobId, payee, { ...channel, paid: entitled })
    job.reserved -= amount
    job.paid += amount
    const share = job.authorShare
    const toAuthor = authorPart(entitled, share) - authorPart(channel.paid, share)
    this.add(this.credits, payee, amount - toAuthor)
    if (share !== undefined) this.add(this.credits, share.payee, toAuthor)
    return amount
  }

  /** Moves all of a payee's credit to its wallet; returns how much it was. */
  payOut(payee: Address): bigint {
    const amount = this.credits.get(payee) ?? 0n
    this.credits.set(payee, 0n)
    this.add(this.glm, payee, amount)
    return amount
  }

  /** Frees what these channels hold, their notices being over; none of them where one is refused. */
  emptyChannels(jobId: JobId, job: Job, payees: readonly Address[]): void {
    // A channel named twice is already free when its second turn comes.
    if (new Set(payees).size < payees.length) throw refusalError('NoticeMissing')
    for (const payee of payees) {
      const { closesAt } = this.channelOf(jobId, payee)
      if (closesAt === 0) throw refusalError('NoticeMissing')
      if (this.nowSeconds < closesAt) throw refusalError('NoticeRunning')
    }
    for (const payee of payees) {
      const channel = this.channelOf(jobId, payee)
      const freed = channel.cap - channel.paid
      this.keep(jobId, payee, {
        ...channel,
        cap: channel.paid,
        closesAt: 0,
        epoch: channel.epoch + 1,
      })
      job.reserved -= freed
      job.free += freed
    }
  }

  /**
   * Refunds what nobody is owed and ends the job. On the chain `unfinished` channels are freed in a
   * transaction before that: they stay free where the second is refused.
   */
  closeJob(jobId: JobId, job: Job, payees: readonly Address[]): void {
    const closableAt = job.deadline + job.graceSeconds
    const unfinished = payees.filter((payee) => {
      const { cap, paid } = this.channelOf(jobId, payee)
      return cap > paid
    })
    this.emptyChannels(jobId, job, unfinished)
    if (this.nowSeconds <= closableAt && job.reserved > 0n) throw refusalError('StillReserved')
    const refund = job.free + job.reserved
    Object.assign(job, { free: 0n, reserved: 0n, refunded: job.refunded + refund, closed: true })
    this.add(this.glm, job.requestor, refund)
  }

  /** Adds to what an open job has free. */
  fund(holder: Address, jobId: JobId, amount: bigint): void {
    const job = this.openJob(jobId)
    if ((this.glm.get(holder) ?? 0n) < amount) throw tooLittleGlm()
    this.add(this.glm, holder, -amount)
    job.deposited += amount
    job.free += amount
  }

  /** Moves a deadline to later. */
  extend(holder: Address, jobId: JobId, deadline: number): void {
    const job = this.openJob(jobId)
    if (holder !== job.requestor) throw refusalError('NotAllowed')
    if (deadline <= job.deadline) throw refusalError('DeadlineFalls')
    job.deadline = deadline
  }

  /** Gives what is left of a session key’s coin to its requestor. */
  sweep(session: Address, requestor: Address): void {
    this.add(this.coin, requestor, this.coin.get(session) ?? 0n)
    this.coin.set(session, 0n)
  }

  /** Locks a draft’s money and pays its stipend. */
  open(requestor: Address, draft: Parameters<Wallet['open']>[0]): JobId {
    if (draft.deadline <= this.nowSeconds || draft.graceSeconds < 1 || draft.noticeSeconds < 1) {
      throw refusalError('InvalidTerms')
    }
    this.#checkShare(draft.authorShare)
    const jobId = computeJobId(this.#chain, requestor, draft.salt)
    if (this.jobs.has(jobId)) throw refusalError('JobExists')
    if ((this.glm.get(requestor) ?? 0n) < draft.amount) {
      throw tooLittleGlm()
    }
    if ((this.coin.get(requestor) ?? 0n) < draft.stipend) {
      throw new LedgerError('noChainGas', 'The wallet holds too little coin.', 'Get a little coin.')
    }
    this.add(this.glm, requestor, -draft.amount)
    this.add(this.coin, requestor, -draft.stipend)
    this.add(this.coin, asAddress(draft.session), draft.stipend)
    this.jobs.set(jobId, {
      requestor,
      session: asAddress(draft.session),
      deadline: draft.deadline,
      graceSeconds: draft.graceSeconds,
      noticeSeconds: draft.noticeSeconds,
      closed: false,
      deposited: draft.amount,
      free: draft.amount,
      reserved: 0n,
      paid: 0n,
      refunded: 0n,
      authorShare: draft.authorShare,
    })
    return jobId
  }

  #checkShare(share: AuthorShare | undefined): void {
    if (share === undefined) return
    const { payee, basisPoints } = share
    const isPayable = BigInt(payee) !== 0n && payee !== this.#chain.escrow
    if (!isPayable || basisPoints < 1 || basisPoints > MAX_BASIS_POINTS)
      throw refusalError('InvalidTerms')
  }
}
