import type { Account, Chain, Transport, WalletClient } from 'viem'
import { encodeFunctionData, erc20Abi, zeroAddress } from 'viem'
import { loamEscrowAbi } from '#contracts/generated/loam-escrow.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type {
  Allowance,
  ChainInfo,
  ChangeResult,
  OpenDraft,
  SpentOn,
  TransactionHash,
  Wallet,
  WalletNo,
} from '#peer/ports/ledger.ts'
import { type Address, asAddress, type JobId } from '#protocol/ids.ts'
import { formatGlm } from '#protocol/payment/amount.ts'
import { gasLimit } from '#protocol/payment/gas-limit.ts'
import { createChainClient, type Fetch, requireChain, toViemChain } from './chain-client.ts'
import { computeJobId } from './escrow-signing.ts'
import type { Charged } from './spendings.ts'
import { type Permit, TokenAllowance } from './token-allowance.ts'
import { readNo } from './wallet-answer.ts'
import { WalletErrand } from './wallet-errand.ts'
import type { WalletStep } from './wallet-step.ts'

export type SigningClient = WalletClient<Transport, Chain | undefined, Account>

export interface WalletOptions {
  readonly walletClient: SigningClient
  readonly chain: ChainInfo
  readonly fetch?: Fetch
  /** Told of every step, with the job it is about where that is one. */
  readonly onStep?: (jobId: JobId | undefined, step: WalletStep) => void
  /** Told of what every transaction cost, and of what it was for. */
  readonly onSpent?: (on: readonly SpentOn[], receipt: Charged) => void
  /** Aborts when the person will not wait any longer. */
  readonly signal?: AbortSignal
  /** What was sent to add to a job and not seen to its end: it is followed, not sent a second time. */
  readonly findAddition?: (jobId: JobId) => TransactionHash | undefined
  /** Coin that was sent and not seen to arrive: likewise. */
  readonly findCoin?: () => TransactionHash | undefined
}

/** What an errand takes of a wallet. */
interface Needs {
  /** Wei of GLM. */
  readonly amount: bigint
  /** Wei of the chain's coin, beside chain gas. */
  readonly stipend: bigint
  /** The exact one, unless said. */
  readonly allowance?: Allowance | undefined
  /** What it means that nothing came of it. */
  readonly consequence: string
}

/** A wallet with what only its person asks of it, and no peer. */
export interface OwnWallet extends Wallet {
  /** Sends wei of the chain's coin to another wallet of the person's; asks once. */
  sendCoin(to: Address, wei: bigint): Promise<ChangeResult>
  /** Lets the escrow take no GLM any more that is not locked yet; asks once. */
  takeBackAllowance(): Promise<ChangeResult>
}

/**
 * A `Wallet` made from a viem wallet client: wagmi's, a guest's, or a test's. Everything that can be
 * known to fail is found before the first question.
 *
 * @example
 * const wallet = createWalletViem({ walletClient: await getWalletClient(config), chain })
 */
