import { type Fault, LoamError } from '#protocol/errors.ts'

/** Why no wallet on a phone is connected, and what the person can do. */
const WORDS = {
  refused: [
    'requestor',
    'The wallet on the phone said no.',
    'Choose it again, and let it connect to this page.',
  ],
  late: [
    'requestor',
    'The link was not taken up in five minutes, and is void.',
    'Choose the phone again for a new one.',
  ],
  stopped: [
    'requestor',
    'You stopped connecting the phone.',
    'Choose it again once it is at hand, or use another wallet.',
  ],
  unknownChain: [
    'requestor',
    'The wallet on the phone does not know the chain of this page.',
    'Add the chain there and try again, or use another wallet.',
  ],
  noAccount: [
    'requestor',
    'The wallet on the phone gave this page no account.',
    'Choose it again, and pick an account there.',
  ],
  otherChain: [
    'requestor',
    'The wallet on the phone gave this page no account on this chain.',
    'Disconnect, add the chain on the phone, and connect again.',
  ],
  unreachable: [
    'network',
    'WalletConnect’s server cannot be reached.',
    'Look at your connection and try again, or use another wallet.',
  ],
} as const satisfies Record<string, readonly [Fault, string, string]>

/** A wallet on a phone that could not be connected, or not to this chain. Nothing was locked. */
export class PhoneError extends LoamError {
  readonly code: keyof typeof WORDS
  readonly fault: Fault

  constructor(code: keyof typeof WORDS, options?: ErrorOptions) {
    const [fault, message, advice] = WORDS[code]
    super(message, advice, options)
    this.code = code
    this.fault = fault
  }
}
