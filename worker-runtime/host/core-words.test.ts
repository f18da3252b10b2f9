import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { begin, LIMITS, never, rest, ToyPool } from '#test/support/toy-pool.ts'
import { done } from '#test/support/toy-sandbox.ts'

describe('a core whose sandbox says what it should not', () => {
  let toy: ToyPool
  beforeEach(() => {
    toy = new ToyPool()
  })
  afterEach(() => toy.stop())

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a string', 'constructor'],
    ['a call by path', { id: '1', type: 'GET', path: ['constructor', 'constructor'] }],
    ['a polluted prototype', JSON.parse('{"__proto__":{"type":"answers"},"answers":[]}')],
    ['opened twice', { type: 'opened' }],
    ['no answers', { type: 'answers', answers: [] }],
    ['too many answers', { type: 'answers', answers: Array.from({ length: 300 }, () => done(0)) }],
    ['an answer out of turn', { type: 'answers', answers: [done(1)] }],
    ['an answer nobody asked for', { type: 'answers', answers: [done(0), done(1), done(2)] }],
    ['a number for gas', { type: 'answers', answers: [{ ...done(0), gas: 1 }] }],
    ['gas over the limit', { type: 'answers', answers: [{ ...done(0), gas: 101n }] }],
    ['a long log', { type: 'answers', answers: [{ ...done(0), log: 'x'.repeat(1_000) }] }],
    ['more than is asked', { type: 'answers', answers: [{ ...done(0), toString: 1 }] }],
    [
      'a view of a larger buffer',
      {
        type: 'answers',
        answers: [{ ...done(0), output: new Uint8Array(new ArrayBuffer(2 ** 20), 0, 1) }],
      },
    ],
    [
      'a buffer that can grow',
      {
        type: 'answers',
        answers: [{ ...done(0), output: new Uint8Array(new ArrayBuffer(1, { maxByteLength: 9 })) }],
      },
    ],
    [
      'words in place of bytes',
      {
        type: 'answers',
        answers: [{ ...done(0), output: new Uint32Array(1) }],
      },
    ],
    ['prints nobody wants', { type: 'printed', id: 0, stream: 'stdout', bytes: new Uint8Array(1) }],
  ])('ends a sandbox that says %s', async (_, message) => {
    const core = await toy.open()
    const victim = begin(core, 1)
    await rest()
    const hostile = toy.active
    hostile.say(message)
    await rest()
    expect(hostile.isKilled).toBe(true)
    if (victim.result?.kind === 'done') expect(victim.result.output).toEqual(Uint8Array.of(0))
    else expect(victim.result).toMatchObject({ kind: 'hostFailure', reason: 'crashed' })
    hostile.answer(0)
    hostile.say({ type: 'answers', answers: [done(1)] })
    const next = begin(core, 2)
    await rest()
    toy.active.answer(1)
    await rest()
    expect(next.result?.kind).toBe('done')
  })

  const print = (bytes: number, more: object = {}) => ({
    type: 'printed',
    id: 0,
    stream: 'stdout',
    bytes: new Uint8Array(bytes),
    ...more,
  })

  test('passes on what the running task prints, up to what it may hand back', async () => {
    const core = await toy.open()
    const heard: string[] = []
    const onPrint = (stream: string, bytes: Uint8Array) => heard.push(`${stream} ${bytes.length}`)
    const result = core.run(Uint8Array.of(1), LIMITS, { signal: never, onPrint })
    await rest()
    expect(toy.active.runs[0]?.[0]?.printsAloud).toBe(true)
    toy.active.say(print(5))
    toy.active.say(print(3, { stream: 'stderr' }))
    expect(heard).toEqual(['stdout 5', 'stderr 3'])
    toy.active.answer(0)
    expect((await result).kind).toBe('done')
  })

  test.each<[string, object[]]>([
    ['more than that', [print(8), print(1)]],
    ['nothing', [print(0)]],
    ['for another task', [print(1, { id: 1 })]],
    ['on another stream', [print(1, { stream: 'stdin' })]],
    ['with more than is asked', [print(1, { toString: 1 })]],
    ['from a larger buffer', [print(0, { bytes: new Uint8Array(new ArrayBuffer(99), 0, 1) })]],
  ])('ends a sandbox that prints %s', async (_, messages) => {
    const core = await toy.open()
    const result = core.run(Uint8Array.of(1), LIMITS, { signal: never, onPrint: () => undefined })
    await rest()
    const hostile = toy.active
    for (const message of messages) hostile.say(message)
    expect(hostile.isKilled).toBe(true)
    expect(await result).toMatchObject({ kind: 'hostFailure', reason: 'crashed' })
  })

  test('does not start another sandbox for one that misbehaves when nothing is asked of it', async () => {
    await toy.open()
    const [first] = toy.sandboxes
    first?.say('flood')
    await rest()
    expect(first?.isKilled).toBe(true)
    expect(toy.sandboxes).toHaveLength(2)
  })
})
