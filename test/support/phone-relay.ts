import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

const request = z.object({
  id: z.union([z.int(), z.string()]),
  method: z.string(),
  params: z.record(z.string(), z.unknown()),
})

const topicOf = z.object({ topic: z.string() })
const topicsOf = z.object({ topics: z.array(z.string()) })
const extras = z.object({
  tag: z.number().optional(),
  attestation: z.string().nullish(),
})
const publish = extras.extend({ topic: z.string(), message: z.string() })
const propose = extras.extend({ pairingTopic: z.string(), sessionProposal: z.string() })
const approve = z.object({
  pairingTopic: z.string(),
  sessionTopic: z.string(),
  sessionProposalResponse: z.string(),
  sessionSettlementRequest: z.string(),
})

interface Letter {
  readonly topic: string
  readonly message: string
  readonly from: string
  readonly publishedAt: number
  readonly tag?: number | undefined
  readonly attestation?: string | null | undefined
}

/** WalletConnect's relay as far as two clients need it: it keeps what a client has not had yet. */
export class PhoneRelay {
  readonly url: string
  /** Everything that was published, and for which project: what its operator can read. */
  readonly seen: { readonly project: string | null; readonly said: unknown }[] = []
  readonly #server: WebSocketServer
  readonly #sockets = new Map<string, WebSocket>()
  readonly #projects = new Map<string, string | null>()
  readonly #topics = new Map<string, Set<string>>()
  #letters: readonly Letter[] = []

  private constructor(server: WebSocketServer) {
    this.#server = server
    this.url = `ws://localhost:${(server.address() as AddressInfo).port}`
    server.on('connection', (socket, { url }) => {
      const query = new URL(url ?? '/', this.url).searchParams
      const client = readClient(query.get('auth') ?? '')
      this.#projects.set(client, query.get('projectId'))
      this.#serve(socket, client)
    })
  }

  static async start(): Promise<PhoneRelay> {
    const server = new WebSocketServer({ port: 0, maxPayload: 2 ** 20 })
    await new Promise<void>((resolve) => server.once('listening', resolve))
    return new PhoneRelay(server)
  }

  async stop(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(socket: WebSocket, client: string): void {
    this.#sockets.set(client, socket)
    socket.on('message', (bytes) => {
      const { data: asked } = request.safeParse(JSON.parse(String(bytes)))
      // The rest are answers to what was delivered.
      if (asked === undefined) return
      const result = this.#answer(client, asked.method, asked.params)
      socket.send(JSON.stringify({ id: asked.id, jsonrpc: '2.0', result }))
      this.#deliver()
    })
    socket.on('close', () => {
      if (this.#sockets.get(client) === socket) this.#sockets.delete(client)
    })
  }

  #answer(client: string, method: string, params: unknown): unknown {
    switch (method) {
      case 'irn_subscribe':
        return this.#subscribe(client, topicOf.parse(params).topic)
      case 'irn_batchSubscribe':
        return topicsOf.parse(params).topics.map((topic) => this.#subscribe(client, topic))
      case 'irn_unsubscribe':
        return this.#topics.get(client)?.delete(topicOf.parse(params).topic) ?? false
      case 'irn_fetchMessages':
      case 'irn_batchFetchMessages':
        return { messages: [], hasMore: false }
      case 'irn_publish':
        this.#note(client, params)
        return this.#keep(client, publish.parse(params))
      case 'wc_proposeSession': {
        this.#note(client, params)
        const { pairingTopic, sessionProposal, ...rest } = propose.parse(params)
        this.#subscribe(client, pairingTopic)
        return this.#keep(client, { topic: pairingTopic, message: sessionProposal, ...rest })
      }
      case 'wc_approveSession': {
        this.#note(client, params)
        const said = approve.parse(params)
        this.#subscribe(client, said.sessionTopic)
        this.#keep(client, { topic: said.pairingTopic, message: said.sessionProposalResponse })
        return this.#keep(client, {
          topic: said.sessionTopic,
          message: said.sessionSettlementRequest,
        })
      }
      default:
        throw new Error(`This relay does not know ${method}`)
    }
  }

  #note(client: string, said: unknown): void {
    this.seen.push({ project: this.#projects.get(client) ?? null, said })
  }

  #subscribe(client: string, topic: string): string {
    const topics = this.#topics.get(client) ?? new Set()
    this.#topics.set(client, topics.add(topic))
    return randomUUID().replaceAll('-', '')
  }

  #keep(from: string, letter: Omit<Letter, 'from' | 'publishedAt'>): true {
    this.#letters = [...this.#letters, { ...letter, from, publishedAt: Date.now() }]
    return true
  }

  /** Hands out what is kept, once each, to whoever else listens and is there. */
  #deliver(): void {
    this.#letters = this.#letters.filter(({ from, ...data }) => {
      const reader = [...this.#sockets].find(
        ([client]) => client !== from && this.#topics.get(client)?.has(data.topic),
      )
      const id = Date.now() * 1000 + Math.floor(Math.random() * 1000)
      const params = { id: randomUUID().replaceAll('-', ''), data }
      reader?.[1].send(JSON.stringify({ id, jsonrpc: '2.0', method: 'irn_subscription', params }))
      return reader === undefined
    })
  }
}

/** Who signed in: the issuer of its token, which stays the same through reloads. */
function readClient(token: string): string {
  const [, payload = ''] = token.split('.')
  return z
    .object({ iss: z.string() })
    .parse(JSON.parse(Buffer.from(payload, 'base64url').toString())).iss
}
