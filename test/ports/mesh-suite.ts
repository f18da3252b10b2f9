import { afterEach, describe, expect, test } from 'vitest'
import type { Channel, Mesh, Path } from '#peer/ports/mesh.ts'
import { asPeerId, type PeerId } from '#protocol/ids.ts'
import { MAX_FRAME_BYTES, MAX_GOSSIP_BYTES } from '#protocol/wire/limits.ts'
import { DEMAND_TOPIC } from '#protocol/wire/topics.ts'

/** A network under test, to which peers are added one by one. */
export interface MeshBench {
  join(): Promise<Mesh>
  /** Stops every peer and whatever the network needs. */
  close(): Promise<void>
}

const PROTOCOL = '/loam/test/1'
const UNKNOWN = asPeerId('12D3KooWGjAxkDTMxQzLM1L2nqC6Ng2eGvpVUmnTvQhzT2CTvyfG')
const signal = () => AbortSignal.timeout(20_000)
const text = (frame: Uint8Array) => new TextDecoder().decode(frame)
const frameOf = (words: string) => new TextEncoder().encode(words)

/** Polls, because gossip and status settle in their own time. */
async function until(truth: () => boolean): Promise<void> {
  while (!truth()) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** Collects frames from a channel and lets a test wait for a number of them. */
function collect(channel: Channel) {
  const frames: Uint8Array[] = []
  channel.onFrame((frame) => {
    frames.push(frame)
  })
  return {
    frames,
    count: async (wanted: number) => {
      await until(() => frames.length >= wanted)
      return frames
    },
  }
}

/** What every `Mesh` must do. `start` gives a fresh network for each test. */
export function describeMesh(name: string, start: () => Promise<MeshBench>): void {
  describe(`mesh: ${name}`, () => {
    let bench: MeshBench | undefined
    afterEach(async () => {
      await bench?.close()
      bench = undefined
    })

    async function joinTwo(): Promise<[Mesh, Mesh]> {
      bench = await start()
      return [await bench.join(), await bench.join()]
    }

    /** A channel from one peer to another and its far end. */
    async function connect(
      from: Mesh,
      to: Mesh,
      path: Path = 'direct',
    ): Promise<[Channel, Channel]> {
      const accepted = Promise.withResolvers<Channel>()
      to.handle(PROTOCOL, accepted.resolve)
      const near = await from.open(to.self, PROTOCOL, { path, signal: signal() })
      return [near, await accepted.promise]
    }

    test('carries frames both ways, in order, whole', async () => {
      const [alice, bob] = await joinTwo()
      const [near, far] = await connect(alice, bob)
      expect([near.remote, far.remote]).toEqual([bob.self, alice.self])
      expect([near.path, far.path]).toEqual(['direct', 'direct'])
      const atBob = collect(far)
      const atAlice = collect(near)
      for (let index = 0; index < 50; index++) await near.send(frameOf(`to bob ${index}`))
      await far.send(frameOf('to alice'))
      expect((await atBob.count(50)).map(text)).toEqual(
        Array.from({ length: 50 }, (_, index) => `to bob ${index}`),
      )
      expect((await atAlice.count(1)).map(text)).toEqual(['to alice'])
    })

    test('carries frames from one byte to the limit and refuses the rest here', async () => {
      const [alice, bob] = await joinTwo()
      const [near, far] = await connect(alice, bob)
      const atBob = collect(far)
      const largest = Uint8Array.from({ length: MAX_FRAME_BYTES }, (_, index) => index % 251)
      await near.send(largest)
      await near.send(Uint8Array.of(7))
      const [first, second] = await atBob.count(2)
      expect(Buffer.compare(first ?? new Uint8Array(), largest)).toBe(0)
      expect(second).toEqual(Uint8Array.of(7))
      await expect(near.send(new Uint8Array(MAX_FRAME_BYTES + 1))).rejects.toMatchObject({
        code: 'frame-size',
      })
      await expect(near.send(new Uint8Array())).rejects.toMatchObject({ code: 'frame-size' })
    })

    test('leaves the bytes that were sent to their owner', async () => {
      const [alice, bob] = await joinTwo()
      const [near, far] = await connect(alice, bob)
      const atBob = collect(far)
      const frame = frameOf('shared by two sends')
      await Promise.all([near.send(frame), near.send(frame)])
      expect(text(frame)).toBe('shared by two sends')
      expect((await atBob.count(2)).map(text)).toEqual([text(frame), text(frame)])
    })

    test('keeps frames that came before their consumer', async () => {
      const [alice, bob] = await joinTwo()
      const [near, far] = await connect(alice, bob)
      await near.send(frameOf('early'))
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect((await collect(far).count(1)).map(text)).toEqual(['early'])
    })

    test('holds a sender back while its consumer is busy, then lets it go on', async () => {
      const [alice, bob] = await joinTwo()
      const [near, far] = await connect(alice, bob)
      const release = Promise.withResolvers<void>()
      let handled = 0
      far.onFrame(async () => {
        await release.promise
        handled++
      })
      let sent = 0
      const frame = new Uint8Array(256 * 1024)
      const sending = (async () => {
        for (let index = 0; index < 40; index++) {
          await near.send(frame)
          sent++
        }
      })()
      await until(() => sent > 0)
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(sent * frame.byteLength).toBeLessThanOrEqual(2 * MAX_FRAME_BYTES)
      expect(handled).toBe(0)
      release.resolve()
      await sending
      await until(() => handled === 40)
    })

    test('hands frames over one at a time', async () => {
      const [alice, bob] = await joinTwo()
      const [near, far] = await connect(alice, bob)
      let running = 0
      let most = 0
      let handled = 0
      far.onFrame(async () => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 1))
        running--
        handled++
      })
      for (let index = 0; index < 10; index++) await near.send(Uint8Array.of(index))
      await until(() => handled === 10)
      expect(most).toBe(1)
    })

    test('tells both ends of a close, delivers what was sent before, and sends no more', async () => {
      const [alice, bob] = await joinTwo()
      const [near, far] = await connect(alice, bob)
      const atBob = collect(far)
      await near.send(frameOf('last words'))
      await near.close()
      await Promise.all([near.closed, far.closed])
      expect((await atBob.count(1)).map(text)).toEqual(['last words'])
      await expect(near.send(frameOf('too late'))).rejects.toMatchObject({ code: 'channel-closed' })
      await expect(far.send(frameOf('too late'))).rejects.toMatchObject({ code: 'channel-closed' })
    })

    test('fails a send that waits for credit when the channel closes', async () => {
      const [alice, bob] = await joinTwo()
      const [near, far] = await connect(alice, bob)
      const frame = new Uint8Array(MAX_FRAME_BYTES)
      const sends = [near.send(frame), near.send(frame), near.send(frame)]
      const settled = Promise.allSettled(sends)
      await new Promise((resolve) => setTimeout(resolve, 100))
      await far.close()
      expect((await settled).at(-1)).toMatchObject({ reason: { code: 'channel-closed' } })
    })

    test('closes the channel of a consumer that throws', async () => {
      const [alice, bob] = await joinTwo()
      const [near, far] = await connect(alice, bob)
      far.onFrame(() => Promise.reject(new Error('cannot read this')))
      await near.send(frameOf('poison'))
      await Promise.all([near.closed, far.closed])
    })

    test('opens a relayed channel without a direct one', async () => {
      const [alice, bob] = await joinTwo()
      const [near, far] = await connect(alice, bob, 'relayed')
      expect([near.path, near.remoteAddress, far.path]).toEqual(['relayed', undefined, 'relayed'])
      const atBob = collect(far)
      await near.send(frameOf('an offer'))
      expect((await atBob.count(1)).map(text)).toEqual(['an offer'])
      expect(alice.status()).toMatchObject({ relay: 'reserved', direct: 0, relayed: 1 })
    })

    test('counts a direct peer and forgets it when its channels are gone for good', async () => {
      const [alice, bob] = await joinTwo()
      const seen: number[] = []
      alice.onStatus((status) => seen.push(status.direct))
      await connect(alice, bob)
      await until(() => alice.status().direct === 1)
      await until(() => seen.includes(1))
      await bob.stop()
      await until(() => alice.status().direct === 0)
    })

    test('cannot reach nobody', async () => {
      const [alice] = await joinTwo()
      await expect(
        alice.open(UNKNOWN, PROTOCOL, { path: 'any', signal: signal() }),
      ).rejects.toMatchObject({ code: 'unreachable' })
    })

    test('hands channels to the last handler, which stopping the one before does not stop', async () => {
      const [alice, bob] = await joinTwo()
      const stop = bob.handle(PROTOCOL, () => {})
      let taken = 0
      bob.handle(PROTOCOL, () => {
        taken += 1
      })
      stop()
      stop()
      await alice.open(bob.self, PROTOCOL, { path: 'direct', signal: signal() })
      await until(() => taken === 1)
    })

    test('cannot open what the other side does not handle', async () => {
      const [alice, bob] = await joinTwo()
      const stop = bob.handle(PROTOCOL, () => {})
      stop()
      await expect(
        alice.open(bob.self, PROTOCOL, { path: 'direct', signal: signal() }),
      ).rejects.toMatchObject({ code: 'unreachable' })
    })

    test('gives up with the reason of its signal', async () => {
      const [alice, bob] = await joinTwo()
      bob.handle(PROTOCOL, () => {})
      const stop = new AbortController()
      const opening = alice.open(bob.self, PROTOCOL, { path: 'direct', signal: stop.signal })
      stop.abort(new Error('changed my mind'))
      await expect(opening).rejects.toThrow('changed my mind')
    })

    test('gossips to subscribers, with the name of who said it, and never back', async () => {
      const [alice, bob] = await joinTwo()
      const carol = await bench?.join()
      const heard: Array<[string, PeerId]> = []
      const own: string[] = []
      const stops = [bob, carol].map((mesh) =>
        mesh?.subscribe(DEMAND_TOPIC, (bytes, from) => heard.push([text(bytes), from])),
      )
      alice.subscribe(DEMAND_TOPIC, (bytes) => own.push(text(bytes)))
      let isHeard = false
      // A subscription takes a moment to travel: say it until both have heard it.
      for (let index = 0; heard.length < 2 || index < 2; index++) {
        isHeard = await alice.publish(DEMAND_TOPIC, frameOf(`hello ${index}`))
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      expect(new Set(heard.map(([, from]) => from))).toEqual(new Set([alice.self]))
      expect(own).toEqual([])
      expect(isHeard).toBe(true)
      expect(await alice.publish(`${DEMAND_TOPIC}/7`, frameOf('nobody is there'))).toBe(false)
      for (const stop of stops) stop?.()
      const before = heard.length
      await alice.publish(DEMAND_TOPIC, frameOf('nobody listens'))
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(heard).toHaveLength(before)
      await expect(
        alice.publish(DEMAND_TOPIC, new Uint8Array(MAX_GOSSIP_BYTES + 1)),
      ).rejects.toMatchObject({ code: 'frame-size' })
    })

    test('drops a peer: its channels close and it is refused from both sides', async () => {
      const [alice, bob] = await joinTwo()
      const [near, far] = await connect(alice, bob)
      alice.handle(PROTOCOL, () => {})
      await alice.drop(bob.self, 'it sent nonsense')
      await Promise.all([near.closed, far.closed])
      const options = { path: 'any', signal: signal() } as const
      await expect(alice.open(bob.self, PROTOCOL, options)).rejects.toMatchObject({
        code: 'unreachable',
      })
      await expect(bob.open(alice.self, PROTOCOL, options)).rejects.toMatchObject({
        code: 'unreachable',
      })
    })
  })
}
