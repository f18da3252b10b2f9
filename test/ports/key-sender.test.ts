import { setTimeout as sleep } from 'node:timers/promises'
import { createPublicClient, createTestClient, createWalletClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type LocalChain, startChain } from '#cli/chain/start-chain.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { KeySender } from '#peer/adapters/ledger-viem/key-sender.ts'
import { createTurns } from '#peer/adapters/ledger-viem/turns.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { asAddress } from '#protocol/ids.ts'
import type { Fetch } from '#test/support/unsteady-fetch.ts'

const COIN = 10n ** 18n
const GWEI = 10n ** 9n
/** Somebody who is given a few wei: what has reached it tells what was mined, and how often. */
const TO = asAddress(`0x${'77'.repeat(20)}`)

const give = (value: bigint | 'rest') => ({ to: TO, data: '0x', value }) as const

let chain: LocalChain

beforeEach(async () => {
  chain = await startChain()
})

afterEach(() => chain.stop())

/** A key with a coin, and what sends by it, before a reload and after. */
async function createKey() {
  const { info } = chain
  const shared = { chain: toViemChain(info), transport: http(info.rpcUrl) }
  const anvil = createTestClient({ ...shared, mode: 'anvil' })
  const reader = createPublicClient({ ...shared, pollingInterval: 20 })
  const key = generatePrivateKey()
  const { address } = privateKeyToAccount(key)
  await anvil.setBalance({ address, value: COIN })
  const store = createMemoryStore()
  const inTurn = createTurns()
  const open = (fetch?: Fetch) => new KeySender({ chain: info, store, inTurn, fetch })
  const received = () => reader.getBalance({ address: TO })
  const sentCount = () => reader.getTransactionCount({ address })
  /** Resolves once the chain holds so many of its transactions that are not mined. */
  const untilPending = async (count: number) => {
    const mined = await sentCount()
    while ((await reader.getTransactionCount({ address, blockTag: 'pending' })) < mined + count)
      await sleep(20)
  }
  /** Mines block after block, as a chain does, until it has come to something. */
  const mineUntil = async <T>(coming: Promise<T>): Promise<T> => {
    let isThere = false
    const seen = () => {
      isThere = true
    }
    coming.then(seen, seen)
    while (!isThere) {
      await anvil.mine({ blocks: 1 })
      await sleep(100)
    }
    return coming
  }
  const own = createWalletClient({ ...shared, account: privateKeyToAccount(key) })
  return { anvil, reader, key, address, own, open, received, sentCount, untilPending, mineUntil }
}

it('is offered at a higher price, under its number, where the chain asks for more than it pays', async () => {
  const { anvil, reader, key, open, received, sentCount, untilPending, mineUntil } =
    await createKey()
  await anvil.setAutomine(false)
  const sent = open().send(key, give(5n))
  await untilPending(1)
  const before = await reader.estimateFeesPerGas()
  const asked = 20n * before.maxFeePerGas
  await anvil.setNextBlockBaseFeePerGas({ baseFeePerGas: asked })
  const { effectiveGasPrice } = await reader.getTransactionReceipt({ hash: await mineUntil(sent) })
  expect(effectiveGasPrice).toBeGreaterThan(before.maxFeePerGas)
  expect(effectiveGasPrice).toBeLessThanOrEqual(3n * asked)
  expect(await received()).toBe(5n)
  expect(await sentCount()).toBe(1)
})

it('sends all that is left, also at a higher price', async () => {
  const { anvil, reader, key, address, open, untilPending, mineUntil } = await createKey()
  await anvil.setAutomine(false)
  const sent = open().send(key, give('rest'))
  await untilPending(1)
  await anvil.setNextBlockBaseFeePerGas({ baseFeePerGas: 100n * GWEI })
  await mineUntil(sent)
  expect(await reader.getBalance({ address })).toBe(0n)
})

