/**
 * Why the escrow says no, in words. The keys are the contract's custom errors, so that the chain and
 * the memory twin refuse alike; ledger-failure.test.ts holds them against the compiled ABI.
 */
export const ESCROW_REFUSALS = {
  InvalidTerms: [
    'The terms of the job are not valid.',
    'Check deadline, grace, notice, session key and the author’s share.',
  ],
  JobExists: ['A job with this id was opened before.', 'Draw a new salt.'],
  UnknownJob: ['The escrow knows no such job.', 'Open the job first, or check the chain.'],
  JobIsClosed: ['The job is closed.', 'Its deposit has been paid out and refunded.'],
  NotAllowed: ['Only the requestor or its session key may do this.', 'Use the job’s own key.'],
  DeadlineFalls: ['A deadline can only move later.', 'Choose a later time.'],
  FreeTooSmall: ['The job has not that much free GLM.', 'Fund the job, or ask for less.'],
  InvalidPayee: ['This address cannot be paid.', 'Name another address.'],
  CapFalls: ['A cap can only be raised.', 'Give notice to shrink a channel.'],
  NoticeMissing: ['This channel was not given notice.', 'Give notice first.'],
  NoticeRunning: ['The notice of a channel is still running.', 'Wait until it is over.'],
  StillReserved: [
    'GLM is still reserved for payees.',
    'Close their channels, or wait for the grace to end.',
  ],
  InvalidSignature: [
    'The signature is not of the key it should be.',
    'Do not trust whoever sent it.',
  ],
  WrongEpoch: [
    'This voucher is of before the channel was emptied.',
    'Show the newest voucher of the job.',
  ],
  NothingToPay: ['This total has already been paid.', 'Nothing needs to be done.'],
  LengthsDiffer: [
    'Every voucher and every withdrawal needs one signature.',
    'Send one signature for each.',
  ],
  CreditTooSmall: ['There is not that much to withdraw.', 'Withdraw what has been credited.'],
  FeeTooLarge: ['The fee is more than the amount.', 'Lower the fee.'],
  WrongNonce: ['This withdrawal is not the next one.', 'Sign it again with the current number.'],
  WithdrawalExpired: ['This withdrawal has expired.', 'Sign it again with a later expiry.'],
  ShortTransfer: ['The token did not deliver the full amount.', 'Use GLM.'],
  StipendRefused: ['The session key cannot receive coin.', 'Use a plain key as session key.'],
  // What the contract inherits, from OpenZeppelin.
  InvalidShortString: ['The escrow’s own name cannot be read.', 'Check the escrow’s address.'],
  StringTooLong: ['The escrow’s own name is too long.', 'Check the escrow’s address.'],
  ReentrancyGuardReentrantCall: [
    'The escrow was called from within its own call.',
    'Use a plain wallet and GLM.',
  ],
  SafeCastOverflowedUintDowncast: ['The escrow keeps no amount that large.', 'Name a smaller one.'],
  SafeERC20FailedOperation: [
    'The token refused the transfer.',
    'Check the balance and the allowance.',
  ],
} as const satisfies Readonly<Record<string, readonly [message: string, advice: string]>>

/** The name of one of the escrow's custom errors. */
export type EscrowRefusal = keyof typeof ESCROW_REFUSALS

export const isEscrowRefusal = (name: string): name is EscrowRefusal =>
  Object.hasOwn(ESCROW_REFUSALS, name)
