import { assemble } from '../assemble.ts'

const repeat = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ')

const abi = (run: string, more = '') => `(module
  (type $run (func (param i32 i32 i32 i32) (result i32)))
  ${more}
  (func $start (type $run) ${run})
  (func $place (param i32) (result i32) i32.const 64)
  (func $none (result i32) i32.const 0)
  (memory 1)
  (export "memory" (memory 0)) (export "run" (func $start)) (export "alloc" (func $place))
  (export "output_ptr" (func $none)) (export "output_len" (func $none)))`

/** A function of so many values of a type that stay alive over its call of itself. */
function alive(count: number, type: string, kind: 'parameters' | 'locals' | 'operands'): string {
  const toI32 =
    { i32: '', i64: 'i32.wrap_i64', f64: 'i32.trunc_sat_f64_s', v128: 'i32x4.extract_lane 0' }[
      type
    ] ?? ''
  const make =
    {
      i32: 'local.get $n',
      i64: 'local.get $n i64.extend_i32_u',
      f64: 'local.get $n f64.convert_i32_u',
      v128: 'local.get $n i32x4.splat',
    }[type] ?? ''
  const vary =
    {
      i32: 'i32.const 3 i32.mul',
      i64: 'i64.const 3 i64.mul',
      f64: 'f64.const 3 f64.mul',
      v128: 'i32.const 3 i32x4.splat i32x4.mul',
    }[type] ?? ''
  const name = (index: number) => `$v${index}`
  const add = { i32: 'i32.add', i64: 'i64.add', f64: 'f64.add', v128: 'i32x4.add' }[type] ?? ''
  if (kind === 'operands') {
    const push = repeat(count, () => `${make} ${vary}`)
    const fold = repeat(count - 1, () => add)
    return abi(
      'local.get 3 call $f',
      `(func $f (param $n i32) (result i32) ${push} local.get $n i32.const 1 i32.add call $f local.set $n ${fold} ${toI32} local.get $n i32.add)`,
    )
  }
  const fold = `${repeat(count, (index) => `local.get ${name(index)}`)} ${repeat(count - 1, () => add)} ${toI32}`
  if (kind === 'locals') {
    const set = repeat(count, (index) => `${make} ${vary} local.set ${name(index)}`)
    return abi(
      'local.get 3 call $f',
      `(func $f (param $n i32) (result i32) ${repeat(count, (index) => `(local ${name(index)} ${type})`)}
        ${set} local.get $n i32.const 1 i32.add call $f ${fold} i32.add)`,
    )
  }
  const pass = repeat(count, (index) => `local.get ${name(index)} ${vary}`)
  return abi(
    `local.get 3 ${repeat(count, () => make.replaceAll('$n', '3'))} call $f`,
    `(func $f (param $n i32) ${repeat(count, (index) => `(param ${name(index)} ${type})`)} (result i32)
      local.get $n i32.const 1 i32.add ${pass} call $f ${fold} i32.add)`,
  )
}

/** Kernels that call themselves without end, each with frames of another shape. */
export async function endlessRecursions(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const texts: Record<string, string> = {
    'with nothing': abi('call $f i32.const 0', '(func $f call $f)'),
    'with one number': abi(
      'local.get 3 call $f',
      '(func $f (param i32) (result i32) local.get 0 i32.const 1 i32.add call $f i32.const 1 i32.add)',
    ),
    'through a table': abi(
      'local.get 3 call $f',
      `(type $t (func (param i32) (result i32))) (table 1 funcref) (elem (i32.const 0) func $f)
       (func $f (type $t) local.get 0 i32.const 0 call_indirect (type $t) i32.const 1 i32.add)`,
    ),
    'of two functions': abi(
      'local.get 3 call $f',
      `(func $f (param i32) (result i32) (local i64 i64 f64) local.get 0 call $g i32.const 1 i32.add)
       (func $g (param i32) (result i32) local.get 0 call $f i32.const 2 i32.add)`,
    ),
    'with many results': abi(
      'call $f i32.const 0 return',
      `(func $f (result ${repeat(100, () => 'i64')}) call $f)`,
    ).replace('call $f i32.const 0 return', `call $f ${repeat(100, () => 'drop')} i32.const 0`),
    'over a large leaf': abi(
      'local.get 3 call $f',
      `(func $leaf (param $n i32) (result i32) ${repeat(230, (index) => `(local $l${index} i64)`)}
         ${repeat(230, (index) => `local.get $n i64.extend_i32_u i64.const ${index} i64.mul local.set $l${index}`)}
         ${repeat(230, (index) => `local.get $l${index}`)} ${repeat(229, () => 'i64.xor')} i32.wrap_i64)
       (func $f (param i32) (result i32)
         local.get 0 call $leaf drop local.get 0 i32.const 1 i32.add call $f local.get 0 call $leaf i32.add)`,
    ),
  }
  for (const count of [100, 3_000]) {
    const sums = (fold: string) =>
      repeat(
        count,
        (index) =>
          `i64.const ${index * 7_919 + 1} local.get $n i64.mul i64.const ${index + 3} i64.xor i64.const ${(index % 60) + 1} i64.rotl local.get $s i64.${fold} local.set $s`,
      )
    texts[`with ${count} values computed before and after`] = abi(
      'i64.const 1 call $f i32.wrap_i64',
      `(func $f (param $n i64) (result i64) (local $s i64)
        ${sums('add')} local.get $n i64.const 1 i64.add call $f local.get $s i64.add local.set $s
        ${sums('xor')} local.get $s)`,
    )
  }
  const lanes = (fold: string) =>
    repeat(
      1_000,
      (index) =>
        `local.get $n v128.const f32x4 ${index + 1} 2 3 4 f32x4.mul local.get $s i32x4.${fold} local.set $s`,
    )
  texts['with 1000 vectors whose NaNs are made alike before and after'] = abi(
    'v128.const f32x4 1 1 1 1 call $f i32x4.extract_lane 0',
    `(func $f (param $n v128) (result v128) (local $s v128)
      ${lanes('add')} local.get $n v128.const f32x4 1 1 1 1 f32x4.add call $f
      local.get $s i32x4.add local.set $s ${lanes('sub')} local.get $s)`,
  )
  const step = 'local.get $t local.get $n i64.rotl i64.const 3 i64.add local.tee $t'
  texts['with a chain of values computed before and after'] = abi(
    'i64.const 1 call $f i32.wrap_i64',
    `(func $f (param $n i64) (result i64) (local $s i64) (local $t i64)
      local.get $n local.set $t ${repeat(3_000, () => `${step} drop`)}
      local.get $n i64.const 1 i64.add call $f local.set $s
      local.get $n local.set $t ${repeat(3_000, () => `${step} local.get $s i64.xor local.set $s`)}
      local.get $s local.get $t i64.add)`,
  )
  for (const type of ['i32', 'i64', 'f64', 'v128']) {
    for (const kind of ['parameters', 'locals', 'operands'] as const) {
      for (const count of [2, 20, 300]) {
        texts[`with ${count} ${type} ${kind}`] = alive(count, type, kind)
      }
    }
  }
  const assembled = Object.entries(texts).map(
    async ([name, text]) => [name, await assemble(text)] as const,
  )
  return new Map(await Promise.all(assembled))
}
