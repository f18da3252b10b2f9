import { createPublicClient, createTestClient, createWalletClient, erc20Abi, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type LocalChain, startChain } from '#cli/chain/start-chain.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { HoldingsMover } from '#peer/adapters/ledger-viem/holdings-mover.ts'
import { KeySender } from '#peer/adapters/ledger-viem/key-sender.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createTurns } from '#peer/adapters/ledger-viem/turns.ts'
import { createWalletViem } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { asAddress } from '#protocol/ids.ts'
import { coinMissingToMove, TRANSFER_GAS } from '#protocol/payment/chain-gas.ts'
import { type Fetch, latestFetch } from '#test/support/unsteady-fetch.ts'
import { GLM, newKey, newPayee } from './ledger-world.ts'

const EARNED = 3n * GLM + 1n
const SENT_WITHIN_MS = 10_000

let chain: LocalChain

beforeEach(async () => {
  chain = await startChain()
})

afterEach(() => chain.stop())

/** A guest that earned GLM and never had coin, and a person's own wallet that has some. */
async function createGuest() {
  const { info } = chain
  const shared = { chain: toViemChain(info), transport: http(info.rpcUrl) }
  const anvil = createTestClient({ ...shared, mode: 'anvil' })
  const reader = createPublicClient({ ...shared, pollingInterval: 20 })
  const key = newKey()
  const { address } = privateKeyToAccount(key)
  const guest = asAddress(address)
  const account = privateKeyToAccount(newKey())
  await chain.fundGuest(asAddress(account.address))
  const walletClient = createWalletClient({ ...shared, account })
  const token = { address: info.glm, abi: erc20Abi } as const
  const earn = async (wei: bigint) => {
    const args = [guest, wei] as const
    const hash = await walletClient.writeContract({ ...token, functionName: 'transfer', args })
    await reader.waitForTransactionReceipt({ hash })
  }
  await earn(EARNED)
  const store = createMemoryStore()
  const inTurn = createTurns()
  /** As in a tab that has just been opened. */
  const openTab = (fetch?: Fetch) => {
    const sender = new KeySender({ chain: info, store, inTurn, fetch })
    const ledger = createLedgerViem({ chain: info, sender })
    const mover = new HoldingsMover({ chain: info, sender, inTurn, ...(fetch && { fetch }) })
    return { mover, ledger }
  }
  const own = createWalletViem({ walletClient, chain: info })
  const sentCount = () => reader.getTransactionCount({ address: guest, blockTag: 'pending' })
  return { anvil, reader, key, guest, own, earn, openTab, sentCount }
}

it('moves all GLM of a guest without coin, once a wallet has given it what it lacks, to the wei', async () => {
  const { reader, key, guest, own, openTab, sentCount } = await createGuest()
  const { mover, ledger } = openTab()
  await expect(mover.move(key, 'glm', own.address)).rejects.toMatchObject({ code: 'noChainGas' })
  expect(await sentCount()).toBe(0)

  const missing = coinMissingToMove(0n, await ledger.readFeePerGas())
  expect(await own.sendCoin(guest, missing)).toMatchObject({ kind: 'done' })
  expect(await ledger.readBalance(guest)).toEqual({ glm: EARNED, coin: missing })

  const to = newPayee()
  const { transaction: hash } = await mover.move(key, 'glm', to)
  const { gasUsed, effectiveGasPrice } = await reader.getTransactionReceipt({ hash })
  expect(gasUsed).toBeLessThanOrEqual(TRANSFER_GAS)
  const spent = gasUsed * effectiveGasPrice
  expect(await ledger.readBalance(to)).toEqual({ glm: EARNED, coin: 0n })
  expect(await ledger.readBalance(guest)).toEqual({ glm: 0n, coin: missing - spent })
  expect(await ledger.readSpent(['credit', guest])).toBe(spent)
  await expect(mover.move(key, 'glm', to)).rejects.toMatchObject({ code: 'nothingToMove' })

  await mover.move(key, 'coin', to)
  expect((await ledger.readBalance(guest)).coin).toBe(0n)
  expect((await ledger.readBalance(to)).coin).toBeGreaterThan(0n)
})

it('sends once what is asked for twice at once, again after a reload, and as more comes in', async () => {
  const { anvil, key, guest, earn, openTab, sentCount } = await createGuest()
  await anvil.setBalance({ address: guest, value: GLM })
  const to = newPayee()
  await anvil.setAutomine(false)
  const { mover, ledger } = openTab()
  const twice = [mover.move(key, 'glm', to), openTab().mover.move(key, 'glm', to)]
  await expect.poll(sentCount).toBe(1)

  const reloaded = openTab().mover
  expect(await reloaded.underWay(key)).toMatchObject({ holding: 'glm', to })
  const again = [reloaded.move(key, 'glm', newPayee()), reloaded.follow(key)]
  await anvil.mine({ blocks: 1 })
  const moves = await Promise.all([...twice, ...again])
  expect(new Set(moves.map((made) => made?.transaction)).size).toBe(1)
  // Whoever asked for another hears which one it was.
  expect(moves.map((made) => made?.to)).toEqual([to, to, to, to])
  expect(await sentCount()).toBe(1)
  expect(await ledger.readBalance(to)).toEqual({ glm: EARNED, coin: 0n })

  await anvil.setAutomine(true)
  expect(await reloaded.underWay(key)).toBeUndefined()
  await earn(GLM)
  await reloaded.move(key, 'glm', to)
  expect((await ledger.readBalance(to)).glm).toBe(EARNED + GLM)
})

it('makes one of two moves that two tabs ask for at once, and tells both which, whatever the node shows', async () => {
  const { anvil, key, guest, openTab, sentCount } = await createGuest()
  await anvil.setBalance({ address: guest, value: GLM })
  const [first, second] = [newPayee(), newPayee()]
  await anvil.setAutomine(false)
  const { mover, ledger } = openTab(latestFetch)
  const asked = [
    mover.move(key, 'glm', first),
    openTab(latestFetch).mover.move(key, 'glm', second),
    openTab(latestFetch).mover.move(key, 'coin', second),
  ]
  await expect.poll(sentCount, { timeout: SENT_WITHIN_MS }).toBe(1)
  await anvil.setIntervalMining({ interval: 1 })
  const [made, ...others] = await Promise.all(asked)
  expect(others).toEqual([made, made])
  expect(await sentCount()).toBe(1)
  const balances = [await ledger.readBalance(first), await ledger.readBalance(second)]
  expect(balances.map(({ glm }) => glm)).toEqual(made?.to === first ? [EARNED, 0n] : [0n, EARNED])
})

it('asks a wallet for no coin a second time while the first is on its way', async () => {
  const { anvil, guest, openTab } = await createGuest()
  const account = privateKeyToAccount(newKey())
  await chain.fundGuest(asAddress(account.address))
  const { info } = chain
  const shared = { chain: toViemChain(info), transport: http(info.rpcUrl) }
  const walletClient = createWalletClient({ ...shared, account })
  await anvil.setAutomine(false)
  const hash = await walletClient.sendTransaction({ to: guest, value: 7n })
  const findCoin = () => hash
  const giving = createWalletViem({ walletClient, chain: info, findCoin }).sendCoin(guest, 7n)
  await anvil.mine({ blocks: 1 })
  expect(await giving).toEqual({ kind: 'done', transaction: hash })
  expect((await openTab().ledger.readBalance(guest)).coin).toBe(7n)
})
