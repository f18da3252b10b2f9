import { secp256k1 } from '@noble/curves/secp256k1.js'
import {
  encodeAbiParameters,
  hexToBytes,
  keccak256,
  recoverMessageAddress,
  recoverTypedDataAddress,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Carrier, ChainInfo, Ledger, SessionKey, Signature } from '#peer/ports/ledger.ts'
import { type Address, asAddress, asJobId, type JobId } from '#protocol/ids.ts'
import { MAX_AMOUNT_WEI } from '#protocol/payment/amount.ts'
import { escrowDomain, voucherTypes } from '#protocol/payment/eip712.ts'
import { type Endorsement, sayEndorsement } from '#protocol/payment/endorsement.ts'
import type { Voucher } from '#protocol/payment/voucher.ts'

type Escrow = Pick<ChainInfo, 'chainId' | 'escrow'>

const jobIdParameters = [
  { type: 'uint256' },
  { type: 'address' },
  { type: 'address' },
  { type: 'bytes32' },
] as const

/** The escrow's `jobIdFor`, without asking it. */
export const computeJobId = (chain: Escrow, requestor: Address, salt: `0x${string}`): JobId =>
  asJobId(
    keccak256(
      encodeAbiParameters(jobIdParameters, [BigInt(chain.chainId), chain.escrow, requestor, salt]),
    ),
  )

/** The address that the escrow knows a session key by. */
export const sessionAddress = (session: SessionKey): Address =>
  asAddress(privateKeyToAccount(session).address)

/**
 * Promises the payee all that its channel has earned so far. The newest voucher stands for those
 * before it, and the contract pays no more than the channel's reserve.
 */
export const signVoucher = (
  chain: Escrow,
  session: SessionKey,
  voucher: Voucher,
): Promise<Signature> =>
  privateKeyToAccount(session).signTypedData({
    domain: escrowDomain(chain.chainId, chain.escrow),
    types: voucherTypes,
    primaryType: 'Voucher',
    message: { ...voucher },
  })

/** Both arguments may be a stranger's: anything that is not a good signature is `false`. */
export async function verifyVoucher(
  chain: Escrow,
  voucher: Voucher,
  signature: Signature,
  session: Address,
): Promise<boolean> {
  if (voucher.cumulative < 0n || voucher.cumulative > MAX_AMOUNT_WEI) return false
  try {
    if (!isReadByEscrow(signature)) return false
    const signer = await recoverTypedDataAddress({
      domain: escrowDomain(chain.chainId, chain.escrow),
      types: voucherTypes,
      primaryType: 'Voucher',
      message: { ...voucher },
      signature,
    })
    return asAddress(signer) === asAddress(session)
  } catch {
    return false
  }
}

/**
 * Whether a signature has the one form that the escrow reads. The same one can be written in others,
 * by which a signer is found here and not there: a promise that nobody could redeem.
 */
function isReadByEscrow(signature: Signature): boolean {
  const bytes = hexToBytes(signature)
  const [recovery] = bytes.subarray(64)
  if (bytes.length !== 65 || (recovery !== 27 && recovery !== 28)) return false
  return !secp256k1.Signature.fromBytes(bytes.subarray(0, 64), 'compact').hasHighS()
}

/** Has a requestor's key speak for the job of this session. */
export const endorse = (session: SessionKey, endorsement: Endorsement): Promise<Signature> =>
  privateKeyToAccount(session).signMessage({ message: sayEndorsement(endorsement) })

/** Both arguments may be a stranger's: anything that is not a good signature is `false`. */
export async function verifyEndorsement(
  endorsement: Endorsement,
  signature: Signature,
  session: Address,
): Promise<boolean> {
  try {
    const message = sayEndorsement(endorsement)
    return asAddress(await recoverMessageAddress({ message, signature })) === asAddress(session)
  } catch {
    return false
  }
}

/**
 * A key in this process that collects for a payee: its own address, unless another is named.
 * @example
 * const carrier = createCarrier(key, ledger)
 */
export const createCarrier = (
  key: SessionKey,
  ledger: Ledger,
  payee: Address = ledger.addressOf(key),
): Carrier => ({
  address: ledger.addressOf(key),
  redeemMany: (vouchers, payOut) => ledger.redeemMany(key, vouchers, payOut),
  withdraw: () => ledger.withdraw(key, payee),
})
