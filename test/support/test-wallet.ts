import type { Page } from 'playwright-core'
import { createPublicClient, createWalletClient, type Hex, http, numberToHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import type { ChainInfo } from '#peer/ports/ledger.ts'
import { type Address, asAddress } from '#protocol/ids.ts'
import { inTime } from './in-time.ts'

const BINDING = 'loamTestWalletRequest'

interface Transaction {
  readonly from: Hex
  readonly to: Hex
  readonly data?: Hex
  readonly value?: Hex
}

type Answer = { readonly result: unknown } | { readonly error: { code: number; message: string } }

const refuse = (code: number, message: string): Answer => ({ error: { code, message } })

/** How it answers what a person would be asked. */
export type Habit =
  | 'confirm'
  | 'refuse'
  /** Asks the person, who does nothing until `decide`. */
  | 'hold'
  /** Says that an earlier question is still open. */
  | 'busy'
  /** Sends with a limit of chain gas that is too low. */
  | 'stingy'

/**
 * A wallet extension for tests: it announces itself to a page (EIP-6963), holds two accounts, and does
 * what a person and their wallet may do, while a question is open and at any other time.
 */
export class TestWallet {
  readonly accounts: readonly [Address, Address]
  habit: Habit = 'confirm'
  /** Every question that a person would have seen, by its method. */
  readonly asked: string[] = []
  readonly #keys = [generatePrivateKey(), generatePrivateKey()] as const
  readonly #chain: ChainInfo
  readonly #reader
  #page: Page | undefined
  #chainId: number
  #isConnected = false
  #chosen: 0 | 1 = 0
  /** The question that is held, or the next. */
  #question = Promise.withResolvers<PromiseWithResolvers<'confirm' | 'refuse'>>()

  constructor(chain: ChainInfo) {
    this.#chain = chain
    this.#chainId = chain.chainId
    this.#reader = createPublicClient({
      chain: toViemChain(chain),
      transport: http(chain.rpcUrl),
      pollingInterval: 50,
    })
    const [first, second] = this.#keys
    this.accounts = [
      asAddress(privateKeyToAccount(first).address),
      asAddress(privateKeyToAccount(second).address),
    ]
  }

  /** Puts it into a page that is not yet loaded; it stays through reloads. */
  async install(page: Page): Promise<void> {
    this.#page = page
    await page.exposeFunction(BINDING, (method: string, params: unknown) =>
      this.request(method, params),
    )
    await page.addInitScript(announce, BINDING)
  }

  /** Resolves once a question is held: a page says that it asks before the question has arrived. */
  whenHeld(): Promise<PromiseWithResolvers<'confirm' | 'refuse'>> {
    return inTime(this.#question.promise, 'a question to hold')
  }

  /** Answers the question that is held, once there is one. */
  async decide(answer: 'confirm' | 'refuse'): Promise<void> {
    const { resolve } = await this.whenHeld()
    this.#question = Promise.withResolvers()
    resolve(answer)
  }

  /** The person chooses an account in the wallet. */
  async choose(at: 0 | 1): Promise<void> {
    this.#chosen = at
    await this.#emit('accountsChanged', this.#granted())
  }

  /** The person has the wallet look at a chain. */
  async look(chainId: number): Promise<void> {
    this.#chainId = chainId
    await this.#emit('chainChanged', numberToHex(chainId))
  }

  /** The person disconnects the page. */
  async disconnect(): Promise<void> {
    this.#isConnected = false
    await this.#emit('accountsChanged', [])
  }

  /** Sends another transaction in place of the last: the same one dearer, or one that does nothing. */
  async replace(hash: Hex, how: 'speed up' | 'cancel'): Promise<Hex> {
    const old = await this.#reader.getTransaction({ hash })
    const fees = {
      maxFeePerGas: (old.maxFeePerGas ?? 0n) * 2n,
      maxPriorityFeePerGas: (old.maxPriorityFeePerGas ?? 0n) * 2n + 1n,
    }
    const what =
      how === 'speed up'
        ? { to: old.to, data: old.input, value: old.value, gas: old.gas }
        : { to: old.from, value: 0n, gas: 21_000n }
    return this.#signer(asAddress(old.from)).sendTransaction({
      ...what,
      ...fees,
      nonce: old.nonce,
    })
  }

  /** Answers a page, asking its person where a wallet would. */
  async request(method: string, params: unknown): Promise<Answer> {
    switch (method) {
      case 'eth_accounts':
        return { result: this.#granted() }
      case 'eth_requestAccounts':
      case 'wallet_requestPermissions':
        this.#isConnected = true
        return { result: method === 'eth_requestAccounts' ? this.#granted() : [] }
      case 'wallet_revokePermissions':
        this.#isConnected = false
        return { result: null }
      case 'eth_chainId':
        return { result: numberToHex(this.#chainId) }
      case 'wallet_switchEthereumChain': {
        if (this.habit === 'refuse') return refuse(4001, 'User rejected the request.')
        const [{ chainId }] = params as [{ chainId: Hex }]
        await this.look(Number(chainId))
        return { result: null }
      }
      case 'eth_sendTransaction':
        return this.#send((params as [Transaction])[0])
      case 'eth_signTypedData_v4':
        return this.#sign(params as [Address, string])
      default:
        return this.#passOn(method, params)
    }
  }

  async #send(transaction: Transaction): Promise<Answer> {
    if (this.habit === 'busy') return refuse(-32_002, 'Request of this type already pending.')
    if (!this.#granted().includes(asAddress(transaction.from)))
      return refuse(4100, 'The requested account has not been authorized.')
    this.asked.push('eth_sendTransaction')
    if ((await this.#ask()) === 'refuse') return refuse(4001, 'User rejected the request.')
    const { to, data, value = '0x0' } = transaction
    const result = await this.#signer(asAddress(transaction.from)).sendTransaction({
      to,
      ...(data && { data }),
      value: BigInt(value),
      ...(this.habit === 'stingy' && { gas: 60_000n }),
    })
    return { result }
  }

  async #sign([from, typed]: readonly [Address, string]): Promise<Answer> {
    if (!this.#granted().includes(asAddress(from)))
      return refuse(4100, 'The requested account has not been authorized.')
    this.asked.push('eth_signTypedData_v4')
    if ((await this.#ask()) === 'refuse') return refuse(4001, 'User rejected the request.')
    return { result: await this.#signer(asAddress(from)).signTypedData(JSON.parse(typed)) }
  }

  #ask(): Promise<'confirm' | 'refuse'> | 'confirm' | 'refuse' {
    if (this.habit === 'refuse') return 'refuse'
    if (this.habit !== 'hold') return 'confirm'
    const held = Promise.withResolvers<'confirm' | 'refuse'>()
    this.#question.resolve(held)
    return held.promise
  }

  async #passOn(method: string, params: unknown): Promise<Answer> {
    try {
      return { result: await this.#reader.request({ method, params } as never) }
    } catch (error) {
      return refuse(-32_603, String(error))
    }
  }

  #granted(): readonly Address[] {
    return this.#isConnected ? [this.accounts[this.#chosen]] : []
  }

  #signer(from: Address) {
    const key = this.#keys[this.accounts.indexOf(from)]
    if (key === undefined) throw new Error(`The wallet has no account ${from}`)
    return createWalletClient({
      account: privateKeyToAccount(key),
      chain: toViemChain(this.#chain),
      transport: http(this.#chain.rpcUrl),
    })
  }

  async #emit(event: string, value: unknown): Promise<void> {
    await this.#page?.evaluate(
      ([name, told]) =>
        (
          window as unknown as { loamTestWallet: { tell(name: unknown, told: unknown): void } }
        ).loamTestWallet.tell(name, told),
      [event, value] as const,
    )
  }
}

/** Runs in the page before its own code: an EIP-1193 provider that asks the test's process. */
function announce(binding: string): void {
  const listeners = new Map<string, Set<(value: unknown) => void>>()
  const ask = async (request: { method: string; params?: unknown }) => {
    const bound = (window as unknown as Record<string, (...args: unknown[]) => Promise<Answer>>)[
      binding
    ]
    const answer = await bound?.(request.method, request.params ?? [])
    if (answer !== undefined && 'result' in answer) return answer.result
    throw Object.assign(new Error(answer?.error.message), { code: answer?.error.code })
  }
  const provider = {
    request: ask,
    on: (event: string, run: (value: unknown) => void) => {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(run))
    },
    removeListener: (event: string, run: (value: unknown) => void) =>
      void listeners.get(event)?.delete(run),
  }
  Object.assign(window, {
    loamTestWallet: {
      tell: (event: string, value: unknown) => {
        for (const run of listeners.get(event) ?? []) run(value)
      },
    },
  })
  const detail = Object.freeze({
    info: {
      uuid: '7a1b5e0c-57f4-4b6e-8f0d-2f6a1d3c9b11',
      name: 'Test Wallet',
      icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
      rdns: 'example.loam.test-wallet',
    },
    provider,
  })
  const say = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  window.addEventListener('eip6963:requestProvider', say)
  say()
}
