import { sha256 } from '@noble/hashes/sha2.js'
import { describe, expect, it } from 'vitest'
import type { PeerOptions } from '#peer/create-peer.ts'
import { toyApp } from '#test/support/toy-app.ts'
import { type ToyHabits, toyOutput } from '#test/support/toy-compute.ts'
import { createToyWorld, PROVIDE, postFree, untilOver } from '#test/support/toy-world.ts'

const SUBTASKS = 60
/** All who have this habit lie alike. */
const LYING: ToyHabits = {
  subtaskMs: 20,
  spoil: (result) => (result.kind === 'done' ? { ...result, output: new Uint8Array(32) } : result),
}

/** Two keys that lie together, and two honest ones that are slower; how many lies a job of two words each takes. */
async function liesTaken(
  liars: { readonly address?: string; readonly site?: string },
  placeOf?: PeerOptions['placeOf'],
) {
  const world = createToyWorld()
  const requestor = await world.join({ ...(placeOf && { placeOf }) })
  const { address, site } = liars
  for (const habits of [LYING, LYING]) {
    const liar = await world.join({ habits, ...(address && { address }) })
    await liar.peer.startProviding({ ...PROVIDE, site })
  }
  for (const habits of [{ subtaskMs: 60 }, { subtaskMs: 60 }]) {
    const honest = await world.join({ habits })
    await honest.peer.startProviding(PROVIDE)
  }
  const jobId = await postFree(world, requestor, SUBTASKS)
  const { phase } = await untilOver(world, requestor)
  expect(phase).toBe('done')
  const sharedHash = sha256((await toyApp.prepare({ subtasks: SUBTASKS }, {})).shared)
  let wrong = 0
  for (let index = 0; index < SUBTASKS; index += 1) {
    const right = toyOutput(toyApp.input({ subtasks: SUBTASKS }, index), sharedHash)
    const kept = await requestor.peer.result(jobId, index)
    if (!right.every((byte, at) => byte === kept?.[at])) wrong += 1
  }
  return wrong
}

describe('two keys that lie together', { timeout: 60_000 }, () => {
  it('confirm each other where nothing tells that they are one', async () => {
    expect(await liesTaken({})).toBeGreaterThan(0)
    // Machines on one network of their own have a private address in common, and nothing else.
    expect(await liesTaken({ address: '192.168.1.7' })).toBeGreaterThan(0)
  })

  it('never do at one public address', async () => {
    expect(await liesTaken({ address: '8.8.8.8' })).toBe(0)
  })

  it('never do at one address of any kind where that is asked for', async () => {
    expect(await liesTaken({ address: '192.168.1.7' }, (address) => address)).toBe(0)
  })

  it('never do on one site', async () => {
    expect(await liesTaken({ site: 'https://example.org' })).toBe(0)
  })
})
