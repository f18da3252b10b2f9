import type { Address, JobId } from '#protocol/ids.ts'
import type { AuthorShare } from '#protocol/payment/author-share.ts'
import type { Endorsement } from '#protocol/payment/endorsement.ts'
import type { SignedVoucher, Voucher } from '#protocol/payment/voucher.ts'

/**
 * 32 private bytes that sign for one job alone: vouchers, reservations, settlement. Where a method
 * takes a `sender`, any key that has coin for chain gas will do.
 */
export type SessionKey = `0x${string}`
export type Signature = `0x${string}`
export type TransactionHash = `0x${string}`

/**
 * What chain gas was spent on: by a session key, whatever it sent; by a wallet, to open a job and change
 * it; on collecting what a voucher holds; on bringing a payee what the escrow owes it, and from a guest
 * wallet to where the person wants it.
 */
export type SpentOn =
  | readonly ['key', session: Address]
  | readonly ['job', JobId]
  | readonly ['voucher', JobId, payee: Address]
  | readonly ['credit', payee: Address]

/** Which chain and contracts a peer pays on. Plain data from configuration. */
export interface ChainInfo {
  readonly chainId: number
  readonly name: string
  readonly rpcUrl: string
  /** Blocks that a transaction must be deep, its own counted, before anything relies on it. */
  readonly confirmations: number
  /** Usual time between blocks in ms; 0 where a node on this machine mines what it is sent at once. */
  readonly blockMs: number
  /** A site that shows transactions at `/tx/HASH`; none where it is left out. */
  readonly explorer?: string
  readonly glm: Address
  /** Whether GLM there has a permit as DAI's is: it allows everything by a signature. */
  readonly hasPermit: boolean
  readonly escrow: Address
}

/**
 * What a wallet lets the escrow take of its GLM where it may take too little for a job yet: the `exact`
 * amount, or by a signature everything, `standing` until the person takes it back. Where the wallet, its
 * account or GLM knows no such signature, `standing` is `exact` too.
 */
export type Allowance = 'exact' | 'standing'

/** What a requestor is about to lock. Persisted before the wallet is asked. */
export interface OpenDraft {
  /** Whose wallet is to open it: the job id follows from that, too. */
  readonly requestor: Address
  /** Chosen by the requestor: the job id follows from it, so it is known before the chain is asked. */
  readonly salt: `0x${string}`
  readonly session: Address
  /** GLM to deposit, in wei. */
  readonly amount: bigint
  /** Chain coin forwarded to the session key, in wei. */
  readonly stipend: bigint
  /** Unix seconds after which anyone may push the refund, once `graceSeconds` more have passed. */
  readonly deadline: number
  readonly graceSeconds: number
  /** How long a payee may still redeem after its channel is being closed. */
  readonly noticeSeconds: number
  /** A hash of the job spec under a secret of the job's, for the record: it tells nobody what it is of. */
  readonly spec: `0x${string}`
  /** What the app's author has of every payment; nothing where it is left out. */
  readonly authorShare?: AuthorShare | undefined
}

/**
 * How asking the person's wallet ended without what was asked for. The person said no (`refused`); it
 * cannot happen any more (`failed`); or it may have happened or still happen (`unconfirmed`), and the
 * chain alone will tell.
 */
export interface WalletNo {
  readonly kind: 'refused' | 'failed' | 'unconfirmed'
  readonly message: string
}

/** What became of asking the person's wallet. */
export type OpenResult =
  | { readonly kind: 'opened'; readonly jobId: JobId; readonly transaction: TransactionHash }
  | WalletNo

/** What became of asking the person's wallet for anything else. */
export type ChangeResult =
  | { readonly kind: 'done'; readonly transaction: TransactionHash }
  | WalletNo

/** The person's wallet: the only thing that ever prompts. Lives where the wallet does. */
export interface Wallet {
  readonly address: Address
  /**
   * Opens the job of its own address, in one question; in two where the allowance is short. Never allows
   * more than the exact amount unless told to.
   */
  open(draft: OpenDraft, allowance?: Allowance): Promise<OpenResult>
  /** Adds wei of GLM to what an open job has free, approving it first where the allowance is short. */
  fund(jobId: JobId, amount: bigint): Promise<ChangeResult>
  /** Moves an open job's deadline to later, in Unix seconds. Only for the wallet that opened it. */
  extend(jobId: JobId, deadline: number): Promise<ChangeResult>
  /** `Ledger.redeemMany` at this wallet's chain gas, whoever the payees are: one question for all. */
  redeemMany(vouchers: readonly SignedVoucher[], payOut?: readonly Address[]): Promise<ChangeResult>
  /** `Ledger.withdraw` at this wallet's chain gas, whoever the payee is. */
  withdraw(payee: Address): Promise<ChangeResult>
}

/** A job as the escrow knows it. Always `deposited = free + reserved + paid + refunded`. */
export interface EscrowJob {
  readonly requestor: Address
  readonly session: Address
  readonly deadline: number
  readonly graceSeconds: number
  readonly noticeSeconds: number
  readonly closed: boolean
  readonly deposited: bigint
  readonly free: bigint
  readonly reserved: bigint
  readonly paid: bigint
  readonly refunded: bigint
  /** What of `paid` the app's author has: of each channel's, rounded down. */
  readonly authorShare: AuthorShare | undefined
}

/** A payee's channel in a job, as deep as the chain's configuration asks. */
export interface EscrowChannel {
  readonly cap: bigint
  readonly paid: bigint
  /**
   * When its notice ends, in Unix seconds; 0 while none runs. A notice counts from the newest block
   * on: redeeming for one that is taken back costs little, and seeing one late costs all.
   */
  readonly closesAt: number
  readonly epoch: number
}

