import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  custom,
  erc20Abi,
  http,
  toHex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { startChain } from '#cli/chain/start-chain.ts'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { KeySender } from '#peer/adapters/ledger-viem/key-sender.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createWalletViem } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import { asAddress } from '#protocol/ids.ts'
import { describeLedger } from './ledger-suite.ts'

describeLedger('memory', async () => {
  let nowMs = 1_800_000_000_000
  const escrow = createMemoryEscrow({ clock: { now: () => nowMs } })
  return {
    ledger: escrow.ledger(),
    makeWallet: async (balance) => escrow.wallet(asAddress(toHex(randomBytes(20))), balance),
    pass: async (seconds) => {
      nowMs += seconds * 1000
    },
    nowSeconds: () => nowMs / 1000,
    stop: async () => {},
  }
})

describeLedger('viem on anvil', async () => {
  const chain = await startChain()
  const sender = new KeySender({ chain: chain.info })
  const transport = http(chain.info.rpcUrl)
  const shared = { chain: toViemChain(chain.info), transport }
  const anvil = createTestClient({ ...shared, mode: 'anvil' })
  const reader = createPublicClient({ ...shared, pollingInterval: 20 })
  const faucet = createWalletClient({ ...shared, account: privateKeyToAccount(chain.faucetKey) })
  return {
    ledger: createLedgerViem({ chain: chain.info, sender }),
    makeWallet: async ({ glm, coin }) => {
      const account = privateKeyToAccount(toHex(randomBytes(32)))
      await anvil.setBalance({ address: account.address, value: coin })
      const hash = await faucet.writeContract({
        address: chain.info.glm,
        abi: erc20Abi,
        functionName: 'transfer',
        args: [account.address, glm],
      })
      await reader.waitForTransactionReceipt({ hash })
      const walletClient = createWalletClient({ ...shared, account })
      const onSpent = (...spent: Parameters<typeof sender.spendings.note>) =>
        void sender.spendings.note(...spent)
      return createWalletViem({ walletClient, chain: chain.info, onSpent })
    },
    pass: (seconds) => sleep(seconds * 1000),
    nowSeconds: () => Math.floor(Date.now() / 1000),
    stop: chain.stop,
  }
})

it('counts nothing that is not as many blocks deep as its chain asks for', async () => {
  const chain = await startChain()
  try {
    const info = { ...chain.info, confirmations: 3 }
    const ledger = createLedgerViem({ chain: info })
    const shared = { chain: toViemChain(info), transport: http(info.rpcUrl) }
    const anvil = createTestClient({ ...shared, mode: 'anvil' })
    const account = privateKeyToAccount(toHex(randomBytes(32)))
    const requestor = asAddress(account.address)
    await chain.fundGuest(requestor)
    const walletClient = createWalletClient({ ...shared, account })
    const salt = toHex(randomBytes(32))
    // Its own wait is the local chain's, so that the job is one block deep when it is read.
    const opened = await createWalletViem({ walletClient, chain: chain.info }).open({
      requestor,
      salt,
      session: requestor,
      amount: 1n,
      stipend: 1n,
      deadline: Math.floor(Date.now() / 1000) + 600,
      graceSeconds: 1,
      noticeSeconds: 1,
      spec: salt,
    })
    if (opened.kind !== 'opened') throw new Error(opened.message)
    expect(await ledger.readJob(opened.jobId)).toBeUndefined()
    await anvil.mine({ blocks: 1 })
    expect(await ledger.readJob(opened.jobId)).toBeUndefined()
    await anvil.mine({ blocks: 1 })
    expect(await ledger.readJob(opened.jobId)).toMatchObject({ requestor, free: 1n })
  } finally {
    await chain.stop()
  }
})

describe('a wallet that says no', () => {
  it('leaves the job unopened and says so', async () => {
    const chain = await startChain()
    try {
      const address = asAddress('0x00000000000000000000000000000000000000aa')
      await chain.fundGuest(address)
      const transport = custom({
        request: async ({ method }: { method: string }) => {
          if (method === 'eth_chainId') return toHex(chain.info.chainId)
          throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
        },
      })
      const walletClient = createWalletClient({ account: address, transport })
      const wallet = createWalletViem({ walletClient, chain: chain.info })
      const salt = toHex(randomBytes(32))
      const result = await wallet.open({
        requestor: address,
        salt,
        session: address,
        amount: 1n,
        stipend: 1n,
        deadline: Math.floor(Date.now() / 1000) + 60,
        graceSeconds: 1,
        noticeSeconds: 1,
        spec: salt,
      })
      expect(result.kind).toBe('refused')
      const ledger = createLedgerViem({ chain: chain.info })
      expect(await ledger.readJob(ledger.jobIdFor(address, salt))).toBeUndefined()
    } finally {
      await chain.stop()
    }
  })

  it('reports an RPC that cannot be reached as such', async () => {
    const chain = await startChain()
    await chain.stop()
    const ledger = createLedgerViem({ chain: chain.info })
    await expect(ledger.readCredit(chain.info.glm)).rejects.toMatchObject({ code: 'unreachable' })
  })
})
