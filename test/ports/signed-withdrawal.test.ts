import { createWalletClient, http, parseEventLogs, publicActions } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import { startChain } from '#cli/chain/start-chain.ts'
import { loamEscrowAbi } from '#contracts/generated/loam-escrow.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createWalletViem } from '#peer/adapters/ledger-viem/wallet-viem.ts'
import { asAddress } from '#protocol/ids.ts'
import { escrowDomain } from '#protocol/payment/eip712.ts'
import { createLedgerWorld, GLM, newKey, newPayee } from './ledger-world.ts'

/** As the contract's own documentation has it: nothing of ours signs one. */
const types = {
  Withdrawal: [
    { name: 'payee', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'amount', type: 'uint256' },
    { name: 'fee', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'expiry', type: 'uint256' },
  ],
} as const

it('is carried out as its payee signed it, once, and not otherwise', async () => {
  const chain = await startChain()
  try {
    const { info } = chain
    const client = { chain: toViemChain(info), transport: http(info.rpcUrl) }
    const fundedClient = async () => {
      const account = privateKeyToAccount(newKey())
      await chain.fundGuest(asAddress(account.address))
      return createWalletClient({ ...client, account }).extend(publicActions)
    }
    const ledger = createLedgerViem({ chain: info })
    const world = createLedgerWorld({
      ledger,
      makeWallet: async () => createWalletViem({ walletClient: await fundedClient(), chain: info }),
      pass: async () => {},
      nowSeconds: () => Math.floor(Date.now() / 1000),
      stop: chain.stop,
    })
    const payee = privateKeyToAccount(newKey())
    const { session, jobId } = await world.openJob()
    const channel = { payee: asAddress(payee.address), cap: GLM }
    await ledger.reserve(session, jobId, [channel])
    await ledger.settle(session, jobId, [{ ...channel, cumulative: GLM }])

    const relayer = await fundedClient()
    const order = {
      ...{ payee: payee.address, to: newPayee(), amount: GLM, fee: GLM / 4n },
      ...{ nonce: 0n, expiry: 2n ** 40n },
    }
    const domain = escrowDomain(info.chainId, info.escrow)
    const signature = await payee.signTypedData({
      ...{ domain, types, primaryType: 'Withdrawal', message: order },
    })
    const carry = (withdrawal: typeof order) =>
      relayer.writeContract({
        ...{ address: info.escrow, abi: loamEscrowAbi, functionName: 'withdrawBySig' },
        args: [withdrawal, signature],
      })
    await expect(carry({ ...order, to: newPayee() })).rejects.toThrow('InvalidSignature')
    const receipt = await relayer.waitForTransactionReceipt({ hash: await carry(order) })
    expect(parseEventLogs({ abi: loamEscrowAbi, logs: receipt.logs })).not.toEqual([])
    expect((await ledger.readBalance(order.to)).glm).toBe((GLM * 3n) / 4n)
    await expect(carry(order)).rejects.toThrow('WrongNonce')
  } finally {
    await chain.stop()
  }
})
