import { type Fault, LoamError } from '#protocol/errors.ts'

/** No allowed path to a peer exists at present. */
export class UnreachableError extends LoamError {
  readonly code = 'unreachable'
  readonly fault: Fault = 'network'
  constructor(peer: string, why: string, options?: ErrorOptions) {
    super(`Cannot reach ${peer}: ${why}`, 'Loam tries another peer by itself.', options)
  }
}

/** A peer answers, but only over relays that forward control talk: work cannot pass to it. */
export class NoWorkPathError extends LoamError {
  static readonly code = 'no-work-path'
  readonly code = NoWorkPathError.code
  readonly fault: Fault = 'network'
  constructor(peer: string, options?: ErrorOptions) {
    super(
      `Cannot work with ${peer}: no direct connection holds, and the relay does not carry work`,
      'Try another network, or ask the relay’s operator.',
      options,
    )
  }
}

/** The channel was closed, by either side or by the network, before the frame could go out. */
export class ChannelClosedError extends LoamError {
  readonly code = 'channel-closed'
  readonly fault: Fault = 'network'
  constructor(why: string, options?: ErrorOptions) {
    super(`The channel is closed: ${why}`, 'Loam opens another by itself.', options)
  }
}

/** Our own code asked the mesh to carry bytes outside its limits. Nothing was sent. */
export class FrameSizeError extends LoamError {
  readonly code = 'frame-size'
  readonly fault: Fault = 'bug'
  constructor(bytes: number, maxBytes: number) {
    super(`${bytes} bytes cannot be sent: 1 to ${maxBytes} can`, 'Please report this.')
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

/** The gate or the engine will not run this module; no host will. Nothing was run. */
export class ProgramRefusedError extends LoamError {
  readonly code = 'program_refused'
  readonly fault: Fault = 'requestor'
  /** What was met, in kebab-case (`relaxed-simd`), and at which byte of the module. */
  readonly feature: string
  readonly offset: number
  readonly reason: string
  constructor(feature: string, offset: number, reason: string, options?: ErrorOptions) {
    super(
      `The program cannot run: ${reason} (${feature}, byte ${offset})`,
      'Build the program without this feature.',
      options,
    )
    this.feature = feature
    this.offset = offset
    this.reason = reason
  }
}
