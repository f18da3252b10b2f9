import { keccak256, toHex } from 'viem'
import {
  computeJobId,
  sessionAddress,
  signVoucher,
  verifyVoucher,
  verifyWithdrawal,
} from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { refusalError } from '#peer/adapters/ledger-viem/ledger-failure.ts'
import type { Clock } from '#peer/ports/clock.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type {
  ChainInfo,
  EscrowChannel,
  EscrowJob,
  Ledger,
  TransactionHash,
  Wallet,
} from '#peer/ports/ledger.ts'
import { type Address, asAddress, type JobId } from '#protocol/ids.ts'

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }
type Job = Mutable<EscrowJob>
type Channel = Mutable<EscrowChannel>

const MEMORY_CHAIN: ChainInfo = {
  chainId: 31_337,
  name: 'Memory chain',
  rpcUrl: 'memory:',
  glm: asAddress('0x5fbdb2315678afecb367f032d93f642f64180aa3'),
  escrow: asAddress('0xe7f1725e7734ce288f8367e1bb143e90bb3f0512'),
}

/** An escrow in memory that several peers share. Chain gas costs nothing here. */
export interface MemoryEscrow {
  ledger(): Ledger
  /** Gives `address` the balance and returns its wallet, which never refuses. */
  wallet(address: Address, balance: { glm: bigint; coin: bigint }): Wallet
}

/**
 * The escrow contract's rules without a chain, with real EIP-712 signatures.
 * @example
 * const escrow = createMemoryEscrow({ clock })
 * const wallet = escrow.wallet(address, { glm: 10n ** 18n, coin: 10n ** 18n })
 */
