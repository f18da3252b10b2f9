import {
  BaseError,
  ChainDisconnectedError,
  ChainMismatchError,
  ProviderDisconnectedError,
  ResourceUnavailableRpcError,
  UnauthorizedProviderError,
  UserRejectedRequestError,
} from 'viem'
import { LedgerError } from '#peer/ports/errors.ts'
import type { ChainInfo, WalletNo } from '#peer/ports/ledger.ts'
import { isEscrowRefusal } from '#protocol/payment/escrow-refusal.ts'
import { toLedgerError } from './ledger-failure.ts'

/** The person stopped waiting for the wallet or the chain. */
export class StoppedWaiting extends Error {
  override name = 'StoppedWaiting'
}

/** Ledger errors that are known only once the chain has ruled a transaction out. */
const RULED_OUT: ReadonlySet<string> = new Set([
  'cancelled',
  'reverted',
  'outOfChainGas',
  'noChainGas',
  'tooLittleGlm',
  'wrongChain',
  'otherAccount',
])

interface Words {
  readonly when: new (...args: never[]) => Error
  readonly code: number
  readonly say: (chain: ChainInfo) => string
}

/** What wallets say by EIP-1193's codes, at whatever depth their connector wraps them. Nothing was sent. */
const SAID: readonly Words[] = [
  {
    when: ResourceUnavailableRpcError,
    code: -32_002,
    say: () =>
      'The wallet still waits for an answer to an earlier question. Open the wallet, answer that one, and try again.',
  },
  {
    when: UnauthorizedProviderError,
    code: 4100,
    say: () =>
      'The wallet does not let this page use that account any more. Choose the account in the wallet, or connect again.',
  },
  {
    when: ProviderDisconnectedError,
    code: 4900,
    say: () => 'The wallet was disconnected. Connect it again.',
  },
  {
    when: ChainDisconnectedError,
    code: 4901,
    say: ({ name }) => `The wallet has no connection to ${name}. Switch it to ${name}.`,
  },
  {
    when: ChainMismatchError,
    code: Number.NaN,
    say: ({ name }) => `The wallet looks at another chain. Switch it to ${name}, and try again.`,
  },
]

/**
 * What it means that asking a wallet ended in `error`.
 *
 * @param options.mayBeSent whether the wallet was asked for the transaction that counts: then only what
 * proves the contrary makes it less than `unconfirmed`.
 */
export function readNo(
  error: unknown,
  options: { readonly chain: ChainInfo; readonly consequence: string; readonly mayBeSent: boolean },
): WalletNo {
  const { chain, consequence, mayBeSent } = options
  if (meets(error, UserRejectedRequestError, 4001))
    return { kind: 'refused', message: `The wallet was asked and said no. ${consequence}` }
  const said = SAID.find(({ when, code }) => meets(error, when, code))
  if (said) return { kind: 'failed', message: `${said.say(chain)} ${consequence}` }
  if (error instanceof StoppedWaiting)
    return mayBeSent
      ? { kind: 'unconfirmed', message: 'The wallet or the chain has not answered yet.' }
      : { kind: 'failed', message: `You stopped waiting for the wallet. ${consequence}` }
  const { code, message, advice } = toLedgerError(error)
  const isCertain = !mayBeSent || RULED_OUT.has(code) || isEscrowRefusal(code)
  return isCertain
    ? { kind: 'failed', message: `${message} ${consequence} ${advice}` }
    : { kind: 'unconfirmed', message: `${message} ${advice}` }
}

/** What the chain did instead of what was asked. */
export const replacedError = () =>
  new LedgerError(
    'cancelled',
    'The transaction was cancelled: another one of this wallet took its place.',
    'Try again.',
  )

function meets(error: unknown, type: Words['when'], code: number): boolean {
  const isIt = (cause: unknown) =>
    cause instanceof type || (cause as { code?: unknown } | null)?.code === code
  if (error instanceof BaseError) return error.walk(isIt) !== null
  return isIt(error)
}
