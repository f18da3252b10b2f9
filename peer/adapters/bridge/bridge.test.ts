import { expect, test } from 'vitest'
import { z } from 'zod'
import { connectCompute, serveCompute } from '#peer/adapters/bridge/bridge-compute.ts'
import { connectWalletDesk, serveWalletDesk } from '#peer/adapters/bridge/bridge-wallet.ts'
import { Endpoint } from '#peer/adapters/bridge/endpoint.ts'
import { connectPeer, servePeer } from '#peer/adapters/bridge/peer-bridge.ts'
import { Listeners } from '#peer/listeners.ts'
import type { Peer, VerifiedResult } from '#peer/peer.ts'
import type { Allowance, RunResult, RunResults } from '#peer/ports/compute.ts'
import type { Carrier, Wallet } from '#peer/ports/ledger.ts'
import { eachOf, oneByOne } from '#peer/ports/run-results.ts'
import { asAddress, asJobId } from '#protocol/ids.ts'
import { joinBytes } from '#protocol/task/joined-bytes.ts'
import { isPlain, packResults } from '#protocol/task/plain-results.ts'

const limits = { gas: 9n, memoryBytes: 65_536, outputBytes: 9, logBytes: 9, wallMs: 9 }
const never = new AbortController().signal
const program = { format: 'kernel', module: Uint8Array.of(1), shared: Uint8Array.of(2) } as const

test('compute crosses with its results, and an abort stops a run', async () => {
  const { port1, port2 } = new MessageChannel()
  const allowance = { dutyCycle: 0.25, memoryBytes: 65_536 }
  let granted: Allowance | undefined
  const paces = Promise.withResolvers<number>()
  const warmth = Promise.withResolvers<boolean>()
  const loan = serveCompute(
    {
      capacity: { cores: 1, formats: ['kernel'] },
      open: async (_, options) => {
        granted = options.allowance
        return oneByOne({
          run: (input, { gas }, { signal }) => {
            const reply = Promise.withResolvers<RunResult>()
            signal.addEventListener('abort', () =>
              reply.resolve({ kind: 'hostFailure', reason: 'stopped', message: 'aborted inside' }),
            )
            if (input.length > 0) {
              reply.resolve({
                kind: 'done',
                outcome: { kind: 'trap' },
                output: input,
                gas,
                log: '',
                because: 'depth',
              })
            }
            return reply.promise
          },
          pace: paces.resolve,
          close: async () => {},
        })
      },
      keepWarm: warmth.resolve,
      stop: async () => {},
    },
    port1,
  )
  const compute = await connectCompute(port2)
  const core = await compute.open(program, { signal: never, allowance })
  expect(granted).toEqual(allowance)
  expect(await core.run(Uint8Array.of(7), limits, { signal: never })).toMatchObject({
    kind: 'done',
    output: Uint8Array.of(7),
    gas: 9n,
    because: 'depth',
  })
  core.pace(0.1)
  expect(await paces.promise).toBe(0.1)
  compute.keepWarm(true)
  expect(await warmth.promise).toBe(true)
  const stop = new AbortController()
  const running = core.run(new Uint8Array(), limits, { signal: stop.signal })
  stop.abort()
  expect(await running).toMatchObject({ kind: 'hostFailure', reason: 'stopped' })
  await loan.close()
})

/** A core over the bridge whose runs end when the test says so, and what crosses to it. */
async function lendSlowCore() {
  const { port1, port2 } = new MessageChannel()
  const ends = new Map<number, (result: RunResult) => void>()
  const crossed: unknown[] = []
  const loan = serveCompute(
    {
      capacity: { cores: 1, formats: ['kernel'] },
      open: async () =>
        oneByOne({
          run: (input, _, { signal }) =>
            new Promise((resolve) => {
              ends.set(input[0] ?? 0, resolve)
              signal.addEventListener('abort', () => resolve(failure('stopped')))
            }),
          pace: () => {},
          close: async () => {
            for (const end of ends.values()) end(failure('stopped'))
          },
        }),
      keepWarm: () => {},
      stop: async () => {},
    },
    port1,
  )
  port1.addEventListener('message', ({ data }) => {
    if (data.name === 'run') crossed.push(data.args.runs.inputs.ends.length)
  })
  const compute = await connectCompute(port2)
  const core = await compute.open(program, { signal: never })
  return { core, ends, crossed, loan }
}

const failure = (reason: 'stopped') => ({ kind: 'hostFailure', reason, message: '' }) as const
const success = (byte: number): RunResult => ({
  kind: 'done',
  outcome: { kind: 'success' },
  output: Uint8Array.of(byte),
  gas: 1n,
  log: '',
})

test('runs that are asked together cross together, and each is told of as soon as it is its turn', async () => {
  const { core, ends, crossed, loan } = await lendSlowCore()
  const told: RunResult[] = []
  const inputs = joinBytes([1, 2, 3].map((byte) => Uint8Array.of(byte)))
  const take = (results: RunResults) => void told.push(...eachOf(results))
  const running = core.runAll(inputs, limits, { signal: never, take })
  await expect.poll(() => ends.size).toBe(3)
  expect(crossed).toEqual([3])
  ends.get(2)?.(success(2))
  ends.get(1)?.(success(1))
  await expect.poll(() => told).toEqual([success(1), success(2)])
  await core.close()
  await running
  expect(told.slice(2)).toMatchObject([{ reason: 'stopped' }])
  expect(await core.run(Uint8Array.of(4), limits, { signal: never })).toMatchObject({
    reason: 'crashed',
  })
  await loan.close()
})

