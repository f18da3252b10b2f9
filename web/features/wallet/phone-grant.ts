import { z } from 'zod'
import { type Address, asAddress } from '#protocol/ids.ts'

/** An account that a wallet on a phone lets this page see, on one chain. */
export interface GrantedAccount {
  readonly chainId: number
  readonly address: Address
}

/** Wallets grant a few; what is beyond this is not looked at. */
const MAX_ACCOUNTS = 64

const account = z.string().regex(/^(eip155:\d{1,15}:)?0x[0-9a-fA-F]{40}$/)
const accountList = z.array(z.unknown())
const chainName = z.union([z.int(), z.string().regex(/^(eip155:)?(\d{1,15}|0x[0-9a-fA-F]{1,12})$/)])

/** What of `accounts`, as a session names them (CAIP-10), is an account on such a chain. */
export function readGrant(accounts: readonly string[]): readonly GrantedAccount[] {
  return accounts.slice(0, MAX_ACCOUNTS).flatMap((name) => {
    const [, chainId, address] = account.safeParse(name).success ? name.split(':') : []
    return chainId === undefined || address === undefined
      ? []
      : [{ chainId: Number(chainId), address: asAddress(address) }]
  })
}

/** The accounts that an `accountsChanged` names on this chain, or without saying on which. */
export function readAccounts(data: unknown, chainId: number): readonly Address[] {
  const { data: names = [] } = accountList.safeParse(data)
  return names.slice(0, MAX_ACCOUNTS).flatMap((name) => {
    const parsed = account.safeParse(name)
    const isHere = parsed.data?.startsWith(`eip155:${chainId}:`) || parsed.data?.startsWith('0x')
    return parsed.success && isHere ? [asAddress(parsed.data.slice(-42))] : []
  })
}

/** The chain that a `chainChanged` names, however it writes it. */
export function readChain(data: unknown): number | undefined {
  const parsed = chainName.safeParse(data)
  if (!parsed.success) return undefined
  const chainId = Number(String(parsed.data).replace('eip155:', ''))
  return chainId > 0 ? chainId : undefined
}
