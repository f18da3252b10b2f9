import { expect, test, vi } from 'vitest'
import { assemble } from '#test/support/assemble.ts'
import * as gates from '../gate/gate.ts'
import { compileProgram } from './compile-program.ts'

const open = async () =>
  ({
    type: 'open',
    format: 'wasi',
    module: await assemble('(module (memory (export "memory") 1) (func (export "_start")))'),
    shared: new Uint8Array(0),
    plain: false,
  }) as const

test('answers with a refusal when the gate itself breaks', async () => {
  const broken = vi.spyOn(gates, 'gate').mockImplementation(() => {
    throw new RangeError('Maximum call stack size exceeded')
  })
  expect(await compileProgram(await open())).toEqual({
    type: 'refused',
    feature: 'engine',
    offset: 0,
    reason: 'Maximum call stack size exceeded',
  })
  broken.mockRestore()
  expect(await compileProgram(await open())).toMatchObject({ format: 'wasi' })
})

test('tells no more of a reason than a host will listen to', async () => {
  vi.spyOn(gates, 'gate').mockReturnValue({
    kind: 'refused',
    feature: 'imports',
    offset: 0,
    reason: 'x'.repeat(2 ** 21),
  })
  expect(await compileProgram(await open())).toMatchObject({ reason: 'x'.repeat(1_000) })
})
