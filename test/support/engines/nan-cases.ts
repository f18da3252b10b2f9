import { assemble } from '../assemble.ts'

const BITS = [
  '0x7ff8000000000000',
  '0xfff8000000000000',
  '0x7ff8000000000123',
  '0xfff8000000000456',
  '0x7ff0000000000789',
  '0x7ff0000000000000',
  '0xfff0000000000000',
  '0x8000000000000000',
  '0x3ff0000000000000',
  '0x7fc001237fc00000',
  '0xffc00456ffc00456',
]
const bytesOf = (bits: string) =>
  Array.from({ length: 8 }, (_, index) => {
    const byte = (BigInt(bits) >> BigInt(index * 8)) & 255n
    return `\\${byte.toString(16).padStart(2, '0')}`
  }).join('')

const OPERATIONS = ['add', 'sub', 'mul', 'div', 'min', 'max', 'copysign']

/** Kernels that store what each operation makes of every two of these, NaNs of all kinds. */
export async function nanKernels(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const wide = OPERATIONS.map((name) => [`f64.${name}`, 'f64', name] as const)
  const narrow = OPERATIONS.map((name) => [`f32.${name}`, 'f32', name] as const)
  const kernels = [...wide, ...narrow].map(async ([title, type, name]) => {
    const load = (index: string) => `(${type}.load (i32.add (i32.const 4096) ${index}))`
    const module = await assemble(`(module
      (func $run (param i32 i32 i32 i32) (result i32) (local $i i32) (local $j i32) (local $at i32)
        (loop $rows
          (local.set $j (i32.const 0))
          (loop $columns
            (${type}.store (local.get $at)
              (${type}.${name} ${load('(local.get $i)')} ${load('(local.get $j)')}))
            (local.set $at (i32.add (local.get $at) (i32.const 8)))
            (br_if $columns (i32.lt_u
              (local.tee $j (i32.add (local.get $j) (i32.const 8))) (i32.const ${BITS.length * 8}))))
          (br_if $rows (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const ${BITS.length * 8}))))
        i32.const 0)
      (func $place (param i32) (result i32) i32.const 8192)
      (func $zero (result i32) i32.const 0)
      (func $length (result i32) i32.const ${BITS.length ** 2 * 8})
      (memory 1)
      (data (i32.const 4096) "${BITS.map(bytesOf).join('')}")
      (export "memory" (memory 0)) (export "run" (func $run)) (export "alloc" (func $place))
      (export "output_ptr" (func $zero)) (export "output_len" (func $length)))`)
    return [title, module] as const
  })
  return new Map(await Promise.all(kernels))
}
