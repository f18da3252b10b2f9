import { describe, expect, test } from 'vitest'
import { skipPlain, skipPrefixed, skipVector } from './instructions.ts'
import { Reader } from './reader.ts'
import { Refusal } from './refusal.ts'
import { stackChange } from './stack-effects.ts'

const TYPES = [0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70]
const PUSH: Readonly<Record<number, readonly number[]>> = {
  127: [0x41, 0],
  126: [0x42, 0],
  125: [0x43, 0, 0, 0, 0],
  124: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
  123: [0xfd, 12, ...new Array<number>(16).fill(0)],
  112: [0xd0, 0x70],
}
const IMMEDIATES = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

const leb = (value: number) => (value < 128 ? [value] : [(value & 127) | 128, value >> 7])
const section = (id: number, content: readonly number[]) => [id, ...leb(content.length), ...content]

/** A module with one function of this body, and everything an instruction may name. */
function moduleOf(parameters: readonly number[], result: readonly number[], body: number[]) {
  const code = [1, 1, 1, 0x7f, ...body, 0x0b]
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters.length, ...parameters, result.length, ...result]),
    ...section(3, [1, 0]),
    ...section(4, [1, 0x70, 0, 1]),
    ...section(5, [1, 0, 1]),
    ...section(6, [1, 0x7f, 1, 0x41, 0, 0x0b]),
    ...section(7, [1, 1, 102, 0, 0]),
    ...section(9, [1, 1, 0, 1, 0]),
    ...section(12, [1]),
    ...section(10, [1, ...leb(code.length - 1), ...code.slice(1)]),
    ...section(11, [1, 1, 0]),
  ])
}

function* operandLists(): Generator<readonly number[]> {
  yield []
  for (const a of TYPES) yield [a]
  for (const a of TYPES) for (const b of TYPES) yield [a, b]
  for (const a of TYPES) for (const b of TYPES) for (const c of TYPES) yield [a, b, c]
}

/** What the engine's own validator says the instruction does to the stack. */
function changeByEngine(instruction: readonly number[]): number | undefined {
  for (const operands of operandLists()) {
    const pushes = operands.flatMap((type) => PUSH[type] ?? [])
    for (const results of [[], ...TYPES.map((type) => [type])]) {
      if (WebAssembly.validate(moduleOf([], results, [...pushes, ...instruction]))) {
        return results.length - operands.length
      }
    }
  }
  return undefined
}

const skips = { plain: skipPlain, prefixed: skipPrefixed, vector: skipVector }

describe.each([
  ['plain', [], 0x1a, 0xd2],
  ['prefixed', [0xfc], 0, 17],
  ['vector', [0xfd], 0, 255],
] as const)('%s instructions', (kind, prefix, first, last) => {
  test('change the stack as the engine says', () => {
    let compared = 0
    for (let code = first; code <= last; code++) {
      const opcode = prefix.length === 0 ? [code] : [...prefix, ...leb(code)]
      const reader = new Reader(new Uint8Array([...opcode, ...IMMEDIATES]))
      reader.u8()
      try {
        if (kind === 'plain') skips.plain(reader, code, 0)
        else skips[kind](reader, 0)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        continue
      }
      const expected = changeByEngine([...reader.bytes.subarray(0, reader.at)])
      if (expected === undefined) continue
      compared++
      expect([code, stackChange(kind, code)]).toEqual([code, expected])
    }
    expect(compared).toBeGreaterThan(kind === 'prefixed' ? 12 : 150)
  }, 120_000)
})
