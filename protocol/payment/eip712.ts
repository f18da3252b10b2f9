import type { Address } from '../ids.ts'

/** Rises with any change of the types below, and with it the contract's own domain. */
export const ESCROW_DOMAIN_VERSION = '2'

/** The EIP-712 domain of one escrow on one chain: a signature is worth nothing anywhere else. */
export const escrowDomain = (chainId: number, escrow: Address) =>
  ({
    name: 'Loam Escrow',
    version: ESCROW_DOMAIN_VERSION,
    chainId,
    verifyingContract: escrow,
  }) as const

/** What a session key signs to a payee: see `Voucher`. */
export const voucherTypes = {
  Voucher: [
    { name: 'jobId', type: 'bytes32' },
    { name: 'payee', type: 'address' },
    { name: 'epoch', type: 'uint24' },
    { name: 'cumulative', type: 'uint128' },
  ],
} as const
