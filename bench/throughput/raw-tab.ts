/** Bundled and run in a page by `raw-network.ts`: a DataChannel, a Worker, and nothing else. */
import type { Load } from './loads.ts'

type Work = Pick<Load, 'kernel' | 'cores' | 'waitMs' | 'batch'>

/** Batches a core is given before it has answered the first. */
const WINDOW = 4

/** What the benchmark drives in a tab. */
export interface RawTab {
  /** An offer of a channel, or the answer to one; with it the channel opens. */
  signal(description?: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit>
  /** Hears the answer to the offer made last. */
  accept(description: RTCSessionDescriptionInit): Promise<void>
  /** Computes what comes. */
  serve(work: Work, delayMs: number): Promise<void>
  /** Keeps everybody busy; subtasks done when it was warm, and after at least `forMs` more. */
  drive(work: Work, warm: number, forMs: number, delayMs: number): Promise<number>
}

const connections: RTCPeerConnection[] = []
const channels: RTCDataChannel[] = []
let worker: Worker | undefined

const later = (delayMs: number, run: () => void) => (delayMs > 0 ? setTimeout(run, delayMs) : run())

function adopt(channel: RTCDataChannel): void {
  channel.binaryType = 'arraybuffer'
  channels.push(channel)
}

async function gather(connection: RTCPeerConnection): Promise<RTCSessionDescriptionInit> {
  while (connection.iceGatheringState !== 'complete')
    await new Promise((resolve) =>
      connection.addEventListener('icegatheringstatechange', resolve, { once: true }),
    )
  const { type, sdp } = connection.localDescription as RTCSessionDescription
  return { type, sdp }
}

const tab: RawTab = {
  async signal(offer) {
    const connection = new RTCPeerConnection()
    connections.push(connection)
    if (offer === undefined) {
      adopt(connection.createDataChannel('work'))
      await connection.setLocalDescription()
    } else {
      connection.addEventListener('datachannel', ({ channel }) => adopt(channel))
      await connection.setRemoteDescription(offer)
      await connection.setLocalDescription()
    }
    return gather(connection)
  },
  async accept(answer) {
    await connections.at(-1)?.setRemoteDescription(answer)
    const channel = channels.at(-1)
    if (channel?.readyState === 'connecting')
      await new Promise((resolve) => channel.addEventListener('open', resolve, { once: true }))
  },
  async serve(work, delayMs) {
    worker?.terminate()
    worker = new Worker('/raw-worker.js')
    worker.postMessage(work)
    for (const channel of channels) {
      channel.onmessage = ({ data }) => worker?.postMessage(data, [data])
      worker.onmessage = ({ data }) => later(delayMs, () => channel.send(data))
    }
  },
  async drive({ cores, batch }, warm, forMs, delayMs) {
    let done = 0
    let next = 0
    let isOver = false
    const give = (channel: RTCDataChannel) => {
      const indexes = Uint32Array.from({ length: batch }, () => next++)
      later(delayMs, () => channel.send(indexes))
    }
    const reached = Promise.withResolvers<number>()
    let first: { readonly done: number; readonly atMs: number } | undefined
    for (const channel of channels) {
      channel.onmessage = () => {
        done += batch
        const atMs = performance.now()
        if (done >= warm) first ??= { done, atMs }
        const ms = atMs - (first?.atMs ?? atMs)
        if (ms >= forMs && !isOver) {
          isOver = true
          reached.resolve(((done - (first?.done ?? 0)) * 1_000) / ms)
        }
        if (!isOver) give(channel)
      }
      for (let given = 0; given < cores * WINDOW; given += 1) give(channel)
    }
    return reached.promise
  },
}
Object.assign(globalThis, { tab })
