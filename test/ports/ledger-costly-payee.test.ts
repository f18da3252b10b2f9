import { createTestClient, createWalletClient, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import { startChain } from '#cli/chain/start-chain.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createWalletViem } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import { asAddress } from '#protocol/ids.ts'
import { createLedgerWorld, GLM, newKey, newPayee } from './ledger-world.ts'

/** A contract that turns `rounds` times, at 26 chain gas each, and calls any signature good (EIP-1271). */
const slowSigner = (rounds: number) =>
  `0x62${rounds.toString(16).padStart(6, '0')}5b6001900380600457631626ba7e60e01b60005260206000f3` as const

it('spends nothing on a payee whose own code makes its delivery dear, and delivers to a contract that does not', async () => {
  const chain = await startChain()
  try {
    const transport = http(chain.info.rpcUrl)
    const shared = { chain: toViemChain(chain.info), transport }
    const anvil = createTestClient({ ...shared, mode: 'anvil' })
    const ledger = createLedgerViem({ chain: chain.info })
    const world = createLedgerWorld({
      ledger,
      makeWallet: async () => {
        const account = privateKeyToAccount(newKey())
        await chain.fundGuest(asAddress(account.address))
        const walletClient = createWalletClient({ ...shared, account })
        return createWalletViem({ walletClient, chain: chain.info })
      },
      pass: async () => {},
      nowSeconds: () => Math.floor(Date.now() / 1000),
      stop: chain.stop,
    })
    const { session, jobId } = await world.openJob()
    const withdraw = async (rounds: number) => {
      const payee = newPayee()
      await anvil.setCode({ address: payee, bytecode: slowSigner(rounds) })
      await ledger.reserve(session, jobId, [{ payee, cap: GLM }])
      await ledger.settle(session, jobId, [{ payee, cumulative: GLM }])
      const order = { payee, to: payee, amount: GLM, fee: 0n, nonce: 0n, expiry: 2 ** 40 }
      const before = (await ledger.readBalance(ledger.addressOf(session))).coin
      const sent = await ledger.withdrawBySig(session, order, '0x').then(
        () => 'delivered',
        ({ code }: { code: string }) => code,
      )
      const { coin } = await ledger.readBalance(ledger.addressOf(session))
      return { sent, cost: before - coin, glm: (await ledger.readBalance(payee)).glm }
    }
    expect(await withdraw(0xffff)).toEqual({ sent: 'tooCostly', cost: 0n, glm: 0n })
    expect(await withdraw(1)).toMatchObject({ sent: 'delivered', glm: GLM })
  } finally {
    await chain.stop()
  }
})
