import {
  BaseError,
  ContractFunctionRevertedError,
  decodeErrorResult,
  ExecutionRevertedError,
  type Hex,
  HttpRequestError,
  InsufficientFundsError,
  isHex,
  TimeoutError,
} from 'viem'
import { loamEscrowAbi } from '#contracts/generated/loam-escrow.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import {
  ESCROW_REFUSALS,
  type EscrowRefusal,
  isEscrowRefusal,
} from '#protocol/payment/escrow-refusal.ts'

/** The error every adapter throws where the escrow's rules say no; `code` is the refusal's name. */
export function refusalError(refusal: EscrowRefusal, options?: ErrorOptions): LedgerError {
  const [message, advice] = ESCROW_REFUSALS[refusal]
  return new LedgerError(refusal, message, advice, options)
}

const has = (error: BaseError, type: new (...args: never[]) => Error) =>
  error.walk((cause) => cause instanceof type) instanceof type

function findRefusal(error: BaseError): EscrowRefusal | undefined {
  const raw = error.walk((cause) => isHex((cause as { data?: unknown }).data))
  const data = (raw as { data?: Hex } | null)?.data
  if (!data) return undefined
  try {
    const { errorName } = decodeErrorResult({ abi: loamEscrowAbi, data })
    return isEscrowRefusal(errorName) ? errorName : undefined
  } catch {
    return undefined
  }
}

/**
 * Whatever viem threw, as the port promises it. Codes: an `EscrowRefusal`, `reverted`, `noChainGas`,
 * `unreachable`, or `malformed` for an answer that cannot be read.
 */
export function toLedgerError(error: unknown): LedgerError {
  if (error instanceof LedgerError) return error
  const options = { cause: error }
  if (!(error instanceof BaseError)) {
    return new LedgerError(
      'malformed',
      'The chain gave an answer that cannot be read.',
      'Try another RPC.',
      options,
    )
  }
  const refusal = findRefusal(error)
  if (refusal) return refusalError(refusal, options)
  if (has(error, ExecutionRevertedError) || has(error, ContractFunctionRevertedError)) {
    return new LedgerError(
      'reverted',
      `The contract refused: ${error.shortMessage}`,
      'Check the chain’s configuration.',
      options,
    )
  }
  if (has(error, InsufficientFundsError)) {
    return new LedgerError(
      'noChainGas',
      'The key has no coin left for chain gas.',
      'Send it a little coin.',
      options,
    )
  }
  if (has(error, HttpRequestError) || has(error, TimeoutError)) {
    return new LedgerError(
      'unreachable',
      'The chain cannot be reached.',
      'Check the connection and the RPC address.',
      options,
    )
  }
  return new LedgerError(
    'malformed',
    `The chain gave an unexpected answer: ${error.shortMessage}`,
    'Try again, or another RPC.',
    options,
  )
}
