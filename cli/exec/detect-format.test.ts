import { expect, test } from 'vitest'
import { detectFormat } from './detect-format.ts'

const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const EMPTY_TYPE = [1, 4, 1, 0x60, 0, 0]
const ONE_FUNCTION = [3, 2, 1, 0]
const text = (word: string) => [word.length, ...new TextEncoder().encode(word)]
const section = (id: number, content: readonly number[]) => [id, content.length, ...content]
const exporting = (name: string) => section(7, [1, ...text(name), 0, 0])
const EMPTY_CODE = [10, 4, 1, 2, 0, 0x0b]
const IMPORT = section(2, [1, ...text('env'), ...text('abort'), 0, 0])

const moduleOf = (...parts: readonly (readonly number[])[]) =>
  new Uint8Array([...HEADER, ...parts.flat()])

test('the format is found from what a module imports and exports', () => {
  expect(detectFormat(moduleOf(EMPTY_TYPE, ONE_FUNCTION, exporting('run'), EMPTY_CODE))).toBe(
    'kernel',
  )
  expect(detectFormat(moduleOf(EMPTY_TYPE, ONE_FUNCTION, exporting('_start'), EMPTY_CODE))).toBe(
    'wasi',
  )
  expect(detectFormat(moduleOf(EMPTY_TYPE, IMPORT))).toBe('wasi')
})

test('what is no module is left to the gate to refuse', () => {
  expect(detectFormat(new Uint8Array(0))).toBe('wasi')
  expect(detectFormat(moduleOf([1, 200]))).toBe('wasi')
})
