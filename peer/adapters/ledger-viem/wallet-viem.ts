import {
  type Account,
  BaseError,
  type Chain,
  erc20Abi,
  type Transport,
  UserRejectedRequestError,
  type WalletClient,
  zeroAddress,
} from 'viem'
import { loamEscrowAbi } from '#contracts/generated/loam-escrow.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type {
  ChainInfo,
  ChangeResult,
  OpenDraft,
  OpenResult,
  TransactionHash,
  Wallet,
} from '#peer/ports/ledger.ts'
import { asAddress } from '#protocol/ids.ts'
import { formatGlm } from '#protocol/payment/amount.ts'
import {
  type ChainClient,
  createChainClient,
  type Fetch,
  requireChain,
  toViemChain,
} from './chain-client.ts'
import { computeJobId } from './escrow-signing.ts'
import { toLedgerError } from './ledger-failure.ts'

const USER_REJECTED = 4001
const CONFIRM_TIMEOUT_MS = 180_000

type SigningClient = WalletClient<Transport, Chain | undefined, Account>

/**
 * A `Wallet` made from a viem wallet client: wagmi's, a guest's, or a test's. Everything that can be
 * known to fail is found before the first prompt.
 *
 * @example
 * const wallet = createWalletViem({ walletClient: await getWalletClient(config), chain })
 */
export function createWalletViem(options: {
  walletClient: SigningClient
  chain: ChainInfo
  fetch?: Fetch
}): Wallet {
  const { walletClient, chain } = options
  const client = createChainClient(chain, options.fetch)
  const change = async (
    needs: { readonly amount: bigint },
    send: () => Promise<TransactionHash>,
  ): Promise<ChangeResult> => {
    try {
      await requireChain(client, chain)
      await requireFunds(client, walletClient, chain, { ...needs, stipend: 0n })
      await approve(client, walletClient, chain, needs.amount)
      const transaction = await send()
      await confirm(client, transaction)
      return { kind: 'done', transaction }
    } catch (error) {
      return toAnswer(error, 'Nothing was changed.')
    }
  }
  const escrow = { address: chain.escrow, abi: loamEscrowAbi } as const
  const { account } = walletClient
  return {
    address: asAddress(account.address),
    async open(draft) {
      try {
        await requireChain(client, chain)
        await requireFunds(client, walletClient, chain, draft)
        await approve(client, walletClient, chain, draft.amount)
        return await open(client, walletClient, chain, draft)
      } catch (error) {
        return toAnswer(error, 'Nothing was locked.')
      }
    },
    fund: (jobId, amount) =>
      change({ amount }, async () => {
        const call = { ...escrow, account, functionName: 'fund', args: [jobId, amount] } as const
        const { request } = await client.simulateContract(call)
        return walletClient.writeContract({ ...request, chain: toViemChain(chain) })
      }),
    extend: (jobId, deadline) =>
      change({ amount: 0n }, async () => {
        const call = {
          ...escrow,
          account,
          functionName: 'extend',
          args: [jobId, deadline],
        } as const
        const { request } = await client.simulateContract(call)
        return walletClient.writeContract({ ...request, chain: toViemChain(chain) })
      }),
  }
}

/** A person who says no is no failure. */
function toAnswer(
  error: unknown,
  consequence: string,
): { readonly kind: 'refused' | 'failed'; readonly message: string } {
  return isRejection(error)
    ? { kind: 'refused', message: `The wallet was asked and said no. ${consequence}` }
    : { kind: 'failed', message: toFailure(error) }
}

async function requireFunds(
  client: ChainClient,
  { account }: SigningClient,
  chain: ChainInfo,
  draft: Pick<OpenDraft, 'amount' | 'stipend'>,
): Promise<void> {
  const [glm, coin] = await Promise.all([
    client.readContract({
      address: chain.glm,
      abi: erc20Abi,
      functionName: 'balanceOf',
      args: [account.address],
    }),
    client.getBalance({ address: account.address }),
  ])
  if (glm < draft.amount) {
    throw new LedgerError(
      'tooLittleGlm',
      `The wallet holds ${formatGlm(glm)} GLM and the job needs ${formatGlm(draft.amount)}.`,
      'Lower the budget, or get more GLM.',
    )
  }
  if (coin <= draft.stipend) {
    throw new LedgerError(
      'noChainGas',
      `The wallet has too little coin for chain gas on ${chain.name}.`,
      'Send it a little coin.',
    )
  }
}

async function approve(
  client: ChainClient,
  walletClient: SigningClient,
  chain: ChainInfo,
  amount: bigint,
): Promise<void> {
  const { account } = walletClient
  const token = { address: chain.glm, abi: erc20Abi } as const
  const allowance = await client.readContract({
    ...token,
    functionName: 'allowance',
    args: [account.address, chain.escrow],
  })
  if (allowance >= amount) return
  const hash = await walletClient.writeContract({
    ...token,
    account,
    chain: toViemChain(chain),
    functionName: 'approve',
    args: [chain.escrow, amount],
  })
  await confirm(client, hash)
}

async function open(
  client: ChainClient,
  walletClient: SigningClient,
  chain: ChainInfo,
  draft: OpenDraft,
): Promise<OpenResult> {
  const { account } = walletClient
  const { request } = await client.simulateContract({
    account,
    address: chain.escrow,
    abi: loamEscrowAbi,
    functionName: 'open',
    args: [
      {
        salt: draft.salt,
        session: draft.session,
        amount: draft.amount,
        deadline: draft.deadline,
        grace: draft.graceSeconds,
        notice: draft.noticeSeconds,
        spec: draft.spec,
        author: draft.authorShare?.payee ?? zeroAddress,
        share: draft.authorShare?.basisPoints ?? 0,
      },
    ],
    value: draft.stipend,
  })
  const transaction = await walletClient.writeContract({ ...request, chain: toViemChain(chain) })
  await confirm(client, transaction)
  const jobId = computeJobId(chain, asAddress(account.address), draft.salt)
  return { kind: 'opened', jobId, transaction }
}

async function confirm(client: ChainClient, hash: TransactionHash): Promise<void> {
  const receipt = await client.waitForTransactionReceipt({ hash, timeout: CONFIRM_TIMEOUT_MS })
  if (receipt.status === 'success') return
  throw new LedgerError('reverted', `Transaction ${hash} was refused by the chain.`, 'Try again.')
}

/** Wallets say no with EIP-1193's 4001, at whatever depth their connector wraps it. */
function isRejection(error: unknown): boolean {
  const isRejectionItself = (cause: unknown) =>
    cause instanceof UserRejectedRequestError ||
    (cause as { code?: unknown } | null)?.code === USER_REJECTED
  if (error instanceof BaseError) return error.walk(isRejectionItself) !== null
  return isRejectionItself(error)
}

function toFailure(error: unknown): string {
  const { message, advice } = toLedgerError(error)
  return `${message} ${advice}`
}
