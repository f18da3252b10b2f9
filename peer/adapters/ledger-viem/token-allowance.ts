import {
  assertCurrentChain,
  erc20Abi,
  type Hex,
  parseSignature,
  recoverTypedDataAddress,
} from 'viem'
import { localGlmAbi } from '#contracts/generated/local-glm.ts'
import type { Allowance, ChainInfo } from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { glmDomain, permitTypes } from '#protocol/payment/eip712.ts'
import { type ChainClient, toViemChain } from './chain-client.ts'
import { cannotDo } from './wallet-answer.ts'
import type { WalletErrand } from './wallet-errand.ts'
import type { SigningClient } from './wallet-viem.ts'

/** A signature is a right of whoever sees it: a permit that is not used is worth nothing after this long. */
const PERMIT_SECONDS = 3_600n

/** What stands at the address of a plain key that has lent itself code (EIP-7702). */
const DELEGATION = '0xef0100'

/** GLM's own permit, signed: the escrow's `openWithPermit` sends it. Never kept. */
export interface Permit {
  readonly nonce: bigint
  readonly expiry: bigint
  readonly v: number
  readonly r: Hex
  readonly s: Hex
}

/** Wei of GLM that the escrow may take of `holder` at present, in calls of the holder's own. */
export const readAllowance = (
  client: ChainClient,
  chain: ChainInfo,
  holder: Address,
): Promise<bigint> =>
  client.readContract({
    ...{ address: chain.glm, abi: erc20Abi, functionName: 'allowance' },
    args: [holder, chain.escrow],
  })

/** Whether GLM has a permit, and `holder` is a plain key: a contract's word is none to it. */
export async function knowsPermit(
  client: ChainClient,
  chain: ChainInfo,
  holder: Address,
): Promise<boolean> {
  if (!chain.hasPermit) return false
  const code = await client.getCode({ address: holder })
  return code === undefined || code.startsWith(DELEGATION)
}

/** What one wallet lets the escrow take of its GLM. */
export class TokenAllowance {
  readonly #client: ChainClient
  readonly #walletClient: SigningClient
  readonly #chain: ChainInfo
  readonly #holder: Address

  constructor(client: ChainClient, walletClient: SigningClient, chain: ChainInfo) {
    this.#client = client
    this.#walletClient = walletClient
    this.#chain = chain
    this.#holder = asAddress(walletClient.account.address)
  }

  /**
   * Asks for what is missing to take `amount`, if anything is.
   *
   * @returns the permit, where that is what it got: the allowance itself comes with it.
   */
  async require(
    errand: WalletErrand,
    amount: bigint,
    allowance: Allowance,
  ): Promise<Permit | undefined> {
    if ((await readAllowance(this.#client, this.#chain, this.#holder)) >= amount) return undefined
    const permit = allowance === 'standing' ? await this.#askPermit(errand) : undefined
    if (permit === undefined) await errand.ask('allow', () => this.#approve(amount))
    return permit
  }

  /** Asks for the escrow to be allowed nothing any more. */
  takeBack(errand: WalletErrand): Promise<Hex> {
    return errand.askLast('takeBack', () => this.#approve(0n))
  }

  #approve(amount: bigint): Promise<Hex> {
    return this.#walletClient.writeContract({
      ...{ address: this.#chain.glm, abi: erc20Abi, functionName: 'approve' },
      args: [this.#chain.escrow, amount],
      account: this.#walletClient.account,
      chain: toViemChain(this.#chain),
    })
  }

  /** @returns undefined where wallet, account or token knows no permit. */
  async #askPermit(errand: WalletErrand): Promise<Permit | undefined> {
    const [client, chain, holder] = [this.#client, this.#chain, this.#holder]
    if (!(await knowsPermit(client, chain, holder))) return undefined
    const [nonce, { timestamp }] = await Promise.all([
      client.readContract({
        ...{ address: chain.glm, abi: localGlmAbi, functionName: 'nonces', args: [holder] },
      }),
      client.getBlock(),
    ])
    const expiry = timestamp + PERMIT_SECONDS
    const typed = {
      domain: glmDomain(chain.chainId, chain.glm),
      types: permitTypes,
      primaryType: 'Permit',
      message: { holder, spender: chain.escrow, nonce, expiry, allowed: true },
    } as const
    const { account } = this.#walletClient
    // viem looks at the wallet’s chain before it sends, and not before it signs.
    const currentChainId = await this.#walletClient.getChainId()
    assertCurrentChain({ chain: toViemChain(chain), currentChainId })
    try {
      const signature = await errand.askWord('permit', () =>
        this.#walletClient.signTypedData({ account, ...typed }),
      )
      if (!(await isBy(holder, { ...typed, signature }))) return undefined
      const { r, s, yParity } = parseSignature(signature)
      return { nonce, expiry, r, s, v: 27 + yParity }
    } catch (error) {
      if (cannotDo(error)) return undefined
      throw error
    }
  }
}

/** Contracts sign in forms of their own, also before there is code at their address. */
async function isBy(
  holder: Address,
  signed: Parameters<typeof recoverTypedDataAddress>[0],
): Promise<boolean> {
  try {
    return asAddress(await recoverTypedDataAddress(signed)) === holder
  } catch {
    return false
  }
}
