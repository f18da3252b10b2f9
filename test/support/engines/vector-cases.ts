import { assemble } from '../assemble.ts'

const whole = (shapes: readonly string[], names: readonly string[], signs = ['']) =>
  shapes.flatMap((shape) => names.flatMap((name) => signs.map((sign) => `${shape}.${name}${sign}`)))
const signs = ['_s', '_u']
const integers = ['i8x16', 'i16x8', 'i32x4']
const products = [
  ['i16x8', 'i8x16'],
  ['i32x4', 'i16x8'],
  ['i64x2', 'i32x4'],
].flatMap(([wide, narrow]) =>
  ['low', 'high'].flatMap((half) => signs.map((sign) => `${wide}.extmul_${half}_${narrow}${sign}`)),
)

const binary = [
  'i8x16.swizzle',
  ...whole(['v128'], ['and', 'andnot', 'or', 'xor']),
  ...whole(['i8x16'], ['narrow_i16x8'], signs),
  ...whole(['i16x8'], ['narrow_i32x4'], signs),
  'i16x8.q15mulr_sat_s',
  'i32x4.dot_i16x8_s',
  ...whole(['i8x16', 'i16x8'], ['avgr_u']),
  ...whole(['i16x8', 'i32x4', 'i64x2'], ['mul']),
  ...whole([...integers, 'i64x2'], ['add', 'sub', 'eq', 'ne', 'lt_s', 'gt_s', 'le_s', 'ge_s']),
  ...whole(integers, ['lt_u', 'gt_u', 'le_u', 'ge_u']),
  ...whole(integers, ['min', 'max'], signs),
  ...whole(['i8x16', 'i16x8'], ['add_sat', 'sub_sat'], signs),
  ...products,
  ...whole(
    ['f32x4', 'f64x2'],
    ['add', 'sub', 'mul', 'div', 'min', 'max', 'pmin', 'pmax', 'eq', 'ne', 'lt', 'gt', 'le', 'ge'],
  ),
]

/** How the two operands are held: which register a result goes to depends on it. */
const arrangements: ReadonlyArray<(operation: string) => string> = [
  (operation) => `(v128.load (local.get $i)) (v128.load (local.get $j)) ${operation}`,
  (operation) =>
    `(local.tee $a (v128.load (local.get $i))) (v128.load (local.get $j)) ${operation}`,
  (operation) =>
    `(v128.load (local.get $i)) (local.tee $b (v128.load (local.get $j))) ${operation} local.get $b i32x4.add`,
  (operation) =>
    `(local.set $b (v128.load (local.get $j))) (local.set $a (v128.load (local.get $i))) local.get $a local.get $b ${operation} local.get $a i32x4.add local.get $b i32x4.add`,
  (operation) => `(local.tee $a (v128.load (local.get $i))) local.get $a ${operation}`,
  (operation) =>
    `(local.set $a (i32x4.add (v128.load (local.get $i)) (v128.load (local.get $j)))) local.get $a local.get $a ${operation}`,
  (operation) =>
    `v128.const i32x4 0x80007fff 0x80008000 0x3f800000 0x7fffffff (v128.load (local.get $j)) ${operation}`,
  (operation) => `local.get $b (v128.load (local.get $j)) ${operation} local.tee $b`,
]

const EDGES = ['00800080ff7fff7f', 'ffffffff00000000', '0000c07f0100c0ff', '000000000000f87f']
/** Vectors of sixteen bytes, edges among them, the same in every run. */
function operands(): string {
  let seed = 77
  const bytes = Array.from({ length: 96 }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return ((seed >> 12) & 255).toString(16).padStart(2, '0')
  })
  return (EDGES.join('') + bytes.join('')).replace(/../g, '\\$&')
}
const VECTORS = 8
const FIRST = 65_536

/** Kernels, one for each operation on two vectors, that store what it makes of many pairs. */
export async function vectorKernels(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const last = FIRST + VECTORS * 16
  const data = operands()
  const kernels = binary.map(async (operation) => {
    const functions = arrangements.map(
      (arrange, index) => `(func $f${index} (param $at i32) (result i32)
        (local $i i32) (local $j i32) (local $a v128) (local $b v128)
        (local.set $i (i32.const ${FIRST}))
        (loop $rows
          (local.set $j (i32.const ${FIRST}))
          (loop $columns
            local.get $at ${arrange(operation)} v128.store
            (local.set $at (i32.add (local.get $at) (i32.const 16)))
            (br_if $columns (i32.lt_u
              (local.tee $j (i32.add (local.get $j) (i32.const 16))) (i32.const ${last}))))
          (br_if $rows (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 16))) (i32.const ${last}))))
        local.get $at)`,
    )
    const calls = arrangements.map((_, index) => `call $f${index}`).join(' ')
    const length = arrangements.length * VECTORS ** 2 * 16
    const module = await assemble(`(module ${functions.join('\n')}
      (func $run (param i32 i32 i32 i32) (result i32) i32.const 0 ${calls} drop i32.const 0)
      (func $place (param i32) (result i32) i32.const 100000)
      (func $zero (result i32) i32.const 0)
      (func $length (result i32) i32.const ${length})
      (memory 2) (data (i32.const ${FIRST}) "${data}")
      (export "memory" (memory 0)) (export "run" (func $run)) (export "alloc" (func $place))
      (export "output_ptr" (func $zero)) (export "output_len" (func $length)))`)
    return [operation, module] as const
  })
  return new Map(await Promise.all(kernels))
}
