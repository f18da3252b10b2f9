import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Core, RunResult, RunResults } from '#peer/ports/compute.ts'
import { eachOf } from '#peer/ports/run-results.ts'
import { joinBytes } from '#protocol/task/joined-bytes.ts'
import { begin, LIMITS, never, rest, ToyPool } from '#test/support/toy-pool.ts'

const packed = (ids: number[], { gas = 1n, bytes = 1 } = {}) => ({
  type: 'results',
  results: {
    ids: Uint32Array.from(ids),
    gas: BigUint64Array.from(ids, () => gas),
    outputs: joinBytes(ids.map(() => new Uint8Array(bytes))),
  },
})

const runAll = (core: Core, count: number, signal = never) => {
  const told: RunResults[] = []
  const inputs = joinBytes(Array.from({ length: count }, (_, at) => Uint8Array.of(at)))
  const take = (results: RunResults) => void told.push(results)
  const ended = core.runAll(inputs, LIMITS, { signal, take })
  return { told, ended, kinds: () => told.flatMap((each) => eachOf(each).map(kindOf)) }
}

const kindOf = (result: RunResult) => (result.kind === 'done' ? result.outcome.kind : result.reason)

describe('a core asked for many subtasks in one call', () => {
  let toy: ToyPool
  beforeEach(() => {
    toy = new ToyPool()
  })
  afterEach(() => toy.stop())

  test('runs several that are asked together, and tells of them as the sandbox did', async () => {
    const core = await toy.open()
    const asked = runAll(core, 4)
    const other = begin(core, 9)
    await rest()
    expect(toy.active.runs[0]?.map((task) => task.input[0])).toEqual([0, 1])
    toy.active.say(packed([0, 1]))
    await rest()
    expect(asked.told).toEqual([
      { gas: BigUint64Array.of(1n, 1n), outputs: packed([0, 1]).results.outputs },
    ])
    expect(toy.active.runs[1]?.map((task) => task.input[0])).toEqual([2, 3, 9])
    // One message over two that asked.
    toy.active.say(packed([2, 3, 4]))
    await asked.ended
    expect(asked.kinds()).toEqual(['success', 'success', 'success', 'success'])
    await rest()
    expect(other.result).toMatchObject({ kind: 'done', output: Uint8Array.of(0) })
    await runAll(core, 0).ended
  })

  test.each<[string, object, string[]]>([
    ['more gas than there is', packed([0], { gas: 101n }), ['crashed']],
    ['an id out of turn', packed([0, 0]), ['success', 'crashed']],
    ['more than was asked', packed([0, 1, 2]), ['success', 'success']],
  ])('ends a sandbox that packs %s', async (_, message, kinds) => {
    const core = await toy.open()
    const asked = runAll(core, 2)
    await rest()
    const hostile = toy.active
    hostile.say(message)
    await rest()
    expect(hostile.isKilled).toBe(true)
    // Whom it is to blame on shows when those that are left run one at a time.
    toy.active.die()
    await rest()
    expect(asked.kinds().slice(0, kinds.length)).toEqual(kinds)
  })

  test('holds packed outputs to their limit, each by itself', async () => {
    const core = await toy.open()
    const asked = runAll(core, 2)
    await rest()
    const sandbox = toy.active
    sandbox.say(packed([0, 1], { bytes: LIMITS.outputBytes + 1 }))
    await asked.ended
    expect(asked.kinds()).toEqual(['output', 'output'])
    expect(sandbox.isKilled).toBe(false)
  })

  test('tells at once of all that a stop leaves, and of nothing after', async () => {
    const core = await toy.open()
    const stop = new AbortController()
    const asked = runAll(core, 4, stop.signal)
    await rest()
    toy.active.say(packed([0]))
    stop.abort()
    await asked.ended
    expect(asked.kinds()).toEqual(['success', 'stopped', 'stopped', 'stopped'])
    const after = runAll(core, 2, stop.signal)
    await after.ended
    expect(after.kinds()).toEqual(['stopped', 'stopped'])
    const next = begin(core, 5)
    await rest()
    toy.active.answer(4)
    await rest()
    expect(next.result?.kind).toBe('done')
    expect(asked.kinds()).toHaveLength(4)
  })

  test('blames nobody where who hears of a result stops the rest', async () => {
    const core = await toy.open()
    const stop = new AbortController()
    const take = () => stop.abort()
    const inputs = joinBytes([Uint8Array.of(0), Uint8Array.of(1)])
    const asked = core.runAll(inputs, LIMITS, { signal: stop.signal, take })
    await rest()
    const other = begin(core, 5)
    await rest()
    toy.active.answer(0, 1)
    await asked
    await rest()
    expect(other.result).toBeUndefined()
    toy.active.answer(2)
    await rest()
    expect(other.result).toMatchObject({ kind: 'done' })
  })

  test('tells of all that waits and runs when it is closed', async () => {
    const core = await toy.open()
    const asked = runAll(core, 5)
    await rest()
    await core.close()
    await asked.ended
    expect(asked.kinds()).toEqual(Array.from({ length: 5 }, () => 'stopped'))
  })
})
