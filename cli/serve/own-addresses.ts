import { networkInterfaces } from 'node:os'

/** An IPv4 address of this machine. */
interface OwnAddress {
  readonly address: string
  /** Whether this machine alone reaches itself by it. */
  readonly internal: boolean
}

/** The IPv4 addresses that this machine has now. */
export const ownAddresses = (): readonly OwnAddress[] =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family }) => family === 'IPv4')
