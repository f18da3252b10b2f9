import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assemble } from '#test/support/assemble.ts'
import { meterKernel, runMetered, shared } from '#test/support/metered-kernel.ts'
import { writeRandomVectorKernel } from '#test/support/random-vectors.ts'
import { meterByReference } from '#test/support/reference-meter.ts'

test('lanes have the bits that they have when every operation makes its NaNs alike', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(2 ** 20), { maxLength: 1_500, size: 'max' }),
      async (values) => {
        const plain = await assemble(writeRandomVectorKernel(values))
        const reference = new WebAssembly.Module(await meterByReference(plain))
        expect(runMetered(meterKernel(plain), shared)).toEqual(runMetered(reference, shared))
      },
    ),
    { numRuns: 400, endOnFailure: true },
  )
}, 120_000)

describe('bits of NaN', () => {
  const NEGATIVE = [0, 0, 0, 0, 0, 0, 0xf8, 0xff]
  const OTHER = [0x23, 1, 0, 0, 0, 0, 0xf8, 0x7f]
  const QUIET = [0, 0, 0, 0, 0, 0, 0xf8, 0x7f]
  /** Stores what `value` comes to; the input holds two doubles. */
  const store = async (value: string) => {
    const plain = await assemble(`(module
      (func $run (param i32 i32 i32 i32) (result i32) (local $sum f64) (local $raw f64)
        i32.const 0 ${value} f64.store i32.const 0)
      (func $place (param i32) (result i32) i32.const 64)
      (func $none (result i32) i32.const 0) (func $eight (result i32) i32.const 8)
      (memory 1)
      (export "memory" (memory 0)) (export "run" (func $run)) (export "alloc" (func $place))
      (export "output_ptr" (func $none)) (export "output_len" (func $eight)))`)
    const ended = runMetered(meterKernel(plain), new Uint8Array([...NEGATIVE, ...OTHER]))
    return ended.kind === 'done' ? [...ended.output] : ended
  }
  const first = 'local.get 2 f64.load'
  const second = 'local.get 2 f64.load offset=8'

  test.each([
    ['a sum', `${first} ${second} f64.add`],
    ['a sum the other way round', `${second} ${first} f64.add`],
    ['a sum kept in a local', `${first} ${second} f64.mul local.set $sum local.get $sum`],
    ['what an if leaves', `local.get 3 if (result f64) ${first} else ${second} end`],
    ['a sum below what a local takes', `${first} ${second} f64.add ${second} local.set $raw`],
    ['a sum below what is dropped', `${first} ${second} f64.add ${second} local.tee $raw drop`],
    ['a choice of two', `${first} ${second} f64.add ${second} local.tee $raw local.get 3 select`],
    ['a sign taken from it', `f64.const nan ${first} ${second} f64.add f64.copysign`],
  ])('are the same after %s', async (_, value) => {
    expect(await store(value)).toEqual(QUIET)
  })

  test.each([
    ['loaded', second],
    ['loaded into a local', `${second} local.set $raw local.get $raw`],
    ['loaded by way of a local', `${second} local.tee $raw`],
  ])('stay what they were when only %s', async (_, value) => {
    expect(await store(value)).toEqual(OTHER)
  })
})

describe('bits of NaN lanes', () => {
  const LOADED = [0x34, 0x12, 0xc0, 0x7f, 1, 0, 0xc0, 0xff, 1, 0, 0x80, 0x7f, 0, 0, 0xf8, 0xff]
  const QUIET_F32 = [0, 1, 2, 3].flatMap(() => [0, 0, 0xc0, 0x7f])
  const QUIET_F64 = [0, 0, 0, 0, 0, 0, 0xf8, 0x7f]
  /** Stores what `value` comes to; its locals take vectors. */
  const store = async (value: string) => {
    const plain = await assemble(`(module
      (func $same (param v128) (result v128) local.get 0)
      (func $run (param i32 i32 i32 i32) (result i32) (local $sum v128) (local $both v128)
        i32.const 0 ${value} v128.store i32.const 0)
      (func $place (param i32) (result i32) i32.const 64)
      (func $none (result i32) i32.const 0) (func $sixteen (result i32) i32.const 16)
      (memory 1) (global $global (mut v128) (v128.const i32x4 0 0 0 0))
      (export "memory" (memory 0)) (export "run" (func $run)) (export "alloc" (func $place))
      (export "output_ptr" (func $none)) (export "output_len" (func $sixteen)))`)
    const ended = runMetered(meterKernel(plain), new Uint8Array(LOADED))
    return ended.kind === 'done' ? [...ended.output] : ended
  }
  const load = 'local.get 2 v128.load'
  const sum = `${load} v128.const f32x4 1 1 1 1 f32x4.add`
  const branch = (arms: string) => `local.get 3 if ${arms} end`

  test.each([
    ['a sum', sum],
    ['a sum turned round', `${sum} f32x4.neg`],
    ['a sum kept in a local', `${sum} local.set $sum local.get $sum`],
    ['a sum in a local set in a loop', `loop ${sum} local.set $sum end local.get $sum`],
    [
      'a sum in a local for loaded ones too',
      `${branch(`${sum} local.set $both else ${load} local.set $both`)} local.get $both`,
    ],
    ['what an if leaves', `local.get 3 if (result v128) ${sum} else ${load} end`],
    ['a choice', `${sum} ${load} local.get 3 select`],
    ['lanes moved', `${sum} ${sum} i8x16.shuffle 4 5 6 7 0 1 2 3 20 21 22 23 16 17 18 19`],
    ['bytes moved', `${sum} ${sum} i8x16.shuffle 0 1 6 7 4 5 6 7 16 17 18 19 20 21 22 23`],
    ['bits picked', `${sum} ${load} v128.const i32x4 -1 -1 -1 -1 v128.bitselect`],
    ['a call', `${sum} call $same`],
    ['a global', `${sum} global.set $global global.get $global`],
    ['one lane put into all', `${sum} i32x4.extract_lane 1 i32x4.splat`],
  ])('are the same after %s', async (_, value) => {
    expect(await store(value)).toEqual(QUIET_F32)
  })

  test('are those of the wider float after its sum', async () => {
    const value = `${load} v128.const f64x2 1 nan f64x2.add i64x2.extract_lane 1 i64x2.splat`
    expect(await store(value)).toEqual([...QUIET_F64, ...QUIET_F64])
  })

  test.each([
    ['loaded', load],
    [
      'loaded into a local for sums too',
      `${branch(`${sum} local.set $both`)} ${load} local.set $both local.get $both`,
    ],
    [
      'loaded where another way leads past a sum',
      `local.get 3 i32.eqz if ${sum} local.set $both else ${load} local.set $both end local.get $both`,
    ],
    ['loaded and left by an if', `local.get 3 i32.eqz if (result v128) ${sum} else ${load} end`],
    ['loaded and chosen', `${sum} ${load} local.get 3 i32.eqz select`],
    ['loaded and passed through a function', `${load} call $same`],
  ])('stay what they were when only %s', async (_, value) => {
    expect(await store(value)).toEqual(LOADED)
  })
})
