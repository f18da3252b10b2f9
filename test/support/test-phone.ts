import { SignClient } from '@walletconnect/sign-client'
import { inTime } from './in-time.ts'
import type { TestWallet } from './test-wallet.ts'

const METHODS = ['eth_sendTransaction']
const EVENTS = ['accountsChanged', 'chainChanged']

type Client = Awaited<ReturnType<typeof SignClient.init>>

/** A wallet's app on a phone: WalletConnect's own library around a test's wallet. */
export class TestPhone {
  readonly #client: Client
  readonly #wallet: TestWallet
  readonly #chain: string

  private constructor(client: Client, wallet: TestWallet, chainId: number) {
    this.#client = client
    this.#wallet = wallet
    this.#chain = `eip155:${chainId}`
    client.on('session_request', async ({ id, topic, params: { request } }) => {
      const answer = await wallet.request(request.method, request.params)
      await client.respond({ topic, response: { id, jsonrpc: '2.0', ...answer } })
    })
  }

  static async start(relayUrl: string, wallet: TestWallet, chainId: number): Promise<TestPhone> {
    const client = await SignClient.init({
      ...{ projectId: 'phone', relayUrl, telemetryEnabled: false, logger: 'silent' },
      metadata: { name: 'Test Phone', description: '', url: 'https://phone.example', icons: [] },
    })
    // It would ask a third party whether the page is known to be honest.
    client.core.verify.resolve = async () => ({ origin: '' })
    await wallet.request('eth_requestAccounts', [])
    return new TestPhone(client, wallet, chainId)
  }

  /**
   * Scans a link, and answers the page that shows it; `yes` with accounts on this chain, unless another
   * is named.
   */
  async scan(
    uri: string,
    answer: 'yes' | 'no' | 'unknown chain',
    chain = this.#chain,
  ): Promise<void> {
    const proposed = new Promise<number>((resolve) =>
      this.#client.once('session_proposal', ({ id }) => resolve(id)),
    )
    await this.#client.pair({ uri })
    const id = await inTime(proposed, 'what the link’s page proposes')
    if (answer === 'no')
      return this.#client.reject({ id, reason: { code: 5000, message: 'User rejected.' } })
    if (answer === 'unknown chain')
      return this.#client.reject({ id, reason: { code: 5100, message: 'Unsupported chains.' } })
    const accounts = this.#wallet.accounts.map((address) => `${chain}:${address}`)
    const { acknowledged } = await this.#client.approve({
      id,
      namespaces: { eip155: { chains: [chain], accounts, methods: METHODS, events: EVENTS } },
    })
    await inTime(acknowledged(), 'the page’s word that it has the answer')
  }

  /** The person chooses an account on the phone. */
  async choose(at: 0 | 1): Promise<void> {
    await this.#wallet.choose(at)
    await this.#tell('accountsChanged', [this.#wallet.accounts[at]])
  }

  /** The person has the phone look at a chain. */
  look(chainId: number): Promise<void> {
    return this.#tell('chainChanged', chainId)
  }

  /** The person ends the connection on the phone. */
  async end(): Promise<void> {
    const reason = { code: 6000, message: 'User disconnected.' }
    await this.#client.disconnect({ topic: this.#topic, reason })
  }

  /** How many connections it has. */
  get connections(): number {
    return this.#client.session.length
  }

  async stop(): Promise<void> {
    await this.#client.core.relayer.transportClose()
    this.#client.core.heartbeat.stop()
  }

  #tell(name: string, data: unknown): Promise<void> {
    return this.#client.emit({ topic: this.#topic, event: { name, data }, chainId: this.#chain })
  }

  get #topic(): string {
    const [topic] = this.#client.session.keys
    if (topic === undefined) throw new Error('The phone is not connected')
    return topic
  }
}
