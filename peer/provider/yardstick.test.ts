import { expect, it } from 'vitest'
import { assemble } from '#test/support/assemble.ts'
import { yardstick } from './yardstick.ts'

const SOURCE = `
(module
  (memory (export "memory") 2)
  (global $top (mut i32) (i32.const 65536))
  (func (export "alloc") (param $size i32) (result i32)
    (global.get $top)
    (global.set $top (i32.and (i32.add (i32.add (global.get $top) (local.get $size)) (i32.const 7)) (i32.const -8))))
  (func (export "output_ptr") (result i32) (i32.const 0))
  (func (export "output_len") (result i32) (i32.const 16))
  (func (export "run") (param $shared i32) (param $sharedLength i32) (param $input i32) (param $inputLength i32) (result i32)
    (local $rounds i32) (local $x i32) (local $at i32) (local $sum f64)
    (local.set $rounds (i32.load (local.get $input)))
    (local.set $x (i32.const 1))
    (loop $next
      (local.set $x (i32.xor (local.get $x) (i32.shl (local.get $x) (i32.const 13))))
      (local.set $x (i32.xor (local.get $x) (i32.shr_u (local.get $x) (i32.const 17))))
      (local.set $x (i32.xor (local.get $x) (i32.shl (local.get $x) (i32.const 5))))
      (local.set $at (i32.and (local.get $x) (i32.const 32760)))
      (if (i32.and (local.get $x) (i32.const 65536))
        (then (local.set $sum (f64.mul (f64.const 0.5)
          (f64.add (local.get $sum) (f64.load offset=64 (local.get $at))))))
        (else (f64.store offset=64 (local.get $at)
          (f64.add (local.get $sum) (f64.convert_i32_s (local.get $x))))))
      (br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (f64.store (i32.const 0) (local.get $sum))
    (i32.store offset=8 (i32.const 0) (local.get $x))
    (i32.const 0)))
`

it('is what its source says', async () => {
  expect(yardstick).toEqual(await assemble(SOURCE))
})