it('is offered again where the chain has lost it', async () => {
  const { anvil, reader, key, open, received, sentCount, untilPending, mineUntil } =
    await createKey()
  await anvil.setAutomine(false)
  const sent = open().send(key, give(5n))
  await untilPending(1)
  const { transactions } = await reader.getBlock({ blockTag: 'pending' })
  for (const hash of transactions) await anvil.dropTransaction({ hash })
  await mineUntil(sent)
  expect(await received()).toBe(5n)
  expect(await sentCount()).toBe(1)
})

it('has its number to itself where the chain has lost it and takes it no more at its price', async () => {
  const { anvil, reader, key, open, received, sentCount, untilPending, mineUntil } =
    await createKey()
  await anvil.setAutomine(false)
  await open().submit(key, give(5n))
  await untilPending(1)
  const { transactions } = await reader.getBlock({ blockTag: 'pending' })
  for (const hash of transactions) await anvil.dropTransaction({ hash })
  await anvil.setNextBlockBaseFeePerGas({ baseFeePerGas: 50n * GWEI })
  await anvil.mine({ blocks: 1 })
  await mineUntil(open().send(key, give(7n)))
  expect(await received()).toBe(12n)
  expect(await sentCount()).toBe(2)
})

it('is followed after a reload, and not sent a second time', async () => {
  const { anvil, key, open, received, sentCount, untilPending, mineUntil } = await createKey()
  await anvil.setAutomine(false)
  const { hashes } = await open().submit(key, give(5n))
  await untilPending(1)
  const again = open()
  const both = [again.send(key, give(5n)), again.send(key, give(7n))]
  await untilPending(2)
  expect((await mineUntil(Promise.all(both)))[0]).toBe(hashes[0])
  expect(await received()).toBe(12n)
  expect(await sentCount()).toBe(2)
  await anvil.setAutomine(true)
  await open().send(key, give(5n))
  expect(await received()).toBe(17n)
})

it('is on disk before the chain is given it: a tab that dies between sends it once it is back', async () => {
  const { key, open, received, sentCount } = await createKey()
  const dying = Promise.withResolvers<never>()
  const given = Promise.withResolvers<void>()
  const sent = open(async (url, init) => {
    if (!`${init?.body}`.includes('eth_sendRawTransaction')) return fetch(url, init)
    given.resolve()
    return dying.promise
  }).send(key, give(5n))
  void sent.catch(() => undefined)
  await given.promise
  // Its lock goes with it.
  const back = open()
  dying.reject(new TypeError('fetch failed'))
  await back.send(key, give(7n))
  expect(await received()).toBe(12n)
  expect(await sentCount()).toBe(2)
})

it('has one place for its nonces, however many tabs send at once', async () => {
  const { key, open, received, sentCount } = await createKey()
  const tabs = [open(), open()]
  const amounts = Array.from({ length: 8 }, (_, at) => BigInt(at + 1))
  await Promise.all(amounts.map((wei, at) => tabs[at % 2]?.send(key, give(wei))))
  expect(await sentCount()).toBe(8)
  expect(await received()).toBe(36n)
})

it('says so where its number was used elsewhere, and sends under the next when asked again', async () => {
  const { anvil, key, own, open, received, untilPending, mineUntil } = await createKey()
  await anvil.setAutomine(false)
  const sender = open()
  const sent = sender.send(key, give(5n))
  await untilPending(1)
  const dear = { maxFeePerGas: 100n * GWEI, maxPriorityFeePerGas: 100n * GWEI }
  await own.sendTransaction({ to: TO, value: 1n, nonce: 0, ...dear })
  await expect(mineUntil(sent)).rejects.toMatchObject({ code: 'replaced' })
  await mineUntil(sender.send(key, give(5n)))
  expect(await received()).toBe(6n)
})

it('keeps nothing that no node takes: a key without coin can be given some, and asked again', async () => {
  const { anvil, key, address, open, received } = await createKey()
  await anvil.setBalance({ address, value: 10n })
  await expect(open().send(key, give(5n))).rejects.toMatchObject({ code: 'noChainGas' })
  await anvil.setBalance({ address, value: COIN })
  await open().send(key, give(6n))
  expect(await received()).toBe(6n)
})