test('packed results cross as they are, and what is not told of when it ends has crashed', async () => {
  const { port1, port2 } = new MessageChannel()
  const packed = packResults([success(1), success(2)].filter(isPlain))
  const loan = serveCompute(
    {
      capacity: { cores: 1, formats: ['kernel'] },
      open: async () => ({
        ...oneByOne({ run: async () => success(0), pace: () => {}, close: async () => {} }),
        runAll: async (_inputs, _limits, { take }) => take(packed),
      }),
      keepWarm: () => {},
      stop: async () => {},
    },
    port1,
  )
  const core = await (await connectCompute(port2)).open(program, { signal: never })
  const told: RunResults[] = []
  const inputs = joinBytes([1, 2, 3].map((byte) => Uint8Array.of(byte)))
  await core.runAll(inputs, limits, { signal: never, take: (results) => void told.push(results) })
  expect(told).toMatchObject([packed, [{ kind: 'hostFailure', reason: 'crashed' }]])
  await loan.close()
})

test('an abort stops what was asked under its signal, and nothing else', async () => {
  const { core, ends, loan } = await lendSlowCore()
  const stop = new AbortController()
  const stopped = core.run(Uint8Array.of(1), limits, { signal: stop.signal })
  const other = core.run(Uint8Array.of(2), limits, { signal: never })
  await expect.poll(() => ends.size).toBe(2)
  stop.abort()
  expect(await stopped).toMatchObject({ reason: 'stopped' })
  ends.get(2)?.(success(2))
  expect(await other).toEqual(success(2))
  await loan.close()
})

test('a core that was opened while its opening was given up is closed', async () => {
  const { port1, port2 } = new MessageChannel()
  const stop = new AbortController()
  const closed = Promise.withResolvers<void>()
  const loan = serveCompute(
    {
      capacity: { cores: 1, formats: ['kernel'] },
      open: async () => {
        stop.abort()
        return oneByOne({
          run: async () => failure('stopped'),
          pace: () => {},
          close: async () => closed.resolve(),
        })
      },
      keepWarm: () => {},
      stop: async () => {},
    },
    port1,
  )
  const compute = await connectCompute(port2)
  await expect(compute.open(program, { signal: stop.signal })).rejects.toThrow('aborted')
  await closed.promise
  await loan.close()
})

test('a payee’s own key collects for it, and for nobody else', async () => {
  const { port1, port2 } = new MessageChannel()
  const payee = asAddress(`0x${'11'.repeat(20)}`)
  let sent: readonly unknown[] = []
  const held: Carrier = {
    address: payee,
    redeemMany: async (...asked) => {
      sent = asked
      return '0xcd'
    },
    withdraw: async () => '0xef',
  }
  const guest = {
    address: payee,
    redeemMany: async () => ({ kind: 'done', transaction: '0x01' }),
    withdraw: async () => ({ kind: 'refused', message: 'No.' }),
  } satisfies Partial<Wallet> as unknown as Wallet
  const loan = serveWalletDesk(
    {
      wallet: async (which) => (which === 'guest' ? guest : undefined),
      carrierFor: async (who) => (who === payee ? held : undefined),
    },
    port1,
  )
  const desk = connectWalletDesk(port2)
  expect(await desk.wallet()).toBeUndefined()
  expect(await desk.carrierFor(asAddress(`0x${'22'.repeat(20)}`))).toBeUndefined()
  const own = await desk.carrierFor(payee)
  if (own === undefined) throw new Error('the key is there')
  const voucher = { jobId: asJobId(`0x${'01'.repeat(32)}`), payee, epoch: 0, cumulative: 5n }
  expect(await own.redeemMany([{ ...voucher, signature: '0xab' }], [payee])).toBe('0xcd')
  expect(sent).toEqual([[{ ...voucher, signature: '0xab' }], [payee]])
  const wrong = { ...voucher, cumulative: 5 as unknown as bigint, signature: '0xab' } as const
  await expect(own.redeemMany([wrong])).rejects.toThrow()
  expect(await own.withdraw()).toBe('0xef')
  const carrier = await desk.wallet('guest')
  expect(await carrier?.redeemMany([])).toEqual({ kind: 'done', transaction: '0x01' })
  expect(await carrier?.withdraw(payee)).toEqual({ kind: 'refused', message: 'No.' })
  loan.close()
})

test('results cross for as long as somebody listens', async () => {
  const { port1, port2 } = new MessageChannel()
  const watchers = new Listeners<[results: readonly VerifiedResult[]]>()
  const peer = {
    onView: () => () => {},
    onVerified: (run) => watchers.add(run),
    stop: async () => {},
  } satisfies Partial<Peer>
  servePeer(peer as unknown as Peer, port1)
  const borrowed = connectPeer(port2)
  const told: number[] = []
  const note = (results: readonly VerifiedResult[]) => {
    told.push(...results.map(({ index }) => index))
  }
  const stops = [borrowed.onVerified(note), borrowed.onVerified(note)]
  await borrowed.stop()
  watchers.tell([{ index: 1 } as VerifiedResult])
  await borrowed.stop()
  expect(told).toEqual([1, 1])
  stops[0]?.()
  stops[0]?.()
  await borrowed.stop()
  expect(watchers.size).toBe(1)
  stops[1]?.()
  await borrowed.stop()
  expect(watchers.size).toBe(0)
  port1.close()
})

test('nothing but the named methods can be reached', async () => {
  const { port1, port2 } = new MessageChannel()
  const host = new Endpoint(port1, {})
  const guest = new Endpoint(port2, {})
  for (const name of ['constructor', '__proto__', 'toString']) {
    await expect(guest.call(name, [], z.unknown())).rejects.toMatchObject({ code: 'unexpected' })
  }
  host.close()
  guest.close()
})
