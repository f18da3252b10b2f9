import type { Connection } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { expect, test } from 'vitest'
import { asPeerId } from '#protocol/ids.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { ConnectionBudget, MAX_DIRECT } from './connection-budget.ts'

const RELAY = '/ip4/127.0.0.1/tcp/1/ws/p2p/12D3KooWGjAxkDTMxQzLM1L2nqC6Ng2eGvpVUmnTvQhzT2CTvyfG'
const DIRECT = `${RELAY}/p2p-circuit/webrtc`
const PEER = asPeerId('peer')

function startBudget() {
  const clock = createFakeClock()
  const connections: Connection[] = []
  const closed: Connection[] = []
  const connect = (address: string, protocols: readonly string[] = []) => {
    const connection = {
      remoteAddr: multiaddr(address),
      remotePeer: { toString: () => PEER },
      timeline: { open: clock.now() },
      streams: protocols.map((protocol) => ({ protocol })),
      close: async () => {
        closed.push(connection)
      },
    } as unknown as Connection
    connections.push(connection)
    return connection
  }
  const budget = new ConnectionBudget({ clock, connections: () => connections })
  return { clock, budget, connections, closed, connect }
}

test('refuses a dial beyond the connections a tab keeps, and says so', async () => {
  const { budget, connect, connections } = startBudget()
  for (let count = 0; count < MAX_DIRECT; count += 1) connect(DIRECT)
  for (let count = 0; count < MAX_DIRECT; count += 1) connect(`${RELAY}/p2p-circuit`)
  expect(budget.isFull).toBe(true)
  await expect(budget.spend(PEER, async () => 'up')).rejects.toThrow(
    '64 direct connections are open',
  )
  connections.shift()
  expect(await budget.spend(PEER, async () => 'up')).toBe('up')
})

test('dials eight at once, and the ninth when one of them is through', async () => {
  const { budget } = startBudget()
  const hold = Promise.withResolvers<void>()
  const dials = Array.from({ length: 8 }, (_, at) =>
    budget.spend(asPeerId(`peer-${at}`), () => hold.promise),
  )
  await expect(budget.spend(PEER, async () => 'up')).rejects.toThrow(
    '8 direct connections are being',
  )
  hold.resolve()
  await Promise.all(dials)
  expect(await budget.spend(PEER, async () => 'up')).toBe('up')
})

test('leaves a peer alone whose connections fail or break, until its time has come', async () => {
  const { clock, budget, connect } = startBudget()
  await expect(budget.spend(PEER, () => Promise.reject(new Error('hung')))).rejects.toThrow('hung')
  expect(await budget.spend(PEER, async () => 'up')).toBe('up')
  budget.closed(connect(DIRECT))
  await expect(budget.spend(PEER, async () => 'up')).rejects.toThrow('tried again in 10 s')
  await clock.advance(10_000)
  expect(await budget.spend(PEER, async () => 'up')).toBe('up')
})

test('holds nothing against a peer whose connection held, or whose circuit ended', async () => {
  const { clock, budget, connect } = startBudget()
  const held = connect(DIRECT)
  budget.closed(connect(DIRECT))
  for (let count = 0; count < 5; count += 1) budget.closed(connect(`${RELAY}/p2p-circuit`))
  expect(await budget.spend(PEER, async () => 'up')).toBe('up')
  await clock.advance(30_000)
  budget.closed(held)
  budget.closed(connect(DIRECT))
  expect(await budget.spend(PEER, async () => 'up')).toBe('up')
})

test('closes circuits and direct connections that serve no channel any more', async () => {
  const { clock, budget, closed, connect } = startBudget()
  const circuit = connect(`${RELAY}/p2p-circuit`, ['/ipfs/id/1.0.0'])
  const direct = connect(DIRECT)
  const working = connect(DIRECT, ['/ipfs/ping/1.0.0', '/loam/work/6'])
  const pass = async (ms: number) => {
    await clock.advance(ms)
    budget.tidy()
  }
  await pass(0)
  await pass(9_000)
  expect(closed).toEqual([])
  await pass(1_000)
  expect(closed).toEqual([circuit])
  await pass(50_000)
  expect(new Set(closed)).toEqual(new Set([circuit, direct]))
  expect(closed).not.toContain(working)
})
