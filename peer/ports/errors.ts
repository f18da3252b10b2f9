import { type Fault, LoamError } from '#protocol/errors.ts'

/** No allowed path to a peer exists at present. */
export class UnreachableError extends LoamError {
  readonly code = 'unreachable'
  readonly fault: Fault = 'network'
  constructor(peer: string, why: string, options?: ErrorOptions) {
    super(`Cannot reach ${peer}: ${why}`, 'Loam tries another peer by itself.', options)
  }
}

/** The chain or its RPC did not do what was asked. */
export class LedgerError extends LoamError {
  readonly code: string
  readonly fault: Fault = 'ledger'
  constructor(code: string, message: string, advice: string, options?: ErrorOptions) {
    super(message, advice, options)
    this.code = code
  }
}
