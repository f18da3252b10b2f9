import {
  computeJobId,
  endorse,
  sessionAddress,
  signVoucher,
  verifyEndorsement,
  verifyVoucher,
} from '#peer/adapters/ledger-viem/escrow-signing.ts'
import { refusalError } from '#peer/adapters/ledger-viem/ledger-failure.ts'
import type { Clock } from '#peer/ports/clock.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type {
  ChainInfo,
  ChangeResult,
  EscrowChannel,
  Ledger,
  TransactionHash,
  Wallet,
} from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { EscrowBooks } from './escrow-books.ts'

/** The chain that a memory escrow says it is on, unless it is given another. */
export const MEMORY_CHAIN: ChainInfo = {
  chainId: 31_337,
  name: 'Memory chain',
  rpcUrl: 'memory:',
  confirmations: 1,
  blockMs: 0,
  hasPermit: false,
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
  const books = new EscrowBooks(clock, chain)
  const ledger = createLedger(books, chain)
  return {
    ledger: () => ledger,
    wallet(address, balance) {
      books.glm.set(address, balance.glm)
      books.coin.set(address, balance.coin)
      return {
        address,
        open: async (draft) =>
          orFailed(() => {
            if (draft.requestor !== address) throw refusalError('NotAllowed')
            const jobId = books.open(address, draft)
            return { kind: 'opened', jobId, transaction: books.mined() }
          }),
        fund: async (jobId, amount) =>
          orFailed(() => {
            books.fund(address, jobId, amount)
            return { kind: 'done', transaction: books.mined() }
          }),
        extend: async (jobId, deadline) =>
          orFailed(() => {
            books.extend(address, jobId, deadline)
            return { kind: 'done', transaction: books.mined() }
          }),
        redeemMany: async (vouchers, payOut) => mined(ledger.redeemMany(NOBODY, vouchers, payOut)),
        withdraw: async (payee) => mined(ledger.withdraw(NOBODY, payee)),
      }
    },
  }
}

/** Chain gas costs nothing here: it makes no difference whose key sends. */
const NOBODY = '0x'

function orFailed<T>(run: () => T): T | Failed {
  try {
    return run()
  } catch (error) {
    return sayFailed(error)
  }
}

const mined = (sending: Promise<TransactionHash>): Promise<ChangeResult> =>
  sending.then((transaction) => ({ kind: 'done', transaction }), sayFailed)

interface Failed {
  readonly kind: 'failed'
  readonly message: string
}

function sayFailed(error: unknown): Failed {
  if (!(error instanceof LedgerError)) throw error
  return { kind: 'failed', message: `${error.message} ${error.advice}` }
}

/** The contract’s calls, as a peer makes them. */
function createLedger(books: EscrowBooks, chain: ChainInfo): Ledger {
  return {
    chain,
    readTime: async () => books.nowSeconds,
    jobIdFor: (requestor, salt) => computeJobId(chain, requestor, salt),
    addressOf: sessionAddress,
    readJob: async (jobId) => {
      const job = books.jobs.get(jobId)
      return job && { ...job }
    },
    readChannel: async (jobId, payee) => ({ ...books.channelOf(jobId, payee) }),
    readCredit: async (payee) => books.credits.get(payee) ?? 0n,
    readBalance: async (holder) => ({
      glm: books.glm.get(holder) ?? 0n,
      coin: books.coin.get(holder) ?? 0n,
    }),
    endorse,
    verifyEndorsement,
    signVoucher: (session, voucher) => signVoucher(chain, session, voucher),
    verifyVoucher: (voucher, signature, session) =>
      verifyVoucher(chain, voucher, signature, session),

    async reserve(session, jobId, wanted) {
      const job = books.ownJob(jobId, sessionAddress(session))
      const raised = new Map<Address, EscrowChannel>()
      let added = 0n
      for (const { payee, cap } of wanted) {
        if (BigInt(payee) === 0n || payee === chain.escrow) throw refusalError('InvalidPayee')
        const channel = raised.get(payee) ?? books.channelOf(jobId, payee)
        if (cap < channel.cap) throw refusalError('CapFalls')
        added += cap - channel.cap
        raised.set(payee, { ...channel, cap, closesAt: 0 })
      }
      if (added > job.free) throw refusalError('FreeTooSmall')
      job.free -= added
      job.reserved += added
      for (const [payee, channel] of raised) books.keep(jobId, payee, channel)
      return books.mined()
    },

    async settle(session, jobId, totals) {
      const job = books.ownJob(jobId, sessionAddress(session))
      for (const { payee, cumulative } of totals) books.pay(jobId, job, payee, cumulative)
      return books.mined()
    },

    async noticeClose(session, jobId, payees) {
      const job = books.ownJob(jobId, sessionAddress(session))
      for (const payee of payees) {
        const channel = books.channelOf(jobId, payee)
        if (channel.closesAt !== 0) continue
        books.keep(jobId, payee, { ...channel, closesAt: books.nowSeconds + job.noticeSeconds })
      }
      return books.mined()
    },

    async finishClose(_sender, jobId, payees) {
      books.emptyChannels(jobId, books.openJob(jobId), payees)
      return books.mined()
    },

    async redeemMany(_sender, vouchers, payOut = []) {
      for (const voucher of vouchers) {
        const session = books.payingJob(voucher)?.session
        if (session && !(await verifyVoucher(chain, voucher, voucher.signature, session)))
          throw refusalError('InvalidSignature')
      }
      for (const voucher of vouchers) {
        // The books may have moved on while signatures were checked.
        const job = books.payingJob(voucher)
        if (job) books.pay(voucher.jobId, job, voucher.payee, voucher.cumulative)
      }
      for (const payee of payOut) books.payOut(payee)
      return books.mined()
    },

    async withdraw(_sender, payee) {
      if (books.payOut(payee) === 0n) throw refusalError('CreditTooSmall')
      return books.mined()
    },

    async withdrawMany(_sender, payees) {
      for (const payee of payees) books.payOut(payee)
      return books.mined()
    },

    readFeePerGas: async () => 0n,
    readSpent: async () => 0n,

    async close(session, jobId, payees) {
      const key = sessionAddress(session)
      const job = books.jobs.get(jobId)
      if (!job) throw refusalError('UnknownJob')
      const wasClosed = job.closed
      if (!wasClosed) {
        if (books.nowSeconds <= job.deadline + job.graceSeconds) books.ownJob(jobId, key)
        books.closeJob(jobId, job, payees)
      }
      books.sweep(key, job.requestor)
      return wasClosed ? undefined : books.mined()
    },
  }
}
