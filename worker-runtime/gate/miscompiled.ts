import { op } from './opcodes.ts'
import type { Writer } from './writer.ts'

const rounding = 130 // i16x8.q15mulr_sat_s
const highSigned = 157 // i16x8.extmul_high_i8x16_s
const highUnsigned = 159 // i16x8.extmul_high_i8x16_u
const extendHighSigned = 136
const extendHighUnsigned = 138
const multiply = 149

/** A 0xFD instruction that an engine in use compiles wrongly. */
export type Miscompiled = typeof rounding | typeof highSigned | typeof highUnsigned

/** The same number, if it is one of them. */
export const asMiscompiled = (code: number): Miscompiled | undefined =>
  code === rounding || code === highSigned || code === highUnsigned ? code : undefined

/**
 * Says an instruction in words that every engine understands.
 *
 * Without AVX, V8's first compiler takes a wrong number of these three where the result is put over
 * the second operand, or where both operands are one: the same tab then answers otherwise cold and
 * warm. The products of high halves are widened first and multiplied after. The rounding product
 * has its second operand kept in a local, so that nothing is put over it.
 *
 * @param scratch a local for vectors.
 */
export function writeOtherwise(out: Writer, code: Miscompiled, scratch: number): void {
  if (code === rounding) {
    out.u8(op.localTee).u32(scratch).u8(op.vector).u32(rounding)
    return
  }
  const extend = code === highSigned ? extendHighSigned : extendHighUnsigned
  out.u8(op.vector).u32(extend).u8(op.localSet).u32(scratch)
  out.u8(op.vector).u32(extend).u8(op.localGet).u32(scratch)
  out.u8(op.vector).u32(multiply)
}
