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

/** The EIP-712 domain of GLM's own signatures on one chain. */
export const glmDomain = (chainId: number, glm: Address) =>
  ({ name: 'Golem Network Token', version: '1', chainId, verifyingContract: glm }) as const

/** What a holder of GLM signs to let `spender` take all of it; of nothing where it is not `allowed`. */
export const permitTypes = {
  Permit: [
    { name: 'holder', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'expiry', type: 'uint256' },
    { name: 'allowed', type: 'bool' },
  ],
} as const

/** What a session key signs to a payee: see `Voucher`. */
export const voucherTypes = {
  Voucher: [
    { name: 'jobId', type: 'bytes32' },
    { name: 'payee', type: 'address' },
    { name: 'epoch', type: 'uint24' },
    { name: 'cumulative', type: 'uint128' },
  ],
} as const
