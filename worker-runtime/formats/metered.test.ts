import { expect, test } from 'vitest'
import { assemble } from '#test/support/assemble.ts'
import { INSTANTIATION_GAS } from '../gate/gate.ts'
import { runKernel } from './kernel.ts'

const limits = { gas: 1_000n, memoryBytes: 2 ** 20, outputBytes: 64, logBytes: 0 }
const nothing = new Uint8Array(0)

test.each(['what it likes', '1000000', '-5'])(
  'a plain module may say %s of what only the meter says',
  async (words) => {
    const plain = await assemble(`(module (memory (export "memory") 1)
    (func (export "run") (param i32 i32 i32 i32) (result i32) i32.const 0)
    (func (export "alloc") (param i32) (result i32) i32.const 0)
    (func (export "output_ptr") (result i32) i32.const 0)
    (func (export "output_len") (result i32) i32.const 0))`)
    const section = Buffer.from(
      `${String.fromCharCode(INSTANTIATION_GAS.length)}${INSTANTIATION_GAS}${words}`,
    )
    const module = new WebAssembly.Module(new Uint8Array([...plain, 0, section.length, ...section]))
    expect(runKernel(module, nothing, nothing, limits)).toMatchObject({
      outcome: { kind: 'success' },
      gas: 0n,
    })
  },
)
