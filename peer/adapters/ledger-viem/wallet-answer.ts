import {
  BaseError,
  ChainDisconnectedError,
  ChainMismatchError,
  MethodNotFoundRpcError,
  MethodNotSupportedRpcError,
  ProviderDisconnectedError,
  ResourceUnavailableRpcError,
  UnauthorizedProviderError,
  UnsupportedProviderMethodError,
  UserRejectedRequestError,
} from 'viem'
import { LedgerError } from '#peer/ports/errors.ts'
import type { ChainInfo, WalletNo } from '#peer/ports/ledger.ts'
import { toLedgerError } from './ledger-failure.ts'

/** The person stopped waiting for the wallet or the chain. */
export class StoppedWaiting extends Error {
  override name = 'StoppedWaiting'
}

interface Words {
  readonly when: new (...args: never[]) => Error
  readonly code: number
  readonly say: (chain: ChainInfo) => string
}

/** viem looks at a wallet's chain before it asks it. */
const NOT_ASKED: Words = {
  when: ChainMismatchError,
  code: Number.NaN,
  say: ({ name }) => `The wallet looks at another chain. Switch it to ${name}, and try again.`,
}

/**
 * What wallets say by EIP-1193's codes, at whatever depth their connector wraps them. None of it says
 * that a question that was open was not, or will not be, answered with a transaction.
 */
const SAID: readonly Words[] = [
  NOT_ASKED,
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
]

/**
 * What it means that asking a wallet ended in `error`. Once the wallet was asked for the transaction
 * that counts, only the person's own no and what the chain shows make it less than `unconfirmed`.
 *
 * @param options.mayBeSent whether that transaction may be on its way.
 */
export function readNo(
  error: unknown,
  options: { readonly chain: ChainInfo; readonly consequence: string; readonly mayBeSent: boolean },
): WalletNo {
  const { chain, consequence, mayBeSent } = options
  if (meets(error, UserRejectedRequestError, 4001))
    return { kind: 'refused', message: `The wallet was asked and said no. ${consequence}` }
  const said = SAID.find(({ when, code }) => meets(error, when, code))
  const isOpen = mayBeSent && said !== NOT_ASKED
  if (isOpen) return { kind: 'unconfirmed', message: said?.say(chain) ?? sayOpen(error) }
  if (said) return { kind: 'failed', message: `${said.say(chain)} ${consequence}` }
  if (error instanceof StoppedWaiting)
    return { kind: 'failed', message: `You stopped waiting for the wallet. ${consequence}` }
  const { message, advice } = toLedgerError(error)
  return { kind: 'failed', message: `${message} ${consequence} ${advice}` }
}

/** Whether a wallet says that it knows no such question: its person was not asked. */
export const cannotDo = (error: unknown): boolean =>
  meets(error, UnsupportedProviderMethodError, 4200) ||
  meets(error, MethodNotFoundRpcError, -32_601) ||
  meets(error, MethodNotSupportedRpcError, -32_004)

function sayOpen(error: unknown): string {
  if (error instanceof StoppedWaiting) return 'The wallet or the chain has not answered yet.'
  const { message, advice } = toLedgerError(error)
  return `${message} ${advice}`
}

/** The chain did something instead, so long ago that nobody can say what. */
export const lostError = () =>
  new LedgerError(
    'lost',
    'Another transaction of this wallet may have taken its place.',
    'Look at the wallet’s history.',
  )

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