export function createWalletViem(options: WalletOptions): OwnWallet {
  const { walletClient, chain, onStep = () => {}, onSpent = () => {} } = options
  const { signal = new AbortController().signal } = options
  const client = createChainClient(chain, options.fetch)
  const address = asAddress(walletClient.account.address)
  const { account } = walletClient
  const escrow = { account, address: chain.escrow, abi: loamEscrowAbi } as const
  const tokenAllowance = new TokenAllowance(client, walletClient, chain)
  const viemChain = toViemChain(chain)
  const write: typeof walletClient.writeContract = (request) => walletClient.writeContract(request)

  /** Finds out that it can work, has the amount allowed, asks for the call that counts. */
  const run = async (
    jobId: JobId | undefined,
    on: readonly SpentOn[],
    needs: Needs,
    send: (errand: WalletErrand, permit?: Permit) => Promise<TransactionHash>,
    takeUp: (errand: WalletErrand) => Promise<TransactionHash | undefined> = async () => undefined,
  ): Promise<{ readonly kind: 'done'; readonly transaction: TransactionHash } | WalletNo> => {
    const report = (step: WalletStep) => onStep(jobId, step)
    const onMined = (receipt: Charged) => onSpent(on, receipt)
    const errand = new WalletErrand({ client, walletClient, chain, report, onMined, signal })
    try {
      report({ kind: 'checking' })
      await requireChain(client, chain)
      const before = await takeUp(errand)
      if (before !== undefined) return { kind: 'done', transaction: before }
      await requireFunds(needs)
      const permit = await tokenAllowance.require(errand, needs.amount, needs.allowance ?? 'exact')
      return { kind: 'done', transaction: await send(errand, permit) }
    } catch (error) {
      const { consequence } = needs
      return readNo(error, { chain, consequence, mayBeSent: errand.mayBeSent })
    }
  }

  const requireFunds = async (needs: Pick<OpenDraft, 'amount' | 'stipend'>) => {
    const token = { address: chain.glm, abi: erc20Abi } as const
    const [glm, coin] = await Promise.all([
      client.readContract({ ...token, functionName: 'balanceOf', args: [address] }),
      client.getBalance({ address }),
    ])
    if (glm < needs.amount)
      throw new LedgerError(
        'tooLittleGlm',
        `The wallet holds ${formatGlm(glm)} GLM and the job needs ${formatGlm(needs.amount)}.`,
        'Lower the budget, or get more GLM.',
      )
    if (coin <= needs.stipend) throw tooLittleCoin()
  }

  const tooLittleCoin = () =>
    new LedgerError(
      'noChainGas',
      `The wallet has too little coin for chain gas on ${chain.name}.`,
      'Send it a little coin.',
    )

  /**
   * Found before the wallet is asked: what a wallet says afterwards proves nothing.
   * @returns the limit that is proposed to the wallet.
   */
  const requireChainGas = async (estimate: bigint, stipend = 0n): Promise<bigint> => {
    const [{ maxFeePerGas }, coin] = await Promise.all([
      client.estimateFeesPerGas(),
      client.getBalance({ address }),
    ])
    if (coin < stipend + estimate * maxFeePerGas) throw tooLittleCoin()
    return maxFeePerGas === 0n ? estimate : gasLimit(estimate, (coin - stipend) / maxFeePerGas)
  }

  const change = (
    jobId: JobId,
    amount: bigint,
    send: (errand: WalletErrand) => Promise<TransactionHash>,
    takeUp?: (errand: WalletErrand) => Promise<TransactionHash | undefined>,
  ): Promise<ChangeResult> =>
    run(
      jobId,
      [['job', jobId]],
      { amount, stipend: 0n, consequence: 'Nothing was changed.' },
      send,
      takeUp,
    )

  const takeUpCoin = async (errand: WalletErrand) => {
    const transaction = options.findCoin?.()
    return transaction && errand.takeUp('coin', { transaction, data: '0x' })
  }

  const collect = (
    on: readonly SpentOn[],
    send: (errand: WalletErrand) => Promise<TransactionHash>,
  ) => run(undefined, on, { amount: 0n, stipend: 0n, consequence: 'Nothing was moved.' }, send)

  return {
    address,
    async open(draft, allowance) {
      const { salt, session, amount, deadline, graceSeconds, noticeSeconds, spec } = draft
      const jobId = computeJobId(chain, draft.requestor, salt)
      const consequence = 'Nothing was locked.'
      if (draft.requestor !== address)
        return { kind: 'failed', message: `The wallet has another account now. ${consequence}` }
      const terms = {
        salt,
        session,
        amount,
        deadline,
        grace: graceSeconds,
        notice: noticeSeconds,
        spec,
        author: draft.authorShare?.payee ?? zeroAddress,
        share: draft.authorShare?.basisPoints ?? 0,
      }
      const asked = await run(
        jobId,
        [['job', jobId]],
        { ...draft, allowance, consequence },
        async (errand, permit) => {
          const value = draft.stipend
          const plain = { ...escrow, functionName: 'open', args: [terms], value } as const
          const permitted = { functionName: 'openWithPermit', args: [terms, permit] }
          // The types know one call or the other, and no choice between them.
          const call = permit ? ({ ...plain, ...permitted } as unknown as typeof plain) : plain
          const { request } = await client.simulateContract(call)
          const gas = await requireChainGas(await client.estimateContractGas(call), value)
          const isDone = async () => {
            const job = await client.readContract({ ...escrow, functionName: 'job', args: [jobId] })
            return job.requestor !== zeroAddress
          }
          return errand.askLast('open', () => write({ ...request, gas, chain: viemChain }), isDone)
        },
      )
      return asked.kind === 'done' ? { ...asked, kind: 'opened', jobId } : asked
    },
    fund: (jobId, amount) => {
      const call = { ...escrow, functionName: 'fund', args: [jobId, amount] } as const
      return change(
        jobId,
        amount,
        async (errand) => {
          const { request } = await client.simulateContract(call)
          const gas = await requireChainGas(await client.estimateContractGas(call))
          return errand.askLast('fund', () => write({ ...request, gas, chain: viemChain }))
        },
        async (errand) => {
          const transaction = options.findAddition?.(jobId)
          const data = encodeFunctionData(call)
          return transaction && errand.takeUp('fund', { transaction, data })
        },
      )
    },
    extend: (jobId, deadline) =>
      change(jobId, 0n, async (errand) => {
        const call = { ...escrow, functionName: 'extend', args: [jobId, deadline] } as const
        const { request } = await client.simulateContract(call)
        const gas = await requireChainGas(await client.estimateContractGas(call))
        return errand.askLast('extend', () => write({ ...request, gas, chain: viemChain }))
      }),
    redeemMany: (vouchers, payOut = []) => {
      const on = vouchers.map(({ jobId, payee }) => ['voucher', jobId, payee] as const)
      return collect(on, async (errand) => {
        const args = [vouchers, vouchers.map(({ signature }) => signature), payOut] as const
        const call = { ...escrow, functionName: 'redeemMany', args } as const
        const { request } = await client.simulateContract(call)
        const gas = await requireChainGas(await client.estimateContractGas(call))
        return errand.askLast('redeem', () => write({ ...request, gas, chain: viemChain }))
      })
    },
    withdraw: (payee) =>
      collect([['credit', payee]], async (errand) => {
        const call = { ...escrow, functionName: 'withdraw', args: [payee] } as const
        const { request } = await client.simulateContract(call)
        const gas = await requireChainGas(await client.estimateContractGas(call))
        return errand.askLast('withdraw', () => write({ ...request, gas, chain: viemChain }))
      }),
    takeBackAllowance: () =>
      run(
        undefined,
        [],
        { amount: 0n, stipend: 0n, consequence: 'What is allowed stands.' },
        (errand) => tokenAllowance.takeBack(errand),
      ),
    sendCoin: (to, value) =>
      run(
        undefined,
        // It pays for bringing a payee what it earned.
        [['credit', to]],
        { amount: 0n, stipend: value, consequence: 'Nothing was sent.' },
        async (errand) => {
          const transfer = { account, to, value }
          const gas = await requireChainGas(await client.estimateGas(transfer), value)
          const send = () => walletClient.sendTransaction({ ...transfer, gas, chain: viemChain })
          return errand.askLast('coin', send)
        },
        takeUpCoin,
      ),
  }
}