/**
 * The escrow, seen by a peer. Amounts are wei. Methods that take a `SessionKey` send a transaction
 * from it and resolve once it is mined with success.
 *
 * @throws {LedgerError} from every method, when the chain refuses or cannot be reached.
 * @example
 * await ledger.reserve(session, jobId, [{ payee, cap: 10n ** 18n }])
 * const signature = await ledger.signVoucher(session, { jobId, payee, cumulative })
 */
export interface Ledger {
  readonly chain: ChainInfo
  /** Unix seconds by the chain's own clock, as of the same block that jobs are read at or an earlier one. */
  readTime(): Promise<number>
  jobIdFor(requestor: Address, salt: `0x${string}`): JobId
  addressOf(session: SessionKey): Address
  readJob(jobId: JobId): Promise<EscrowJob | undefined>
  readChannel(jobId: JobId, payee: Address): Promise<EscrowChannel>
  /** GLM a payee, or an app's author, has been paid inside the escrow and not yet withdrawn. */
  readCredit(payee: Address): Promise<bigint>
  readBalance(holder: Address): Promise<{ glm: bigint; coin: bigint }>
  /** Raises caps (absolute amounts), out of the job's free deposit. */
  reserve(
    session: SessionKey,
    jobId: JobId,
    channels: ReadonlyArray<{ payee: Address; cap: bigint }>,
  ): Promise<TransactionHash>
  signVoucher(session: SessionKey, voucher: Voucher): Promise<Signature>
  /** Checked off-chain: signed by `session`, well-formed. Does not look at the channel. */
  verifyVoucher(voucher: Voucher, signature: Signature, session: Address): Promise<boolean>
  /** Has a requestor's key speak for a job: the escrow knows the job by its session key alone. */
  endorse(session: SessionKey, endorsement: Endorsement): Promise<Signature>
  /** Checked off-chain: signed by `session`. Whether that is the job's is for who asks the escrow. */
  verifyEndorsement(
    endorsement: Endorsement,
    signature: Signature,
    session: Address,
  ): Promise<boolean>
  /** Pays every payee its cumulative total, without vouchers. */
  settle(
    session: SessionKey,
    jobId: JobId,
    totals: ReadonlyArray<{ payee: Address; cumulative: bigint }>,
  ): Promise<TransactionHash>
  /**
   * Starts the notice after which what these channels have not paid may be freed. Until then the
   * payees can redeem; a notice that runs goes on as it was; `reserve` takes it back.
   */
  noticeClose(
    session: SessionKey,
    jobId: JobId,
    payees: readonly Address[],
  ): Promise<TransactionHash>
  /**
   * Frees what is left in channels whose notice is over: their caps fall to what was paid, so a
   * voucher above that is worth nothing afterwards. Settle first what they are owed. Changes no
   * channel when it is too early for one of them (`NoticeMissing`, `NoticeRunning`).
   */
  finishClose(
    session: SessionKey,
    jobId: JobId,
    payees: readonly Address[],
  ): Promise<TransactionHash>
  /**
   * Turns vouchers, of any jobs, into credit, and then moves all credit of the payees of `payOut` to
   * their own wallets, in the same transaction. Anyone may send them; only the named payees gain. What
   * brings nothing is passed over: a total that was paid before, an epoch that ended, a job that is
   * closed or unknown, a payee to pay out that has no credit. Where one was not signed by its job's session key, all of its transaction are
   * refused (`InvalidSignature`).
   */
  redeemMany(
    sender: SessionKey,
    vouchers: readonly SignedVoucher[],
    payOut?: readonly Address[],
  ): Promise<TransactionHash>
  /** Moves all of a payee's credit to its own wallet. Anyone may send it. */
  withdraw(sender: SessionKey, payee: Address): Promise<TransactionHash>
  /** The same for many at once; who has none is passed over. No code of a payee's runs. */
  withdrawMany(sender: SessionKey, payees: readonly Address[]): Promise<TransactionHash>
  /** What one unit of chain gas costs now at most, in wei of the chain's coin. */
  readFeePerGas(): Promise<bigint>
  /**
   * Wei of the chain's coin that transactions cost so far which keys and wallets of this browser sent and
   * the chain took in for good, what it refused among them; as far as this browser followed them.
   */
  readSpent(on: SpentOn): Promise<bigint>
  /**
   * After the notice: frees the channels, refunds the requestor, closes, sweeps the stipend. On a
   * closed job it only sweeps, and resolves to undefined.
   *
   * Freeing is a step of its own: where another payee's channel keeps the job from closing
   * (`StillReserved`), the channels of `payees` are free all the same, and the job goes on.
   */
  close(
    session: SessionKey,
    jobId: JobId,
    payees: readonly Address[],
  ): Promise<TransactionHash | undefined>
}

/** A key at hand that collects for one payee, its own or another's: nobody is asked when it sends. */
export interface Carrier {
  /** Of the key: its coin pays the chain gas. */
  readonly address: Address
  /** `Ledger.redeemMany` at this key's chain gas. */
  redeemMany(
    vouchers: readonly SignedVoucher[],
    payOut?: readonly Address[],
  ): Promise<TransactionHash>
  /** `Ledger.withdraw` for the payee at this key's chain gas. */
  withdraw(): Promise<TransactionHash>
}

export type WalletKind = 'connected' | 'guest'

/** The person's wallets, which come and go while a peer runs. */
export interface WalletDesk {
  /** The wallet connected at this moment, or the guest wallet of this browser, which asks nobody. */
  wallet(which?: WalletKind): Promise<Wallet | undefined>
  /** A payee's own key, when this browser holds it: it is its own carrier. */
  carrierFor(payee: Address): Promise<Carrier | undefined>
}
