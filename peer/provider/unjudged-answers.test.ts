import { expect, test } from 'vitest'
import { MalformedError } from '#protocol/errors.ts'
import { Leaves } from '#protocol/trust/leaves.ts'
import { type AnsweredBatch, UnjudgedAnswers } from './unjudged-answers.ts'

const leafAt = (index: number) => ({
  index,
  inputHash: new Uint8Array(32),
  outcome: { kind: 'success' as const },
  resultHash: new Uint8Array(32),
  gas: BigInt(10 ** index),
})
/** Of subtasks 0, 1, 2 …, with as many bytes of output each, and a unit of gas ten times the one before. */
const batchOf = (count: number): AnsweredBatch => {
  const indexes = Array.from({ length: count }, (_, at) => at)
  return {
    root: new Uint8Array(32),
    leaves: Leaves.of(indexes.map(leafAt)),
    outputs: indexes.map((bytes) => new Uint8Array(bytes)),
    tookMs: indexes,
  }
}

test('what is judged is let go of once, and nothing else', () => {
  const answers = new UnjudgedAnswers()
  answers.hold(7, batchOf(4))
  expect([answers.count, answers.bytes]).toEqual([4, 6])
  const verdict = { accepted: [3, 0, 3, 99], rejected: [2, 0] }
  expect(answers.settle(7, verdict)).toEqual({ accepted: 2, rejected: 1, gas: 1_001n })
  expect([answers.count, answers.bytes]).toEqual([1, 1])
  expect([...answers.left()]).toEqual([{ leaf: leafAt(1), output: new Uint8Array(1), tookMs: 1 }])
  expect(() => [...answers.cut(7, [3])]).toThrow(MalformedError)
  expect([...answers.cut(7, [1])]).toEqual([
    [{ position: 1, offset: 0, total: 1, data: new Uint8Array(1) }],
  ])
  expect(answers.settle(7, { accepted: [1], rejected: [] })).toMatchObject({ accepted: 1 })
  expect(answers.find(7)).toBeUndefined()
  expect(answers.settle(7, verdict)).toEqual({ accepted: 0, rejected: 0, gas: 0n })
})

test('what is called off is counted with its gas, and gone', () => {
  const answers = new UnjudgedAnswers()
  answers.hold(7, batchOf(3))
  answers.settle(7, { accepted: [1], rejected: [] })
  expect(answers.forget(7)).toEqual({ subtasks: 2, gas: 101n })
  expect(answers.forget(7)).toEqual({ subtasks: 0, gas: 0n })
  expect([answers.count, answers.bytes]).toEqual([0, 0])
})
