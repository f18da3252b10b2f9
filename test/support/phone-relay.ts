import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

const request = z.object({
  id: z.union([z.int(), z.string()]),
  method: z.string(),
  params: z.record(z.string(), z.unknown()),
})

/** Clients count their own questions from the time in microseconds on. */
const FIRST_DELIVERY = 1

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

/** What a client says of a letter it was sent: that it has it. */
const receipt = z.object({ id: z.int(), result: z.unknown() })

interface Letter {
  readonly topic: string
  readonly message: string
  readonly from: string
  readonly publishedAt: number
  readonly tag?: number | undefined
  readonly attestation?: string | null | undefined
}

/** A letter on its way: a client that closes its page meanwhile may never have had it. */
interface Delivery {
  readonly letter: Letter
  readonly socket: WebSocket
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
  /** By the id each was sent under. */
  readonly #deliveries = new Map<number, Delivery>()

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

  static async start(port = 0): Promise<PhoneRelay> {
    const server = new WebSocketServer({ port, maxPayload: 2 ** 20 })
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
      const said = JSON.parse(String(bytes))
      const { data: asked } = request.safeParse(said)
      if (asked === undefined) return this.#takeReceipt(said)
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

  #takeReceipt(said: unknown): void {
    const { data } = receipt.safeParse(said)
    const had = data && this.#deliveries.get(data.id)?.letter
    this.#letters = this.#letters.filter((letter) => letter !== had)
  }

  /** Hands out what is kept to whoever else listens and is there: once each over one connection. */
  #deliver(): void {
    const onTheWay = [...this.#deliveries.values()]
    for (const letter of this.#letters) {
      const { from, ...data } = letter
      const [, socket] =
        [...this.#sockets].find(
          ([client]) => client !== from && this.#topics.get(client)?.has(data.topic),
        ) ?? []
      if (socket === undefined) continue
      if (onTheWay.some((one) => one.letter === letter && one.socket === socket)) continue
      const id = FIRST_DELIVERY + this.#deliveries.size
      this.#deliveries.set(id, { letter, socket })
      const params = { id: randomUUID().replaceAll('-', ''), data }
      socket.send(JSON.stringify({ id, jsonrpc: '2.0', method: 'irn_subscription', params }))
    }
  }
}

/** Who signed in: the issuer of its token, which stays the same through reloads. */
function readClient(token: string): string {
  const [, payload = ''] = token.split('.')
  return z
    .object({ iss: z.string() })
    .parse(JSON.parse(Buffer.from(payload, 'base64url').toString())).iss
}
