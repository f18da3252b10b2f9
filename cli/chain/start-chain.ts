import {
  concat,
  createWalletClient,
  encodeDeployData,
  erc20Abi,
  getContractAddress,
  type Hex,
  http,
  publicActions,
  zeroHash,
} from 'viem'
import { nonceManager, privateKeyToAccount } from 'viem/accounts'
import { loamEscrowAbi, loamEscrowBytecode } from '#contracts/generated/loam-escrow.ts'
import { localGlmAbi, localGlmBytecode } from '#contracts/generated/local-glm.ts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import type { ChainInfo } from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { startAnvil } from './anvil.ts'

const CHAIN_ID = 31_337

/** anvil's first well-known key. It deploys, holds all local GLM, and is worth nothing anywhere. */
const FAUCET_KEY: Hex = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'

/** anvil has a contract here that creates what it is sent at an address that follows from its code. */
const CREATE2_DEPLOYER = asAddress('0x4e59b44847b379578588920ca78fbf26c0b4956c')

const GUEST_COIN_WEI = 10n ** 18n
const GUEST_GLM_WEI = 100n * 10n ** 18n

/** The local chain, with GLM and the escrow deployed. */
export interface LocalChain {
  readonly info: ChainInfo
  readonly faucetKey: Hex
  /** Gives a newcomer 1 coin and 100 GLM; resolves once both are there. */
  fundGuest(address: Address): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts anvil with the contracts at the same addresses on every run. With a `stateFile` the chain
 * continues where it was, also after a kill (at most the last second is lost). An escrow that changed
 * since has another address: it is added to the chain.
 *
 * @param options.port 0 (the default) takes a free one.
 * @param options.blockTimeSeconds mines at an interval; by default every transaction at once.
 * @throws when anvil cannot start, such as on a taken port.
 * @example
 * const chain = await startChain({ stateFile: '.loam/chain.json' })
 * await chain.fundGuest(address)
 * await chain.stop()
 */
export async function startChain(
  options: { port?: number; stateFile?: string; blockTimeSeconds?: number } = {},
): Promise<LocalChain> {
  const anvil = await startAnvil({
    port: options.port ?? 0,
    chainId: CHAIN_ID,
    stateFile: options.stateFile,
    blockTimeSeconds: options.blockTimeSeconds,
  })
  try {
    return await furnish(anvil)
  } catch (error) {
    await anvil.stop()
    throw error
  }
}

async function furnish(anvil: { rpcUrl: string; stop(): Promise<void> }): Promise<LocalChain> {
  const account = privateKeyToAccount(FAUCET_KEY, { nonceManager })
  const glm = asAddress(getContractAddress({ from: account.address, nonce: 0n }))
  const escrow = encodeDeployData({ abi: loamEscrowAbi, bytecode: loamEscrowBytecode, args: [glm] })
  const info: ChainInfo = {
    chainId: CHAIN_ID,
    name: 'Local chain',
    rpcUrl: anvil.rpcUrl,
    confirmations: 1,
    blockMs: 0,
    glm,
    hasPermit: true,
    escrow: asAddress(
      getContractAddress({
        opcode: 'CREATE2',
        from: CREATE2_DEPLOYER,
        salt: zeroHash,
        bytecode: escrow,
      }),
    ),
  }
  nonceManager.reset({ address: account.address, chainId: CHAIN_ID })
  const client = createWalletClient({
    account,
    chain: toViemChain(info),
    transport: http(anvil.rpcUrl),
    pollingInterval: 50,
  }).extend(publicActions)

  const confirm = async (hash: Hex) => {
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`Transaction ${hash} failed on the local chain`)
  }
  const deploy = async (address: Address, transaction: { to?: Address; data: Hex }) => {
    if (await client.getCode({ address })) return
    await confirm(await client.sendTransaction(transaction))
    if (await client.getCode({ address })) return
    throw new Error(`Nothing at ${address}: the state file is of another chain. Start afresh.`)
  }
  await deploy(glm, { data: encodeDeployData({ abi: localGlmAbi, bytecode: localGlmBytecode }) })
  await deploy(info.escrow, { to: CREATE2_DEPLOYER, data: concat([zeroHash, escrow]) })

  return {
    info,
    faucetKey: FAUCET_KEY,
    async fundGuest(address) {
      const coin = await client.sendTransaction({ to: address, value: GUEST_COIN_WEI })
      const glm = await client.writeContract({
        address: info.glm,
        abi: erc20Abi,
        functionName: 'transfer',
        args: [address, GUEST_GLM_WEI],
      })
      await Promise.all([confirm(coin), confirm(glm)])
    },
    stop: anvil.stop,
  }
}
