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
const LANE_OPERATIONS = ['add', 'sub', 'mul', 'div', 'min', 'max', 'pmin', 'pmax']
/** Ways in which the bits of lanes are seen. */
const LANE_SINKS: Readonly<Record<string, string>> = {
  '': '',
  ', as other lanes': 'v128.const i32x4 1 2 3 4 i32x4.add',
  ', below a mask': 'v128.const i32x4 -1 0xffff -1 0xfff00000 v128.and',
  ', through a local': 'local.tee $sum local.get $sum i8x16.bitmask i32x4.splat v128.xor',
}

interface Shape {
  readonly load: string
  readonly type: 'f32' | 'f64' | 'v128'
  /** Of a vector, sixteen bytes are stored. */
  readonly store: 'f32.store' | 'f64.store' | 'v128.store'
  readonly operation: string
}

function shapes(): ReadonlyArray<readonly [title: string, shape: Shape]> {
  const numbers = (['f64', 'f32'] as const).flatMap((type) =>
    OPERATIONS.map((name) => {
      const operation = `${type}.${name}`
      return [operation, { load: `${type}.load`, type, store: `${type}.store`, operation }] as const
    }),
  )
  const lanes = ['f64x2', 'f32x4'].flatMap((type) =>
    LANE_OPERATIONS.flatMap((name) =>
      Object.entries(LANE_SINKS).map(([how, sink]) => {
        const operation = `${type}.${name} ${sink}`
        const shape = {
          load: 'v128.load64_splat',
          type: 'v128',
          store: 'v128.store',
          operation,
        } as const
        return [`${type}.${name}${how}`, shape] as const
      }),
    ),
  )
  return [...numbers, ...lanes]
}

/**
 * Kernels that store what each operation makes of every two of these, NaNs of all kinds. The
 * first operand stays in a local: V8's first compiler then begins with the second, and without AVX
 * an instruction keeps the NaN of the one that it begins with.
 */
export async function nanKernels(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const kernels = shapes().map(async ([title, { load, type, store, operation }]) => {
    const value = (index: string) => `(${load} (i32.add (i32.const 4096) ${index}))`
    const size = store === 'v128.store' ? 16 : 8
    const module = await assemble(`(module
      (func $run (param i32 i32 i32 i32) (result i32)
        (local $i i32) (local $j i32) (local $at i32) (local $sum v128) (local $row ${type})
        (loop $rows
          (local.set $j (i32.const 0))
          (loop $columns
            local.get $at (local.tee $row ${value('(local.get $i)')}) ${value('(local.get $j)')} ${operation} ${store}
            (local.set $at (i32.add (local.get $at) (i32.const ${size})))
            (br_if $columns (i32.lt_u
              (local.tee $j (i32.add (local.get $j) (i32.const 8))) (i32.const ${BITS.length * 8}))))
          (br_if $rows (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const ${BITS.length * 8}))))
        i32.const 0)
      (func $place (param i32) (result i32) i32.const 8192)
      (func $zero (result i32) i32.const 0)
      (func $length (result i32) i32.const ${BITS.length ** 2 * size})
      (memory 1)
      (data (i32.const 4096) "${BITS.map(bytesOf).join('')}")
      (export "memory" (memory 0)) (export "run" (func $run)) (export "alloc" (func $place))
      (export "output_ptr" (func $zero)) (export "output_len" (func $length)))`)
    return [title, module] as const
  })
  return new Map(await Promise.all(kernels))
}
