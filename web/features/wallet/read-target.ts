import { isAddress } from 'viem/utils'
import { type Address, asAddress } from '#protocol/ids.ts'

/** An address that money can be moved to, or why it cannot. */
export type Target =
  | { readonly kind: 'address'; readonly address: Address }
  | { readonly kind: 'wrong'; readonly why: string }

const ADDRESS = /^0x[0-9a-fA-F]{40}$/

/**
 * Reads what a person typed as an address.
 *
 * @param refused addresses that nothing may be moved to, and what each of them is.
 */
export function readTarget(text: string, refused: ReadonlyMap<Address, string>): Target {
  const typed = text.trim()
  if (!ADDRESS.test(typed))
    return {
      kind: 'wrong',
      why: 'An address is 0x and 40 digits, 0 to 9 and a to f. Copy it from your wallet.',
    }
  if (!isAddress(typed))
    return {
      kind: 'wrong',
      why: 'One digit or more is wrong: the checksum does not fit its letters. Copy it again.',
    }
  const address = asAddress(typed)
  if (BigInt(address) === 0n)
    return { kind: 'wrong', why: 'What goes to this address is lost. Name another.' }
  const what = refused.get(address)
  return what === undefined
    ? { kind: 'address', address }
    : { kind: 'wrong', why: `This is ${what}. Name another address.` }
}
