import { describe, expect, test } from 'vitest'
import { joinBytes } from '#protocol/task/joined-bytes.ts'
import { fromSandbox, MAX_ANSWERS } from './messages.ts'

const done = {
  kind: 'done',
  id: 3,
  outcome: { kind: 'success' },
  output: new Uint8Array(2),
  gas: 5n,
  log: '',
}
const failed = { kind: 'failed', id: 3, reason: 'memory', message: 'none left' }

const isHeard = (...answers: unknown[]) =>
  fromSandbox.safeParse({ type: 'answers', answers }).success

describe('packed results of a sandbox', () => {
  const results = {
    ids: Uint32Array.of(3, 4),
    gas: BigUint64Array.of(1n, 2n),
    outputs: { bytes: new Uint8Array(3), ends: Uint32Array.of(1, 3) },
  }
  const isHeardPacked = (packed: unknown) =>
    fromSandbox.safeParse({ type: 'results', results: packed }).success

  test('are heard as they should be', () => {
    expect(isHeardPacked(results)).toBe(true)
    const ids = new Uint32Array(MAX_ANSWERS)
    const gas = new BigUint64Array(MAX_ANSWERS)
    const outputs = { bytes: new Uint8Array(0), ends: new Uint32Array(MAX_ANSWERS) }
    expect(isHeardPacked({ ids, gas, outputs })).toBe(true)
  })

  const { ids, gas, outputs } = results
  const { bytes, ends } = outputs
  test.each<[what: string, packed: unknown]>([
    ['nothing', undefined],
    ['something more', { ...results, extra: 1 }],
    ['none', { ids: ids.slice(2), gas: gas.slice(2), outputs: joinBytes([]) }],
    [
      'too many',
      {
        ids: new Uint32Array(MAX_ANSWERS + 1),
        gas: new BigUint64Array(MAX_ANSWERS + 1),
        outputs: { bytes: bytes.slice(3), ends: new Uint32Array(MAX_ANSWERS + 1) },
      },
    ],
    ['ids that are none', { ...results, ids: Int32Array.of(3, -1) }],
    ['a list of ids', { ...results, ids: [3, 4] }],
    ['a view of more ids', { ...results, ids: new Uint32Array(3).subarray(1) }],
    ['ids of others', { ...results, ids: new Uint32Array(new SharedArrayBuffer(8)) }],
    ['fewer ids', { ...results, ids: ids.slice(1) }],
    ['less gas', { ...results, gas: gas.slice(1) }],
    ['gas that goes below none', { ...results, gas: new BigInt64Array(2) }],
    ['a view of more gas', { ...results, gas: new BigUint64Array(3).subarray(1) }],
    ['gas of others', { ...results, gas: new BigUint64Array(new SharedArrayBuffer(16)) }],
    ['fewer outputs', { ...results, outputs: { bytes, ends: Uint32Array.of(3) } }],
    ['bytes left over', { ...results, outputs: { bytes, ends: Uint32Array.of(1, 2) } }],
    ['bytes that are not there', { ...results, outputs: { bytes, ends: Uint32Array.of(1, 4) } }],
    ['ends that go back', { ...results, outputs: { bytes, ends: Uint32Array.of(4, 3) } }],
    ['ends in other numbers', { ...results, outputs: { bytes, ends: [1, 3] } }],
    ['a view of more', { ...results, outputs: { bytes: new Uint8Array(4).subarray(1), ends } }],
    [
      'ends of others',
      { ...results, outputs: { bytes, ends: new Uint32Array(new SharedArrayBuffer(8)) } },
    ],
    ['outputs and more', { ...results, outputs: { bytes, ends, extra: 1 } }],
    ['ids alone', { ids }],
  ])('are nonsense with %s', (_, packed) => {
    expect(isHeardPacked(packed)).toBe(false)
  })
})

describe('answers of a sandbox', () => {
  test('are heard as they should be', () => {
    expect(isHeard(done, failed)).toBe(true)
    expect(isHeard({ ...done, because: 'depth' })).toBe(true)
    for (const kind of ['trap', 'outOfGas'])
      expect(isHeard({ ...done, outcome: { kind } })).toBe(true)
    for (const code of [1, 0xffff_ffff])
      expect(isHeard({ ...done, outcome: { kind: 'exit', code } })).toBe(true)
  })

  test.each<[what: string, answer: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', Object.assign([], done)],
    ['another kind', { ...done, kind: 'other' }],
    ['no id', { ...done, id: undefined }],
    ['half an id', { ...done, id: 0.5 }],
    ['an id below none', { ...done, id: -1 }],
    ['an id beyond counting', { ...done, id: 2 ** 53 }],
    ['a word for an id', { ...done, id: '3' }],
    ['something more', { ...done, extra: 1 }],
    ['a reason that is none', { ...done, because: undefined }],
    ['another reason', { ...done, because: 'luck' }],
    ['an outcome with more', { ...done, outcome: { kind: 'success', code: 1 } }],
    ['another outcome', { ...done, outcome: { kind: 'glory' } }],
    ['no outcome', { ...done, outcome: null }],
    ['an exit without a code', { ...done, outcome: { kind: 'exit' } }],
    ['an exit of success', { ...done, outcome: { kind: 'exit', code: 0 } }],
    ['an exit too large', { ...done, outcome: { kind: 'exit', code: 2 ** 32 } }],
    ['an exit in halves', { ...done, outcome: { kind: 'exit', code: 1.5 } }],
    ['a view of more', { ...done, output: new Uint8Array(9).subarray(1) }],
    [
      'bytes that grow',
      { ...done, output: new Uint8Array(new ArrayBuffer(1, { maxByteLength: 9 })) },
    ],
    ['bytes of others', { ...done, output: new Uint8Array(new SharedArrayBuffer(1)) }],
    ['other numbers', { ...done, output: new Uint16Array(1) }],
    ['gas below none', { ...done, gas: -1n }],
    ['gas in floats', { ...done, gas: 5 }],
    ['no log', { ...done, log: undefined }],
    ['a failure of no kind', { ...failed, reason: 'stopped' }],
    ['a failure without words', { ...failed, message: 1 }],
    ['a failure with too many', { ...failed, message: 'x'.repeat(2 ** 20 + 1) }],
    ['a failure with more', { ...failed, output: new Uint8Array(1) }],
  ])('are nonsense with %s', (_, answer) => {
    expect(isHeard(done, answer)).toBe(false)
  })

  test('come in lists without holes, of one to as many as fit', () => {
    expect(isHeard()).toBe(false)
    const holes: unknown[] = [done]
    holes.length = 2
    expect(fromSandbox.safeParse({ type: 'answers', answers: holes }).success).toBe(false)
    const many = (count: number) => Array.from({ length: count }, () => done)
    expect(isHeard(...many(MAX_ANSWERS))).toBe(true)
    expect(isHeard(...many(MAX_ANSWERS + 1))).toBe(false)
    expect(
      fromSandbox.safeParse({ type: 'answers', answers: { length: 1, 0: done } }).success,
    ).toBe(false)
  })
})
