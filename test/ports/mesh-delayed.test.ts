import { expect, test } from 'vitest'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import { asPeerId } from '#protocol/ids.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { delayMesh } from '#test/support/delayed-mesh.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'

async function connect(delayMs: number) {
  const clock = createFakeClock()
  const network = createMemoryNetwork({ clock })
  const join = (name: string) => delayMesh(network.join(asPeerId(name)), { clock, delayMs })
  const [alice, bob] = [join('alice'), join('bob')]
  const accepted = Promise.withResolvers<Channel>()
  bob.handle('/loam/test/1', accepted.resolve)
  const opening = alice.open(bob.self, '/loam/test/1', {
    path: 'any',
    signal: new AbortController().signal,
  })
  await clock.advance(delayMs)
  const heard: number[] = []
  const far = await accepted.promise
  far.onFrame(([value]) => {
    heard.push(value ?? -1)
  })
  return { clock, near: await opening, far, heard }
}

test('a frame is on the way for the delay, and frames are on the way side by side', async () => {
  const { clock, near, heard } = await connect(50)
  await near.send(Uint8Array.of(1))
  await clock.advance(10)
  await near.send(Uint8Array.of(2))
  await clock.advance(39)
  expect(heard).toEqual([])
  await clock.advance(1)
  expect(heard).toEqual([1])
  await clock.advance(10)
  expect(heard).toEqual([1, 2])
})

test('what is on the way arrives before the end does', async () => {
  const { clock, near, far, heard } = await connect(50)
  await near.send(Uint8Array.of(1))
  void near.close()
  await clock.advance(100)
  await far.closed
  expect(heard).toEqual([1])
})

test('a slow consumer still holds its sender back, and a close lets it go', async () => {
  const { clock, near, far } = await connect(50)
  far.onFrame(() => new Promise(() => {}))
  let sent = 0
  const sends = Array.from({ length: 10 }, async () => {
    await near.send(new Uint8Array(MAX_FRAME_BYTES))
    sent += 1
  })
  const settled = Promise.allSettled(sends)
  await clock.advance(1_000)
  expect(sent).toBeLessThan(6)
  void far.close()
  await clock.advance(1_000)
  expect((await settled).at(-1)).toMatchObject({ reason: { code: 'channel-closed' } })
})

test('what no mesh would carry is refused at once', async () => {
  const { near } = await connect(50)
  const tooLong = new Uint8Array(MAX_FRAME_BYTES + 1)
  await expect(near.send(tooLong)).rejects.toMatchObject({ code: 'frame-size' })
})
