import { createMeshLibp2p } from '#peer/adapters/mesh-libp2p/libp2p-mesh.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'

const PROTOCOL = '/loam/test/1'

let mesh: Mesh
let channel: Channel
let release = Promise.withResolvers<void>()
let handledBytes = 0
let sentBytes = 0

const adopt = (opened: Channel, echo: boolean) => {
  channel = opened
  channel.onFrame(async (frame) => {
    await release.promise
    handledBytes += frame.byteLength
    if (echo && frame.byteLength <= 100) await channel.send(frame)
  })
}

/** What a test drives inside a real page. */
const page = {
  /** Joins and returns the peer id and the time until the reservation, from navigation. */
  async join(relays: string[]) {
    mesh = await createMeshLibp2p({
      privateKeySeed: crypto.getRandomValues(new Uint8Array(32)),
      relays,
      iceServers: [],
      allowPrivateAddresses: true,
    })
    mesh.handle(PROTOCOL, (opened) => adopt(opened, true))
    await page.untilRelay('reserved')
    return { self: mesh.self, joinMs: performance.now() }
  },
  async untilRelay(state: string) {
    while (mesh.status().relay !== state) await new Promise((resolve) => setTimeout(resolve, 20))
  },
  async open(peer: Mesh['self']) {
    const startedMs = performance.now()
    const signal = AbortSignal.timeout(20_000)
    adopt(await mesh.open(peer, PROTOCOL, { path: 'direct', signal }), false)
    const { path, remoteAddress } = channel
    return { path, remoteAddress, dialMs: performance.now() - startedMs }
  },
  hold() {
    release = Promise.withResolvers<void>()
  },
  release: () => release.resolve(),
  progress: () => ({ handledBytes, sentBytes }),
  async send(frames: number, frameBytes: number) {
    const frame = new Uint8Array(frameBytes)
    for (let index = 0; index < frames; index++) {
      await channel.send(frame)
      sentBytes += frameBytes
    }
  },
  /** Median of round trips of 100 bytes, in milliseconds. */
  async roundTrip(times: number) {
    const spent: number[] = []
    for (let index = 0; index < times; index++) {
      const before = handledBytes
      const startedMs = performance.now()
      await channel.send(new Uint8Array(100))
      while (handledBytes === before) await new Promise<void>(nextTask)
      spent.push(performance.now() - startedMs)
    }
    return spent.sort((a, b) => a - b)[times >> 1] ?? 0
  },
}

/** A macrotask without a timer's clamp. */
const ticker = new MessageChannel()
const nextTask = (run: () => void) => {
  ticker.port1.onmessage = () => run()
  ticker.port2.postMessage(0)
}

release.resolve()
Object.assign(globalThis, { loamPage: page })

export type MeshPage = typeof page
