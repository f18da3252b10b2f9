import { SignClient } from '@walletconnect/sign-client'
import {
  ProviderDisconnectedError,
  ResourceUnavailableRpcError,
  UserRejectedRequestError,
} from 'viem'
import type { Address } from '#protocol/ids.ts'
import type { WalletConnectSettings } from '#web/config.ts'
import { PhoneError } from './phone-error.ts'
import { type GrantedAccount, readAccounts, readChain, readGrant } from './phone-grant.ts'

/** Told what happens on the phone while it is connected. */
export interface PhoneListener {
  /** What it grants is another than before. */
  onGrant(): void
  /** It shows these now, at least one. */
  onAccounts(addresses: readonly Address[]): void
  onChain(chainId: number): void
  onEnd(): void
}

/** A line to one wallet on a phone, over WalletConnect's server. */
export interface PhoneLink {
  /** The connection's own name, by which a later visit finds it again; undefined where there is none. */
  readonly topic: string | undefined
  /** What the wallet lets this page see: nothing where none is connected. */
  granted(): readonly GrantedAccount[]
  /**
   * Connects a phone: `onUri` is given the link that it has to take up.
   * @throws {PhoneError} where that comes to nothing.
   */
  pair(onUri: (uri: string) => void, signal: AbortSignal): Promise<void>
  /** Asks the wallet; errors are EIP-1193's. */
  ask(chainId: number, method: string, params: unknown): Promise<unknown>
  /** Lets go at once; the phone is told as soon as the server can be reached. */
  end(): void
}

/** All that a phone is ever asked for here: whatever only reads, the chain's own node answers. */
const METHODS = ['eth_sendTransaction']
const EVENTS = ['accountsChanged', 'chainChanged']
/** The library tries five times, for fifteen seconds, and then begins anew without a word. */
const REACHED_WITHIN_MS = 20_000

/**
 * Opens the line, and takes up the connection named `topic` where it still stands. Loaded only where
 * a person has chosen a phone: it brings WalletConnect's library.
 */
export async function openPhoneLink(options: {
  readonly settings: WalletConnectSettings
  readonly chainId: number
  readonly topic: string | undefined
  readonly listener: PhoneListener
}): Promise<PhoneLink> {
  const { chainId, listener } = options
  const client = await startClient(options.settings)
  let topic = client.session.keys.find((kept) => kept === options.topic)

  const granted = () =>
    topic === undefined
      ? []
      : readGrant(client.session.get(topic).namespaces.eip155?.accounts ?? [])
  const whenOurs =
    <T extends { readonly topic: string }>(run: (event: T) => void) =>
    (event: T) => {
      if (event.topic === topic) run(event)
    }
  const lose = whenOurs(() => {
    topic = undefined
    listener.onEnd()
  })
  client.on('session_delete', lose)
  client.on('session_expire', lose)
  client.on(
    'session_update',
    whenOurs(() => listener.onGrant()),
  )
  client.on(
    'session_event',
    whenOurs(({ params: { event } }) => {
      const accounts = event.name === 'accountsChanged' ? readAccounts(event.data, chainId) : []
      if (accounts.length > 0) listener.onAccounts(accounts)
      const chain = event.name === 'chainChanged' ? readChain(event.data) : undefined
      if (chain !== undefined) listener.onChain(chain)
    }),
  )

  const hangUp = (ended: string) =>
    void client
      .disconnect({ topic: ended, reason: { code: 6000, message: 'User disconnected.' } })
      // Out of reach: the phone keeps a connection that nobody answers until it runs out by itself.
      .catch(() => undefined)

  return {
    get topic() {
      return topic
    },
    granted,
    pair: async (onUri, signal) => {
      const unreached = new AbortController()
      const giveUp = () => unreached.abort(new PhoneError('unreachable'))
      const timer = setTimeout(giveUp, REACHED_WITHIN_MS)
      const left = AbortSignal.any([signal, unreached.signal])
      const answer = client
        .connect({
          optionalNamespaces: {
            eip155: { chains: [`eip155:${chainId}`], methods: METHODS, events: EVENTS },
          },
        })
        .then(({ uri, approval }) => {
          clearTimeout(timer)
          if (uri !== undefined && !left.aborted) onUri(uri)
          return approval()
        })
      // A phone may say yes to a link that nobody waits for any more.
      answer.then(
        (session) => left.aborted && hangUp(session.topic),
        () => undefined,
      )
      const session = await Promise.race([answer, whenAborted(left)])
        .catch(sayPairing)
        .finally(() => clearTimeout(timer))
      topic = session.topic
      if (granted().length > 0) return
      topic = undefined
      hangUp(session.topic)
      throw new PhoneError('noAccount')
    },
    ask: async (on, method, params) => {
      if (topic === undefined) throw new ProviderDisconnectedError(new Error('No phone'))
      const request = { method, params }
      return client.request({ topic, chainId: `eip155:${on}`, request }).catch(sayAnswer)
    },
    end: () => {
      if (topic !== undefined) hangUp(topic)
      topic = undefined
    },
  }
}

async function startClient({ projectId, relayUrl }: WalletConnectSettings) {
  const client = await SignClient.init({
    projectId,
    ...(relayUrl !== undefined && { relayUrl }),
    telemetryEnabled: false,
    // What goes wrong is said by the page.
    logger: 'silent',
    metadata: {
      name: 'Loam',
      description: 'A volunteer compute network in browser tabs',
      url: location.origin,
      icons: [],
    },
  })
  // It would put a third party's frame into the page for every link, and wait five seconds where
  // the page's policy forbids that.
  client.core.verify.register = async () => ''
  // Beside what is encrypted it would tell the server, readable, which contracts are called.
  const { relayer } = client.core
  const publish = relayer.publish.bind(relayer)
  relayer.publish = (topic, message, { tvf: _, ...options } = {}) =>
    publish(topic, message, options)
  return client
}

const whenAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const stop = () =>
      reject(signal.reason instanceof PhoneError ? signal.reason : new PhoneError('stopped'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
  })

const codeOf = (error: unknown) => (error as { readonly code?: unknown } | null)?.code
const isRefusal = (code: unknown) =>
  code === 4001 || code === 5000 || code === 5001 || code === 5002 || code === 5003
const isUnknown = (code: unknown) => typeof code === 'number' && code >= 5100 && code <= 5104

/** What came of a pairing, by WalletConnect's codes. */
function sayPairing(error: unknown): never {
  if (error instanceof PhoneError) throw error
  const code = codeOf(error)
  if (isRefusal(code)) throw new PhoneError('refused', { cause: error })
  if (isUnknown(code)) throw new PhoneError('unknownChain', { cause: error })
  // The library gives what has run out no other mark.
  if (code === 0 || (error instanceof Error && isExpiry(error)))
    throw new PhoneError('late', { cause: error })
  throw new PhoneError('unreachable', { cause: error })
}

/** The same of a question, in EIP-1193's codes. */
function sayAnswer(error: unknown): never {
  const cause = error instanceof Error ? error : new Error('The phone', { cause: error })
  const code = codeOf(error)
  if (isRefusal(code)) throw new UserRejectedRequestError(cause)
  // The library's own words, which have no code: the phone did not answer, or cannot be reached.
  if (code === undefined && isExpiry(cause)) throw new ResourceUnavailableRpcError(cause)
  if (code === undefined || code === 6000) throw new ProviderDisconnectedError(cause)
  throw error
}

const isExpiry = ({ message }: Error) => /expired/i.test(message)