export function createMemoryEscrow({
  clock,
  chain = MEMORY_CHAIN,
}: {
  clock: Pick<Clock, 'now'>
  chain?: ChainInfo
}): MemoryEscrow {
  const jobs = new Map<JobId, Job>()
  const channels = new Map<string, Channel>()
  const credits = new Map<Address, bigint>()
  const nonces = new Map<Address, bigint>()
  const glm = new Map<Address, bigint>()
  const coin = new Map<Address, bigint>()
  let transactions = 0n

  const nowSeconds = () => Math.floor(clock.now() / 1000)
  const add = (book: Map<Address, bigint>, holder: Address, amount: bigint) =>
    book.set(holder, (book.get(holder) ?? 0n) + amount)
  const mined = (): TransactionHash => keccak256(toHex(transactions++, { size: 32 }))

  const openJob = (jobId: JobId): Job => {
    const job = jobs.get(jobId)
    if (!job) throw refusalError('UnknownJob')
    if (job.closed) throw refusalError('JobIsClosed')
    return job
  }
  const ownJob = (jobId: JobId, caller: Address): Job => {
    const job = openJob(jobId)
    if (caller !== job.requestor && caller !== job.session) throw refusalError('NotAllowed')
    return job
  }
  const channelOf = (jobId: JobId, payee: Address): Channel =>
    channels.get(`${jobId}/${payee}`) ?? { cap: 0n, paid: 0n, closesAt: 0, epoch: 0 }
  const keep = (jobId: JobId, payee: Address, channel: Channel) =>
    channels.set(`${jobId}/${payee}`, channel)

  const pay = (jobId: JobId, job: Job, payee: Address, total: bigint): bigint => {
    const channel = channelOf(jobId, payee)
    const entitled = total < channel.cap ? total : channel.cap
    if (entitled <= channel.paid) return 0n
    const amount = entitled - channel.paid
    keep(jobId, payee, { ...channel, paid: entitled })
    job.reserved -= amount
    job.paid += amount
    add(credits, payee, amount)
    return amount
  }

  const emptyChannels = (jobId: JobId, job: Job, payees: readonly Address[]) => {
    for (const payee of payees) {
      const { closesAt } = channelOf(jobId, payee)
      if (closesAt === 0) throw refusalError('NoticeMissing')
      if (nowSeconds() < closesAt) throw refusalError('NoticeRunning')
    }
    for (const payee of payees) {
      const channel = channelOf(jobId, payee)
      const freed = channel.cap - channel.paid
      keep(jobId, payee, { ...channel, cap: channel.paid, closesAt: 0, epoch: channel.epoch + 1 })
      job.reserved -= freed
      job.free += freed
    }
  }

  const closeJob = (jobId: JobId, job: Job, payees: readonly Address[]) => {
    const closableAt = job.deadline + job.graceSeconds
    const unfinished = payees.filter((payee) => {
      const { cap, paid } = channelOf(jobId, payee)
      return cap > paid
    })
    emptyChannels(jobId, job, unfinished)
    if (nowSeconds() <= closableAt && job.reserved > 0n) throw refusalError('StillReserved')
    const refund = job.free + job.reserved
    Object.assign(job, { free: 0n, reserved: 0n, refunded: job.refunded + refund, closed: true })
    add(glm, job.requestor, refund)
  }

  const sweep = (session: Address, requestor: Address) => {
    add(coin, requestor, coin.get(session) ?? 0n)
    coin.set(session, 0n)
  }

  const ledger: Ledger = {
    chain,
    jobIdFor: (requestor, salt) => computeJobId(chain, requestor, salt),
    addressOf: sessionAddress,
    readJob: async (jobId) => {
      const job = jobs.get(jobId)
      return job && { ...job }
    },
    readChannel: async (jobId, payee) => ({ ...channelOf(jobId, payee) }),
    readCredit: async (payee) => credits.get(payee) ?? 0n,
    readWithdrawalNonce: async (payee) => nonces.get(payee) ?? 0n,
    readBalance: async (holder) => ({
      glm: glm.get(holder) ?? 0n,
      coin: coin.get(holder) ?? 0n,
    }),
    signVoucher: (session, voucher) => signVoucher(chain, session, voucher),
    verifyVoucher: (voucher, signature, session) =>
      verifyVoucher(chain, voucher, signature, session),

    async reserve(session, jobId, wanted) {
      const job = ownJob(jobId, sessionAddress(session))
      const raised = new Map<Address, Channel>()
      let added = 0n
      for (const { payee, cap } of wanted) {
        if (BigInt(payee) === 0n || payee === chain.escrow) throw refusalError('InvalidPayee')
        const channel = raised.get(payee) ?? channelOf(jobId, payee)
        if (cap < channel.cap) throw refusalError('CapFalls')
        added += cap - channel.cap
        raised.set(payee, { ...channel, cap, closesAt: 0 })
      }
      if (added > job.free) throw refusalError('FreeTooSmall')
      job.free -= added
      job.reserved += added
      for (const [payee, channel] of raised) keep(jobId, payee, channel)
      return mined()
    },

    async settle(session, jobId, totals) {
      const job = ownJob(jobId, sessionAddress(session))
      for (const { payee, cumulative } of totals) pay(jobId, job, payee, cumulative)
      return mined()
    },

    async noticeClose(session, jobId, payees) {
      const job = ownJob(jobId, sessionAddress(session))
      for (const payee of payees) {
        const channel = channelOf(jobId, payee)
        if (channel.closesAt !== 0) continue
        keep(jobId, payee, { ...channel, closesAt: nowSeconds() + job.noticeSeconds })
      }
      return mined()
    },

    async finishClose(_sender, jobId, payees) {
      // A channel named twice is already free when its second turn comes.
      if (new Set(payees).size < payees.length) throw refusalError('NoticeMissing')
      emptyChannels(jobId, openJob(jobId), payees)
      return mined()
    },

    async redeem(_sender, voucher, signature) {
      const { session } = openJob(voucher.jobId)
      if (!(await verifyVoucher(chain, voucher, signature, session))) {
        throw refusalError('InvalidSignature')
      }
      const job = openJob(voucher.jobId)
      if (pay(voucher.jobId, job, voucher.payee, voucher.cumulative) === 0n) {
        throw refusalError('NothingToPay')
      }
      return mined()
    },

    async withdrawBySig(sender, order, signature) {
      if (nowSeconds() > order.expiry) throw refusalError('WithdrawalExpired')
      if (BigInt(order.to) === 0n || order.to === chain.escrow) throw refusalError('InvalidPayee')
      if (order.fee > order.amount) throw refusalError('FeeTooLarge')
      const signed = await verifyWithdrawal(chain, order, signature)
      const expected = nonces.get(order.payee) ?? 0n
      if (order.nonce !== expected) throw refusalError('WrongNonce')
      if (!signed) throw refusalError('InvalidSignature')
      const held = credits.get(order.payee) ?? 0n
      if (order.amount === 0n || order.amount > held) throw refusalError('CreditTooSmall')
      nonces.set(order.payee, expected + 1n)
      credits.set(order.payee, held - order.amount)
      add(glm, order.to, order.amount - order.fee)
      add(glm, sessionAddress(sender), order.fee)
      return mined()
    },

    async close(session, jobId, payees) {
      const key = sessionAddress(session)
      const job = jobs.get(jobId)
      if (!job) throw refusalError('UnknownJob')
      const wasClosed = job.closed
      if (!wasClosed) {
        if (nowSeconds() <= job.deadline + job.graceSeconds) ownJob(jobId, key)
        closeJob(jobId, job, payees)
      }
      sweep(key, job.requestor)
      return wasClosed ? undefined : mined()
    },
  }

  const open = (requestor: Address, draft: Parameters<Wallet['open']>[0]): JobId => {
    if (draft.deadline <= nowSeconds() || draft.graceSeconds < 1 || draft.noticeSeconds < 1) {
      throw refusalError('InvalidTerms')
    }
    const jobId = computeJobId(chain, requestor, draft.salt)
    if (jobs.has(jobId)) throw refusalError('JobExists')
    if ((glm.get(requestor) ?? 0n) < draft.amount) {
      throw new LedgerError('tooLittleGlm', 'The wallet holds too little GLM.', 'Get more GLM.')
    }
    if ((coin.get(requestor) ?? 0n) < draft.stipend) {
      throw new LedgerError('noChainGas', 'The wallet holds too little coin.', 'Get a little coin.')
    }
    add(glm, requestor, -draft.amount)
    add(coin, requestor, -draft.stipend)
    add(coin, asAddress(draft.session), draft.stipend)
    jobs.set(jobId, {
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
    })
    return jobId
  }

  return {
    ledger: () => ledger,
    wallet(address, balance) {
      glm.set(address, balance.glm)
      coin.set(address, balance.coin)
      return {
        address,
        open: async (draft) => {
          try {
            return { kind: 'opened', jobId: open(address, draft), transaction: mined() }
          } catch (error) {
            if (!(error instanceof LedgerError)) throw error
            return { kind: 'failed', message: `${error.message} ${error.advice}` }
          }
        },
      }
    },
  }
}
