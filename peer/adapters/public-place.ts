import { isPrivateIp } from '@libp2p/utils'

/** Groups of an IPv6 address that one household or machine is given whole: 64 bits. */
const NETWORK_GROUPS = 4

/**
 * What of a public address tells one place from another: of IPv4 all, of IPv6 the network, since
 * whoever has one address of it has them all. Undefined for private addresses, which many machines
 * share that have nothing to do with each other but a network, and for names.
 */
export function publicPlaceOf(address: string): string | undefined {
  if (isPrivateIp(address) !== false) return undefined
  if (!address.includes(':')) return address
  // Written out by the platform, as dots in it are: two spellings of one address are one place.
  const { hostname } = new URL(`http://[${address}]`)
  const [head = '', tail] = hostname.slice(1, -1).split('::')
  const groups = head.split(':')
  if (tail !== undefined) {
    const last = tail === '' ? [] : tail.split(':')
    while (groups.length + last.length < 8) groups.push('0')
    groups.push(...last)
  }
  return groups.slice(0, NETWORK_GROUPS).join(':')
}
