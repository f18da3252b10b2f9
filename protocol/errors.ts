/** Who has to act for an error to go away. It alone drives retry and reputation. */
export type Fault = 'requestor' | 'provider' | 'network' | 'ledger' | 'bug'

/**
 * The base of every error Loam throws on purpose.
 *
 * `code` is stable and machine-readable, `message` is plain words for a person, and `advice` says
 * what that person can do about it. Across threads these and `fault` are all that is left of it.
 */
export abstract class LoamError extends Error {
  abstract readonly code: string
  abstract readonly fault: Fault
  /** One sentence telling the person what to do next. */
  readonly advice: string

  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options)
    this.advice = advice
    this.name = new.target.name
  }
}

/** Bytes or values from outside that do not have the promised shape or size. Nothing was kept. */
export class MalformedError extends LoamError {
  readonly code = 'malformed'
  readonly fault: Fault = 'network'
  constructor(what: string, options?: ErrorOptions) {
    super(`Malformed ${what}`, 'The sender broke the protocol; it is disconnected.', options)
  }
}

/** A person's input that cannot become a job. Nothing was sent, locked or spent. */
export class InputError extends LoamError {
  readonly code: string
  readonly fault: Fault = 'requestor'
  constructor(code: string, message: string, advice: string, options?: ErrorOptions) {
    super(message, advice, options)
    this.code = code
  }
}
