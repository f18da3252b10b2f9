import { afterEach, expect, it } from 'vitest'
import { ToySandbox } from '#test/support/toy-sandbox.ts'
import { SandboxPool } from './pool.ts'
import { Ticker } from './ticker.ts'

const program = { format: 'kernel', module: new Uint8Array(8), shared: new Uint8Array() } as const
const never = new AbortController().signal

/** A pool of two cores, and all the sandboxes it ever started. */
function createPool() {
  const sandboxes: ToySandbox[] = []
  const start = async (place: number) => {
    const sandbox = new ToySandbox(place)
    sandboxes.push(sandbox)
    return sandbox
  }
  const pool = new SandboxPool(2, start, new Ticker(() => () => {}))
  return { pool, sandboxes, alive: () => sandboxes.filter(({ isKilled }) => !isKilled).length }
}

const rest = () => new Promise<void>((resolve) => setImmediate(resolve))
let world: ReturnType<typeof createPool>
afterEach(() => world.pool.stop())

it('starts nothing before it is asked', async () => {
  world = createPool()
  await rest()
  expect(world.sandboxes).toHaveLength(0)
})

it('gives the first core of a program the sandbox that was kept warm', async () => {
  world = createPool()
  world.pool.keepWarm(true)
  await rest()
  expect(world.sandboxes).toHaveLength(1)
  const [warm] = world.sandboxes
  const core = await world.pool.open(program, { signal: never })
  const run = core.run(Uint8Array.of(7), LIMITS, { signal: never })
  await rest()
  expect(warm?.runs).toHaveLength(1)
  await core.close()
  await run
  await rest()
  // The one it took has a successor, and none more.
  expect(world.alive()).toBe(1)
})

it('keeps none any longer once that is asked, or all is stopped', async () => {
  world = createPool()
  world.pool.keepWarm(true)
  await rest()
  world.pool.keepWarm(false)
  await rest()
  expect(world.alive()).toBe(0)
  world.pool.keepWarm(true)
  await rest()
  expect(world.alive()).toBe(1)
  await world.pool.stop()
  expect(world.alive()).toBe(0)
  world.pool.keepWarm(true)
  await rest()
  expect(world.alive()).toBe(0)
})

const LIMITS = { gas: 100n, memoryBytes: 65_536, outputBytes: 8, logBytes: 8, wallMs: 1_000 }
