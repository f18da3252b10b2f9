import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { CommandError } from '../command-error.ts'

/**
 * Looks whether the page's port and the two after it can be listened on, before anything is started
 * or deleted. Port 0 is always free.
 *
 * @throws {CommandError} one line naming the ports and the way out.
 */
export async function requireFreePorts(host: string, port: number): Promise<void> {
  if (port === 0) return
  const tcp = await Promise.all([port, port + 1, port + 2].map((each) => isFree(host, each)))
  if (tcp.every(Boolean) && (await isFreeUdp(host, port + 1))) return
  throw new CommandError(
    `A port from ${port} to ${port + 2} is taken: is Loam running already? Choose others with --port.`,
  )
}

const isFree = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })

const isFreeUdp = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => resolve(false))
    socket.bind(port, host, () => socket.close(() => resolve(true)))
  })
