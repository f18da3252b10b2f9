import { randomBytes } from 'node:crypto'
import { toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect } from 'vitest'
import type { EscrowJob, Ledger, OpenDraft, SessionKey, Wallet } from '#peer/ports/ledger.ts'
import { type Address, asAddress, type JobId } from '#protocol/ids.ts'
import type { AuthorShare } from '#protocol/payment/author-share.ts'

/** What an adapter brings so that its escrow can be tried. */
export interface LedgerHarness {
  readonly ledger: Ledger
  makeWallet(balance: { glm: bigint; coin: bigint }): Promise<Wallet>
  /** Lets the chain's clock pass `seconds`. */
  pass(seconds: number): Promise<void>
  nowSeconds(): number
  stop(): Promise<void>
}

export const GLM = 10n ** 18n
export const STIPEND = 10n ** 17n
export const NOTICE_SECONDS = 1

export const newKey = (): SessionKey => toHex(randomBytes(32))
export const newPayee = (): Address => asAddress(privateKeyToAccount(newKey()).address)

/** A harness, and jobs on its escrow. */
export interface LedgerWorld extends LedgerHarness {
  draftFor(wallet: Wallet, session: SessionKey, noticeSeconds?: number): OpenDraft
  /** A job of 10 GLM, of a wallet that has 10 more. */
  openJob(terms?: { noticeSeconds?: number; authorShare?: AuthorShare }): Promise<{
    readonly wallet: Wallet
    readonly session: SessionKey
    readonly draft: OpenDraft
    readonly jobId: JobId
  }>
  /** The job as the escrow has it, whose books balance. */
  readBalanced(jobId: JobId): Promise<EscrowJob>
}

export function createLedgerWorld(harness: LedgerHarness): LedgerWorld {
  const { ledger } = harness
  const draftFor: LedgerWorld['draftFor'] = (wallet, session, noticeSeconds = NOTICE_SECONDS) => ({
    requestor: wallet.address,
    salt: toHex(randomBytes(32)),
    session: ledger.addressOf(session),
    amount: 10n * GLM,
    stipend: STIPEND,
    deadline: harness.nowSeconds() + 3_600,
    graceSeconds: 60,
    noticeSeconds,
    spec: toHex(randomBytes(32)),
  })
  return {
    ...harness,
    draftFor,
    async openJob({ noticeSeconds, authorShare } = {}) {
      const wallet = await harness.makeWallet({ glm: 20n * GLM, coin: GLM })
      const session = newKey()
      const draft = { ...draftFor(wallet, session, noticeSeconds), authorShare }
      const opened = await wallet.open(draft)
      if (opened.kind !== 'opened') throw new Error(opened.message)
      return { wallet, session, draft, jobId: opened.jobId }
    },
    async readBalanced(jobId) {
      const job = await ledger.readJob(jobId)
      if (!job) throw new Error('The job is missing')
      expect(job.deposited).toBe(job.free + job.reserved + job.paid + job.refunded)
      return job
    },
  }
}
