import type { Metrics, MultiaddrConnection, Stream } from '@libp2p/interface'

/** What has passed through one node since it was started, both ways. */
export interface Traffic {
  /** Over its connections to relays, circuits and all else included. */
  readonly relayBytes: number
  /** What of it was gossip, and in how many pieces it came. */
  readonly gossipBytes: number
  readonly gossipMessages: number
  /** Circuits through a relay, to others and from them, attempts that failed included. */
  readonly circuits: number
  /** Direct connections, the same. */
  readonly directs: number
}

export const NO_TRAFFIC: Traffic = {
  relayBytes: 0,
  gossipBytes: 0,
  gossipMessages: 0,
  circuits: 0,
  directs: 0,
}

export const TRAFFIC_KEYS = Object.keys(NO_TRAFFIC) as readonly (keyof Traffic)[]

/** What streams and connections have in common beneath the interface that libp2p declares. */
interface Pipe {
  send(data: { readonly byteLength: number }): boolean
  onData(data: { readonly byteLength: number }): void
}

/** Counts what passes through a libp2p node. What else a node would measure is let go. */
export class TrafficMeter implements Metrics {
  #traffic = NO_TRAFFIC

  get traffic(): Traffic {
    return this.#traffic
  }

  trackMultiaddrConnection(connection: MultiaddrConnection): void {
    const names = connection.remoteAddr.getComponents().map(({ name }) => name)
    if (names.includes('webrtc')) this.#add({ directs: 1 })
    else if (names.includes('p2p-circuit')) this.#add({ circuits: 1 })
    else tap(connection, (relayBytes) => this.#add({ relayBytes }))
  }

  trackProtocolStream(stream: Stream): void {
    if (!stream.protocol.startsWith('/meshsub/')) return
    tap(stream, (gossipBytes) => this.#add({ gossipBytes, gossipMessages: 1 }))
  }

  readonly registerMetric = () => NOTHING
  readonly registerMetricGroup = () => NOTHING
  readonly registerCounter = () => NOTHING
  readonly registerCounterGroup = () => NOTHING
  readonly registerHistogram = () => NOTHING
  readonly registerHistogramGroup = () => NOTHING
  readonly registerSummary = () => NOTHING
  readonly registerSummaryGroup = () => NOTHING
  readonly createTrace = () => undefined

  traceFunction<Traced>(_name: string, run: Traced): Traced {
    return run
  }

  #add(more: Partial<Traffic>): void {
    const sum = { ...this.#traffic }
    for (const key of TRAFFIC_KEYS) sum[key] += more[key] ?? 0
    this.#traffic = sum
  }
}

const NOTHING = {
  update: () => {},
  increment: () => {},
  decrement: () => {},
  observe: () => {},
  reset: () => {},
  timer: () => () => {},
}

/** Hears of all that goes out and comes in, without becoming a listener, which would start the flow. */
function tap(stream: MultiaddrConnection | Stream, count: (bytes: number) => void): void {
  const pipe = stream as unknown as Pipe
  const send = pipe.send.bind(pipe)
  const onData = pipe.onData.bind(pipe)
  pipe.send = (data) => {
    count(data.byteLength)
    return send(data)
  }
  pipe.onData = (data) => {
    count(data.byteLength)
    onData(data)
  }
}
